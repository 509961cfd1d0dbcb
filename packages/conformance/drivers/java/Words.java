import com.renewal.*;
import com.renewal.model.*;
import java.lang.reflect.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.Supplier;

/** Between the words of the protocol and those of the SDK. */
abstract class Words {
    /** What the harness says to the driver, and not to the client. */
    static final Set<String> OURS = Set.of("now", "random", "get_token", "cancel_after_ms");

    static Clock clock(Supplier<Instant> time) {
        return new Clock() {
            public Instant instant() { return time.get(); }
            public ZoneId getZone() { return ZoneOffset.UTC; }
            public Clock withZone(ZoneId zone) { return this; }
        };
    }

    /** Calls a setter for each field by the name of the document: order_id is .orderId(…), timeout_ms .timeout(…). */
    static Object apply(Object builder, Map<String, Object> fields) throws Throwable {
        for (String name : fields.keySet()) {
            Object value = fields.get(name);
            if (OURS.contains(name)) continue;
            if (name.endsWith("_ms")) value = millis(fields, name, 0);
            if (value instanceof BigDecimal || name.equals("limit")) value = new BigDecimal(value.toString()).intValueExact();
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

    /** As JSON has it: secrets shown, amounts as text. */
    static Object plain(Object value) {
        if (value instanceof Model) return plain(((Model) value).toMap());
        if (value instanceof LimitState) return map("limit", ((LimitState) value).limit(), "remaining", ((LimitState) value).remaining(), "reset", ((LimitState) value).resetAt().getEpochSecond());
        if (value instanceof Double) return BigDecimal.valueOf((Double) value);
        if (value instanceof List) return Arrays.asList(((List<?>) value).stream().map(Driver::plain).toArray());
        if (!(value instanceof Map)) return value;
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, one) -> object.put((String) name, ((String) name).endsWith("amount") && one instanceof BigDecimal ? ((BigDecimal) one).toPlainString() : plain(one)));
        return object;
    }

    static double number(Map<String, Object> request, String name, double otherwise) {
        return request.containsKey(name) ? ((BigDecimal) request.get(name)).doubleValue() : otherwise;
    }

    static Duration millis(Map<String, Object> request, String name, long otherwise) {
        return Duration.ofMillis((long) number(request, name, otherwise));
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
