package com.renewal.internal;

import com.renewal.Secret;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.model.RequestModel;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call was given. It is never changed: each step gives another one. */
public final class Arguments {
    /** Nothing. */
    public static final Arguments NONE = new Arguments(Map.of(), Map.of(), null);

    /** Beyond so many digits on either side of the point it is no money, and 1E+999999999 would fill the memory. */
    private static final int MOST_DIGITS = 30;

    private final Map<String, String> path;
    private final Map<String, Object> query;
    private final @Nullable Map<String, Object> body;

    private Arguments(Map<String, String> path, Map<String, Object> query, @Nullable Map<String, Object> body) {
        this.path = path;
        this.query = query;
        this.body = body;
    }

    /**
     * Fills in a name of the path.
     *
     * @param name the name
     * @param value what to put there
     * @return these and that
     */
    public Arguments path(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(path);
        more.put(name, value);
        return new Arguments(more, query, body);
    }

    /**
     * Adds to the query.
     *
     * @param params names and values; null for none
     * @return these and those
     */
    public Arguments query(@Nullable RequestModel params) {
        return params == null ? this : new Arguments(path, params.toMap(), body);
    }

    /**
     * Asks for another page.
     *
     * @param cursor where it begins
     * @return these, with another cursor
     */
    public Arguments cursor(String cursor) {
        Map<String, Object> turned = new LinkedHashMap<>(query);
        turned.put("cursor", cursor);
        return new Arguments(path, turned, body);
    }

    /**
     * Sets the body.
     *
     * @param request what to send
     * @return these and that
     */
    public Arguments body(RequestModel request) {
        return body(request.toMap());
    }

    /** A request for a token by a client's secret that names no client is completed. */
    Arguments completed(Map<String, Object> credentials) {
        if (body == null || body.containsKey("client_id") || body.containsKey("refresh_token")) {
            return this;
        }
        Map<String, Object> whole = new LinkedHashMap<>(credentials);
        whole.putAll(body);
        return body(whole);
    }

    Arguments body(Map<String, Object> fields) {
        return new Arguments(path, query, fields);
    }

    /** The address that they lead to. */
    String url(String baseUrl, Operation<?> operation) {
        String filled = operation.path;
        for (Map.Entry<String, String> given : path.entrySet()) {
            String value = given.getValue();
            // These would lead to another operation.
            if (value == null || value.isEmpty() || value.equals(".") || value.equals("..")) {
                throw configuration(given.getKey() + " must name something.");
            }
            filled = filled.replace("{" + given.getKey() + "}", encoded(value).replace("+", "%20"));
        }
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(Json.plain(value))));
        return baseUrl + filled + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    /** The body as JSON. */
    byte @Nullable [] json() {
        if (body == null) {
            return null;
        }
        body.forEach((name, value) -> {
            if (value instanceof BigDecimal) {
                checkAmount(name, (BigDecimal) value);
            }
        });
        return Json.write(body);
    }

    /** What travels in the body in confidence. */
    List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>();
        if (body != null) {
            for (Object value : body.values()) {
                if (value instanceof Secret) {
                    secrets.add((Secret) value);
                }
            }
        }
        return secrets;
    }

    private static void checkAmount(String name, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw configuration(name + " must be more than 0.");
        }
        long whole = (long) amount.precision() - amount.scale();
        if (whole > MOST_DIGITS || amount.scale() > MOST_DIGITS) {
            throw configuration(name + " has more digits than any amount of money.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static RuntimeException configuration(String message) {
        return Failure.of(ErrorKind.CONFIGURATION, message).exception();
    }
}
