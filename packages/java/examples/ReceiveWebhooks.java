import com.renewal.UnknownEvent;
import com.renewal.WebhookEvent;
import com.renewal.Webhooks;
import com.renewal.errors.WebhookVerificationException;
import com.renewal.model.PaymentEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A webhook receiver. RENEWAL_WEBHOOK_SECRET is the secret, or the new and the old one while it is being replaced. */
public final class ReceiveWebhooks {
    private static final Webhooks WEBHOOKS = Webhooks.fromEnvironment();
    /** A webhook may come more than once. A real program keeps these in its database, beside what it does. */
    private static final Set<String> HANDLED = ConcurrentHashMap.newKeySet();

    /** The longest body that is read, in bytes; an event has some 300. */
    private static final int LONGEST = 65_536;

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", ReceiveWebhooks::receive);
        // One slow sender must not keep the others waiting.
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
        System.out.println(
                "Listening on http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void receive(HttpExchange exchange) throws IOException {
        // The raw bytes: a body that was parsed and written again has another signature.
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        exchange.sendResponseHeaders(body.length > LONGEST ? 413 : handle(body, exchange), -1);
        exchange.close();
    }

    private static int handle(byte[] body, HttpExchange exchange) {
        WebhookEvent event;
        try {
            event = WEBHOOKS.verify(body, exchange.getRequestHeaders());
        } catch (WebhookVerificationException error) {
            System.out.println("Refused: " + error.reason());
            return 400;
        }
        if (event instanceof UnknownEvent) {
            System.out.println("Ignored an event of the kind " + ((UnknownEvent) event).type() + ".");
        } else if (event instanceof PaymentEvent) {
            PaymentEvent payment = (PaymentEvent) event;
            if (HANDLED.add(payment.id())) {
                System.out.println("Order " + payment.orderId() + " is " + payment.status() + ": " + payment.amount()
                        + " " + payment.currency());
            }
        }
        return 204;
    }
}
