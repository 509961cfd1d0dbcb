// What compiles for a user of this package, and what does not. Nothing here runs: types.test.ts compiles it.
import {
  ApiError,
  isIn,
  type Membership,
  type Payment,
  Renewal,
  RenewalError,
  type RenewalOptions,
  sum,
  verifyWebhook,
} from "@renewal/sdk";

export async function requests(renewal: Renewal) {
  await renewal.payments.create({ order_id: "A", amount: 9.99 });
  // @ts-expect-error a misspelt field
  await renewal.payments.create({ order_id: "A", amount: 9.99, curency: "CNY" });
  // @ts-expect-error a missing field
  await renewal.payments.create({ order_id: "A" });
  // @ts-expect-error an amount is a number
  await renewal.payments.create({ order_id: "A", amount: "9.99" });
  // @ts-expect-error nothing at all
  await renewal.payments.create();
  // @ts-expect-error a state that no payment has
  await renewal.payments.list({ status: "payed" });
  // @ts-expect-error a transaction id is a text
  await renewal.payments.get(7);
  // @ts-expect-error no such option
  await renewal.payments.get("T", { retries: 3 });
  // @ts-expect-error what the gateway calls is not for apps
  renewal.notifications;
  // Options may be undefined, also under exactOptionalPropertyTypes.
  await renewal.payments.get("T", { signal: undefined, timeout: undefined, maxRetries: undefined });
}

export async function answers(renewal: Renewal) {
  const order = await renewal.payments.create({ order_id: "A", amount: 9.99 });
  const url: string = order.payment_url;
  // @ts-expect-error a field that no answer has
  order.paymentUrl;
  const payment = await renewal.payments.get("T");
  if (payment.status === "paid") return payment.paid_at?.length;
  // A state of tomorrow is a text that can be compared and kept.
  if (payment.status === "held_for_review") return payment.status.toUpperCase();
  // @ts-expect-error an optional field may be absent
  payment.paid_at.length;
  const { data, status, requestId, limit } = await renewal.payments.get("T").withResponse();
  const kept: [Payment, number, string | undefined, Date | undefined] = [
    data,
    status,
    requestId,
    limit?.resetAt,
  ];
  for await (const one of renewal.payments.list()) kept[0] = one;
  for await (const one of await renewal.payments.list({ limit: 5 })) kept[0] = one;
  const page = await renewal.payments.list();
  const cursor: string | undefined = page.next_cursor;
  return [url, kept, cursor, page.data satisfies Payment[]];
}

export function money(membership: Membership, payments: Payment[]) {
  const yuan = sum("CNY", membership.history.filter(isIn("CNY")));
  const dollars = sum("USD", payments.filter(isIn("USD")));
  // @ts-expect-error dollars and yuan
  sum("CNY", [yuan, dollars]);
  // @ts-expect-error a currency that nobody has looked at
  sum("CNY", payments);
  // @ts-expect-error dollars are no yuan
  const wrong: typeof yuan = dollars;
  return [sum("CNY", [yuan]), wrong];
}

export function options(token: string | undefined) {
  const good: RenewalOptions[] = [
    {},
    { token },
    { userId: "a" },
    { clientId: "a", clientSecret: "b" },
    { clientId: "a", clientSecret: "b", userId: undefined },
    { token: "a", refreshToken: "b", onToken: ({ refresh_token }) => refresh_token },
    { getToken: () => "a" },
    { getToken: async ({ refused }) => refused ?? "a" },
  ];
  // @ts-expect-error a client needs its secret
  new Renewal({ clientId: "a" });
  // @ts-expect-error a token names its member already
  new Renewal({ token: "a", userId: "b" });
  // @ts-expect-error one way to tokens, not two
  new Renewal({ clientId: "a", clientSecret: "b", token: "c" });
  // @ts-expect-error one way to tokens, not two
  new Renewal({ getToken: () => "a", token: "c" });
  return good;
}

export function errors(error: unknown) {
  if (error instanceof ApiError) {
    const field: string | undefined = error.details?.field;
    const body: string | undefined = error.body;
    if (error.code === "ORDER_ALREADY_PAID") return field ?? body;
    if (error.code === "A_CODE_OF_TOMORROW") return error.status.toFixed();
  }
  if (error instanceof RenewalError) {
    const code: string | undefined = error.code;
    // @ts-expect-error errors are not changed
    error.attempts = 1;
    return code ?? error.requestId;
  }
  return undefined;
}

export async function webhooks(request: Request) {
  const event = await verifyWebhook({ payload: request, secrets: ["new", "old"] });
  switch (event.type) {
    case "payment.updated":
      return event.data.user_id.length + event.data.amount;
    case "unknown": {
      const name: string | undefined = event.data.type;
      return [name, event.data.anything];
    }
  }
}
