import com.renewal.RenewalClient;
import com.renewal.errors.ApiTimeoutException;
import com.renewal.model.CreatePaymentRequest;
import com.renewal.model.MembershipPackage;
import com.renewal.model.Payment;
import com.renewal.model.PaymentCreated;
import com.renewal.model.PaymentStatus;
import java.time.Duration;
import java.util.Map;

/** Buys the cheapest package for a member, and waits until the person has paid. */
public final class CreatePayment {
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        String userId = environment.getOrDefault("RENEWAL_USER_ID", "user_42");
        // An id of your own, kept before the call: sending the same one again never charges twice.
        String orderId = environment.getOrDefault("RENEWAL_ORDER_ID", "example-" + System.nanoTime());
        Duration patience =
                Duration.ofMillis(Long.parseLong(environment.getOrDefault("RENEWAL_PATIENCE_MS", "120000")));
        try (RenewalClient client = RenewalClient.builder().userId(userId).build()) {
            MembershipPackage cheapest = client.packages().list().data().get(0);
            PaymentCreated order = client.payments()
                    .create(CreatePaymentRequest.builder()
                            .orderId(orderId)
                            .amount(cheapest.amount())
                            .currency(cheapest.currency())
                            .build());
            System.out.println(cheapest.name() + ": " + cheapest.amount() + " " + cheapest.currency() + ". Pay here: "
                    + order.paymentUrl());
            Payment payment = client.payments().waitUntilSettled(order.transactionId(), patience);
            System.out.println("The order is " + payment.status() + ".");
            if (payment.status().equals(PaymentStatus.PAID)) {
                System.out.println("The membership lasts until "
                        + client.memberships().get().expiresAt() + ".");
            }
        } catch (ApiTimeoutException error) {
            System.out.println("Nobody has paid yet. The order stays open; look again later.");
        }
    }
}
