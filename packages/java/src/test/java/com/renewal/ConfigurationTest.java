package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest extends Scripted {
    private static RenewalClientBuilder without() {
        return RenewalClient.builder().environment(name -> null);
    }

    private static void refused(RenewalClientBuilder builder, String word) {
        var error = assertThrows(ConfigurationException.class, builder::build);
        assertTrue(error.getMessage().contains(word), error.getMessage());
        assertEquals("configuration", error.kind().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/v1",
                "http://192.168.0.1/v1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0/v1",
                "http://[::2]/v1",
                "http://2130706433/"
            })
    void secretsDoNotTravelUnencrypted(String url) {
        refused(without().baseUrl(url), "unencrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "ftp://api.example.com",
                "https://user@api.example.com",
                "https://api.example.com?x=1",
                "https://api.example.com\\@evil.example.com",
                "https://api.example.com#a",
                "https://a b",
                "https:///v1"
            })
    void anAddressLeavesNoDoubt(String url) {
        refused(without().baseUrl(url), "baseUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/v1",
                "http://127.0.0.1",
                "http://127.9.9.9:1/v1/",
                "http://[::1]:8080/v1",
                "http://api.localhost/v1",
                "https://api.example.com/v1/"
            })
    void thisMachineMayBeAskedInTheClear(String url) {
        assertEquals(
                "RenewalClient{baseUrl=" + url.replaceAll("/$", "") + "}",
                without().baseUrl(url).build().toString());
    }

    @Test
    void thereIsOneWayToTokens() {
        refused(without().token("t").clientId("demo").clientSecret("s"), "one way");
        refused(without().token("t").tokenProvider(last -> "t"), "one way");
        refused(without().clientId("demo"), "one is missing");
        refused(without().clientId("demo").clientSecret(""), "one is missing");
        refused(without().userId("user_42"), "userId");
        refused(without().token("t").userId("user_42"), "userId");
        refused(without().token("t").onToken(token -> {}), "onToken");
        refused(without().token(""), "token");
    }

    @Test
    void theEnvironmentFillsInWhatWasNotGiven() {
        Map<String, String> variables = Map.of(
                "RENEWAL_BASE_URL",
                server.url(),
                "RENEWAL_CLIENT_ID",
                "from-env",
                "RENEWAL_CLIENT_SECRET",
                "secret-env");
        UnaryOperator<String> environment = variables::get;
        server.answers(
                Answer.token("t", 900), Answer.of(200, ScriptedServer.PAYMENT), Answer.of(200, ScriptedServer.PAYMENT));
        RenewalClient.builder()
                .environment(environment)
                .userId("u")
                .build()
                .payments()
                .get("TXN1");
        assertTrue(server.seen.get(0).body().contains("\"client_id\":\"from-env\",\"client_secret\":\"secret-env\""));
        // Whoever names a way to tokens never acts as the merchant.
        RenewalClient.builder()
                .environment(environment)
                .token("mine")
                .build()
                .payments()
                .get("TXN1");
        assertEquals("Bearer mine", server.seen.get(2).headers().get("authorization"));
        refused(RenewalClient.builder().environment(Map.of("RENEWAL_CLIENT_ID", "x")::get), "one is missing");
    }

    @Test
    void withoutAnyAddressTheDocumentedOneIsAsked() {
        assertEquals(
                "RenewalClient{baseUrl=https://api.example.com/v1}",
                without().build().toString());
    }

    @Test
    void numbersThatCannotBeMeantAreRefused() {
        assertThrows(ConfigurationException.class, () -> without().maxRetries(-1));
        assertThrows(ConfigurationException.class, () -> without().timeout(Duration.ZERO));
        assertThrows(ConfigurationException.class, () -> without().totalTimeout(Duration.ofSeconds(-1)));
        assertFalse(RequestOptions.builder().maxRetries(0).build().isEmpty());
        assertTrue(RequestOptions.none().isEmpty());
    }
}
