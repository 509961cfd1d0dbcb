package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is published. */
@Timeout(120)
class ArtefactsIT {
    private static final String VERSION = version();
    private static final Path PUBLISHED = Program.TARGET.resolve("repository/com/renewal/renewal-sdk/" + VERSION);

    private static String version() {
        try {
            Matcher version = Pattern.compile("<artifactId>renewal-sdk</artifactId>\\s*<version>([^<]*)</version>")
                    .matcher(Files.readString(Program.PACKAGE.resolve("pom.xml")));
            assertTrue(version.find());
            return version.group(1);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Set<String> names(String jar) throws IOException {
        try (JarFile file = new JarFile(PUBLISHED.resolve(jar).toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theJarHoldsTheLibraryAndNothingElse() throws Exception {
        Set<String> names = names("renewal-sdk-" + VERSION + ".jar");
        assertTrue(names.contains("module-info.class"));
        assertTrue(names.contains("com/renewal/RenewalClient.class"));
        Set<String> strange = names.stream()
                .filter(name -> !name.startsWith("com/renewal/") && !name.startsWith("META-INF/"))
                .collect(Collectors.toSet());
        assertEquals(Set.of("module-info.class"), strange);
        assertFalse(names.stream().anyMatch(name -> name.contains("Test") || name.contains("Scripted")));
        try (JarFile file =
                new JarFile(PUBLISHED.resolve("renewal-sdk-" + VERSION + ".jar").toFile())) {
            byte[] head = file.getInputStream(file.getEntry("com/renewal/RenewalClient.class"))
                    .readNBytes(8);
            // 55 is Java 11.
            assertEquals(55, head[7]);
        }
    }

    @Test
    void sourcesAndDocumentationArePublishedBesideIt() throws Exception {
        Set<String> sources = names("renewal-sdk-" + VERSION + "-sources.jar");
        assertTrue(sources.contains("com/renewal/RenewalClient.java"));
        assertTrue(sources.contains("com/renewal/model/Payment.java"));
        Set<String> pages = names("renewal-sdk-" + VERSION + "-javadoc.jar");
        assertTrue(pages.contains("com.renewal/com/renewal/RenewalClient.html"), pages::toString);
        // What is not exported is nobody's business.
        assertFalse(pages.stream().anyMatch(name -> name.contains("internal/")));
    }

    @Test
    void whoeverDependsOnItGetsTwoMoreJars() throws Exception {
        String pom = Files.readString(PUBLISHED.resolve("renewal-sdk-" + VERSION + ".pom"));
        Matcher dependency = Pattern.compile(
                        "<dependency>\\s*<groupId>([^<]*)</groupId>\\s*<artifactId>([^<]*)</artifactId>"
                                + "\\s*<version>[^<]*</version>\\s*</dependency>")
                .matcher(pom);
        Set<String> needed = new TreeSet<>();
        while (dependency.find()) {
            needed.add(dependency.group(1) + ":" + dependency.group(2));
        }
        assertEquals(Set.of("com.fasterxml.jackson.core:jackson-core", "org.jspecify:jspecify"), needed);
    }

    @Test
    void theVersionIsToldInOneVoice() throws Exception {
        String java = Files.readString(Program.PACKAGE.resolve("src/main/java/com/renewal/internal/Version.java"));
        assertTrue(java.contains("\"" + VERSION + "\""));
        assertTrue(Files.readString(Program.PACKAGE.resolve("examples/pom.xml"))
                .contains("<version>" + VERSION + "</version>"));
        assertTrue(Files.readString(Program.PACKAGE.resolve("README.md"))
                .contains("<version>" + VERSION + "</version>"));
    }

    @Test
    void aModuleMayRequireIt() throws Exception {
        Path folder = Files.createDirectories(Program.TARGET.resolve("module"));
        Path program = Files.writeString(
                folder.resolve("Main.java"),
                """
                package shop;
                import com.renewal.RenewalClient;
                import com.renewal.errors.ConfigurationException;
                public final class Main {
                    public static void main(String[] args) {
                        try (RenewalClient client = RenewalClient.builder().token("t").build()) {
                            client.payments().get("");
                        } catch (ConfigurationException error) {
                            System.out.println(client().getName() + " refuses it");
                        }
                    }
                    private static Module client() { return RenewalClient.class.getModule(); }
                }
                """);
        Path module = Files.writeString(folder.resolve("module-info.java"), "module shop { requires com.renewal; }");
        String jars = Program.jars(Program.TARGET.resolve("repository"), "renewal-sdk")
                + File.pathSeparator
                + Program.libraries();
        int ended = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all",
                        "-p",
                        jars,
                        "-d",
                        folder.resolve("classes").toString(),
                        module.toString(),
                        program.toString());
        assertEquals(0, ended);
        String said = Program.run(
                folder,
                Map.of(),
                List.of(
                        Program.java(),
                        "-p",
                        jars + File.pathSeparator + folder.resolve("classes"),
                        "-m",
                        "shop/shop.Main"));
        assertTrue(said.startsWith("com.renewal refuses it"), said);
    }
}
