import com.renewal.RenewalClient;
import com.renewal.errors.AuthenticationException;
import com.renewal.model.Token;

/** Makes a member's token on your server, to hand it to the member's app. */
public final class GetToken {
    public static void main(String[] args) {
        String userId = System.getenv().getOrDefault("RENEWAL_USER_ID", "user_42");
        // RENEWAL_BASE_URL, RENEWAL_CLIENT_ID and RENEWAL_CLIENT_SECRET come from the environment.
        try (RenewalClient client = RenewalClient.builder().build()) {
            Token token = client.tokens().createForMember(userId);
            // Printing the token shows stars. Whoever needs it asks for it.
            System.out.println(token);
            String answerForTheApp = "{\"token\": \"" + token.accessToken().reveal() + "\"}";
            System.out.println("Hand over " + answerForTheApp.length() + " characters; the token is good for "
                    + token.expiresIn() + " s.");
        } catch (AuthenticationException error) {
            System.out.println(error.explanation() + " Request " + error.requestId() + ".");
            System.exit(1);
        }
    }
}
