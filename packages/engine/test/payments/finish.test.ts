import { GatewayFailure, type GatewayState, StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { day, hour, minute, openTown, second, type Town, type TownPlan } from "../town.ts";

async function townWithOrder(plan?: TownPlan) {
  const town = openTown(plan);
  const { body } = await town.create();
  return { town, id: body.transaction_id as string };
}

/** Lets the worker run as it does on a server, second by second at first and then minute by minute. */
async function letRun(town: Town, duration: number): Promise<void> {
  const end = town.clock.time + duration;
  while (town.clock.time < end) {
    while ((await town.engine.finishDueOrders()) > 0);
    town.clock.time += duration > hour ? minute : second;
  }
}

describe("the worker", () => {
  test("renews a membership whose notification was lost, within the half hour", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.pay(id);
    await letRun(town, 30 * minute);
    expect(await town.payment(id)).toMatchObject({ status: "paid", paid_at: "2026-01-15T08:30:00.000Z" });
    expect((await town.membership()).expires_at).toBe("2027-01-15T08:30:00.000Z");
  });

  test("closes an order whose time is over, at the gateway first", async () => {
    const { town, id } = await townWithOrder();
    await letRun(town, 25 * hour);
    expect(await town.payment(id)).toMatchObject({ status: "closed", closed_at: "2026-01-16T08:30:00.000Z" });
    expect(town.gateway.orders.get(id)?.state.status).toBe("closed");
    expect(town.gateway.calls.close).toBe(1);
  });

  test("renews an order that was paid in its last second", async () => {
    const { town, id } = await townWithOrder();
    town.clock.time += 24 * hour - 1;
    town.gateway.pay(id);
    await letRun(town, minute);
    expect((await town.payment(id)).status).toBe("paid");
    expect((await town.membership()).history).toHaveLength(1);
  });

  test("keeps an order open while the gateway cannot be asked to close it", async () => {
    let attempts = 0;
    const { town, id } = await townWithOrder({
      wrapGateway: (gateway) => ({
        ...gateway,
        async close() {
          attempts += 1;
          throw new GatewayFailure("unavailable", "down");
        },
      }),
    });
    await letRun(town, 26 * hour);
    expect((await town.payment(id)).status).toBe("pending");
    expect(attempts).toBeGreaterThan(1);
  });

  test("finishes an order whose request died, as soon as its lease is over", async () => {
    const killed = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        create: () => Promise.reject(new Error("The process was killed.")),
      }),
    });
    await killed.create();
    const town = openTown({ after: killed });
    await letRun(town, 5 * second);
    expect(town.gateway.orders.size).toBe(0);
    await letRun(town, second);
    const [id] = town.gateway.orders.keys();
    expect((await town.payment(id as string)).status).toBe("pending");
  });

  test("closes an order at the end of its time, however soon after its creation that is", async () => {
    const { town, id } = await townWithOrder({ settings: { orderLifetime: second } });
    town.clock.time += second;
    expect(await town.engine.finishDueOrders()).toBe(1);
    expect((await town.payment(id)).status).toBe("closed");
  });

  test("finishes an order that the gateway did not take at first", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("unavailable", "Timeout");
    await town.create();
    await letRun(town, minute);
    const [order] = town.gateway.orders.values();
    expect(await town.payment(order?.transactionId as string)).toMatchObject({ status: "pending" });
    expect((await town.create()).headers).toEqual({ "Idempotent-Replayed": "true" });
  });

  test("leaves a refused order to the client, and closes it when its time is over", async () => {
    const town = openTown();
    town.gateway.failNext.create = new GatewayFailure("refused", "No.");
    await town.create();
    const [id] = town.store.tables.orders.keys();
    await letRun(town, 23 * hour);
    expect([town.gateway.calls.create, (await town.payment(id as string)).status]).toEqual([1, "creating"]);
    await letRun(town, 2 * hour);
    expect([town.gateway.calls.create, (await town.payment(id as string)).status]).toEqual([1, "closed"]);
  });

  test("and the client get the address of a declined order, though a crash came before it was noted", async () => {
    for (const next of ["client", "worker"]) {
      const killed = openTown({
        wrapGateway: (gateway) => ({
          ...gateway,
          async create(order) {
            await gateway.create(order);
            killed.gateway.decline(order.transactionId);
            await killed.notify(killed.gateway.notification(order.transactionId));
            throw new Error("The process was killed.");
          },
        }),
      });
      await killed.create();
      const [id] = killed.store.tables.orders.keys();
      expect(await killed.payment(id as string)).not.toHaveProperty("payment_url");

      const town = openTown({ after: killed });
      if (next === "client") await town.create();
      else await letRun(town, minute);
      expect(await town.payment(id as string)).toMatchObject({
        ...{ status: "failed", payment_url: `https://pay.example.com/${id}` },
      });
      expect((await town.create()).body.payment_url).toBe(`https://pay.example.com/${id}`);
    }
  });

  test("is as quick for an order that another request has placed, though ours is refused late", async () => {
    let refuseFirst = () => {};
    const first = new Promise<void>((resolve) => {
      refuseFirst = resolve;
    });
    let asked = 0;
    const town = openTown({
      wrapGateway: (gateway) => ({
        ...gateway,
        async create(order) {
          asked += 1;
          if (asked > 1) return gateway.create(order);
          await first;
          throw new GatewayFailure("refused", "You have it already.");
        },
      }),
    });
    const slow = town.create();
    while (asked === 0) await new Promise(setImmediate);
    town.clock.time += 5 * second;
    const { transaction_id } = (await town.create()).body;
    refuseFirst();
    expect((await slow).status).toBe(500);
    town.gateway.pay(transaction_id);
    await letRun(town, 6 * minute);
    expect((await town.payment(transaction_id)).status).toBe("paid");
  });

  test("asks ever more rarely about an order that nobody pays", async () => {
    const { town } = await townWithOrder();
    await letRun(town, 23 * hour);
    expect(town.gateway.calls.query).toBeGreaterThanOrEqual(22);
    expect(town.gateway.calls.query).toBeLessThanOrEqual(35);
  });

  test.each<[string, GatewayState]>([
    ["pays another amount", { status: "paid", minorUnits: 1, currency: "CNY", at: 0 }],
    ["stays pending", { status: "pending" }],
    ["stays declined", { status: "failed", at: 0 }],
  ])("asks ever more rarely also after its time, when the gateway says that it %s", async (_, state) => {
    let asked = 0;
    const answer = async () => {
      asked += 1;
      return state;
    };
    const { town, id } = await townWithOrder({
      wrapGateway: (gateway) => ({ ...gateway, query: answer, close: answer }),
    });
    await letRun(town, 3 * day);
    expect(asked).toBeGreaterThan(40);
    expect(asked).toBeLessThan(100);
    expect((await town.membership()).status).toBe("none");
    expect(["pending", "failed"]).toContain((await town.payment(id)).status);
  });

  test("looks at no settled order ever again", async () => {
    const { town, id } = await townWithOrder();
    town.gateway.pay(id);
    await town.notify(town.gateway.notification(id));
    await letRun(town, 2 * day);
    expect([town.gateway.calls.query, town.gateway.calls.close]).toEqual([0, 0]);
  });

  test("finishes the other orders when one meets a failing store, and tells of it", async () => {
    let broken = "";
    const town = openTown({
      wrapStore: (store) => ({
        ...store,
        changeOrder: (id, decide) =>
          id === broken ? Promise.reject(new StoreUnavailable("down")) : store.changeOrder(id, decide),
      }),
    });
    const ids: string[] = [];
    for (const order_id of ["A", "B", "C"]) ids.push((await town.create({ order_id })).body.transaction_id);
    for (const id of ids) town.gateway.pay(id);
    broken = ids[1] as string;
    town.clock.time += 5 * minute;
    await expect(town.engine.finishDueOrders()).rejects.toThrow(StoreUnavailable);
    const statuses = ids.map((id) => town.store.tables.orders.get(id)?.status);
    expect(statuses).toEqual(["paid", "pending", "paid"]);
    broken = "";
    await letRun(town, minute);
    expect(town.store.tables.orders.get(ids[1] as string)?.status).toBe("paid");
  });

  test("of two processes asks once about each order", async () => {
    const { town } = await townWithOrder();
    for (const order_id of ["B", "C", "D"]) await town.create({ order_id });
    const other = openTown({ after: town });
    town.clock.time += 5 * minute;
    const looked = await Promise.all([
      town.engine.finishDueOrders(2),
      other.engine.finishDueOrders(),
      town.engine.finishDueOrders(),
    ]);
    expect(looked.reduce((sum, count) => sum + count)).toBe(4);
    expect(town.gateway.calls.query).toBe(4);
  });
});
