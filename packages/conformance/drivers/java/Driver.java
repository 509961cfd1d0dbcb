import com.renewal.*;
import com.renewal.errors.*;
import com.renewal.internal.Json;
import com.renewal.model.*;
import java.io.*;
import java.lang.reflect.*;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;

/** Speaks the protocol of PROTOCOL.md around the Java SDK: its calls that wait, and its futures. It is its client's clock. */
@SuppressWarnings("unchecked")
public final class Driver extends Clock {
    static final Map<String, Driver> CLIENTS = new ConcurrentHashMap<>();
    static final ExecutorService THREADS = Executors.newCachedThreadPool();
    static final ScheduledExecutorService ALARMS = Executors.newScheduledThreadPool(1);
    /** What the harness says to the driver, and not to the client. */
    static final Set<String> OURS = Set.of("now", "random", "get_token", "cancel_after_ms");

    final List<BigDecimal> slept = new CopyOnWriteArrayList<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final RenewalClient client;
    /** What calls are made with: the client, or its futures. */
    final Object front;
    volatile Instant now;

    /** A client with a clock that moves when it sleeps. */
    Driver(Map<String, Object> options, boolean isAsync) throws Throwable {
        now = Instant.parse((String) options.get("now"));
        double number = ((BigDecimal) options.get("random")).doubleValue();
        RenewalClientBuilder builder = RenewalClient.builder().random(() -> number).clock(this).sleeper(wait -> {
            slept.add(BigDecimal.valueOf(wait.toNanos(), 9));
            now = now.plus(wait);
            return CompletableFuture.completedFuture(null);
        });
        apply(builder, options);
        if (options.containsKey("refresh_token")) builder.onToken(next -> told.add(next.refreshToken() == null ? "none" : next.refreshToken().reveal()));
        Deque<String> supply = new ArrayDeque<>(get(options, "get_token", List.of()));
        if (!supply.isEmpty()) builder.tokenProvider(refused -> supply.size() > 1 ? supply.pop() : supply.peek());
        client = builder.build();
        front = isAsync ? client.async() : client;
    }

    public Instant instant() { return now; }
    public ZoneId getZone() { return ZoneOffset.UTC; }
    public Clock withZone(ZoneId zone) { return this; }

    Object call(Map<String, Object> request) throws Throwable {
        String[] name = ((String) request.get("method")).split("\\.");
        List<Object> arguments = new ArrayList<>(get(request, "arguments", List.of()));
        Object resource = front.getClass().getMethod(name[0]).invoke(front);
        Method method = Arrays.stream(resource.getClass().getMethods())
                .filter(one -> one.getName().equals(name[1]) && one.getParameterCount() == arguments.size() + 1)
                .filter(one -> one.getParameterTypes()[arguments.size()] == RequestOptions.class).findFirst().orElseThrow();
        Map<String, Object> options = get(request, "options", map());
        arguments.add(options);
        for (int at = 0; at < arguments.size(); at++)
            if (arguments.get(at) instanceof Map) arguments.set(at, built(method.getParameterTypes()[at], arguments.get(at)));
        BigDecimal late = get(options, "cancel_after_ms", BigDecimal.valueOf(3_600_000));
        Future<?> alarm = ALARMS.schedule(Thread.currentThread()::interrupt, late.longValue(), TimeUnit.MILLISECONDS);
        try {
            Object made = method.invoke(resource, arguments.toArray());
            Model value = (Model) awaited(made instanceof Pages || made instanceof AsyncPages ? made.getClass().getMethod("firstPage").invoke(made) : made);
            RawResponse raw = value.rawResponse();
            return map("body", value.toMap(), "status", raw.status(), "request_id", raw.requestId(), "attempts", raw.attempts(),
                    "limit", limit(raw.limitState()), "replayed", raw.replayed());
        } finally {
            alarm.cancel(false);
            Thread.interrupted();
        }
    }

    /** A future is cancelled where a call would be interrupted. */
    static Object awaited(Object value) throws Throwable {
        try {
            return value instanceof Future ? ((Future<?>) value).get() : value;
        } catch (InterruptedException error) {
            ((Future<?>) value).cancel(true);
            throw new CancellationException();
        }
    }

    Object listAll(Map<String, Object> request) throws Throwable {
        int most = ((BigDecimal) request.get("most")).intValue();
        ListPaymentsParams params = (ListPaymentsParams) built(ListPaymentsParams.class, get(request, "arguments", List.of()).get(0));
        List<Payment> items = front == client
                ? client.payments().list(params).stream().limit(most).collect(Collectors.toList())
                : (List<Payment>) awaited(client.async().payments().list(params).toList(most));
        return map("items", items.stream().map(Model::toMap).collect(Collectors.toList()));
    }

    static Object verify(Map<String, Object> request, byte[] payload, Webhooks webhooks) {
        Instant now = Instant.parse((String) request.get("now"));
        BigDecimal tolerance = get(request, "tolerance_s", null);
        if (tolerance != null) webhooks = webhooks.tolerance(Duration.ofMillis(tolerance.movePointRight(3).longValue()));
        WebhookEvent event = webhooks.clock(Clock.fixed(now, ZoneOffset.UTC)).verifyFlat(payload, get(request, "headers", Map.of()));
        return event instanceof UnknownEvent ? map("known", false, "event", ((UnknownEvent) event).data()) : map("known", true, "event", ((Model) event).toMap());
    }

    static Object run(Map<String, Object> request, Driver driver) throws Throwable {
        Webhooks webhooks = Webhooks.withSecrets(get(request, "secrets", List.<String>of()));
        byte[] payload = Base64.getDecoder().decode(get(request, "payload_base64", ""));
        Map<String, Object> options = get(request, "options", map());
        switch ((String) request.get("do")) {
            case "client":
                CLIENTS.put((String) request.get("client"), new Driver(options, "async".equals(request.get("variant"))));
                return map();
            case "call": return driver.call(request);
            case "list_all": return driver.listAll(request);
            case "wait_until_settled":
                Duration most = Duration.ofMillis(get(options, "total_timeout_ms", BigDecimal.valueOf(900_000)).longValue());
                Object payments = driver.front.getClass().getMethod("payments").invoke(driver.front);
                Method wait = payments.getClass().getMethod("waitUntilSettled", String.class, Duration.class);
                return map("body", ((Model) awaited(wait.invoke(payments, request.get("transaction_id"), most))).toMap());
            case "state":
                String printed = driver.client + " " + driver.client.async() + " " + driver.client.payments();
                return map("slept", driver.slept, "told", driver.told, "limit", limit(driver.client.limitState()), "printed", printed);
            case "verify_webhook": return verify(request, payload, webhooks);
            case "sign_webhook":
                Instant sent = Instant.ofEpochSecond(((BigDecimal) request.get("timestamp")).longValue());
                return map("headers", webhooks.sign(payload, (String) request.get("webhook_id"), sent));
            default: return map("sdk", "java", "version", "0.1.0", "variants", List.of("sync", "async"),
                    "lacks", List.of(map("what", "parsed_body", "why", "the compiler refuses what is no byte[]")));
        }
    }

    static Map<String, Object> described(Throwable thrown) {
        Throwable error = thrown;
        while (error instanceof InvocationTargetException || error instanceof ExecutionException) error = error.getCause();
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed, true));
        Map<String, Object> told = map("kind", error instanceof CancellationException ? "cancelled" : "other", "class", error.getClass().getSimpleName(), "printed", printed + " " + error);
        if (!(error instanceof RenewalException)) return told;
        RenewalException one = (RenewalException) error;
        told.putAll(map("kind", one.kind(), "message", one.explanation(), "code", one.code(), "status", one.status(), "request_id", one.requestId(),
                "attempts", one.attempts(), "details", one.details(), "limit", limit(one.limitState()), "raw", one.body()));
        if (one.retryAfter() != null) told.put("retry_after", BigDecimal.valueOf(one.retryAfter().toMillis(), 3));
        if (one instanceof WebhookVerificationException) told.put("reason", ((WebhookVerificationException) one).reason());
        return told;
    }

    static Map<String, Object> limit(LimitState limit) {
        return limit == null ? null : map("limit", limit.limit(), "remaining", limit.remaining(), "reset_at", limit.resetAt());
    }

    /** What a builder of that type makes of fields of the document. */
    static Object built(Class<?> type, Object fields) throws Throwable {
        Object builder = apply(type.getMethod("builder").invoke(null), (Map<String, Object>) fields);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** Calls a setter for each field by the name of the document: order_id is .orderId(…), timeout_ms .timeout(…). */
    static Object apply(Object builder, Map<String, Object> fields) throws Throwable {
        for (String name : fields.keySet()) {
            if (OURS.contains(name)) continue;
            String[] words = name.replaceFirst("_ms$", "").split("_");
            for (int at = 1; at < words.length; at++) words[at] = words[at].substring(0, 1).toUpperCase() + words[at].substring(1);
            Object value = fields.get(name);
            List<Method> setters = Arrays.stream(builder.getClass().getMethods()).filter(one -> one.getName().equals(String.join("", words))).collect(Collectors.toList());
            Method setter = setters.stream().filter(one -> one.getParameterTypes()[0].isInstance(value)).findFirst().orElse(setters.get(0));
            Class<?> type = setter.getParameterTypes()[0];
            if (type == Duration.class) setter.invoke(builder, Duration.ofMillis(((BigDecimal) value).longValue()));
            else if (value instanceof BigDecimal) setter.invoke(builder, ((BigDecimal) value).intValueExact());
            else setter.invoke(builder, type.isInstance(value) || type.isPrimitive() ? value : type.getMethod("of", String.class).invoke(null, value));
        }
        return builder;
    }

    /** A part of a request, and what it is when it is absent. */
    static <T> T get(Map<String, Object> request, String name, T otherwise) {
        return (T) request.getOrDefault(name, otherwise);
    }

    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) map.put((String) namesAndValues[at], namesAndValues[at + 1]);
        return map;
    }

    static Map<String, Object> perform(Map<String, Object> request) {
        try {
            return map("id", request.get("id"), "ok", run(request, CLIENTS.get(String.valueOf(request.get("client")))));
        } catch (Throwable error) {
            return map("id", request.get("id"), "error", described(error));
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> request = Json.object(line.getBytes(StandardCharsets.UTF_8));
            THREADS.execute(() -> out.println(new String(Json.write(perform(request)), StandardCharsets.UTF_8)));
        }
        System.exit(0);
    }
}
