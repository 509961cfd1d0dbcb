import com.renewal.*;
import com.renewal.errors.*;
import com.renewal.internal.Json;
import com.renewal.model.*;
import java.io.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;

/** Speaks the protocol of PROTOCOL.md around the Java SDK: its calls that wait, and its futures. */
public final class Driver extends Words {
    static final Map<String, Driver> CLIENTS = new ConcurrentHashMap<>();
    static final ExecutorService THREADS = Executors.newCachedThreadPool();
    static final ScheduledExecutorService ALARMS = Executors.newScheduledThreadPool(1);
    static final Map<String, List<String>> OPERATIONS = Map.of(
            "createToken", List.of("tokens", "create", "TokenRequest"),
            "listPackages", List.of("packages", "list", ""),
            "createPayment", List.of("payments", "create", "CreatePaymentRequest"),
            "getPayment", List.of("payments", "get", ""),
            "closePayment", List.of("payments", "close", ""),
            "refundPayment", List.of("payments", "refund", "RefundPaymentRequest"),
            "listPayments", List.of("payments", "list", "ListPaymentsParams"),
            "getMembership", List.of("memberships", "get", "GetMembershipParams"));

    final List<Double> slept = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final RenewalClient client;
    /** What calls are made with: the client, or its futures. */
    final Object front;
    volatile Instant now;

    /** A client with a clock that moves when it sleeps. */
    Driver(Map<String, Object> options, boolean isAsync) throws Throwable {
        now = Instant.parse((String) options.getOrDefault("now", "2026-01-15T08:30:00Z"));
        double number = number(options, "random", 0);
        RenewalClientBuilder builder = RenewalClient.builder().random(() -> number).clock(clock(() -> now)).sleeper(wait -> {
            slept.add(wait.toNanos() / 1e9);
            now = now.plus(wait);
            return CompletableFuture.completedFuture(null);
        });
        apply(builder, options);
        if (options.containsKey("refresh_token")) builder.onToken(next -> told.add(next.refreshToken() == null ? "none" : next.refreshToken().reveal()));
        if (options.containsKey("get_token")) {
            Iterator<?> supply = ((List<?>) options.get("get_token")).iterator();
            String[] last = new String[1];
            builder.tokenProvider(refused -> last[0] = supply.hasNext() ? (String) supply.next() : last[0]);
        }
        client = builder.build();
        front = isAsync ? client.async() : client;
    }

    Object call(Map<String, Object> request) throws Throwable {
        List<String> operation = OPERATIONS.get(request.get("operation"));
        Map<String, Object> input = object(request, "input"), options = object(request, "options");
        List<Object> arguments = new ArrayList<>(object(input, "path").values());
        if (!operation.get(2).isEmpty()) {
            Object builder = Class.forName("com.renewal.model." + operation.get(2)).getMethod("builder").invoke(null);
            arguments.add(invoke(apply(apply(builder, object(input, "query")), object(input, "body")), "build"));
        }
        arguments.add(((RequestOptions.Builder) apply(RequestOptions.builder(), options)).build());
        Thread caller = Thread.currentThread();
        long late = millis(options, "cancel_after_ms", 3_600_000).toMillis();
        Future<?> alarm = ALARMS.schedule(caller::interrupt, late, TimeUnit.MILLISECONDS);
        try {
            Object made = invoke(invoke(front, operation.get(0)), operation.get(1), arguments.toArray());
            Model value = (Model) awaited(made instanceof Pages || made instanceof AsyncPages ? invoke(made, "firstPage") : made);
            RawResponse raw = value.rawResponse();
            return map("body", value, "status", raw.status(), "request_id", raw.requestId(), "attempts", raw.attempts(), "limit", raw.limitState(), "replayed", raw.replayed());
        } finally {
            alarm.cancel(false);
            Thread.interrupted();
        }
    }

    /** A future is cancelled where a call would be interrupted. */
    static Object awaited(Object value) throws Throwable {
        try {
            return value instanceof Future ? ((Future<?>) value).get() : value;
        } catch (ExecutionException error) {
            throw error.getCause();
        } catch (InterruptedException error) {
            ((Future<?>) value).cancel(true);
            throw new CancellationException();
        }
    }

    Object listAll(Map<String, Object> request) throws Throwable {
        int most = (int) number(request, "most", 1000);
        ListPaymentsParams params = ((ListPaymentsParams.Builder) apply(ListPaymentsParams.builder(), object(object(request, "input"), "query"))).build();
        if (front != client) return map("items", awaited(client.async().payments().list(params).toList(most)));
        return map("items", client.payments().list(params).stream().limit(most).collect(Collectors.toList()));
    }

    @SuppressWarnings("unchecked")
    static Object verify(Map<String, Object> request) {
        Instant now = Instant.parse((String) request.getOrDefault("now", "2026-01-15T08:30:00Z"));
        Webhooks webhooks = Webhooks.withSecrets((List<String>) request.get("secrets")).clock(clock(() -> now));
        Duration tolerance = Duration.ofMillis((long) (1000 * number(request, "tolerance_s", 300)));
        WebhookEvent event = webhooks.tolerance(tolerance).verifyFlat(payload(request), (Map<String, String>) request.get("headers"));
        return event instanceof UnknownEvent ? map("known", false, "event", ((UnknownEvent) event).data()) : map("known", true, "event", event);
    }

    static Object run(Map<String, Object> request, Driver driver) throws Throwable {
        switch ((String) request.get("do")) {
            case "client":
                String name = "c" + UUID.randomUUID();
                CLIENTS.put(name, new Driver(object(request, "options"), "async".equals(request.get("variant"))));
                return map("client", name);
            case "call": return driver.call(request);
            case "list_all": return driver.listAll(request);
            case "wait_until_settled":
                Duration time = millis(object(request, "options"), "total_timeout_ms", 900_000);
                return map("body", awaited(invoke(invoke(driver.front, "payments"), "waitUntilSettled", request.get("transaction_id"), time)));
            case "limit": return map("limit", driver.client.limitState());
            case "print": return map("printed", driver.client + " " + driver.client.async() + " " + driver.client.payments());
            case "verify_webhook": return verify(request);
            case "sign_webhook":
                Instant sent = Instant.ofEpochSecond((long) number(request, "timestamp", 0));
                return map("headers", Webhooks.withSecrets((String) request.get("secret")).sign(payload(request), (String) request.get("webhook_id"), sent));
            default: return map("sdk", "java", "version", "0.1.0", "variants", List.of("sync", "async"), "lacks", List.of(map("what", "parsed_body", "why", "the compiler refuses what is no byte[]")));
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> once(Map<String, Object> request, Driver driver, int before) {
        Map<String, Object> outcome = map();
        try {
            outcome.put("ok", run(request, driver));
        } catch (Throwable error) {
            outcome.put("error", described(error));
        }
        Map<String, Object> inner = (Map<String, Object>) outcome.values().iterator().next();
        if (driver != null) inner.putAll(map("slept", driver.slept.subList(before, driver.slept.size()), "told", driver.told));
        return (Map<String, Object>) plain(outcome);
    }

    static Map<String, Object> described(Throwable error) {
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed, true));
        Map<String, Object> told = map("kind", error instanceof CancellationException ? "cancelled" : "other", "class", error.getClass().getSimpleName(), "printed", printed + " " + error);
        if (error instanceof RenewalException) {
            RenewalException one = (RenewalException) error;
            told.putAll(map("kind", one.kind(), "message", one.explanation(), "code", one.code(), "status", one.status() == 0 ? null : one.status(), "request_id", one.requestId(), "attempts", one.attempts(), "details", one.details(), "limit", one.limitState(), "raw", one.body()));
            told.put("retry_after", one.retryAfter() == null ? null : one.retryAfter().toMillis() / 1e3);
            told.put("reason", one instanceof WebhookVerificationException ? ((WebhookVerificationException) one).reason() : null);
        }
        return told;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> request = Json.object(line.getBytes(StandardCharsets.UTF_8));
            THREADS.execute(() -> {
                Driver driver = CLIENTS.get(String.valueOf(request.get("client")));
                int before = driver == null ? 0 : driver.slept.size();
                List<CompletableFuture<Map<String, Object>>> all = Stream.generate(() -> CompletableFuture.supplyAsync(() -> once(request, driver, before), THREADS)).limit((long) number(request, "times", 1)).collect(Collectors.toList());
                List<Map<String, Object>> results = all.stream().map(CompletableFuture::join).collect(Collectors.toList());
                Map<String, Object> answer = map("id", request.get("id"));
                answer.putAll(request.containsKey("times") ? map("ok", map("results", results)) : results.get(0));
                out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
                if (request.get("do").equals("bye")) System.exit(0);
            });
        }
    }
}
