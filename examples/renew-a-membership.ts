/**
 * Renews a membership from end to end: a token, the packages, an order, its payment, and the membership it makes.
 *
 *   npm start                                          # in one terminal
 *   node examples/renew-a-membership.ts                # in another
 *
 * RENEWAL_BASE_URL, RENEWAL_CLIENT_ID and RENEWAL_CLIENT_SECRET say where and who; the demo client is the default.
 */
import { Renewal, RenewalError } from "@renewal/sdk";

const renewal = new Renewal({
  baseUrl: process.env.RENEWAL_BASE_URL ?? "http://localhost:8080/v1",
  clientId: process.env.RENEWAL_CLIENT_ID ?? "demo",
  clientSecret: process.env.RENEWAL_CLIENT_SECRET ?? "demo-secret",
  userId: `user_${Date.now()}`,
});

try {
  const { data: packages } = await renewal.packages.list();
  const yearly = packages.find((offer) => offer.id === "yearly");
  if (yearly === undefined) throw new Error("The yearly package is not on sale here.");
  console.log(`${yearly.name}: ${yearly.amount} ${yearly.currency} for ${yearly.months} months`);

  // In the sandbox an order id that begins with sandbox-autopay is paid without a person; any other id waits for one.
  const order = await renewal.payments.create({
    order_id: `sandbox-autopay-${Date.now()}`,
    amount: yearly.amount,
    currency: yearly.currency,
    subject: yearly.name,
  });
  console.log(`Order ${order.transaction_id}, to be paid at ${order.payment_url}`);

  const payment = await renewal.payments.waitUntilSettled(order.transaction_id);
  console.log(`The payment is ${payment.status}`);

  const membership = await renewal.memberships.get();
  console.log(`The membership is ${membership.status} until ${membership.expires_at}`);
} catch (error) {
  if (!(error instanceof RenewalError)) throw error;
  console.error(`${error.code ?? error.name}: ${error.message} (request ${error.requestId ?? "never sent"})`);
  process.exitCode = 1;
}
