import type { Reader } from "./reader.ts";

/** How this merchant and Stripe know each other. */
export interface StripeSettings {
  /** `sk_…`, or a restricted `rk_…`; of test mode or of live mode. */
  secretKey: string;
  /** `whsec_…` of the endpoint that Stripe reports to; two while rotating. */
  webhookSecrets: readonly string[];
  /** Where Stripe takes calls. */
  url: string;
}

export const stripeVariables = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_URL"];

/** Reads what `GATEWAY=stripe` needs. */
export function readStripe(reader: Reader): StripeSettings {
  const secretKey = reader.text("STRIPE_SECRET_KEY") ?? "";
  if (!/^[sr]k_(test|live)_\w{8,}$/.test(secretKey)) {
    reader.fault(
      "STRIPE_SECRET_KEY",
      "must be the secret key of your account, or a restricted one: it begins with sk_ or rk_, and not with pk_.",
    );
  }
  const webhookSecrets = reader.list("STRIPE_WEBHOOK_SECRET");
  if (webhookSecrets.length === 0 || webhookSecrets.some((secret) => !/^whsec_\w{8,}$/.test(secret))) {
    reader.fault(
      "STRIPE_WEBHOOK_SECRET",
      "must be the signing secret of the webhook endpoint, which begins with whsec_; a comma list while rotating.",
    );
  }
  return {
    ...{ secretKey, webhookSecrets },
    url: reader.url("STRIPE_URL", ["https:", "http:"]) ?? "https://api.stripe.com",
  };
}
