package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.internal.Json;
import com.renewal.model.CreatePaymentRequest;
import com.renewal.model.PaymentCreated;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs of the API reference and of the guide, against the real server. */
@Timeout(180)
class SamplesIT {
    /** What the gateway sends is signed with a secret that only the server and the gateway know. */
    private static final String SECRET = "a-secret-of-the-gateway";

    private static String run(String name, String source, Map<String, String> environment) throws Exception {
        Path folder = Files.createTempDirectory(Program.TARGET, "sample-");
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        String jar = Program.jars(Program.TARGET.resolve("repository"), "renewal-sdk");
        String path = folder + File.pathSeparator + jar + File.pathSeparator + Program.libraries();
        String[] words = {"--release", "11", "-cp", path, "-d", folder.toString(), file.toString()};
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, words), source);
        return Program.run(
                folder, environment, List.of(Program.java(), "-XX:TieredStopAtLevel=1", "-cp", path, name));
    }

    @Test
    void theSampleOfEachOperationDoesWhatItSays() throws Exception {
        byte[] text = Files.readAllBytes(Program.REPOSITORY.resolve("server/src/docs/generated/code-samples.json"));
        Map<String, String> settings = Map.of("WEBHOOK_SECRET", SECRET, "RATE_LIMIT_PER_USER", "1000");
        try (LiveServer live = new LiveServer(settings)) {
            String here = live.environment.get("RENEWAL_BASE_URL");
            RenewalClient client = RenewalClient.builder()
                    .baseUrl(here)
                    .clientId("demo")
                    .clientSecret("demo-secret")
                    .userId("user_42")
                    .build();
            Map<String, Object> samples = Json.object(text);
            for (String id : samples.keySet()) {
                // What a merchant refunds was paid.
                boolean isPaid = id.equals("refundPayment");
                PaymentCreated order = client.payments()
                        .create(CreatePaymentRequest.builder()
                                .orderId((isPaid ? "sandbox-autopay-" : "before-") + id)
                                .amount("99.99")
                                .build());
                if (isPaid) {
                    client.payments().waitUntilSettled(order.transactionId());
                }
                String source = sourceOf((List<?>) samples.get(id))
                        .replace("https://api.example.com/v1", here)
                        .replace("TXN789012", order.transactionId())
                        .replace("ORD123456", "ORD-" + id);
                String said = run("Sample", source, Map.of("WEBHOOK_SECRET", SECRET));
                assertTrue(said.endsWith("exit 0") && said.length() > "exit 0".length() + 1, id + ": " + said);
            }
        }
    }

    private static String sourceOf(List<?> samples) {
        for (Object sample : samples) {
            Map<?, ?> one = (Map<?, ?>) sample;
            if ("Java".equals(one.get("lang"))) {
                return (String) one.get("source");
            }
        }
        throw new AssertionError("There is no Java program in " + samples);
    }

    @Test
    void theProgramsOfTheGuideDoWhatTheySay() throws Exception {
        String guide = Files.readString(Program.REPOSITORY.resolve("docs/guides/java.md"), StandardCharsets.UTF_8);
        Map<String, String> programs = new HashMap<>();
        Matcher found = Pattern.compile("```java\n(.*?public class (\\w+).*?)```", Pattern.DOTALL).matcher(guide);
        while (found.find()) {
            programs.put(found.group(2), found.group(1));
        }
        try (LiveServer live = new LiveServer()) {
            String here = live.environment.get("RENEWAL_BASE_URL");
            programs.replaceAll((name, source) -> source.replace("http://localhost:8080/v1", here));
            String said = run("Renew", programs.get("Renew"), Map.of());
            assertTrue(said.contains("The order is paid\nThe membership lasts until 20"), said);
            said = run("Errors", programs.get("Errors"), Map.of());
            assertTrue(said.contains("VALIDATION_ERROR: "), said);
        }
    }
}
