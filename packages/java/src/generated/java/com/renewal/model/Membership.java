// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code Membership}. */
public final class Membership extends Model {
    private final String userId;
    private final MembershipStatus status;
    private final @Nullable String packageId;
    private final @Nullable Instant expiresAt;
    private final List<MembershipPeriod> history;

    private Membership(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.userId = Fields.required(json, "user_id", Fields.TEXT);
        this.status = Fields.required(json, "status", Fields.TEXT.andThen(MembershipStatus::of));
        this.packageId = Fields.optional(json, "package_id", Fields.TEXT);
        this.expiresAt = Fields.optional(json, "expires_at", Fields.INSTANT);
        this.history = Fields.required(json, "history", Fields.list(Fields.object(item -> MembershipPeriod.of(item, answer))));
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Membership of(Map<String, ?> json) {
        return new Membership(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Membership of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new Membership(json, answer);
    }

    /** {@return your id of the member} */
    public String userId() {
        return userId;
    }

    /**
     * {@return {@code none}: never paid. {@code active}: until {@code expires_at}. {@code expired}: it has
     * lapsed}
     */
    public MembershipStatus status() {
        return status;
    }

    /**
     * {@return the id of a package. The default ones are {@code monthly}, {@code quarterly} and {@code yearly};
     * null when absent}
     */
    public @Nullable String packageId() {
        return packageId;
    }

    /** {@return A moment in UTC, RFC 3339; null when absent} */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** {@return the payments that count, in the order in which they were paid} */
    public List<MembershipPeriod> history() {
        return history;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "user_id", userId,
                "status", status,
                "package_id", packageId,
                "expires_at", expiresAt,
                "history", history);
    }
}
