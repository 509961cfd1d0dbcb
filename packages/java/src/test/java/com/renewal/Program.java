package com.renewal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process, and what it says. */
final class Program implements AutoCloseable {
    static final Path PACKAGE = Path.of("").toAbsolutePath();
    static final Path REPOSITORY = PACKAGE.getParent().getParent();
    static final Path TARGET = PACKAGE.resolve("target");

    private static final String END = "";
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> read = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        Thread pump = new Thread(this::pump, "program");
        pump.setDaemon(true);
        pump.start();
    }

    static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** Runs one to its end and gives all that it said. */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        try (Program program = start(folder, environment, command)) {
            program.process.getOutputStream().close();
            for (String line = program.next(); !line.equals(END); line = program.next()) {
                continue;
            }
            program.process.waitFor(60, TimeUnit.SECONDS);
            return String.join("", program.read) + "exit " + program.process.exitValue();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Path node() {
        Path node = REPOSITORY.resolve("node_modules/.bin/node");
        return Files.exists(node) ? node : Path.of("node");
    }

    /** The jars below a folder whose names begin so, as a class path. */
    static String jars(Path folder, String... names) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(names)
                            .anyMatch(name -> file.getFileName().toString().startsWith(name)))
                    .map(Path::toString)
                    .filter(file ->
                            file.endsWith(".jar") && !file.endsWith("-sources.jar") && !file.endsWith("-javadoc.jar"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** What the library depends on, as a class path. */
    static String libraries() throws IOException {
        Path repository = Path.of(System.getProperty("localRepository"));
        return jars(repository.resolve("com/fasterxml/jackson/core"), "jackson-core-" + System.getProperty("jackson"))
                + File.pathSeparator
                + jars(repository.resolve("org/jspecify"), "jspecify-" + System.getProperty("jspecify"));
    }

    /** Waits for something that it says, and gives the first group of it. */
    String find(String pattern) throws InterruptedException {
        for (String line = next(); !line.equals(END); line = next()) {
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("It never said " + pattern + ", but: " + String.join("", read));
    }

    /** How many of the lines that were looked at so far have a text. */
    long count(String text) {
        return read.stream().filter(line -> line.contains(text)).count();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String next() throws InterruptedException {
        String line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("It says nothing any more after: " + String.join("", read));
        }
        read.add(line);
        return line;
    }

    private void pump() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line + "\n");
            }
        } catch (IOException gone) {
            // It was ended.
        } finally {
            lines.add(END);
        }
    }
}
