/**
 * What every runtime must be able to do: the journey of a renewal against a live server, and the webhooks.
 *
 * @param sdk the package, as this runtime imports it
 * @param baseUrl where the server is
 * @param name makes the ids unique
 */
export async function renewAMembership(sdk, baseUrl, name) {
  const { Renewal, RenewalError, NotFoundError, signWebhook, verifyWebhook } = sdk;
  const renewal = new Renewal({
    baseUrl,
    clientId: "demo",
    clientSecret: "demo-secret",
    userId: `user_${name}`,
  });

  const { data: packages } = await new Renewal({ baseUrl }).packages.list();
  const monthly = packages.find(({ id }) => id === "monthly");
  const order = { order_id: `sandbox-autopay-${name}`, amount: monthly.amount, currency: monthly.currency };
  const { data, attempts, requestId, limit } = await renewal.payments.create(order).withResponse();
  check(data.success && attempts === 1 && requestId && limit.limit > 0, "creates an order");

  const payment = await renewal.payments.waitUntilSettled(data.transaction_id, { totalTimeout: 20_000 });
  check(payment.status === "paid", "is paid");
  check((await renewal.memberships.get()).status === "active", "has a membership");
  const listed = [];
  for await (const one of renewal.payments.list({ limit: 1 })) listed.push(one.order_id);
  check(listed.length === 1 && listed[0] === order.order_id, "lists its orders");

  const error = await renewal.payments.get("TXN-unknown").catch((reason) => reason);
  check(error instanceof NotFoundError && error instanceof RenewalError, "tells errors apart by class");
  check(error.code === "TRANSACTION_NOT_FOUND" && error.status === 404, "tells errors apart by code");
  const aborted = await renewal.payments
    .get("TXN1", { signal: AbortSignal.abort() })
    .catch((reason) => reason);
  check(aborted.code === "ABORTED", "can be aborted");

  const body = '{"type":"payment.updated","id":"evt_1","name":"会员"}';
  const headers = await signWebhook({ payload: body, secrets: "whsec_AAECAwQFBgcICQ==" });
  const request = new Request("https://shop.example.com", { method: "POST", body, headers });
  const event = await verifyWebhook({ payload: request, secrets: ["another", "whsec_AAECAwQFBgcICQ=="] });
  check(event.type === "payment.updated" && event.data.name === "会员", "verifies webhooks");
  const forged = await verifyWebhook({ payload: `${body} `, headers, secrets: "another" }).catch(
    (reason) => reason,
  );
  check(forged.reason === "no_match", "refuses forged webhooks");
  const empty = await verifyWebhook({ payload: body, headers, secrets: "" }).catch((reason) => reason);
  check(empty.reason === "bad_secret", "has no key that everybody has");
  return "everything holds";
}

function check(holds, what) {
  if (!holds) throw new Error(`It does not hold here that the SDK ${what}.`);
}
