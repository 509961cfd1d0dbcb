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
import java.util.function.Supplier;

/** Speaks the protocol of PROTOCOL.md around the Java SDK: its calls that wait, and its futures. */
public final class Driver {
    static final Map<String, Driver> CLIENTS = new ConcurrentHashMap<>();
    static final ExecutorService THREADS = Executors.newCachedThreadPool();
    static final ScheduledExecutorService ALARMS = Executors.newScheduledThreadPool(1);
    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    /** What the harness says to the driver, and not to the client. */
    static final Set<String> OURS = Set.of("now", "random", "get_token", "cancel_after_ms");
    static final Map<String, List<String>> OPERATIONS = Map.of(
            "createToken", List.of("tokens", "create", "TokenRequest"),
            "listPackages", List.of("packages", "list", ""),
            "createPayment", List.of("payments", "create", "CreatePaymentRequest"),
            "getPayment", List.of("payments", "get", ""),
            "closePayment", List.of("payments", "close", ""),
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
        double number = ((BigDecimal) options.getOrDefault("random", BigDecimal.ZERO)).doubleValue();
        RenewalClientBuilder builder = RenewalClient.builder().random(() -> number).clock(clock(() -> now));
        builder.sleeper(wait -> {
            slept.add(wait.toNanos() / 1e9);
            now = now.plus(wait);
            return CompletableFuture.completedFuture(null);
        });
        apply(builder, options);
        if (options.containsKey("refresh_token")) {
            builder.onToken(next -> told.add(next.refreshToken() == null ? "none" : next.refreshToken().reveal()));
        }
        if (options.containsKey("get_token")) {
            Iterator<?> supply = ((List<?>) options.get("get_token")).iterator();
            String[] last = new String[1];
            builder.tokenProvider(refused -> last[0] = supply.hasNext() ? (String) supply.next() : last[0]);
        }
        client = builder.build();
        front = isAsync ? client.async() : client;
    }

    static Clock clock(Supplier<Instant> time) {
        return new Clock() {
            public Instant instant() { return time.get(); }
            public ZoneId getZone() { return ZoneOffset.UTC; }
            public Clock withZone(ZoneId zone) { return this; }
        };
    }

    /** Calls a setter for each field by the name of the document: order_id is .orderId(…), timeout_ms .timeout(…). */
    static Object apply(Object builder, Map<String, Object> fields) throws Throwable {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String name = field.getKey();
            Object value = field.getValue();
            if (OURS.contains(name)) continue;
            if (name.endsWith("_ms")) value = Duration.ofMillis(((BigDecimal) value).longValue());
            if (value instanceof BigDecimal) value = ((BigDecimal) value).intValueExact();
            if (name.equals("status")) value = PaymentStatusFilter.of((String) value);
            if (name.equals("grant_type")) value = TokenRequestGrantType.of((String) value);
            String[] words = name.replaceFirst("_ms$", "").split("_");
            for (int at = 1; at < words.length; at++) words[at] = words[at].substring(0, 1).toUpperCase() + words[at].substring(1);
            invoke(builder, String.join("", words), value);
        }
        return builder;
    }

    /** Calls the one public method of that name that takes these. */
    static Object invoke(Object on, String name, Object... arguments) throws Throwable {
        for (Method method : on.getClass().getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            boolean fits = method.getName().equals(name) && types.length == arguments.length;
            for (int at = 0; fits && at < types.length; at++) fits = types[at].isPrimitive() || types[at].isInstance(arguments[at]);
            try {
                if (fits) return method.invoke(on, arguments);
            } catch (InvocationTargetException error) {
                throw error.getCause();
            }
        }
        throw new NoSuchMethodException(name + Arrays.toString(arguments));
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
        BigDecimal late = (BigDecimal) options.get("cancel_after_ms");
        Future<?> alarm = late == null ? null : ALARMS.schedule(caller::interrupt, late.longValue(), TimeUnit.MILLISECONDS);
        try {
            Object made = invoke(invoke(front, operation.get(0)), operation.get(1), arguments.toArray());
            Model value = (Model) awaited(made instanceof Pages || made instanceof AsyncPages ? invoke(made, "firstPage") : made);
            RawResponse raw = value.rawResponse();
            return map("body", value, "status", raw.status(), "request_id", raw.requestId(), "attempts", raw.attempts(), "limit", raw.limitState(), "replayed", raw.replayed());
        } finally {
            if (alarm != null) alarm.cancel(false);
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
        int most = ((BigDecimal) request.getOrDefault("most", BigDecimal.valueOf(1000))).intValue();
        ListPaymentsParams params = ((ListPaymentsParams.Builder) apply(ListPaymentsParams.builder(), object(object(request, "input"), "query"))).build();
        if (front != client) return map("items", awaited(client.async().payments().list(params).toList(most)));
        List<Object> items = new ArrayList<>();
        client.payments().list(params).stream().limit(most).forEach(items::add);
        return map("items", items);
    }

    /** As JSON has it: secrets shown, amounts as text. */
    static Object plain(Object value) {
        if (value instanceof Model) return plain(((Model) value).toMap());
        if (value instanceof LimitState) return map("limit", ((LimitState) value).limit(), "remaining", ((LimitState) value).remaining(), "reset", ((LimitState) value).resetAt().getEpochSecond());
        if (value instanceof Secret) return ((Secret) value).reveal();
        if (value instanceof Double) return BigDecimal.valueOf((Double) value);
        if (value instanceof List) return Arrays.asList(((List<?>) value).stream().map(Driver::plain).toArray());
        if (!(value instanceof Map)) return value;
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, one) -> object.put((String) name, name.equals("amount") ? one instanceof BigDecimal ? ((BigDecimal) one).toPlainString() : one : plain(one)));
        return object;
    }

    @SuppressWarnings("unchecked")
    static Object verify(Map<String, Object> request) {
        Instant now = Instant.parse((String) request.getOrDefault("now", "2026-01-15T08:30:00Z"));
        Duration tolerance = Duration.ofMillis(((BigDecimal) request.getOrDefault("tolerance_s", BigDecimal.valueOf(300))).movePointRight(3).longValue());
        WebhookEvent event = Webhooks.withSecrets((List<String>) request.get("secrets")).tolerance(tolerance).clock(clock(() -> now)).verifyFlat(payload(request), (Map<String, String>) request.get("headers"));
        boolean known = !(event instanceof UnknownEvent);
        return map("known", known, "event", known ? event : ((UnknownEvent) event).data());
    }

    Object run(Map<String, Object> request) throws Throwable {
        switch ((String) request.get("do")) {
            case "call": return call(request);
            case "list_all": return listAll(request);
            case "wait_until_settled":
                BigDecimal total = (BigDecimal) object(request, "options").getOrDefault("total_timeout_ms", BigDecimal.valueOf(900_000));
                return map("body", awaited(invoke(invoke(front, "payments"), "waitUntilSettled", request.get("transaction_id"), Duration.ofMillis(total.longValue()))));
            case "limit": return map("limit", client.limitState());
            default: return map("printed", client + " " + client.async() + " " + client.payments());
        }
    }

    static Object runAlone(Map<String, Object> request) throws Throwable {
        switch ((String) request.get("do")) {
            case "client":
                String name = "c" + UUID.randomUUID();
                CLIENTS.put(name, new Driver(object(request, "options"), "async".equals(request.get("variant"))));
                return map("client", name);
            case "verify_webhook": return verify(request);
            case "sign_webhook":
                Webhooks webhooks = Webhooks.withSecrets((String) request.get("secret"));
                return map("headers", webhooks.sign(payload(request), (String) request.get("webhook_id"), Instant.ofEpochSecond(((BigDecimal) request.get("timestamp")).longValue())));
            case "hello": return map("sdk", "java", "version", "0.1.0", "variants", List.of("sync", "async"), "lacks", List.of(map("what", "parsed_body", "why", "the compiler refuses what is no byte[]")));
            default: return map();
        }
    }

    static Map<String, Object> once(Map<String, Object> request, Driver driver, int before) {
        Map<String, Object> outcome;
        boolean failed = false;
        try {
            outcome = map(((Map<?, ?>) (driver == null ? runAlone(request) : driver.run(request))).entrySet().stream().flatMap(one -> java.util.stream.Stream.of(one.getKey(), one.getValue())).toArray());
        } catch (Throwable error) {
            failed = true;
            outcome = described(error);
        }
        if (driver != null) outcome.putAll(map("slept", driver.slept.subList(before, driver.slept.size()), "told", driver.told));
        return map(failed ? "error" : "ok", plain(outcome));
    }

    static Map<String, Object> described(Throwable error) {
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed, true));
        Map<String, Object> told = map("kind", error instanceof CancellationException ? "cancelled" : "other", "class", error.getClass().getSimpleName(), "message", error.getMessage());
        if (error instanceof RenewalException) {
            RenewalException one = (RenewalException) error;
            told.putAll(map("kind", one.kind().text(), "message", one.explanation(), "code", one.code(), "status", one.status() == 0 ? null : one.status(), "request_id", one.requestId(), "attempts", one.attempts(), "details", one.details(), "limit", one.limitState(), "raw", one.body()));
            told.put("retry_after", one.retryAfter() == null ? null : one.retryAfter().toMillis() / 1e3);
            told.put("reason", one instanceof WebhookVerificationException ? ((WebhookVerificationException) one).reason().text() : null);
        }
        told.put("printed", printed + " " + error);
        return told;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> request = Json.object(line.getBytes(StandardCharsets.UTF_8));
            THREADS.execute(() -> {
                Driver driver = CLIENTS.get(String.valueOf(request.get("client")));
                int before = driver == null ? 0 : driver.slept.size();
                Map<String, Object> answer = map("id", request.get("id"));
                if (request.containsKey("times")) {
                    List<CompletableFuture<Object>> all = new ArrayList<>();
                    for (int at = 0; at < ((BigDecimal) request.get("times")).intValue(); at++) all.add(CompletableFuture.supplyAsync(() -> once(request, driver, before), THREADS));
                    List<Object> results = new ArrayList<>();
                    all.forEach(one -> results.add(one.join()));
                    answer.put("ok", map("results", results));
                } else {
                    answer.putAll(once(request, driver, before));
                }
                OUT.println(new String(Json.write(answer), StandardCharsets.UTF_8));
                if (request.get("do").equals("bye")) System.exit(0);
            });
        }
    }

    static byte[] payload(Map<String, Object> request) {
        return Base64.getDecoder().decode((String) request.getOrDefault("payload_base64", ""));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> request, String name) {
        return (Map<String, Object>) request.getOrDefault(name, Map.of());
    }

    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) map.put((String) namesAndValues[at], namesAndValues[at + 1]);
        return map;
    }
}
