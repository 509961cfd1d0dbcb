import { sign } from "../http/running.ts";
import { choose } from "../sandbox/town.ts";
import { appId, type Fields, sellerId, startAlipay } from "./alipay/simulator.ts";
import { secret, startHmacGateway } from "./hmac/simulator.ts";
import { type Event, type ReportingGateway, reportsContract, type Spoilt } from "./reports-contract.ts";
import { secretKey, startStripe, webhookSecret } from "./stripe/simulator.ts";

/** The documented notification, for the gateways that send it. */
async function tellDocumented(
  { server }: ReportingGateway,
  sharedSecret: string,
  id: string,
  status: Event,
  spoilt?: Spoilt,
) {
  const amount = spoilt === "amount" ? 9.99 : 99.99;
  const timestamp = new Date(server.clock.now()).toISOString();
  const body = JSON.stringify({ transaction_id: id, status, amount, currency: "CNY", timestamp });
  const signature = sign(body, spoilt === "secret" ? "another-secret" : sharedSecret);
  const sent = spoilt === "bytes" ? body.replace("99.99", "99.990") : body;
  const answer = await server.notify(sent, { "X-Signature": signature });
  return { status: answer.status, taken: answer.json.success === true };
}

reportsContract("the sandbox", async () => {
  const pages = new Map<string, string>();
  const shared = "shared-with-the-sandbox-0123456789";
  return {
    environment: { WEBHOOK_SECRET: shared },
    // Its own notifications are not believed, so that only those of the test count.
    prefix: "sandbox-wrong-signature-always-",
    visit: async (url) => void pages.set(url.slice(url.lastIndexOf("/") + 1), url),
    async pay(this: ReportingGateway, id) {
      await choose(pages.get(id) as string, { action: "pay" });
    },
    refund: async () => undefined,
    tell(this: ReportingGateway, ...about) {
      return tellDocumented(this, shared, ...about);
    },
    close: async () => undefined,
  };
});

reportsContract("one that signs by HMAC", async (now) => {
  const other = await startHmacGateway(now);
  return {
    environment: { GATEWAY: "hmac", HMAC_GATEWAY_URL: other.url, WEBHOOK_SECRET: secret },
    prefix: "",
    visit: async () => undefined,
    pay: async (id) => void other.pay(id),
    async refund(id) {
      const known = other.known.get(id);
      if (known !== undefined)
        Object.assign(known, { status: "refunded" }).refunds.set("console", known.amount);
    },
    tell(this: ReportingGateway, ...about) {
      return tellDocumented(this, secret, ...about);
    },
    close: () => other.close(),
  };
});

reportsContract("Alipay", async (now) => {
  const alipay = await startAlipay(now);
  return {
    environment: {
      ...{ GATEWAY: "alipay", ALIPAY_APP_ID: appId, ALIPAY_SELLER_ID: sellerId, ALIPAY_URL: alipay.url },
      ...{ ALIPAY_PRIVATE_KEY: alipay.appPrivateKey, ALIPAY_PUBLIC_KEY: alipay.alipayPublicKey },
    },
    prefix: "",
    visit: async (url) => void (await fetch(url)),
    pay: async (id) => void alipay.pay(id),
    refund: async (id) => void alipay.refund(id),
    async tell(id, event, spoilt) {
      const trade = alipay.trades.get(id) as NonNullable<ReturnType<typeof alipay.trades.get>>;
      const { refundedAt: _, ...paid } = trade;
      if (event === "paid") alipay.trades.set(id, { ...paid, status: "TRADE_SUCCESS" });
      if (event === "closed")
        alipay.trades.set(id, { ...withoutMoney(paid), status: "TRADE_CLOSED", closedAt: now() });
      const told = alipay.notification(id, spoilt === "amount" ? { total_amount: "9.99" } : {});
      alipay.trades.set(id, trade);
      const sent: Fields = { ...told };
      if (spoilt === "secret") sent.sign = alipay.signedByAnother(told).sign as string;
      if (spoilt === "bytes") sent.total_amount = "99.990";
      const { status, text } = await alipay.notify(id, sent);
      return { status, taken: text === "success" };
    },
    close: () => alipay.close(),
  };
});

/** A trade that was closed before anybody paid, though it is paid by now. */
function withoutMoney<Trade extends { paidAt?: number }>({ paidAt: _, ...rest }: Trade) {
  return rest;
}

const stripeEvents: Record<Event, string> = {
  paid: "checkout.session.completed",
  closed: "checkout.session.expired",
  refunded: "charge.refunded",
};

reportsContract("Stripe", async (now) => {
  const stripe = await startStripe(now);
  return {
    environment: {
      ...{ GATEWAY: "stripe", STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret },
      STRIPE_URL: stripe.url,
    },
    prefix: "",
    visit: async (url) => void (await fetch(url)),
    pay: async (id) => void stripe.pay(id),
    async refund(id) {
      const { amount, refunds } = stripe.of(id);
      refunds.push({ id: "re_console", amount, metadata: {}, created: Math.floor(now() / 1000) });
    },
    async tell(this: ReportingGateway, id, event, spoilt) {
      const body = stripe.event(stripeEvents[event], id, spoilt === "amount" ? { amount_total: 999 } : {});
      const signature = stripe.signature(
        body,
        spoilt === "secret" ? "whsec_of_somebody_else" : webhookSecret,
      );
      const answer = await fetch(`${this.server.url}/stripe/notify`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Stripe-Signature": signature },
        body: spoilt === "bytes" ? `${body} ` : body,
      });
      return { status: answer.status, taken: (await answer.text()) === '{"received":true}' };
    },
    close: () => stripe.close(),
  };
});
