import { type Gateway, GatewayFailure } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { ann, bob, openTown, rival, second, shop, type Town, type TownPlan } from "../town.ts";

async function townWithOrder(plan?: TownPlan) {
  const town = openTown(plan);
  const { body } = await town.create();
  return { town, id: body.transaction_id as string };
}

const close = (town: Town, id: string, caller = ann) =>
  town.ask("closePayment", { caller, path: { transaction_id: id } });
const codeOf = ({ body }: { body: { error?: { code: string } } }) => body.error?.code;

/** A gateway that waits in one of its calls until the test lets it go on. */
function held(method: keyof Gateway) {
  const gate = { reached: () => {}, open: () => {} };
  const reached = new Promise<void>((resolve) => {
    gate.reached = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const wrapGateway = (gateway: Gateway): Gateway => ({
    ...gateway,
    async [method](argument: never) {
      gate.reached();
      await opened;
      return gateway[method](argument) as never;
    },
  });
  return { reached, open: gate.open, wrapGateway };
}

describe("a closed order", () => {
  test("is closed at the gateway too, and nobody can pay it", async () => {
    const { town, id } = await townWithOrder();
    town.clock.time += 60 * second;
    const { status, body } = await close(town, id);
    expect([status, body.status, body.closed_at]).toEqual([200, "closed", "2026-01-15T08:31:00.000Z"]);
    town.gateway.pay(id);
    expect(town.gateway.orders.get(id)?.state.status).toBe("closed");
  });

  test("is answered again when it is closed again, without asking the gateway", async () => {
    const { town, id } = await townWithOrder();
    const first = await close(town, id);
    town.clock.time += 60 * second;
    expect((await close(town, id)).text).toBe(first.text);
    expect(town.gateway.calls.close).toBe(1);
  });

  test("is closed by its merchant as well, by nobody else", async () => {
    const { town, id } = await townWithOrder();
    for (const caller of [bob, rival, { ...ann, clientId: "rival" }]) {
      const refused = await close(town, id, caller);
      expect([refused.status, codeOf(refused)]).toEqual([404, "TRANSACTION_NOT_FOUND"]);
    }
    expect((await close(town, id, shop)).status).toBe(200);
  });

  test("is paid when the money was on its way: the membership is renewed", async () => {
    const { town, id } = await townWithOrder();
    await close(town, id);
    const late = { transaction_id: id, status: "paid", amount: 99.99, currency: "CNY" };
    expect((await town.notify({ ...late, timestamp: "2026-01-15T08:29:59Z" })).status).toBe(200);
    expect((await town.payment(id)).status).toBe("paid");
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:30:00.000Z");
  });
});

describe("closing", () => {
  test("an order that was paid a moment before renews it, and says that it is paid", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.pay(id);
    const refused = await close(town, id);
    expect([refused.status, codeOf(refused)]).toEqual([409, "ORDER_ALREADY_PAID"]);
    expect((await town.membership()).history).toHaveLength(1);
    // The notification of that payment comes later and changes nothing.
    expect((await town.notify(town.gateway.notification(id))).status).toBe(200);
    expect((await town.membership()).history).toHaveLength(1);
  });

  test.each(["paid", "refunded"])("an order that is %s is refused", async (status) => {
    const { town, id } = await townWithOrder();
    await town.notify(town.gateway.notification(id, { status }));
    expect(codeOf(await close(town, id))).toBe("ORDER_ALREADY_PAID");
  });

  test("an order after a declined try works like any other", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.decline(id);
    await town.notify(town.gateway.notification(id));
    expect((await close(town, id)).body.status).toBe("closed");
  });

  test("while the gateway does not answer leaves the order as it is, and can be repeated", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.failNext.close = new GatewayFailure("unavailable", "Timeout", { retryAfter: 2 });
    const failed = await close(town, id);
    expect([failed.status, codeOf(failed), failed.headers]).toEqual([
      500,
      "PAYMENT_FAILED",
      { "Retry-After": "2" },
    ]);
    expect((await town.payment(id)).status).toBe("pending");
    expect((await close(town, id)).body.status).toBe("closed");
  });

  test("that the gateway refuses is told of, and not as if the order had been created", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.failNext.close = new GatewayFailure("refused", "Too late.");
    const failed = await close(town, id);
    expect([failed.status, failed.headers]).toEqual([500, {}]);
    expect(failed.body.error.message).toMatch(/refused to close the order/);
  });

  test("that the gateway answers without closing is never called closed", async () => {
    const { town, id } = await townWithOrder({
      wrapGateway: (gateway) => ({ ...gateway, close: async () => ({ status: "pending" }) }),
    });
    expect(codeOf(await close(town, id))).toBe("PAYMENT_FAILED");
    expect((await town.payment(id)).status).toBe("pending");
  });

  test("an order that was paid with another amount renews nothing, and says that money came", async () => {
    const { town, id } = await townWithOrder({
      wrapGateway: (gateway) => ({ ...gateway, close: async () => ({ status: "paid", minorUnits: 1 }) }),
    });
    expect(codeOf(await close(town, id))).toBe("ORDER_ALREADY_PAID");
    expect(town.store.tables.orders.get(id)?.review).toBe("AMOUNT_MISMATCH");
    expect((await town.membership()).status).toBe("none");
  });

  test("an order that the gateway never got closes it here", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("unavailable", "Timeout");
    const failed = await town.create();
    expect(codeOf(failed)).toBe("PAYMENT_FAILED");
    const [id] = town.store.tables.orders.keys();
    expect((await close(town, id as string)).body.status).toBe("closed");
    expect(codeOf(await town.create())).toBe("ORDER_CLOSED");
    expect(town.gateway.orders.size).toBe(0);
  });

  test("an order that another request is creating waits for that one", async () => {
    const { reached, open, wrapGateway } = held("create");
    const town = openTown({ wrapGateway });
    const creating = town.create();
    await reached;
    const [id] = town.store.tables.orders.keys();
    const refused = await close(town, id as string);
    expect([codeOf(refused), refused.headers]).toEqual(["ORDER_IN_PROGRESS", { "Retry-After": "5" }]);
    open();
    expect((await creating).status).toBe(200);
    expect((await close(town, id as string)).body.status).toBe("closed");
  });

  test("an unfinished order keeps others from finishing it: none is closed and payable at once", async () => {
    const { reached, open, wrapGateway } = held("close");
    const town = openTown({ wrapGateway });
    town.gateway.failNext.create = new GatewayFailure("unavailable", "Timeout");
    await town.create();
    const [id] = town.store.tables.orders.keys();
    const closing = close(town, id as string);
    await reached;
    expect(codeOf(await town.create())).toBe("ORDER_IN_PROGRESS");
    expect(await town.engine.finishDueOrders()).toBe(0);
    open();
    expect((await closing).body.status).toBe("closed");
    expect(codeOf(await town.create())).toBe("ORDER_CLOSED");
    expect(town.gateway.orders.size).toBe(0);
  });

  test("twice at once answers twice the same", async () => {
    const { town, id } = await townWithOrder();
    const [one, other] = await Promise.all([close(town, id), close(town, id)]);
    expect(other.text).toBe(one.text);
  });

  test("while the person pays ends in one of both, the same here and at the gateway", async () => {
    const { reached, open, wrapGateway } = held("close");
    const { town, id } = await townWithOrder({ wrapGateway });
    const closing = close(town, id);
    await reached;
    town.gateway.pay(id);
    const notified = town.notify(town.gateway.notification(id));
    open();
    expect(codeOf(await closing)).toBe("ORDER_ALREADY_PAID");
    expect((await notified).status).toBe(200);
    expect([(await town.payment(id)).status, town.gateway.orders.get(id)?.state.status]).toEqual([
      "paid",
      "paid",
    ]);
    expect((await town.membership()).history).toHaveLength(1);
  });
});
