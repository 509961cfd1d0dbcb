import type { Gateway, GatewayOrder } from "@renewal/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** What a gateway's other side does from now on. `silent`: it takes the call and never answers. */
export type Trouble = "silent" | "broken" | "resetting" | "talking nonsense" | "busy";

/** A gateway with its other side at hand. */
export interface GatewayAtHand {
  gateway: Gateway;
  /** Does what a person does who opens the checkout, and leaves it open. */
  visit(paymentUrl: string): Promise<void>;
  /** Pays, as a person would who visited. */
  pay(transactionId: string): Promise<void>;
  /** How much of the order's money the other side has sent back, in minor units. */
  sentBack(transactionId: string): Promise<number>;
  /** How many orders the other side has. */
  orders(): number;
  /** Makes the other side misbehave. */
  trouble(trouble: Trouble): void;
  close(): Promise<void>;
}

export const allTroubles: readonly Trouble[] = [
  ...(["silent", "broken", "resetting", "talking nonsense", "busy"] as const),
];

/**
 * What every gateway promises to the engine.
 *
 * @param troubles what its other side can come into; none when it is a part of this server
 */
export function gatewayContract(
  name: string,
  troubles: readonly Trouble[],
  open: () => Promise<GatewayAtHand>,
): void {
  describe(`${name}, as every gateway,`, () => {
    let at: GatewayAtHand;
    beforeEach(async () => {
      at = await open();
    });
    afterEach(() => at.close());

    async function visited(): Promise<GatewayOrder> {
      const order = someOrder();
      await at.visit((await at.gateway.create(order)).paymentUrl);
      return order;
    }

    test("answers one address for an order, however often and by however many it is created", async () => {
      const order = someOrder();
      const created = await Promise.all([1, 2, 3, 4].map(() => at.gateway.create(order)));
      const urls = new Set(created.map(({ paymentUrl }) => paymentUrl));
      expect(urls.size).toBe(1);
      for (let time = 0; time < 2; time += 1) await at.visit([...urls][0] as string);
      expect(at.orders()).toBe(1);
    });

    test("knows nothing of an order that it never heard of, asked or closed", async () => {
      expect(await at.gateway.query("TXN0000000000")).toEqual({ status: "unknown" });
      expect(await at.gateway.close("TXN0000000000")).toEqual({ status: "unknown" });
    });

    test("tells a pending order, and of a paid one what was paid and when", async () => {
      const { transactionId, minorUnits, currency } = await visited();
      expect((await at.gateway.query(transactionId)).status).toBe("pending");
      const before = Date.now();
      await at.pay(transactionId);
      const state = await at.gateway.query(transactionId);
      expect(state).toMatchObject({ status: "paid", minorUnits, currency });
      expect(Math.abs((state.at as number) - before)).toBeLessThan(60_000);
    });

    test("closes an open order for good, and says so each time", async () => {
      const { transactionId } = await visited();
      for (let time = 0; time < 3; time += 1)
        expect((await at.gateway.close(transactionId)).status).toBe("closed");
      expect((await at.gateway.query(transactionId)).status).toBe("closed");
    });

    test("answers paid to who closes an order that the person was faster to pay", async () => {
      const { transactionId, minorUnits } = await visited();
      await at.pay(transactionId);
      expect(await at.gateway.close(transactionId)).toMatchObject({ status: "paid", minorUnits });
    });

    test("sends a part back once, however often it is asked, and then the rest", async () => {
      const { transactionId, minorUnits, currency } = await visited();
      await at.pay(transactionId);
      const part = { transactionId, refundId: "REF1", minorUnits: 2_050, currency };
      for (let time = 0; time < 3; time += 1) await at.gateway.refund(part);
      expect(await at.sentBack(transactionId)).toBe(2_050);
      expect((await at.gateway.query(transactionId)).status).toBe("paid");
      const rest = { ...part, refundId: "REF2", minorUnits: minorUnits - 2_050 };
      for (let time = 0; time < 2; time += 1) await at.gateway.refund(rest);
      expect(await at.sentBack(transactionId)).toBe(minorUnits);
      expect((await at.gateway.query(transactionId)).status).toBe("refunded");
      await at.gateway.refund(part);
      expect(await at.sentBack(transactionId)).toBe(minorUnits);
    });

    test("refuses to send back what was not paid, and more than was", async () => {
      const { transactionId, minorUnits, currency } = await visited();
      const refund = (name: string, sum: number, id = transactionId) =>
        at.gateway.refund({ transactionId: id, refundId: name, minorUnits: sum, currency });
      const refusal = { name: "GatewayFailure", kind: "refused" };
      await expect(refund("REF1", 100)).rejects.toMatchObject(refusal);
      await at.pay(transactionId);
      await expect(refund("REF2", minorUnits + 1)).rejects.toMatchObject(refusal);
      await refund("REF3", minorUnits - 100);
      await expect(refund("REF4", 101)).rejects.toMatchObject(refusal);
      await expect(refund("REF1", 100, "TXN0000000000")).rejects.toMatchObject(refusal);
      expect(await at.sentBack(transactionId)).toBe(minorUnits - 100);
    });

    test.each([...troubles])(
      "fails as unavailable within 3.5 s when its other side is %s",
      async (trouble) => {
        const { transactionId, currency } = await visited();
        at.trouble(trouble);
        const start = performance.now();
        for (const call of [
          () => at.gateway.query(transactionId),
          () => at.gateway.close(transactionId),
          () => at.gateway.refund({ transactionId, refundId: "REF1", minorUnits: 100, currency }),
        ]) {
          await expect(call()).rejects.toMatchObject({
            ...{ name: "GatewayFailure", kind: "unavailable" },
            retryAfter: expect.any(Number),
          });
        }
        expect(performance.now() - start).toBeLessThan(3 * 3_500 + 3_000);
      },
    );
  });
}

let count = 0;

export function someOrder(): GatewayOrder {
  count += 1;
  return {
    ...{ transactionId: `TXN${String(count).padStart(12, "0")}`, orderId: `ORDER_${count}` },
    ...{ minorUnits: 9999, currency: "CNY", subject: "Membership", months: 12 },
    expiresAt: Date.now() + 24 * 3_600_000,
  };
}
