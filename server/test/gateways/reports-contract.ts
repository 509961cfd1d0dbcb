import type { Schemas } from "@renewal/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoCredentials, order, startTestServer, type TestServer } from "../http/running.ts";

/** What a gateway tells of a payment. */
export type Event = "paid" | "closed" | "refunded";

/** How a report is spoilt. `amount`: rightly signed, about another sum. `bytes`: changed after it was signed. */
export type Spoilt = "amount" | "secret" | "bytes";

/** A gateway's other side, as it pays and tells. */
export interface ReportingGateway {
  environment: Record<string, string>;
  /** What order ids begin with, for a gateway that must not tell by itself; empty for the others. */
  prefix: string;
  /** The server that it tells. */
  server: TestServer;
  /** Does what a person does who opens the checkout, and leaves it open. */
  visit(paymentUrl: string): Promise<void>;
  pay(transactionId: string): Promise<void>;
  /** Somebody sends all of it back, at the gateway. */
  refund(transactionId: string): Promise<void>;
  /** Tells the server; answers the status, and whether the answer was the gateway's word for "taken". */
  tell(transactionId: string, event: Event, spoilt?: Spoilt): Promise<{ status: number; taken: boolean }>;
  close(): Promise<void>;
}

const hour = 3_600_000;
const taken = { status: 200, taken: true };

/** What a server does with the reports of every gateway, through faults that gateways are known for. */
export function reportsContract(
  name: string,
  open: (now: () => number) => Promise<Omit<ReportingGateway, "server">>,
): void {
  describe(`A server whose gateway is ${name}`, () => {
    let gateway: ReportingGateway;
    let server: TestServer;
    beforeEach(async () => {
      gateway = (await open(() => server.clock.now())) as ReportingGateway;
      server = await startTestServer(gateway.environment);
      gateway.server = server;
    });
    afterEach(() => Promise.all([server?.stop(), gateway?.close()]));

    const ask = async <Body>(path: string) =>
      (await server.ask<Body>(path, { token: await server.token() })).json;
    const statusOf = async (id: string) => (await ask<Schemas["Payment"]>(`/payment/${id}`)).status;
    const renewals = async () => (await ask<Schemas["Membership"]>("/membership")).history.length;
    const close = async (id: string) =>
      server.ask(`/payment/${id}/close`, { method: "POST", token: await server.token() });

    async function visited(): Promise<string> {
      const body = { ...order, order_id: `${gateway.prefix}1` };
      const token = await server.token();
      const { json } = await server.ask<Schemas["PaymentCreated"]>("/payment/create", { token, body });
      await gateway.visit(json.payment_url);
      return json.transaction_id;
    }

    test("renews once for a payment that is told twenty times at the same moment", async () => {
      const id = await visited();
      await gateway.pay(id);
      const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.tell(id, "paid")));
      expect(answers).toEqual(answers.map(() => taken));
      expect([await statusOf(id), await renewals()]).toEqual(["paid", 1]);
    });

    test("renews for a payment that is told after the order's time was over", async () => {
      const id = await visited();
      server.clock.advance(25 * hour);
      await expect.poll(() => statusOf(id)).toBe("closed");
      await gateway.pay(id);
      expect(await gateway.tell(id, "paid")).toEqual(taken);
      expect([await statusOf(id), await renewals()]).toEqual(["paid", 1]);
    });

    test("renews nothing when a refund is told before its payment, and takes both", async () => {
      const id = await visited();
      await gateway.pay(id);
      await gateway.refund(id);
      expect(await gateway.tell(id, "refunded")).toEqual(taken);
      expect(await gateway.tell(id, "paid")).toEqual(taken);
      expect([await statusOf(id), await renewals()]).toEqual(["refunded", 0]);
    });

    test("takes a renewal back when all of its payment went back, at the gateway", async () => {
      const id = await visited();
      await gateway.pay(id);
      await gateway.tell(id, "paid");
      expect(await renewals()).toBe(1);
      await gateway.refund(id);
      expect(await gateway.tell(id, "refunded")).toEqual(taken);
      expect([await statusOf(id), await renewals()]).toEqual(["refunded", 0]);
    });

    test("closes an order whose end is told, and one that is paid stays paid", async () => {
      const id = await visited();
      expect(await gateway.tell(id, "closed")).toEqual(taken);
      expect(await statusOf(id)).toBe("closed");
      await gateway.pay(id);
      await gateway.tell(id, "paid");
      expect(await gateway.tell(id, "closed")).toEqual(taken);
      expect(await statusOf(id)).toBe("paid");
    });

    test("renews nothing for another sum than the order's, and keeps the order for a person to look at", async () => {
      const id = await visited();
      await gateway.pay(id);
      expect(await gateway.tell(id, "paid", "amount")).toEqual({ status: 400, taken: false });
      expect([await statusOf(id), await renewals()]).toEqual(["pending", 0]);
      expect((await server.storage.store.findOrder(id))?.review).toBe("AMOUNT_MISMATCH");
    });

    test.each(["secret", "bytes"] as const)("takes nothing that is forged: another %s", async (forgery) => {
      const id = await visited();
      await gateway.pay(id);
      expect(await gateway.tell(id, "paid", forgery)).toEqual({ status: 401, taken: false });
      expect([await statusOf(id), await renewals()]).toEqual(["pending", 0]);
    });

    test("finds a payment that nobody told of, by asking", async () => {
      const id = await visited();
      await gateway.pay(id);
      server.clock.advance(hour);
      await expect.poll(() => statusOf(id)).toBe("paid");
      expect(await renewals()).toBe(1);
    });

    test("counts the payment of a person who is faster than the order is closed", async () => {
      const id = await visited();
      await gateway.pay(id);
      const answer = await close(id);
      expect([answer.status, answer.json.error?.code]).toEqual([409, "ORDER_ALREADY_PAID"]);
      expect(await renewals()).toBe(1);
    });

    test("closes an order at the gateway, and what is told of that changes nothing", async () => {
      const id = await visited();
      expect((await close(id)).status).toBe(200);
      expect(await gateway.tell(id, "closed")).toEqual(taken);
      expect(await statusOf(id)).toBe("closed");
    });

    test("sends a part back and then the rest, each once, and is told of it without another effect", async () => {
      const id = await visited();
      await gateway.pay(id);
      await gateway.tell(id, "paid");
      const merchant = await server.ask<Schemas["Token"]>("/auth/token", { body: demoCredentials() });
      const refund = async (refund_id: string, amount: number) => {
        const asking = { token: merchant.json.access_token, body: { refund_id, amount } };
        return (await server.ask<Schemas["Payment"]>(`/payment/${id}/refund`, asking)).json;
      };
      for (const _ of [1, 2])
        expect(await refund("REF1", 20.5)).toMatchObject({ status: "paid", refunded_amount: 20.5 });
      expect(await renewals()).toBe(1);
      expect(await refund("REF2", 79.49)).toMatchObject({ status: "refunded", refunded_amount: 99.99 });
      expect(await gateway.tell(id, "refunded")).toEqual(taken);
      expect([await statusOf(id), await renewals()]).toEqual(["refunded", 0]);
    });
  });
}
