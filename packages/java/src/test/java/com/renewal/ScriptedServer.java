package com.renewal;

import com.renewal.internal.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that answers what a test tells it, misbehaves on request, and records what it saw. */
final class ScriptedServer implements AutoCloseable {
    /** A request as it came. */
    record Seen(String method, String path, Map<String, String> headers, String body, int connection) {}

    enum Fault {
        NONE,
        /** Ends the connection with a reset instead of an answer. */
        RESET,
        /** Ends the connection in good order instead of an answer. */
        CLOSE,
        /** Ends the connection after the headers and half of the body. */
        TRUNCATE,
        /** Sends the headers and half of the body, and then nothing any more. */
        STALL,
        /** Sends nothing at all. */
        SILENCE,
        /** Sends one byte of the headers after the other, for ever. */
        DRIP
    }

    /** What to answer, or how to fail. */
    record Answer(int status, String body, Map<String, String> headers, Fault fault) {
        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of(), Fault.NONE);
        }

        static Answer failing(Fault fault) {
            return new Answer(200, CREATED, Map.of(), fault);
        }

        static Answer error(int status, String code) {
            return of(status, "{\"error\": {\"code\": \"" + code + "\", \"message\": \"" + code + " happened.\"}}");
        }

        static Answer token(String token, int expiresIn) {
            return of(
                    200,
                    "{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expires_in\": " + expiresIn
                            + "}");
        }

        Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, more, fault);
        }

        Answer with(Fault other) {
            return new Answer(status, body, headers, other);
        }
    }

    static final String CREATED =
            """
            {"success": true, "transaction_id": "TXN789012",
             "payment_url": "https://payment.gateway.com/pay/TXN789012", "message": "Payment order created successfully"}
            """;
    static final String PAYMENT =
            """
            {"transaction_id": "TXN789012", "order_id": "ORD123456", "user_id": "user_42", "status": "paid",
             "amount": 99.90, "currency": "CNY", "subject": "Annual Membership", "package_id": "yearly", "months": 12,
             "payment_url": "https://payment.gateway.com/pay/TXN789012", "created_at": "2026-01-15T08:28:11.120Z",
             "updated_at": "2026-01-15T16:30:01.004+08:00", "expires_at": "2026-01-16T08:28:11.120Z",
             "paid_at": "2026-01-15T08:30:00Z"}
            """;
    static final String PACKAGES =
            """
            {"data": [{"id": "yearly", "name": "Annual Membership", "months": 12, "amount": 99.99, "currency": "CNY"}]}
            """;

    final List<Seen> seen = java.util.Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Function<Seen, Answer> script = request -> Answer.error(599, "SCRIPT_IS_OVER");

    ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
    }

    void answers(Answer... answers) {
        Queue<Answer> queue = new ArrayDeque<>(Arrays.asList(answers));
        script = request -> {
            Answer next = queue.poll();
            return next == null ? Answer.error(599, "SCRIPT_IS_OVER") : next;
        };
    }

    void answers(Function<Seen, Answer> script) {
        this.script = script;
    }

    List<Seen> of(String path) {
        synchronized (seen) {
            return seen.stream()
                    .filter(one -> one.path().split("\\?")[0].equals("/v1" + path))
                    .toList();
        }
    }

    Map<String, Object> json(int at) {
        return Json.object(seen.get(at).body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Seen request = read(in, number);
            while (request != null && answer(socket, request)) {
                request = read(in, number);
            }
        } catch (IOException | InterruptedException gone) {
            // The client is free to go at any time.
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Socket socket, Seen request) throws IOException, InterruptedException {
        Answer answer;
        synchronized (this) {
            seen.add(request);
            answer = script.apply(request);
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", Integer.toString(body.length));
        headers.put("X-Request-Id", "req_scripted");
        headers.putAll(answer.headers());
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] top = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        switch (answer.fault()) {
            case RESET -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case CLOSE -> {
                return false;
            }
            case SILENCE -> end.await();
            case DRIP -> {
                while (end.getCount() > 0) {
                    out.write(new byte[] {'H'});
                    out.flush();
                    end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
                }
            }
            case TRUNCATE, STALL -> {
                out.write(top);
                out.write(body, 0, body.length / 2);
                out.flush();
                if (answer.fault() == Fault.STALL) {
                    end.await();
                }
                return false;
            }
            default -> {
                out.write(top);
                out.write(body);
                out.flush();
            }
        }
        return true;
    }

    private static Seen read(InputStream in, int connection) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = first.split(" ");
        return new Seen(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8), connection);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
