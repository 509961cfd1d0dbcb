import { inject, onTestFinished } from "vitest";
import type { Renewal as Client, RenewalOptions } from "../../src/index.ts";
import { type Act, json, type ScriptedServer, startScripted } from "./scripted-server.ts";

export const created = {
  success: true,
  transaction_id: "TXN789012",
  payment_url: "https://payment.gateway.com/pay/TXN789012",
  message: "Payment order created successfully",
};

declare module "vitest" {
  interface ProvidedContext {
    /** Of which platform the client is that is tested. */
    client: "anywhere" | "node";
  }
}

const { Renewal } =
  inject("client") === "node" ? await import("../../src/node/index.ts") : await import("../../src/index.ts");

/** The API's good answer to a new order. */
export const accept = json(200, created);

export const order = { order_id: "ORD123456", amount: 99.99, currency: "CNY", subject: "Annual Membership" };

export interface World {
  server: ScriptedServer;
  renewal: Client;
  /** How long the client waited between its tries, in milliseconds. */
  slept: number[];
  /** Moves the client's clock. */
  pass(milliseconds: number): void;
}

/** When the client's clock starts. */
export const start = Date.parse("2026-01-15T08:30:00Z");

/** A client of a scripted server. Its clock stands still but for its own waits, which take no time. */
export async function world(
  acts: Act[],
  options: RenewalOptions = { token: "a-token" },
  token?: Act,
): Promise<World> {
  const server = await startScripted(acts, token);
  onTestFinished(() => server.close());
  const slept: number[] = [];
  let now = start;
  const renewal = new Renewal({
    baseUrl: server.url,
    clock: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
    random: () => 1,
    timeout: 2000,
    ...options,
  });
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { server, renewal, slept, pass };
}

/** The error that a call ends with. */
export async function failure(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("The call was expected to fail.");
}
