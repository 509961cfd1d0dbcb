package com.renewal.internal;

import com.renewal.errors.ErrorKind;
import com.renewal.errors.Failure;
import com.renewal.errors.RenewalException;
import com.renewal.errors.WebhookFault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a signature is made of. */
public final class Signatures {
    private static final String PREFIX = "whsec_";
    /** Base64 whose padding may be missing. */
    private static final Pattern BASE64 = Pattern.compile("([A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{0,3}={0,2}");

    private Signatures() {}

    /**
     * Gives the keys of secrets: what base64 after {@code whsec_} stands for, of any other secret its UTF-8 bytes.
     *
     * @param secrets the secrets
     * @return a key for each
     */
    public static List<byte[]> keys(List<String> secrets) {
        if (secrets.isEmpty()) {
            throw bad("there is none");
        }
        List<byte[]> keys = new ArrayList<>();
        for (String secret : secrets) {
            keys.add(key(secret));
        }
        return keys;
    }

    private static byte[] key(String secret) {
        if (secret == null || secret.isEmpty() || hasSpaceAround(secret)) {
            throw bad("it is empty, or has whitespace around it");
        }
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        String digits = secret.substring(PREFIX.length());
        try {
            if (BASE64.matcher(digits).matches()) {
                byte[] key = Base64.getDecoder().decode(digits);
                if (key.length > 0) {
                    return key;
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw bad("what follows whsec_ is no base64");
        }
        throw bad("what follows whsec_ is no base64");
    }

    private static boolean hasSpaceAround(String secret) {
        return isSpace(secret.codePointAt(0)) || isSpace(secret.codePointBefore(secret.length()));
    }

    /** As other languages see it, the space that does not break and the byte order mark included. */
    private static boolean isSpace(int letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == 0xFEFF;
    }

    /**
     * Computes HMAC-SHA256.
     *
     * @param key the key
     * @param parts what is signed, one after the other
     * @return 32 bytes
     */
    public static byte[] digest(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException("Every Java has HmacSHA256, but this one.", error);
        }
    }

    /**
     * Gives what Standard Webhooks signs before the body.
     *
     * @param id the event's id
     * @param timestamp when it is sent
     * @return its bytes
     */
    public static byte[] beforeBody(String id, String timestamp) {
        return (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    }

    static RenewalException fault(WebhookFault reason, String message) {
        return Failure.of(ErrorKind.WEBHOOK_VERIFICATION, message)
                .reason(reason)
                .exception();
    }

    private static RenewalException bad(String why) {
        return fault(WebhookFault.BAD_SECRET, "The webhook secret cannot be one: " + why + ". Is the variable set?");
    }
}
