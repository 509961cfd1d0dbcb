import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.renewal.RenewalClient;
import com.renewal.model.CreatePaymentRequest;
import com.stripe.StripeClient;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Each calls one server on this machine, which answers at once. All take turns, and the fastest counts. */
public final class Bench {
    private static final int ROUNDS = 40;
    private static final int CALLS = 200;
    private static final int STARTS = 15;
    private static final String ORDER = "{\"order_id\":\"ORD123456\",\"amount\":99.99}";
    private static final byte[] ANSWER = answer("{\"success\": true, \"transaction_id\": \"TXN789012\", \"payment_url\":"
            + " \"https://payment.gateway.com/pay/TXN789012\", \"message\": \"Payment order created successfully\","
            + " \"id\": \"pi_1\", \"object\": \"payment_intent\", \"amount\": 9999, \"currency\": \"cny\"}");

    private static byte[] answer(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("once")) {
            caller(args[1], args[2]).call();
            System.exit(0);
        }
        if (args.length == 1 && args[0].equals("serve")) {
            serve();
            return;
        }
        Process server = new ProcessBuilder(java(), "Bench", "serve").start();
        try {
            String url = "http://127.0.0.1:" + server.inputReader().readLine() + "/v1";
            String report = report(coldStarts(url), calls(url));
            System.out.println(report);
            if (args.length == 1 && args[0].equals("--write")) {
                Path readme = Path.of("../README.md");
                String text = Files.readString(readme);
                String before = text.substring(0, text.indexOf("<!-- figures -->") + 17);
                Files.writeString(readme, before + report + text.substring(text.indexOf("<!-- /figures -->")));
            }
        } finally {
            server.destroyForcibly();
        }
        System.exit(0);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Callable<Object> caller(String name, String url) {
        switch (name) {
            case "nothing":
                return () -> name;
            case "java.net.http":
                HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                JsonFactory json = new JsonFactory();
                return () -> {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/payment/create"))
                            .header("Authorization", "Bearer t")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                            .build();
                    String body = bare.send(request, HttpResponse.BodyHandlers.ofString()).body();
                    try (JsonParser parser = json.createParser(body)) {
                        while (parser.nextToken() != null) {
                            continue;
                        }
                    }
                    return body;
                };
            case "renewal-sdk":
                RenewalClient ours = RenewalClient.builder().baseUrl(url).token("t").build();
                return () -> ours.payments()
                        .create(CreatePaymentRequest.builder().orderId("ORD123456").amount("99.99").build())
                        .paymentUrl();
            case "renewal-sdk, async":
                RenewalClient later = RenewalClient.builder().baseUrl(url).token("t").build();
                return () -> later.async().payments()
                        .create(CreatePaymentRequest.builder().orderId("ORD123456").amount("99.99").build())
                        .get();
            case "java.net.http, async":
                HttpClient bareLater = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                return () -> bareLater.sendAsync(
                                HttpRequest.newBuilder(URI.create(url + "/payment/create"))
                                        .header("Authorization", "Bearer t")
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .get();
            default:
                StripeClient peer = StripeClient.builder().setApiKey("sk_test_x").setApiBase(url).build();
                PaymentIntentCreateParams params =
                        PaymentIntentCreateParams.builder().setAmount(9999L).setCurrency("cny").build();
                return () -> peer.v1().paymentIntents().create(params).getId();
        }
    }

    /** Milliseconds from the start of a process to the end of its first call. */
    private static Map<String, Double> coldStarts(String url) throws Exception {
        Map<String, Double> best = new LinkedHashMap<>();
        for (int start = 0; start < STARTS; start++) {
            for (String name : new String[] {"nothing", "java.net.http", "renewal-sdk", "stripe-java"}) {
                long began = System.nanoTime();
                Process process = new ProcessBuilder(java(), "Bench", "once", name, url).inheritIO().start();
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(name + " failed.");
                }
                best.merge(name, (System.nanoTime() - began) / 1e6, Math::min);
            }
        }
        return best;
    }

    /** Microseconds for a call on a warm connection in a warm process. */
    private static Map<String, Double> calls(String url) throws Exception {
        Map<String, Callable<Object>> callers = new LinkedHashMap<>();
        for (String name : new String[] {
            "java.net.http", "renewal-sdk", "stripe-java", "java.net.http, async", "renewal-sdk, async"
        }) {
            callers.put(name, caller(name, url));
        }
        Map<String, Double> best = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Callable<Object>> one : callers.entrySet()) {
                long began = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    one.getValue().call();
                }
                best.merge(one.getKey(), (System.nanoTime() - began) / 1e3 / CALLS, Math::min);
            }
        }
        return best;
    }

    private static String report(Map<String, Double> cold, Map<String, Double> warm) {
        StringBuilder rows = new StringBuilder();
        for (String name : new String[] {"java.net.http", "renewal-sdk", "stripe-java"}) {
            rows.append(String.format(
                    "| %s | %.0f ms | %.2f | %.0f µs | %.2f |%n",
                    name, cold.get(name), cold.get(name) / cold.get("java.net.http"),
                    warm.get(name), warm.get(name) / warm.get("java.net.http")));
        }
        double bare = warm.get("java.net.http, async");
        double ours = warm.get("renewal-sdk, async");
        return String.format(
                "%nOne run of `bench/bench.sh` on %d cores with Java %s and stripe-java 30.0.0. All took turns, %d times and in"
                        + " %d rounds of %d calls,%nand the fastest counts. An empty Java takes %.0f ms to start.%n%n"
                        + "| | first call of a process | ratio | each further call | ratio |%n| --- | --- | --- | --- | --- |%n%s%n"
                        + "Through futures a call takes %.0f µs, %.2f times the %.0f µs of `sendAsync`.%n",
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), STARTS, ROUNDS, CALLS,
                cold.get("nothing"), rows, ours, ours / bare, bare);
    }

    private static void serve() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> answerAll(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static void answerAll(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                int length = 0;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.toLowerCase().startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).trim());
                    }
                }
                in.readNBytes(length);
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException gone) {
            // The client has ended.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The client has ended.");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
