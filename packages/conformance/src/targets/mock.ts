import { join } from "node:path";
import { payAtCheckout, startProgram } from "./program.ts";
import type { Effects, Target } from "./target.ts";

const builtMock = join(import.meta.dirname, "../../../mocks/dist/cli.js");

/** Starts the built mock as `npx @renewal/mocks` does, with room for as many requests from one address as the server gets. */
export async function startMock(): Promise<Target> {
  const limits = "address=1000000,credentials=1000000";
  const { baseUrl, stop } = await startProgram({
    command: [builtMock, "--port", "0", "--limits", limits],
    folder: import.meta.dirname,
  });
  const state = new URL("/_mock/state", baseUrl);
  return {
    ...{ name: "mock", baseUrl, pay: payAtCheckout, stop },
    merchant: { client_id: "demo", client_secret: "demo-secret", webhook_secret: "demo-webhook-secret" },
    effects: async (userId) => count((await (await fetch(state)).json()) as State, userId),
  };
}

interface State {
  orders: { transactionId: string; userId: string; status: string }[];
  payments: { transactionId: string; refunds?: Record<string, { minorUnits: number }> }[];
  ledger: { userId: string }[];
}

/** From what the mock remembers: what answers say is what is in question. */
function count({ orders, payments, ledger }: State, userId: string): Effects {
  const theirs = orders.filter((order) => order.userId === userId);
  const ids = new Set(theirs.map(({ transactionId }) => transactionId));
  return {
    orders: theirs.length,
    states: theirs.map(({ status }) => status),
    gateway_orders: payments.filter(({ transactionId }) => ids.has(transactionId)).length,
    sent_back: payments
      .filter(({ transactionId }) => ids.has(transactionId))
      .flatMap(({ refunds }) => Object.values(refunds ?? {}))
      .reduce((sum, { minorUnits }) => sum + minorUnits, 0),
    renewals: ledger.filter((entry) => entry.userId === userId).length,
  };
}
