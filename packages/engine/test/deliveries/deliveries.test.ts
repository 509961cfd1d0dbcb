import { createHmac } from "node:crypto";
import { validateWebhook } from "@renewal/contract";
import {
  type AttemptOutcome,
  afterAttempt,
  type Delivery,
  deliverySchedule,
  type Post,
} from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { ann, day, hour, openTown, second, type Town } from "../town.ts";

const hook = "https://shop.example.com/hook";

/** A merchant that keeps what it is sent and answers what the test says. */
function merchant(answer: (attempt: number) => AttemptOutcome = () => ({ status: 204 })) {
  const received: { url: string; headers: Record<string, string>; body: string; at: number }[] = [];
  const post =
    (town: Town): Post =>
    async (url, headers, body) => {
      received.push({ url, headers, body, at: town.clock.time });
      return answer(received.length);
    };
  return { received, post };
}

async function townWithPayment(more: object = {}) {
  const town = openTown();
  const { transaction_id } = (await town.create({ notify_url: hook, ...more })).body;
  town.gateway.pay(transaction_id);
  await town.notify(town.gateway.notification(transaction_id));
  return { town, transaction_id };
}

async function send(town: Town, post: Post): Promise<number> {
  const attempts = await town.engine.sendDueDeliveries(post);
  await Promise.all(attempts.map(({ ended }) => ended));
  return attempts.length;
}

const deliveryIn = (town: Town) => [...town.store.tables.deliveries.values()][0] as Delivery;

describe("a merchant", () => {
  test("is told once of each state that an order comes to, and of no report that changes nothing", async () => {
    const { town, transaction_id } = await townWithPayment();
    const { received, post } = merchant();
    for (const status of ["paid", "failed", "refunded", "closed", "refunded"]) {
      await town.notify(town.gateway.notification(transaction_id, { status }));
    }
    await send(town, post(town));
    expect(received.map(({ body }) => JSON.parse(body).status)).toEqual(["paid", "refunded"]);
    expect(new Set(received.map(({ body }) => JSON.parse(body).id)).size).toBe(2);
    expect(await send(town, post(town))).toBe(0);
  });

  test("is told of a closed order, by whomever it was closed", async () => {
    const town = openTown();
    const { transaction_id } = (await town.create({ notify_url: hook })).body;
    await town.create({ order_id: "ABANDONED", notify_url: hook });
    await town.ask("closePayment", { caller: ann, path: { transaction_id } });
    town.clock.time += 25 * hour;
    await town.engine.finishDueOrders();
    const { received, post } = merchant();
    await send(town, post(town));
    expect(received.map(({ body }) => [JSON.parse(body).order_id, JSON.parse(body).status])).toEqual([
      ["ORD123456", "closed"],
      ["ABANDONED", "closed"],
    ]);
  });

  test("that gave no notify_url is told nothing", async () => {
    const { town } = await townWithPayment({ notify_url: undefined });
    expect(town.store.tables.deliveries.size).toBe(0);
  });

  test("gets the documented event, signed in both documented ways", async () => {
    const { town, transaction_id } = await townWithPayment();
    const { received, post } = merchant();
    town.clock.time += 1500;
    await send(town, post(town));
    const [{ url, headers, body }] = received as [(typeof received)[0]];
    expect(url).toBe(hook);
    expect(validateWebhook("paymentUpdated", { headers, body: JSON.parse(body) })).toEqual([]);
    expect(JSON.parse(body)).toMatchObject({
      ...{ type: "payment.updated", transaction_id, order_id: "ORD123456", user_id: "ann" },
      ...{ status: "paid", amount: 99.99, currency: "CNY", timestamp: "2026-01-15T08:30:00.000Z" },
    });
    const secret = "a merchant's webhook secret";
    expect(headers["X-Signature"]).toBe(createHmac("sha256", secret).update(body).digest("hex"));
    const sentAt = String(Date.parse("2026-01-15T08:30:01Z") / 1000);
    const signed = `${JSON.parse(body).id}.${sentAt}.${body}`;
    expect(headers).toMatchObject({
      "webhook-id": JSON.parse(body).id,
      "webhook-timestamp": sentAt,
      "webhook-signature": `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`,
    });
  });

  test("gets a signature for each of two secrets while they are rotated, and X-Signature under the first", async () => {
    const { town } = await townWithPayment();
    const { received, post } = merchant();
    const raw = Buffer.from("0123456789abcdef0123456789abcdef");
    const client = town.store.tables.clients.get("shop") as { webhookSecrets: string[] };
    client.webhookSecrets = [`whsec_${raw.toString("base64")}`, "old"];
    await send(town, post(town));
    const [{ headers, body }] = received as [(typeof received)[0]];
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const signatures = [raw, "old"].map(
      (key) => `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
    );
    expect(headers["webhook-signature"]).toBe(signatures.join(" "));
    expect(headers["X-Signature"]).toBe(createHmac("sha256", raw).update(body).digest("hex"));
  });

  test("that does not answer gets the same event at 0 s, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h", async () => {
    const { town } = await townWithPayment();
    const { received, post } = merchant(() => ({ error: "connect ECONNREFUSED" }));
    while (deliveryIn(town).state === "waiting") {
      town.clock.time = deliveryIn(town).dueAt;
      await send(town, post(town));
    }
    expect(received).toHaveLength(10);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    for (const [index, planned] of deliverySchedule.entries()) {
      const waited = (received[index]?.at ?? 0) - (received[index - 1]?.at ?? received[0]?.at ?? 0);
      expect(waited).toBeGreaterThanOrEqual(0.8 * planned);
      expect(waited).toBeLessThanOrEqual(1.2 * planned);
    }
    expect(deliveryIn(town)).toMatchObject({
      state: "dead",
      attempts: 10,
      lastError: "connect ECONNREFUSED",
    });
    town.clock.time += 30 * day;
    expect(await send(town, post(town))).toBe(0);
  });

  test("that answers at last gets it no more", async () => {
    const { town } = await townWithPayment();
    const { received, post } = merchant((attempt) => ({ status: attempt < 3 ? 503 : 200 }));
    while (deliveryIn(town).state === "waiting") {
      town.clock.time = deliveryIn(town).dueAt;
      await send(town, post(town));
    }
    expect(received).toHaveLength(3);
    expect(deliveryIn(town)).toMatchObject({
      state: "delivered",
      attempts: 3,
      lastStatus: 200,
      settledAt: town.clock.time,
    });
  });

  test("that has no secret to sign with, or a broken one, is sent nothing unsigned, and everything later", async () => {
    const { town } = await townWithPayment();
    const { received, post } = merchant();
    const client = town.store.tables.clients.get("shop") as { webhookSecrets: string[] };
    for (const [secrets, lastError] of [
      [[], "The client has no webhook secret."],
      [["good", "whsec_§"], "A webhook secret of the client is broken."],
      [["whsec_"], "A webhook secret of the client is broken."],
    ] as const) {
      client.webhookSecrets = [...secrets];
      town.clock.time = deliveryIn(town).dueAt;
      await send(town, post(town));
      expect(deliveryIn(town)).toMatchObject({ state: "waiting", lastError });
    }
    expect([received.length, deliveryIn(town).attempts]).toEqual([0, 3]);
    client.webhookSecrets = ["good"];
    town.clock.time = deliveryIn(town).dueAt;
    await send(town, post(town));
    expect(deliveryIn(town)).toMatchObject({ state: "delivered", attempts: 4 });
  });

  test("whose notification was under way in a crash gets it again with the same id", async () => {
    const { town } = await townWithPayment();
    const hanging = await town.engine.sendDueDeliveries(() => new Promise(() => {}));
    expect(hanging).toHaveLength(1);
    const { received, post } = merchant();
    town.clock.time += 29 * second;
    expect(await send(town, post(town))).toBe(0);
    town.clock.time += second;
    expect(await send(town, post(town))).toBe(1);
    expect(received[0]?.headers["webhook-id"]).toBe(deliveryIn(town).eventId);
  });
});

describe("after an attempt", () => {
  test.each([200, 201, 202, 204, 299])("answered with %i, the event is delivered", (status) => {
    expect(afterAttempt({ status }, 1, 0, 0.5)).toEqual({ state: "delivered" });
  });

  test.each([301, 302, 307, 308, 400, 404, 429, 500, 503, 199])(
    "answered with %i, another follows",
    (status) => {
      expect(afterAttempt({ status }, 1, 0, 0.5)).toEqual({ state: "waiting", dueAt: 5000 });
    },
  );

  test("answered with 410, none follows", () => {
    expect(afterAttempt({ status: 410 }, 1, 0, 0.5)).toEqual({ state: "dead" });
  });

  test("the next one is moved by up to a fifth either way", () => {
    const due = (random: number) => (afterAttempt({ status: 500 }, 2, 0, random) as { dueAt: number }).dueAt;
    expect([due(0), due(0.5), due(0.999999)]).toEqual([240_000, 300_000, 360_000]);
  });
});
