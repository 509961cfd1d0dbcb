package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.ConfigurationException;
import com.renewal.model.CreatePaymentRequest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest extends Scripted {
    @ParameterizedTest
    @CsvSource({
        "99.99,99.99",
        "9.90,9.90",
        "1E+3,1000",
        "1E-2,0.01",
        "100000000,100000000",
        "0.07,0.07",
        "19.99,19.99",
        "0.1000000000000000055511151231258,0.1000000000000000055511151231258"
    })
    void theDigitsTravelAsTheyAre(String given, String sent) {
        server.answers(Answer.of(200, ScriptedServer.CREATED));
        if (new BigDecimal(given).scale() > 30) {
            assertThrows(ConfigurationException.class, () -> client().payments().create(CallsTest.order(given)));
            return;
        }
        client().payments().create(CallsTest.order(given));
        assertEquals(
                "{\"order_id\":\"ORD123456\",\"amount\":" + sent + "}",
                server.seen.get(0).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "abc", "", " 9.99", "9,99", "0x10", "0", "-1", "0.00", "1E+999999999", "1E-31"
            })
    void whatNobodyCanPayIsRefusedBeforeAnythingIsSent(String amount) {
        assertThrows(ConfigurationException.class, () -> client().payments().create(CallsTest.order(amount)));
        assertEquals(0, server.seen.size());
    }

    @Test
    void whatIsRequiredIsAskedFor() {
        var error = assertThrows(
                ConfigurationException.class,
                () -> CreatePaymentRequest.builder().orderId("ORD1").build());
        assertEquals("amount is missing. Call .amount(…) before .build().", error.explanation());
    }
}
