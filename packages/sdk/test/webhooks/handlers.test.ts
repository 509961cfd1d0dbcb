import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { app as expressApp } from "../../examples/express.ts";
import { webhooks } from "../../examples/fastify.ts";
import { handle } from "../../examples/handle.ts";
import { app as koaApp } from "../../examples/koa.ts";
import { POST } from "../../examples/next.ts";
import worker from "../../examples/workers.ts";
import { signWebhook } from "../../src/index.ts";

vi.mock("../../examples/handle.ts", () => ({ handle: vi.fn() }));

const secret = "the-new-secret";
const env = { RENEWAL_WEBHOOK_SECRET: `the-old-secret,${secret}` };
const event = { id: "evt_1", type: "payment.updated", status: "paid", user_id: "用户", amount: 99.99 };
const payload = JSON.stringify(event, null, 1);

type Deliver = (body: string, headers: Record<string, string>) => Promise<Response>;

const servers: Server[] = [];

/** Over HTTP, as the API delivers. */
function served(server: Server): Deliver {
  servers.push(server);
  return async (body, headers) => {
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/webhooks/renewal`, { method: "POST", body, headers });
  };
}

function requested(answer: (request: Request) => Promise<Response>): Deliver {
  return (body, headers) =>
    answer(new Request("https://shop.example.com/webhooks/renewal", { method: "POST", body, headers }));
}

const fastify = Fastify();
const handlers: Record<string, () => Promise<Deliver> | Deliver> = {
  Express: () => served(createServer(expressApp)),
  Koa: () => served(createServer(koaApp.callback())),
  Fastify: async () => {
    await fastify.register(webhooks);
    await fastify.ready();
    return served(fastify.server);
  },
  "Next.js": () => requested(POST),
  Workers: () => requested((request) => worker.fetch(request, env)),
};

beforeEach(() => {
  vi.stubEnv("RENEWAL_WEBHOOK_SECRET", env.RENEWAL_WEBHOOK_SECRET);
  vi.mocked(handle).mockReset();
  koaApp.silent = true;
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe.each(Object.entries(handlers))("the handler for %s in the README", (_name, make) => {
  test("accepts what the API signed, and refuses what was changed, old or unsigned", async () => {
    const deliver = await make();
    const headers = {
      "Content-Type": "application/json",
      ...(await signWebhook({ payload, secrets: secret })),
    };
    expect((await deliver(payload, headers)).status).toBe(204);
    expect(handle).toHaveBeenCalledExactlyOnceWith({ type: "payment.updated", data: event });

    const changed = await deliver(payload.replace("99.99", "0.01"), headers);
    expect([changed.status, await changed.text()]).toEqual([400, "no_match"]);
    const timestamp = Math.floor(Date.now() / 1000) - 3600;
    const recorded = await deliver(payload, {
      ...headers,
      ...(await signWebhook({ payload, secrets: secret, timestamp })),
    });
    expect([recorded.status, await recorded.text()]).toEqual([400, "too_old"]);
    const unsigned = await deliver(payload, { "Content-Type": "application/json" });
    expect([unsigned.status, await unsigned.text()]).toEqual([400, "missing_header"]);
    expect(handle).toHaveBeenCalledTimes(1);
  });
});
