import { type Gateway, GatewayFailure, type LedgerEntry, periodsOf } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ann, minute, openTown, outcome, rival, second, shop, type Town, type TownPlan } from "../town.ts";
import { faultsOf, faultyPorts } from "./faulty-ports.ts";

async function townWithPayment(plan?: TownPlan) {
  const town = openTown(plan);
  const id = await pay(town);
  return { town, id };
}

async function pay(town: Town, changes: object = {}): Promise<string> {
  const { body } = await town.create(changes);
  town.gateway.pay(body.transaction_id);
  await town.notify(town.gateway.notification(body.transaction_id));
  return body.transaction_id;
}

const refund = (town: Town, id: string, body: object = {}, caller = shop) =>
  town.ask("refundPayment", { caller, path: { transaction_id: id }, body: { refund_id: "REF1", ...body } });
const sentBack = (town: Town) => [...town.gateway.refunds.values()].reduce((sum, part) => sum + part, 0);
const unavailable = () => new GatewayFailure("unavailable", "Timeout", { retryAfter: 4 });

describe("a refund", () => {
  test("of all the money makes the order refunded and takes the renewal back", async () => {
    const { town, id } = await townWithPayment();
    town.clock.time += minute;
    const { status, body } = await refund(town, id);
    expect([status, body.status, body.refunded_amount]).toEqual([200, "refunded", 99.99]);
    expect(body.refunded_at).toBe("2026-01-15T08:31:00.000Z");
    expect(await town.payment(id)).toEqual(body);
    expect(await town.membership()).toMatchObject({ status: "none", history: [] });
    expect(sentBack(town)).toBe(9_999);
  });

  test("of a part leaves the order paid and the membership as it is; the last part ends both", async () => {
    const { town, id } = await townWithPayment();
    const before = await town.membership();
    const first = await refund(town, id, { amount: 20.5 });
    expect(first.body).toMatchObject({ status: "paid", refunded_amount: 20.5 });
    expect(first.body.refunded_at).toBeUndefined();
    expect(await town.membership()).toEqual(before);
    const rest = await refund(town, id, { refund_id: "REF2" });
    expect(rest.body).toMatchObject({ status: "refunded", refunded_amount: 99.99 });
    expect((await town.membership()).history).toEqual([]);
    expect([...town.gateway.refunds.values()]).toEqual([2_050, 7_949]);
  });

  test("that is sent again moves no money a second time", async () => {
    const { town, id } = await townWithPayment();
    const first = await refund(town, id, { amount: 20.5 });
    const again = await refund(town, id, { amount: 20.5 });
    expect(again.text).toBe(first.text);
    expect([first.headers["Idempotent-Replayed"], again.headers["Idempotent-Replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect([town.gateway.calls.refund, sentBack(town)]).toEqual([1, 2_050]);
    expect(outcome(await refund(town, id, { amount: 20.51 }))).toBe("422 REFUND_ID_REUSED");
  });

  test("of more than is left is refused, and the gateway hears nothing of it", async () => {
    const { town, id } = await townWithPayment();
    await refund(town, id, { amount: 20.5 });
    const refused = await refund(town, id, { refund_id: "REF2", amount: 79.5 });
    expect(outcome(refused)).toBe("400 VALIDATION_ERROR");
    expect(refused.body.error.details).toMatchObject({ field: "amount", reason: "AMOUNT_BEYOND_PAYMENT" });
    expect(refused.body.error.message).toContain("79.49 CNY");
    await refund(town, id, { refund_id: "REF2", amount: 79.49 });
    expect(outcome(await refund(town, id, { refund_id: "REF3", amount: 0.01 }))).toBe("409 ORDER_CLOSED");
    expect([town.gateway.calls.refund, sentBack(town)]).toEqual([2, 9_999]);
  });

  test("of an order that nobody paid is refused", async () => {
    const town = openTown();
    const { body } = await town.create();
    expect(outcome(await refund(town, body.transaction_id))).toBe("409 ORDER_NOT_PAID");
    expect(town.gateway.calls.refund).toBe(0);
  });

  test("is asked for by the order's merchant, by nobody else", async () => {
    const { town, id } = await townWithPayment();
    expect(outcome(await refund(town, id, {}, ann))).toBe("403 FORBIDDEN");
    expect(outcome(await refund(town, id, {}, rival))).toBe("404 TRANSACTION_NOT_FOUND");
    expect(outcome(await refund(town, "TXN0000000000"))).toBe("404 TRANSACTION_NOT_FOUND");
    expect(town.gateway.calls.refund).toBe(0);
  });

  test("that the gateway refuses leaves the money free for another one", async () => {
    const { town, id } = await townWithPayment();
    town.gateway.failNext.refund = new GatewayFailure("refused", "No.");
    const refused = await refund(town, id, { amount: 90 });
    expect([outcome(refused), refused.headers["Retry-After"]]).toEqual(["500 PAYMENT_FAILED", undefined]);
    expect((await town.payment(id)).refunded_amount).toBeUndefined();
    expect((await refund(town, id, { refund_id: "REF2" })).body.status).toBe("refunded");
  });

  test("that the gateway does not answer is kept, and carried out by the worker once", async () => {
    const { town, id } = await townWithPayment();
    town.gateway.failNext.refund = unavailable();
    const failed = await refund(town, id, { amount: 90 });
    expect([outcome(failed), failed.headers["Retry-After"]]).toEqual(["500 PAYMENT_FAILED", "4"]);
    expect(outcome(await refund(town, id, { refund_id: "REF2", amount: 10 }))).toBe("400 VALIDATION_ERROR");
    town.clock.time += minute;
    expect(await town.engine.finishDueOrders()).toBe(1);
    expect(await town.payment(id)).toMatchObject({ status: "paid", refunded_amount: 90 });
    expect((await refund(town, id, { amount: 90 })).headers["Idempotent-Replayed"]).toBe("true");
    expect([town.gateway.calls.refund, await town.engine.finishDueOrders()]).toEqual([2, 0]);
  });

  test("is asked of the gateway by one request at a time", async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isReached = () => {};
    const reached = new Promise<void>((resolve) => {
      isReached = resolve;
    });
    const wrapGateway = (gateway: Gateway): Gateway => ({
      ...gateway,
      async refund(asked) {
        isReached();
        await opened;
        return gateway.refund(asked);
      },
    });
    const { town, id } = await townWithPayment({ wrapGateway });
    const first = refund(town, id);
    await reached;
    const second = await refund(town, id);
    expect([outcome(second), second.headers["Retry-After"]]).toEqual(["409 ORDER_IN_PROGRESS", "5"]);
    expect(outcome(await refund(town, id, { refund_id: "REF2" }))).toBe("409 ORDER_CLOSED");
    open();
    expect((await first).body.status).toBe("refunded");
    expect(town.gateway.calls.refund).toBe(1);
  });

  test("tells the merchant once of an order that became refunded, the gateway's own report included", async () => {
    const town = openTown();
    const id = await pay(town, { notify_url: "https://shop.example.com/hook" });
    await refund(town, id, { amount: 50 });
    await refund(town, id, { refund_id: "REF2" });
    await town.notify(town.gateway.notification(id, { status: "refunded" }));
    const told = [...town.store.tables.deliveries.values()].map(({ body }) => JSON.parse(body).status);
    expect(told).toEqual(["paid", "refunded"]);
  });
});

describe("whichever call of a port fails or never returns,", () => {
  const parts = [
    { refund_id: "REF1", amount: 40 },
    { refund_id: "REF2", amount: 59.99 },
  ];

  async function refundAll(town: Town, id: string): Promise<void> {
    for (const part of parts) await refund(town, id, part).catch(() => {});
  }

  test("a merchant who sends both parts again gets each sent back exactly once", async () => {
    const steps = async (ports: TownPlan) => {
      const healthy = openTown();
      const id = await pay(healthy);
      await refundAll(openTown({ after: healthy, ...ports }), id);
      for (let round = 0; round < 3; round += 1) {
        healthy.clock.time += minute;
        await healthy.engine.finishDueOrders();
        await refundAll(healthy, id);
      }
      return { healthy, id };
    };
    const plain = faultyPorts();
    await steps(plain);
    const faults = faultsOf(plain.calls.length);
    expect(faults.length).toBeGreaterThan(20);
    for (const fault of faults) {
      const { healthy, id } = await steps(faultyPorts(fault));
      const about = `${plain.calls[fault.at]} ${JSON.stringify(fault)}`;
      expect([...healthy.gateway.refunds.values()].sort(), about).toEqual([4_000, 5_999]);
      expect((await healthy.payment(id)).status, about).toBe("refunded");
      expect((await healthy.membership()).history, about).toEqual([]);
    }
  });
});

describe("whatever is refunded in whatever order,", () => {
  const step = fc.record({
    payment: fc.nat({ max: 2 }),
    refundId: fc.constantFrom("A", "B", "C", "D"),
    amount: fc.option(fc.integer({ min: 1, max: 12_000 }), { nil: undefined }),
    fate: fc.constantFrom("well", "well", "refused", "unavailable"),
    wait: fc.constantFrom(0, 6 * second, 5 * minute),
    works: fc.boolean(),
  });

  test("no more than was paid goes back, and the membership is the fold without what went back whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const town = openTown();
        const ids: string[] = [];
        for (const order_id of ["O1", "O2", "O3"]) {
          ids.push(await pay(town, { order_id }));
          town.clock.time += minute;
        }
        const all: readonly LedgerEntry[] = await town.store.ledgerOf("shop", "ann");
        for (const { payment, refundId, amount, fate, wait, works } of steps) {
          if (fate !== "well") town.gateway.failNext.refund = new GatewayFailure(fate as "refused", "…");
          const body = { refund_id: refundId, ...(amount === undefined ? {} : { amount: amount / 100 }) };
          await refund(town, ids[payment] as string, body);
          town.clock.time += wait;
          if (works) await town.engine.finishDueOrders();
        }
        delete town.gateway.failNext.refund;
        town.clock.time += 120 * minute;
        while ((await town.engine.finishDueOrders()) > 0);
        const back = (id: string) =>
          [...town.gateway.refunds].reduce((sum, [key, part]) => sum + (key.startsWith(id) ? part : 0), 0);
        for (const id of ids) {
          const { status, refunded_amount = 0 } = await town.payment(id);
          expect(Math.round(refunded_amount * 100)).toBe(back(id));
          expect(back(id)).toBeLessThanOrEqual(9_999);
          expect(status).toBe(back(id) === 9_999 ? "refunded" : "paid");
        }
        const left = all.filter(({ transactionId }) => back(transactionId) < 9_999);
        const ends = periodsOf(left, "Asia/Shanghai").map(({ endsAt }) => new Date(endsAt).toISOString());
        const { history } = await town.membership();
        expect(history.map(({ ends_at }: { ends_at: string }) => ends_at)).toEqual(ends);
      }),
      { numRuns: 150 },
    );
  });
});
