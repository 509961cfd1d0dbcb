import com.renewal.LimitState;
import com.renewal.RenewalClient;
import com.renewal.errors.RateLimitException;
import com.renewal.model.CreatePaymentRequest;
import com.renewal.model.MembershipPackage;
import java.time.Duration;
import java.time.Instant;

/** Asks more often than is allowed, and does as it is told. */
public final class HandleRateLimit {
    public static void main(String[] args) {
        String userId = System.getenv().getOrDefault("RENEWAL_USER_ID", "user_42");
        try (RenewalClient client = RenewalClient.builder().userId(userId).build()) {
            MembershipPackage cheapest = client.packages().list().data().get(0);
            for (int attempt = 1; attempt < 8; attempt++) {
                try {
                    client.payments()
                            .create(CreatePaymentRequest.builder()
                                    .orderId("limit-" + System.nanoTime())
                                    .amount(cheapest.amount())
                                    .currency(cheapest.currency())
                                    .build());
                } catch (RateLimitException error) {
                    // Up to a minute the client would have waited by itself. This takes longer, so the program decides.
                    System.out.println(error.code() + " after " + (attempt - 1) + " orders: come back in "
                            + error.retryAfter().toSeconds() + " s. Request " + error.requestId() + ".");
                    return;
                }
                LimitState limit = client.limitState();
                if (limit != null) {
                    System.out.println("Order " + attempt + ": " + limit.remaining() + " of " + limit.limit()
                            + " left, one more in "
                            + Duration.between(Instant.now(), limit.resetAt()).toSeconds() + " s.");
                }
            }
        }
    }
}
