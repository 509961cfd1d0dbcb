package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.RenewalException;
import com.renewal.model.Token;
import com.renewal.model.TokenRequest;
import com.renewal.model.TokenRequestGrantType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest extends Scripted {
    private static final String SECRET = "s3cr3t-of-the-client";

    private static String printed(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        if (error instanceof RenewalException) {
            RenewalException ours = (RenewalException) error;
            text.append(ours.body()).append(String.valueOf(ours.details()));
        }
        return text.toString();
    }

    @Test
    void aTokenIsPrintedAsStars() {
        Token token = Token.of(Map.of(
                "access_token", "eyJ-secret", "token_type", "Bearer", "expires_in", 900, "refresh_token", "rt_secret"));
        assertEquals("Token{access_token=***, token_type=Bearer, expires_in=900, refresh_token=***}", token.toString());
        assertEquals("eyJ-secret", token.accessToken().reveal());
        assertEquals(900, token.expiresIn());
    }

    @Test
    void aRequestForATokenIsPrintedAsStars() {
        TokenRequest request = TokenRequest.builder()
                .grantType(TokenRequestGrantType.CLIENT_CREDENTIALS)
                .clientId("demo")
                .clientSecret(SECRET)
                .build();
        assertEquals(
                "TokenRequest{grant_type=client_credentials, client_id=demo, client_secret=***}", request.toString());
        assertFalse(request.toMap().toString().contains(SECRET));
    }

    @Test
    void aClientShowsNoneOfItsSecrets() {
        RenewalClient client = bare().clientId("demo")
                .clientSecret(SECRET)
                .header("X-Key", SECRET)
                .build();
        assertEquals("RenewalClient{baseUrl=" + server.url() + "}", client.toString());
        assertFalse(client.async().toString().contains(SECRET));
        assertFalse(RequestOptions.builder()
                .header("X-Key", SECRET)
                .build()
                .toString()
                .contains(SECRET));
    }

    @Test
    void whatAProxySendsBackIsTakenOutOfErrors() {
        server.answers(request -> Answer.of(
                500,
                "{\"error\": {\"code\": \"X\", \"message\": \"saw "
                        + request.headers().get("authorization") + "\","
                        + " \"details\": {\"a\": \"token-of-a-member\"}}}"));
        var error =
                assertThrows(RenewalException.class, () -> client().payments().get("TXN1"));
        assertFalse(printed(error).contains("token-of-a-member"), printed(error));
        assertTrue(error.getMessage().contains("saw Bearer [redacted]"));
    }

    @Test
    void aRefusedTokenRequestDoesNotRepeatTheSecret() {
        server.answers(request -> Answer.of(400, request.body()));
        RenewalClient client = bare().clientId("demo").clientSecret(SECRET).build();
        var error = assertThrows(RenewalException.class, () -> client.payments().get("TXN1"));
        assertFalse(printed(error).contains(SECRET), printed(error));
        assertTrue(error.body().contains("[redacted]"));
    }

    @Test
    void halfAnAnswerWithATokenIsNotQuoted() {
        server.answers(request -> Answer.token("token-that-was-cut", 900).with(ScriptedServer.Fault.TRUNCATE));
        RenewalClient client = bare().clientId("demo").clientSecret(SECRET).build();
        var error = assertThrows(RenewalException.class, () -> client.payments().get("TXN1"));
        assertFalse(printed(error).contains("token-that"), printed(error));
        server.answers(request -> Answer.of(200, "\"token-that-was-bare\""));
        var bare = assertThrows(RenewalException.class, () -> client.payments().get("TXN1"));
        assertFalse(printed(bare).contains("token-that"), printed(bare));
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsNotQuoted() {
        var error = assertThrows(
                RenewalException.class, () -> bare().token("secret\r\nX: y").build());
        assertFalse(printed(error).contains("secret\r"), printed(error));
        server.answers(Answer.token("two words", 900));
        RenewalClient client = bare().clientId("demo").clientSecret(SECRET).build();
        var later = assertThrows(RenewalException.class, () -> client.payments().get("TXN1"));
        assertFalse(printed(later).contains("two words"), printed(later));
    }

    @Test
    void secretsAreComparedByWhatTheyHide() {
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertNotEquals(Secret.of("a"), Secret.of("b"));
        assertEquals("***", Secret.of("a").toString());
    }
}
