import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { rolesOf } from "@renewal/engine";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { demoCredentials, startTestServer, type TestServer } from "../http/running.ts";
import { choose } from "../sandbox/town.ts";
import { type Runnable, run } from "./run.ts";

interface Sample {
  lang: string;
  label: string;
  source: string;
}

let server: TestServer;
let samples: Map<string, Sample[]>;
beforeAll(async () => {
  server = await startTestServer();
  const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string; "x-codeSamples": Sample[] }>>;
  };
  const all = Object.values(paths).flatMap((methods) => Object.values(methods));
  samples = new Map(all.map((operation) => [operation.operationId, operation["x-codeSamples"]]));
});
afterAll(() => server.stop());

/** The documented ids in a sample, as ids that this server knows. */
async function withRealIds(source: string, unique: string): Promise<string> {
  const { json } = await server.ask("/payment/create", {
    body: { order_id: `ORD-before-${unique}`, amount: 99.99 },
    token: await server.token(),
  });
  if (unique.endsWith("refundPayment")) await bought(String(json.payment_url), String(json.transaction_id));
  return source
    .replaceAll("TXN789012", json.transaction_id as string)
    .replaceAll("ORD123456", `ORD-${unique}`);
}

/** What a merchant refunds was paid. */
async function bought(paymentUrl: string, id: string): Promise<void> {
  const token = await server.token();
  await choose(paymentUrl, { action: "pay" });
  const isPaid = async () => (await server.ask(`/payment/${id}`, { token })).json.status === "paid";
  await vi.waitUntil(isPaid, { timeout: 10_000 });
}

/** A token of whoever may do it. */
async function tokenFor(id: string): Promise<string> {
  if (rolesOf(id as OperationId).join() !== "merchant") return server.token();
  const { json } = await server.ask("/auth/token", { body: demoCredentials() });
  return String(json.access_token);
}

describe("The document as it is served", () => {
  test("has a program in curl and in the language of each SDK for every operation, which asks this server", () => {
    expect([...samples.keys()].sort()).toEqual(Object.keys(operations).sort());
    for (const own of samples.values()) {
      expect(own.map(({ label }) => label)).toEqual(["curl", "TypeScript", "Python", "Go", "Java"]);
      for (const { source } of own) expect(source).toContain(server.api);
    }
  });

  const cases = Object.keys(operations).flatMap((id) => [["curl", id] as const, ["TypeScript", id] as const]);
  // Several at once: most of the time is that of processes that start.
  test.concurrent.each(cases)("the %s of %s does what it says against this server", async (label, id) => {
    const sample = samples.get(id)?.find((one) => one.label === label) as Sample;
    const source = await withRealIds(sample.source, `${label}-${id}`);
    const { code, output } = await run(sample.lang as Runnable, source, {
      TOKEN: await tokenFor(id),
      WEBHOOK_SECRET: server.webhookSecrets[0] as string,
    });
    expect({ code, output }).toEqual({ code: 0, output: expect.not.stringMatching(/"error"|Error:/) });
    expect(output.trim()).not.toBe("");
  });
});
