package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import com.renewal.errors.InvalidResponseException;
import com.renewal.errors.ServerException;
import com.renewal.model.ListPaymentsParams;
import com.renewal.model.Payment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class PagesTest extends Scripted {
    private static Answer page(String next, String... ids) {
        List<String> items = new ArrayList<>();
        for (String id : ids) {
            items.add(ScriptedServer.PAYMENT.replace("TXN789012", id));
        }
        String cursor = next == null ? "" : ", \"next_cursor\": \"" + next + "\"";
        return Answer.of(200, "{\"data\": [" + String.join(",", items) + "]" + cursor + "}");
    }

    private static final ListPaymentsParams TWO =
            ListPaymentsParams.builder().limit(2).build();

    @Test
    void everyItemOfAllPagesComesOnceInOrder() {
        server.answers(page("c1", "T1", "T2"), page("c2"), page(null, "T3"));
        List<String> ids = new ArrayList<>();
        for (Payment payment : client().payments().list(TWO)) {
            ids.add(payment.transactionId());
        }
        assertEquals(List.of("T1", "T2", "T3"), ids);
        assertEquals(
                List.of("/v1/payments?limit=2", "/v1/payments?limit=2&cursor=c1", "/v1/payments?limit=2&cursor=c2"),
                server.seen.stream().map(ScriptedServer.Seen::path).toList());
    }

    @Test
    void pagesAreAskedForAsTheyAreNeeded() {
        server.answers(page("c1", "T1", "T2"), page(null, "T3"));
        Pages<Payment> list = client().payments().list(TWO);
        assertEquals(0, server.seen.size());
        assertEquals(
                List.of("T1", "T2"),
                list.stream().limit(2).map(Payment::transactionId).toList());
        assertEquals(1, server.seen.size());
    }

    @Test
    void onePageMayBeEnough() {
        server.answers(page("c1", "T1"), page("c1", "T1"), page(null, "T2"));
        Page<Payment> first = client().payments().list().firstPage();
        assertEquals("c1", first.nextCursor());
        List<Integer> sizes = new ArrayList<>();
        client().payments().list().pages().forEach(page -> sizes.add(page.data().size()));
        assertEquals(List.of(1, 1), sizes);
    }

    @Test
    void aPageThatLeadsToItselfEndsTheIteration() {
        server.answers(request -> page("same", "T1"));
        Iterator<Payment> items = client().payments().list().iterator();
        items.next();
        assertThrows(InvalidResponseException.class, items::hasNext);
        var error = assertThrows(
                CompletionException.class,
                () -> client().async().payments().list().toList(99).join());
        assertTrue(error.getCause() instanceof InvalidResponseException);
    }

    @Test
    void aPageThatFailsIsToldWhereItIsNeeded() {
        server.answers(page("c1", "T1"), Answer.error(500, "INTERNAL_ERROR"));
        Iterator<Payment> items = client().payments().list().iterator();
        assertEquals("T1", items.next().transactionId());
        assertThrows(ServerException.class, items::next);
    }

    @Test
    void theEndIsTheEnd() {
        server.answers(page(null));
        Iterator<Payment> items = client().payments().list().iterator();
        assertFalse(items.hasNext());
        assertThrows(NoSuchElementException.class, items::next);
    }

    @Test
    void futuresGatherAsManyAsAreAskedFor() {
        server.answers(page("c1", "T1", "T2"), page("c2", "T3", "T4"), page("c3", "T1"));
        AsyncRenewalClient client = client().async();
        List<Payment> three = client.payments().list(TWO).toList(3).join();
        assertEquals(
                List.of("T1", "T2", "T3"),
                three.stream().map(Payment::transactionId).toList());
        assertEquals(2, server.seen.size());
        assertEquals("c3", client.payments().list().firstPage().join().nextCursor());
        assertEquals(3, server.seen.size());
    }

    @Test
    void futuresShowPageAfterPage() {
        server.answers(page("c1", "T1"), page(null, "T2"), Answer.error(400, "VALIDATION_ERROR"));
        List<String> ids = new ArrayList<>();
        client().async()
                .payments()
                .list()
                .forEachPage(page -> ids.add(page.data().get(0).transactionId()))
                .join();
        assertEquals(List.of("T1", "T2"), ids);
        assertThrows(
                CompletionException.class,
                () -> client().async().payments().list().firstPage().join());
    }
}
