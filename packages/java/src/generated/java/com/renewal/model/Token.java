// Generated from openapi.yaml by `npm run generate`. Do not edit.
package com.renewal.model;

import com.renewal.RawResponse;
import com.renewal.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document's {@code Token}. */
public final class Token extends Model {
    private final Secret accessToken;
    private final TokenType tokenType;
    private final Integer expiresIn;
    private final @Nullable Secret refreshToken;

    private Token(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
        this.accessToken = Fields.required(json, "access_token", Fields.SECRET);
        this.tokenType = Fields.required(json, "token_type", Fields.TEXT.andThen(TokenType::of));
        this.expiresIn = Fields.required(json, "expires_in", Fields.INTEGER);
        this.refreshToken = Fields.optional(json, "refresh_token", Fields.SECRET);
    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Token of(Map<String, ?> json) {
        return new Token(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static Token of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new Token(json, answer);
    }

    /** {@return A JWT for the {@code Authorization} header} */
    public Secret accessToken() {
        return accessToken;
    }

    /** {@return how to send the token} */
    public TokenType tokenType() {
        return tokenType;
    }

    /** {@return for how many seconds the token is valid} */
    public int expiresIn() {
        return expiresIn;
    }

    /** {@return exchanges once for the next token. Members' tokens only; null when absent} */
    public @Nullable Secret refreshToken() {
        return refreshToken;
    }

    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(
                "access_token", accessToken,
                "token_type", tokenType,
                "expires_in", expiresIn,
                "refresh_token", refreshToken);
    }
}
