import { connect, createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { guardedPost } from "../../src/deliveries/post.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { deliveryOf, type Merchant, openMerchant, payFor } from "./merchant.ts";

describe("A receiver that", () => {
  let server: TestServer;
  let merchant: Merchant;
  beforeEach(async () => {
    merchant = await openMerchant();
    server = await startTestServer({ NOTIFY_ALLOWED_HOSTS: "127.0.0.1" });
  });
  afterEach(async () => {
    await Promise.all([server?.stop(), merchant?.close()]);
  });

  const attempted = (id: string, attempts = 1, timeout = 5_000) =>
    expect.poll(async () => (await deliveryOf(server, id)).attempts, { timeout }).toBe(attempts);

  test("never answers is asked again after 15 s, and one whose answer never ends has taken the event", async () => {
    merchant.answers((response, { path }) => {
      if (path !== "/drip") return;
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 200);
      response.on("close", () => clearInterval(drip));
    });
    const silent = await payFor(server, `http://${merchant.host}/silent`);
    const dripping = await payFor(server, `http://${merchant.host}/drip`);
    await expect.poll(() => merchant.arrivals.length).toBe(2);
    const start = performance.now();
    await attempted(silent, 1, 20_000);
    await attempted(dripping, 1, 5_000);
    expect(performance.now() - start).toBeGreaterThan(13_500);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await deliveryOf(server, dripping)).toMatchObject({ state: "delivered", lastStatus: 200 });
    expect(await deliveryOf(server, silent)).toMatchObject({
      ...{ state: "waiting", lastError: "The receiver did not answer within 15 s." },
    });
    merchant.answers(204);
    server.clock.advance(10_000);
    await attempted(silent, 2);
    expect((await deliveryOf(server, silent)).state).toBe("delivered");
    const ids = merchant.arrivals.flatMap(({ path, headers }) =>
      path === "/silent" ? [headers["webhook-id"]] : [],
    );
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  }, 30_000);

  test("floods its answer is cut off after 64 KiB", async () => {
    let written = 0;
    merchant.answers((response) => {
      response.writeHead(500);
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
      };
      response.on("drain", flood);
      flood();
    });
    const id = await payFor(server, merchant.url);
    await attempted(id);
    expect(await deliveryOf(server, id)).toMatchObject({ state: "waiting", lastStatus: 500 });
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  test.each([301, 302, 303, 307, 308])(
    "redirects with %i is not followed, and has not taken the event",
    async (status) => {
      const inside = await openMerchant();
      merchant.answers((response) => response.writeHead(status, { Location: inside.url }).end());
      const id = await payFor(server, merchant.url);
      await attempted(id);
      expect(await deliveryOf(server, id)).toMatchObject({ state: "waiting", lastStatus: status });
      expect(inside.connections()).toBe(0);
      await inside.close();
    },
  );

  test.each([
    ["hangs up without a word", "", "The connection failed (ECONNRESET)."],
    ["speaks another protocol", "220 mail.example.com ESMTP\r\n", /^The connection failed \(HPE_/],
    [
      "switches protocols",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
      "The connection was closed without an answer.",
    ],
  ])("%s is asked again by the schedule", async (_, words, lastError) => {
    const sockets: Socket[] = [];
    const rude = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(words));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => rude.once("listening", resolve));
    const { port } = rude.address() as { port: number };
    const id = await payFor(server, `http://127.0.0.1:${port}/`);
    await attempted(id);
    expect(await deliveryOf(server, id)).toMatchObject({
      state: "waiting",
      lastError: typeof lastError === "string" ? lastError : expect.stringMatching(lastError),
    });
    for (const socket of sockets) socket.destroy();
    rude.close();
  });

  test("is not there, or has a certificate that nobody knows, is asked again by the schedule", async () => {
    const nobody = await openMerchant();
    await nobody.close();
    const absent = await payFor(server, nobody.url);
    const untrusted = await payFor(server, `${server.url.replace("http:", "https:")}/hook`);
    await attempted(absent);
    await attempted(untrusted);
    expect((await deliveryOf(server, absent)).lastError).toBe("The connection failed (ECONNREFUSED).");
    expect((await deliveryOf(server, untrusted)).lastError).toMatch(/^The connection failed \(E/);
  });

  test("writes whatever into its answer gets none of it into the log or the operator's list", async () => {
    merchant.answers((response) =>
      response.writeHead(500, "evil-reason", { "X-Evil": "evil-header" }).end("evil-body"),
    );
    const id = await payFor(server, `${merchant.url}?secret=of-the-merchant`);
    await attempted(id);
    expect(JSON.stringify({ ...(await deliveryOf(server, id)), body: "", url: "" })).not.toContain("evil");
    expect(server.logText()).toContain("a merchant was not notified");
    expect(server.logText()).not.toMatch(/evil|of-the-merchant/);
  });
});

describe("Receivers of one client that all hang", { timeout: 60_000 }, () => {
  let server: TestServer;
  let hanging: Merchant;
  let prompt: Merchant;
  beforeAll(async () => {
    hanging = await openMerchant();
    hanging.answers(() => undefined);
    prompt = await openMerchant();
    server = await startTestServer({ NOTIFY_ALLOWED_HOSTS: "127.0.0.1" });
    await server.storage.store.addClient({ clientId: "gym", name: "Gym", createdAt: 0 }, [
      { kind: "api", value: "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b" },
      { kind: "webhook", value: "the gym's own" },
    ]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), hanging?.close(), prompt?.close()]);
  });

  test("hold up neither other clients' notifications nor the stopping of the server", async () => {
    const token = await server.token();
    for (let number = 0; number < 200; number += 1) await payFor(server, hanging.url, token);
    await expect.poll(() => hanging.connections()).toBeGreaterThanOrEqual(32);
    const gym = await server.ask("/auth/token", {
      body: {
        grant_type: "client_credentials",
        client_id: "gym",
        client_secret: "secret",
        user_id: "user_1",
      },
    });
    const start = performance.now();
    const ids = [];
    for (let number = 0; number < 20; number += 1)
      ids.push(await payFor(server, prompt.url, String(gym.json.access_token)));
    await expect.poll(() => prompt.arrivals.length, { timeout: 5_000, interval: 20 }).toBe(20);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(hanging.connections()).toBeLessThan(64);
    const told = performance.now();
    await server.stop();
    expect(performance.now() - told).toBeLessThan(10_000);
  });
});

describe("guardedPost", () => {
  test("gives up on a name that nobody resolves in time, and connects to nothing when it is resolved late", async () => {
    const merchant = await openMerchant();
    const late: (() => void)[] = [];
    const post = guardedPost({
      timeout: 300,
      resolve: () =>
        new Promise((resolve) => late.push(() => resolve([{ address: "127.0.0.1", family: 4 }]))),
    });
    expect(await post(`http://shop.example.com:${merchant.port}/`, {}, "{}")).toEqual({
      error: "The receiver did not answer within 0.3 s.",
    });
    for (const answer of late) answer();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(merchant.connections()).toBe(0);
    // The listener is there, and would have counted.
    const socket = connect(merchant.port, "127.0.0.1");
    await expect.poll(() => merchant.connections()).toBe(1);
    socket.destroy();
    await merchant.close();
  });
});
