package com.renewal.internal;

import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends requests over the JDK's HTTP client, each exactly once. */
final class Transport {
    /** What came of a try: an answer, or a failure without one. */
    static final class Outcome {
        final @Nullable Received received;
        final @Nullable Failure failure;

        Outcome(@Nullable Received received, @Nullable Failure failure) {
            this.received = received;
            this.failure = failure;
        }
    }

    private final @Nullable HttpClient given;
    private final SingleTry.Habit habit = new SingleTry.Habit();
    private volatile @Nullable HttpClient own;
    private volatile boolean closed;

    Transport(@Nullable HttpClient given) {
        this.given = given;
    }

    /** Refuses further calls, and lets go of our own connections. A client that was given belongs to who gave it. */
    void close() {
        closed = true;
        own = null;
    }

    Outcome send(Request request) throws InterruptedException {
        SingleTry body = new SingleTry(request.body, habit);
        Reception reception = new Reception(nanos(request.timeout));
        try {
            HttpResponse<Boolean> response = client().send(message(request, body), reception);
            return answered(body, reception, response);
        } catch (IOException error) {
            return failed(request, reception, error);
        } catch (InterruptedException error) {
            reception.abandon();
            throw error;
        }
    }

    /** Cancelling the future ends the try. */
    CompletableFuture<Outcome> sendAsync(Request request) {
        SingleTry body = new SingleTry(request.body, habit);
        Reception reception = new Reception(nanos(request.timeout));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        CompletableFuture<HttpResponse<Boolean>> sent = client().sendAsync(message(request, body), reception);
        sent.whenComplete((response, error) -> outcome.complete(
                error == null ? answered(body, reception, response) : failed(request, reception, error)));
        outcome.whenComplete((value, error) -> {
            if (error != null) {
                sent.cancel(true);
                reception.abandon();
            }
        });
        return outcome;
    }

    private HttpClient client() {
        if (closed) {
            throw configuration("The client is closed. Make a new one, or close it later.");
        }
        if (given != null) {
            return given;
        }
        HttpClient made = own;
        if (made == null) {
            synchronized (this) {
                made = own;
                if (made == null) {
                    // HTTP/1.1, as the other SDKs speak it: HTTP/2 has repetitions of its own that nobody counts.
                    made = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
                    own = made;
                }
            }
        }
        return made;
    }

    private static HttpRequest message(Request request, SingleTry body) {
        try {
            HttpRequest.Builder message = HttpRequest.newBuilder(URI.create(request.url))
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(request.timeout)
                    .method(request.method, body);
            request.headers.forEach(message::header);
            return message.build();
        } catch (IllegalArgumentException error) {
            // Not passed on: it quotes the header that it refuses.
            throw configuration("The request cannot be sent. Check baseUrl and headers.");
        }
    }

    private static Outcome answered(SingleTry body, Reception reception, HttpResponse<Boolean> response) {
        body.answered();
        return new Outcome(reception.received(Boolean.TRUE.equals(response.body())), null);
    }

    private static Outcome failed(Request request, Reception reception, Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        Received part = reception.received(false);
        if (error instanceof HttpTimeoutException || reception.isLate()) {
            return new Outcome(null, timedOut(request, part));
        }
        // What the headers told is known even if the body never ends.
        return part == null ? new Outcome(null, broken(request, error)) : new Outcome(part, null);
    }

    private static Failure timedOut(Request request, @Nullable Received part) {
        Failure failure = Failure.of(
                ErrorKind.TIMEOUT,
                "No whole answer came within " + seconds(request.timeout)
                        + " s. What was asked may have happened: send the same order_id again.");
        return part == null ? failure : failure.status(part.status).requestId(part.headers.get("x-request-id"));
    }

    private static Failure broken(Request request, Throwable error) {
        URI url = URI.create(request.url);
        String message = "No answer from " + url.getScheme() + "://" + url.getRawAuthority() + " ("
                + error.getClass().getSimpleName() + "). Check baseUrl and the network.";
        return Failure.of(ErrorKind.CONNECTION, message).cause(error);
    }

    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static long nanos(Duration time) {
        // Longer than a century is for ever.
        return time.compareTo(Duration.ofDays(36500)) > 0
                ? Duration.ofDays(36500).toNanos()
                : time.toNanos();
    }

    private static RuntimeException configuration(String message) {
        return Failure.of(ErrorKind.CONFIGURATION, message).exception();
    }
}
