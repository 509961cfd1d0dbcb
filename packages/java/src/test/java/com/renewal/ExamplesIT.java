package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.model.CreatePaymentRequest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples and the programs of the README, against the real server, with the jar that is published. */
@Timeout(180)
class ExamplesIT {
    private static LiveServer live;
    private static String classPath;

    /** A project that knows the library from a Maven repository alone compiles the examples. */
    @BeforeAll
    static void compile() throws Exception {
        Path settings = Program.TARGET.resolve("consumer-settings.xml");
        Path repository = Program.TARGET.resolve("consumer-repository");
        Files.writeString(
                settings,
                """
                <settings>
                  <mirrors><mirror><id>warm</id><mirrorOf>*,!built</mirrorOf><url>%s</url></mirror></mirrors>
                  <profiles><profile><id>built</id><repositories><repository>
                    <id>built</id><url>%s</url>
                  </repository></repositories></profile></profiles>
                  <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
                </settings>
                """
                        .formatted(
                                Path.of(System.getProperty("localRepository")).toUri(),
                                Program.TARGET.resolve("repository").toUri()));
        String said = Program.run(
                Program.PACKAGE.resolve("examples"),
                Map.of(),
                List.of(
                        "mvn",
                        "-B",
                        "-ntp",
                        "-q",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + repository,
                        "org.apache.maven.plugins:maven-compiler-plugin:" + System.getProperty("compilerPlugin")
                                + ":compile"));
        assertTrue(said.endsWith("exit 0"), said);
        classPath = Program.PACKAGE.resolve("examples/target/classes")
                + File.pathSeparator
                + Program.jars(repository, "renewal-sdk", "jackson-core");
        live = new LiveServer();
    }

    @AfterAll
    static void stop() throws IOException {
        if (live != null) {
            live.close();
        }
    }

    private static List<String> program(String name) {
        return List.of(Program.java(), "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath, name);
    }

    private static String run(String name, String... more) throws Exception {
        Map<String, String> environment = new HashMap<>(live.environment);
        for (int at = 0; at < more.length; at += 2) {
            environment.put(more[at], more[at + 1]);
        }
        return Program.run(Program.PACKAGE, environment, program(name));
    }

    private static int post(String url, byte[] body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aTokenIsMadeAndNotShown() throws Exception {
        String said = run("GetToken");
        assertTrue(said.contains("access_token=***"), said);
        assertTrue(said.contains("the token is good for 900 s."), said);
    }

    @Test
    void wrongCredentialsAreToldInASentence() throws Exception {
        String said = run("GetToken", "RENEWAL_CLIENT_SECRET", "wrong");
        assertTrue(said.startsWith("The client id or the client secret is wrong."), said);
        assertFalse(said.contains("\tat "), said);
    }

    @Test
    void aPackageIsBoughtAndTheMembershipRenewed() throws Exception {
        String said = run("CreatePayment", "RENEWAL_USER_ID", "buyer", "RENEWAL_ORDER_ID", "sandbox-autopay-example");
        assertTrue(said.contains("Monthly Membership: 9.99 CNY. Pay here: http"), said);
        assertTrue(said.contains("The order is paid.\nThe membership lasts until 20"), said);
    }

    @Test
    void anOrderThatNobodyPaysStaysOpen() throws Exception {
        String said = run("CreatePayment", "RENEWAL_USER_ID", "waiter", "RENEWAL_PATIENCE_MS", "1500");
        assertTrue(said.contains("Nobody has paid yet."), said);
    }

    @Test
    void theLimitIsToldWithTheTimeToComeBack() throws Exception {
        String said = run("HandleRateLimit", "RENEWAL_USER_ID", "eager");
        assertTrue(said.contains("Order 5: 0 of 5 left"), said);
        assertTrue(said.contains("RATE_LIMIT_EXCEEDED after 5 orders: come back in 3"), said);
    }

    @Test
    void aReceiverTakesWhatIsSignedOnceAndNothingElse() throws Exception {
        Map<String, String> environment = new HashMap<>(live.environment);
        environment.put("PORT", "0");
        try (Program receiver = Program.start(Program.PACKAGE, environment, program("ReceiveWebhooks"))) {
            String url = receiver.find("Listening on (\\S+)");
            RenewalClient client = RenewalClient.builder()
                    .baseUrl(live.environment.get("RENEWAL_BASE_URL"))
                    .clientId("demo")
                    .clientSecret("demo-secret")
                    .userId("notified")
                    .build();
            String checkout = client.payments()
                    .create(CreatePaymentRequest.builder()
                            .orderId("ORD-notified")
                            .amount("9.99")
                            .notifyUrl(url)
                            .build())
                    .paymentUrl();
            byte[] choice = "action=pay".getBytes(StandardCharsets.UTF_8);
            assertEquals(303, post(checkout, choice, Map.of("Content-Type", "application/x-www-form-urlencoded")));
            assertEquals("paid", receiver.find("Order ORD-notified is (paid): 9\\.99 CNY"));
            for (String id : List.of("evt_again", "evt_again", "evt_last")) {
                byte[] event = ("{\"id\":\"" + id + "\",\"type\":\"payment.updated\",\"transaction_id\":\"TXN1\","
                                + "\"order_id\":\"ORD-" + id + "\",\"user_id\":\"notified\",\"status\":\"paid\","
                                + "\"amount\":9.99,\"currency\":\"CNY\",\"timestamp\":\"2026-01-15T08:30:00Z\"}")
                        .getBytes(StandardCharsets.UTF_8);
                assertEquals(
                        204,
                        post(url, event, Webhooks.withSecrets("demo-webhook-secret").sign(event)));
            }
            receiver.find("Order (ORD-evt_last) is paid");
            assertEquals(1, receiver.count("Order ORD-evt_again is paid"));
            byte[] body = "{\"type\": \"membership.expired\"}".getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    204,
                    post(url, body, Webhooks.withSecrets("demo-webhook-secret").sign(body)));
            assertEquals("membership.expired", receiver.find("kind (membership.expired)"));
            assertEquals(
                    400, post(url, body, Webhooks.withSecrets("another secret").sign(body)));
            assertEquals("no_match", receiver.find("Refused: (\\w+)"));
            assertEquals(400, post(url, body, Map.of()));
            assertEquals("missing_header", receiver.find("Refused: (\\w+)"));
        }
    }

    @Test
    void theProgramsOfTheReadmeRunAsTheyStandThere() throws Exception {
        String readme = Files.readString(Program.PACKAGE.resolve("README.md"));
        Matcher programs = Pattern.compile("<!-- program: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        Map<String, String> expected = Map.of(
                "FirstCall", "Pay here: http",
                "FirstFuture", "ORD123457 9.99 CNY",
                "GetToken", "access_token=***",
                "CreatePayment", "Monthly Membership, 9.99 CNY: http",
                "HandleRateLimit", "RATE_LIMIT_EXCEEDED: come back in PT",
                "VerifyWebhook", "user_42 has paid 99.99 CNY\nRefused: no_match");
        Path folder = Files.createDirectories(Program.TARGET.resolve("readme"));
        String path = folder + File.pathSeparator + classPath.substring(classPath.indexOf(File.pathSeparator) + 1);
        List<String> compile = new ArrayList<>(
                List.of("--release", "11", "-Xlint:all,-options", "-Werror", "-cp", path, "-d", folder.toString()));
        List<String> names = new ArrayList<>();
        while (programs.find()) {
            names.add(programs.group(1));
            Path file = folder.resolve(programs.group(1) + ".java");
            compile.add(Files.writeString(file, programs.group(2)).toString());
        }
        assertEquals(expected.keySet(), new HashSet<>(names));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, compile.toArray(String[]::new)));
        for (String name : names) {
            String said = Program.run(
                    folder, live.environment, List.of(Program.java(), "-XX:TieredStopAtLevel=1", "-cp", path, name));
            assertTrue(said.endsWith("exit 0") && said.contains(expected.get(name)), name + ": " + said);
        }
    }
}
