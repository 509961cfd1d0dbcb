import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./running.ts";

describe("Behind proxies that are trusted, the address of a request", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8, 2001:db8:1::/48" });
  });
  afterAll(() => server.stop());

  const addressOf = async (forwardedFor: string) => {
    const name = `n${Math.random().toString(36).slice(2)}`;
    const headers = { "X-Forwarded-For": forwardedFor, "X-Forwarded-Proto": "https", "X-Request-Id": name };
    await server.ask("/packages", { headers });
    await expect.poll(() => server.log.some(({ requestId }) => requestId === name)).toBe(true);
    return server.log.find(({ requestId }) => requestId === name)?.address;
  };

  test.each([
    ["is the last one that no proxy of ours wrote", "203.0.113.9", "203.0.113.9"],
    ["is not what the client wrote before", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["is found behind several proxies", "203.0.113.9, 10.1.2.3, 10.9.9.9", "203.0.113.9"],
    ["is not forged by naming a proxy of ours", "10.0.0.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["is read past spaces", "  203.0.113.9  ,10.1.2.3", "203.0.113.9"],
    ["is read without its port", "203.0.113.9:4711", "203.0.113.9"],
    ["is read in IPv6", "2001:db8:2::7", "2001:db8:2::7"],
    ["is read in IPv6 with brackets and port", "[2001:db8:2::7]:4711", "2001:db8:2::7"],
    ["is IPv4 where IPv6 carries it", "::ffff:203.0.113.9", "203.0.113.9"],
    ["is found behind a proxy in IPv6", "203.0.113.9, 2001:db8:1::5", "203.0.113.9"],
    ["is the outermost proxy's where all are ours", "10.1.2.3, 10.9.9.9", "10.1.2.3"],
    ["is the proxy's where it wrote none", "unknown", "127.0.0.1"],
    ["is the nearest known one where somebody wrote nonsense", "evil, 10.1.2.3", "10.1.2.3"],
    ["is no number that only some readers take for an address", "3405803785", "127.0.0.1"],
    ["is no address in octal", "0313.0.0161.011", "127.0.0.1"],
  ])("%s", async (_, forwardedFor, address) => {
    expect(await addressOf(forwardedFor)).toBe(address);
  });
});

describe("The limit per address", () => {
  const ask = async (server: TestServer, forwardedFor?: string) => {
    const headers =
      forwardedFor === undefined ? {} : { "X-Forwarded-For": forwardedFor, "X-Forwarded-Proto": "https" };
    return (await server.ask("/packages", { headers })).status;
  };

  test("counts IPv6 by /64, in any spelling", async () => {
    const server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1", RATE_LIMIT_PER_IP: "2" });
    expect(await ask(server, "2001:db8:2:3::1")).toBe(200);
    expect(await ask(server, "2001:0db8:0002:0003:ffff:ffff:ffff:ffff")).toBe(200);
    expect(await ask(server, "2001:DB8:2:3:a::9")).toBe(429);
    expect(await ask(server, "2001:db8:2:4::1")).toBe(200);
    await server.stop();
  });

  test("is not evaded by a forged X-Forwarded-For, before a trusted proxy or without one", async () => {
    const server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1", RATE_LIMIT_PER_IP: "2" });
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push(await ask(server, `1.1.1.${turn}, 203.0.113.9`));
    expect(statuses).toEqual([200, 200, 429, 429]);
    await server.stop();
  });

  test("lets nobody be believed who is not named", async () => {
    const server = await startTestServer({ RATE_LIMIT_PER_IP: "2" });
    // What a nameless proxy forwards may come from anywhere, so it is not taken for this machine's own either.
    const answer = await server.ask("/packages", { headers: { "X-Forwarded-For": "203.0.113.9" } });
    expect([answer.status, answer.json.error?.code]).toEqual([403, "HTTPS_REQUIRED"]);
    const headers = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https" };
    expect((await server.ask("/packages", { headers })).json.error?.code).toBe("HTTPS_REQUIRED");
    await server.stop();
  });
});

test("The nearest proxy's word on the scheme counts, not the client's", async () => {
  const server = await startTestServer({ TRUSTED_PROXIES: "127.0.0.1" });
  const statusOf = async (scheme: string) =>
    (
      await server.ask("/packages", {
        headers: { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": scheme },
      })
    ).status;
  expect([await statusOf("https"), await statusOf("http, https"), await statusOf("HTTPS")]).toEqual([
    200, 200, 200,
  ]);
  expect([await statusOf("https, http"), await statusOf(""), await statusOf("wss")]).toEqual([403, 403, 403]);
  await server.stop();
});
