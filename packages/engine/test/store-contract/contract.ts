import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { readingTheCatalogue } from "./catalogue.ts";
import { changingOrders, keepingPayments } from "./changes.ts";
import { claimingDeliveries, claimingOrders } from "./claims.ts";
import { everySequence } from "./model.ts";
import { keepingOrders, leasingOrders, listingOrders } from "./orders.ts";
import { keepingRefunds } from "./refunds.ts";
import type { StoreUnderTest } from "./store-under-test.ts";
import { exchangingTokens } from "./tokens.ts";

/**
 * Everything that a caller of the store port may count on. Every store passes all of it.
 *
 * @param sequences how many random sequences of calls are compared with the model
 */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>, sequences: number): void {
  describe(name, () => {
    let current: StoreUnderTest;
    const subject = () => current;
    beforeAll(async () => {
      current = await open();
    }, 60_000);
    beforeEach(() => current.clear());
    afterAll(() => current?.close());

    describe("orders", () => {
      keepingOrders(subject);
      listingOrders(subject);
      leasingOrders(subject);
      claimingOrders(subject);
    });
    describe("decisions", () => {
      changingOrders(subject);
      keepingPayments(subject);
    });
    describe("refunds", () => keepingRefunds(subject));
    describe("deliveries", () => claimingDeliveries(subject));
    describe("refresh tokens", () => exchangingTokens(subject));
    describe("packages and clients", () => readingTheCatalogue(subject));
    describe("any sequence of calls", () => everySequence(subject, sequences));
  });
}
