import type { Client, Package } from "@renewal/engine";
import { expect, it } from "vitest";
import type { Subject } from "./store-under-test.ts";

export function readingTheCatalogue(subject: Subject): void {
  const offer = (id: string, minorUnits: number, active = true): Package => ({
    ...{ id, minorUnits, active },
    name: `The ${id} one`,
    months: 3,
    currency: "CNY",
  });

  it("the packages on sale are told cheapest first, and no others", async () => {
    const { store, setPackages } = subject();
    expect(await store.activePackages()).toEqual([]);
    await setPackages([offer("yearly", 9_999), offer("old", 1, false), offer("monthly", 999)]);
    expect(await store.activePackages()).toEqual([offer("monthly", 999), offer("yearly", 9_999)]);
  });

  it("a client is found by its id, with its secrets in their order", async () => {
    const { store, addClient } = subject();
    const client: Client = {
      clientId: "shop",
      name: "Shop 🛒",
      secretHashes: ["a".repeat(64), "b".repeat(64)],
      webhookSecrets: ["whsec_new", "whsec_old"],
    };
    await addClient(client);
    expect(await store.findClient("shop")).toEqual(client);
    expect(await store.findClient("SHOP")).toBeUndefined();
    expect(await store.findClient("")).toBeUndefined();
  });

  it("a client without secrets is a client all the same", async () => {
    const { store, addClient } = subject();
    const client = { clientId: "bare", name: "Bare", secretHashes: [], webhookSecrets: [] };
    await addClient(client);
    expect(await store.findClient("bare")).toEqual(client);
  });
}
