package com.renewal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scripted server, and clients of it whose time is faked: a sleep takes no time and moves the clock. */
abstract class Scripted {
    static final Instant NOW = Instant.parse("2026-01-15T08:30:00Z");

    final List<Duration> slept = java.util.Collections.synchronizedList(new ArrayList<>());
    volatile Instant now = NOW;
    ScriptedServer server;

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    CompletableFuture<Void> sleep(Duration wait) {
        slept.add(wait);
        now = now.plus(wait);
        return CompletableFuture.completedFuture(null);
    }

    /** Without any way to tokens, whatever the environment has. */
    RenewalClientBuilder bare() {
        return RenewalClient.builder()
                .baseUrl(server.url())
                .environment(name -> null)
                .clock(clock)
                .sleeper(this::sleep)
                .random(() -> 0);
    }

    RenewalClient client() {
        return bare().token("token-of-a-member").build();
    }
}
