package com.renewal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The real server, as `npm start` runs it, on a port of its own and with nothing kept. */
final class LiveServer implements AutoCloseable {
    private final Program program;
    /** The environment of a program that uses it. */
    final Map<String, String> environment = new HashMap<>();

    LiveServer() throws IOException, InterruptedException {
        this(Map.of());
    }

    /** @param settings beside those that every such server has */
    LiveServer(Map<String, String> settings) throws IOException, InterruptedException {
        Path command = Program.REPOSITORY.resolve("server/dist/cli.js");
        Assumptions.assumeTrue(Files.exists(command), "The server is not built: run `npm run build` first.");
        Path data = Files.createTempDirectory(Program.TARGET, "live-");
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(Map.of("PORT", "0", "DATA_DIR", data.toString(), "LOG_LEVEL", "error"));
        all.put("NOTIFY_ALLOWED_HOSTS", "127.0.0.1");
        program = Program.start(
                data,
                all,
                List.of(Program.node().toString(), command.toString(), "start"));
        environment.put("RENEWAL_BASE_URL", program.find("(http://\\S+/v1)"));
        environment.put("RENEWAL_CLIENT_ID", "demo");
        environment.put("RENEWAL_CLIENT_SECRET", "demo-secret");
        environment.put("RENEWAL_WEBHOOK_SECRET", "demo-webhook-secret");
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
