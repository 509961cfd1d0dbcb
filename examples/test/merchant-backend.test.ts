import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Renewal, signWebhook } from "@renewal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, fateOf } from "../../scripts/documents/blocks.ts";
import { type Grant, renewalOf } from "../merchant-backend/src/frontend.ts";
import { type LiveServer, type Program, start, startLiveServer } from "./live.ts";
import { post, type Relay, startRelay } from "./relay.ts";

const commands = blocksOf("examples/merchant-backend/README.md")
  .filter((block) => fateOf(block)?.ranBy === "examples/test/merchant-backend.test.ts")
  .map(({ source }) => source);

const folder = mkdtempSync(join(tmpdir(), "renewal-merchant-"));
let server: LiveServer;
let relay: Relay;
let backend: Program;
let url: string;

/** Started as the README's first command does it. */
function startBackend(apiUrl: string, environment: Record<string, string>): Program {
  const [command = ""] = commands;
  const here = command.replaceAll("http://localhost:8080", apiUrl);
  return start(["bash", "-c", here], { PORT: "0", ...environment });
}

/** The addresses of the README are those of somebody's laptop. */
const here = (source: string) =>
  source.replaceAll("http://localhost:8080", server.url).replaceAll("http://localhost:3000", url);

beforeAll(async () => {
  server = await startLiveServer();
  relay = await startRelay(() => `${url}/webhooks/renewal`);
  backend = startBackend(server.url, { DATABASE: join(folder, "merchant.db"), NOTIFY_URL: relay.url });
  url = await backend.find(/Listening on (\S+)/);
});

afterAll(async () => {
  await backend?.stop();
  relay?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A member's browser: a cookie of the backend, and nothing else. */
async function browserOf(name: string, password: string) {
  const signedIn = await fetch(`${url}/session`, {
    method: "POST",
    body: JSON.stringify({ name, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const ask = async (path: string, method = "GET") =>
    (await fetch(`${url}${path}`, { method, headers: { cookie } })).json();
  return {
    grant: () => ask("/renewal-token", "POST") as Promise<Grant>,
    membership: () => ask("/membership") as Promise<{ status: string; expires_at: string; orders: object[] }>,
  };
}

/** How often the backend has done what follows from a paid order. */
const thanksFor = (orderId: string) =>
  backend.said().split(`has paid order ${orderId}. Thank them here.`).length - 1;

const deliveryOf = (orderId: string) =>
  relay.deliveries.find(({ body }) => JSON.parse(body.toString()).order_id === orderId);

describe("The merchant backend, beside the live server,", () => {
  test("a member pays at the checkout with the token of the backend, and the backend hears of it once", async () => {
    const alice = await browserOf("alice", "wonderland");
    const { renewal, notifyUrl } = await renewalOf(alice.grant);
    const order = { order_id: "ORD-alice", amount: 9.99, notify_url: notifyUrl };
    const { payment_url, transaction_id } = await renewal.payments.create(order);
    await fetch(payment_url, { method: "POST", body: new URLSearchParams({ action: "pay" }) });

    await expect.poll(alice.membership).toMatchObject({ status: "active" });
    const { expires_at, orders } = await alice.membership();
    expect(orders).toEqual([{ order_id: "ORD-alice", status: "paid" }]);
    const membership = await renewal.memberships.get();
    expect(membership.expires_at).toBe(expires_at);
    expect(membership.history.map((entry) => entry.transaction_id)).toEqual([transaction_id]);
    await expect.poll(() => deliveryOf("ORD-alice")?.status).toBe(204);
    expect(thanksFor("ORD-alice")).toBe(1);
  });

  test("a webhook that comes again counts once", async () => {
    const delivery = deliveryOf("ORD-alice");
    if (delivery === undefined) throw new Error("The first delivery did not come.");
    expect(await post(`${url}/webhooks/renewal`, delivery)).toBe(204);
    // Events are seen to one after the other: once a later one was, the repetition would have been.
    await pay("bob", "ORD-behind");
    await expect.poll(() => thanksFor("ORD-behind")).toBe(1);
    expect(thanksFor("ORD-alice")).toBe(1);
  });

  test("a forged webhook is refused and changes nothing", async () => {
    const alice = await browserOf("alice", "wonderland");
    const before = await alice.membership();
    const event = {
      ...JSON.parse(String(deliveryOf("ORD-alice")?.body)),
      id: "evt_forged",
      order_id: "ORD-f",
    };
    const body = Buffer.from(JSON.stringify(event));
    const headers = await signWebhook({ payload: body, secrets: ["somebody-else's-secret"] });
    expect(await post(`${url}/webhooks/renewal`, { body, headers })).toBe(400);
    const changed = { ...(deliveryOf("ORD-alice") as { headers: Record<string, string> }), body };
    expect(await post(`${url}/webhooks/renewal`, changed)).toBe(400);
    await pay("bob", "ORD-behind-the-forged");
    await expect.poll(() => thanksFor("ORD-behind-the-forged")).toBe(1);
    expect(await alice.membership()).toEqual(before);
  });

  test("an event of a kind that it does not know is acknowledged", async () => {
    const body = Buffer.from(JSON.stringify({ id: "evt_new", type: "membership.expired" }));
    const headers = await signWebhook({ payload: body, secrets: ["demo-webhook-secret"] });
    expect(await post(`${url}/webhooks/renewal`, { body, headers })).toBe(204);
    await backend.find(/Ignored an event of the kind (membership\.expired)/);
  });

  test("nobody gets a token without a session, or for somebody else, and no answer has the client's secret", async () => {
    const ask = (init: RequestInit) => fetch(`${url}/renewal-token`, { method: "POST", ...init });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ headers: { cookie: "session=alice" } })).status).toBe(401);
    const bob = await browserOf("bob", "builder");
    const grant = await bob.grant();
    expect(Object.keys(grant).sort()).toEqual(["access_token", "base_url", "expires_in", "notify_url"]);
    const claims = JSON.parse(
      atob(grant.access_token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? ""),
    );
    expect(claims.sub).toBe("bob");
    expect(JSON.stringify(grant)).not.toContain("demo-secret");
  });

  test("an event that was acknowledged before a crash is seen to after it", async () => {
    const files = { DATABASE: join(folder, "crashed.db"), SESSION_KEY: "kept over the crash" };
    // The API is away meanwhile, so the event is written down and nothing follows from it.
    const before = startBackend("http://127.0.0.1:1", files);
    const event = {
      ...JSON.parse(String(deliveryOf("ORD-alice")?.body)),
      id: "evt_kept",
      order_id: "ORD-kept",
    };
    const body = Buffer.from(JSON.stringify(event));
    const headers = await signWebhook({ payload: body, secrets: ["demo-webhook-secret"] });
    const address = await before.find(/Listening on (\S+)/);
    expect(await post(`${address}/webhooks/renewal`, { body, headers })).toBe(204);
    await before.stop();
    expect(before.said()).not.toContain("Thank them here.");

    const after = startBackend(server.url, files);
    await after.find(/(alice has paid order ORD-kept)/).finally(() => after.stop());
  });

  test("the commands of the README pay for a membership", async () => {
    const shell = (source: string) => promisify(execFile)("bash", ["-euc", here(source)], { cwd: folder });
    const [, buy = "", look = ""] = commands;
    await shell(buy);
    await expect.poll(async () => (await shell(look)).stdout).toContain('"order_id":"ORD-1","status":"paid"');
  });
});

async function pay(userId: string, orderId: string): Promise<void> {
  const renewal = new Renewal({
    ...{ baseUrl: `${server.url}/v1`, clientId: "demo", clientSecret: "demo-secret", userId },
  });
  const order = { order_id: orderId, amount: 9.99, notify_url: relay.url };
  const { payment_url } = await renewal.payments.create(order);
  await fetch(payment_url, { method: "POST", body: new URLSearchParams({ action: "pay" }) });
}
