package com.renewal.model;

import com.renewal.Secret;
import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between JSON values and the types of fields. Whatever is not of its type is an IllegalArgumentException. */
final class Fields {
    static final Function<Object, Object> ANY = value -> value;
    static final Function<Object, String> TEXT = value -> cast(value, String.class, "a text");
    static final Function<Object, Secret> SECRET = TEXT.andThen(Secret::of);
    static final Function<Object, Boolean> FLAG = value -> cast(value, Boolean.class, "true or false");
    static final Function<Object, BigDecimal> DECIMAL = Fields::decimal;
    static final Function<Object, Integer> INTEGER = Fields::integer;
    static final Function<Object, Instant> INSTANT = Fields::instant;

    private Fields() {}

    static <T> T required(Map<String, ?> json, String name, Function<Object, T> reader) {
        T value = optional(json, name, reader);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    static <T> @Nullable T optional(Map<String, ?> json, String name, Function<Object, T> reader) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException error) {
            String what = error instanceof IllegalArgumentException ? error.getMessage() : "is not of its form";
            throw new IllegalArgumentException(name + " " + what);
        }
    }

    static <T> Function<Object, T> object(Function<Map<String, ?>, T> reader) {
        return value -> reader.apply(map(value));
    }

    static <T> Function<Object, List<T>> list(Function<Object, T> reader) {
        return value -> {
            List<T> items = new ArrayList<>();
            List<?> told = cast(value, List.class, "a list");
            for (Object item : told) {
                if (item == null) {
                    throw new IllegalArgumentException("has null in it");
                }
                items.add(reader.apply(item));
            }
            return Collections.unmodifiableList(items);
        };
    }

    /** Names and values in turn, in this order; null for what is absent. */
    static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            fields.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
        }
        return fields;
    }

    static Map<String, Object> present(Map<String, @Nullable Object> fields) {
        Map<String, Object> present = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }

    /** An amount from digits that a person may have typed. */
    static BigDecimal amount(String name, String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException error) {
            throw Failure.of(ErrorKind.CONFIGURATION, name + " must be plain digits, such as \"99.99\".")
                    .exception();
        }
    }

    static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            String message = name + " is missing. Call ." + name + "(…) before .build().";
            throw Failure.of(ErrorKind.CONFIGURATION, message).exception();
        }
        return value;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        return cast(value, BigDecimal.class, "a number");
    }

    private static Integer integer(Object value) {
        return decimal(value).intValueExact();
    }

    private static Instant instant(Object value) {
        return value instanceof Instant
                ? (Instant) value
                : OffsetDateTime.parse(TEXT.apply(value)).toInstant();
    }

    private static Map<String, ?> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<?, ?> told = cast(value, Map.class, "an object");
        told.forEach((name, member) -> {
            // JSON has null for what is absent.
            if (member != null) {
                map.put(String.valueOf(name), member);
            }
        });
        return map;
    }

    private static <T> T cast(Object value, Class<T> type, String what) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("is not " + what);
        }
        return type.cast(value);
    }
}
