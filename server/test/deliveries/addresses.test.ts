import { lookup } from "node:dns/promises";
import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardedPost } from "../../src/deliveries/post.ts";
import { askingNameServers } from "../../src/deliveries/resolve.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { deliveryOf, type Merchant, openMerchant, payFor } from "./merchant.ts";
import { openNameServer } from "./name-server.ts";

const refused = "The address is not a public one.";

const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
const hostOf = ({ address, family }: { address: string; family: string }) =>
  family === "IPv6" ? `[${address}]` : address;

/** Every way that we know of to write an address of this machine, so that a listener here counts who comes. */
const leadHere = [
  ...["127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.0.1", "2130706433", "0x7f000001", "0x7F.1"],
  ...["0177.0.0.1", "017700000001", "0", "0.0.0.0", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1"],
  ...[
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::FFFF:7f00:1]",
    "[::ffff:0:0]",
    "localhost",
  ],
  ...own.filter(({ address }) => !address.startsWith("fe80")).map(hostOf),
];

/** Addresses of networks behind this machine, behind a translator, or of nobody. */
const leadInside = [
  ...[
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "0xA9FEA9FE",
    "100.64.0.1",
  ],
  ...["100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.1", "203.0.113.7", "224.0.0.1", "240.0.0.1"],
  ...[
    "255.255.255.255",
    "[fd00::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::a9fe:a9fe]",
    "[fec0::1]",
    "[ff02::1]",
  ],
  ...[
    "[64:ff9b::7f00:1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::10.0.0.1]",
    "[::127.0.0.1]",
    "[::10.0.0.1]",
  ],
  ...[
    "[::ffff:10.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::ffff:0:127.0.0.1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
  ],
  ...["[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]"],
];

/** Resolves the names of this file; those that are not here have no address. */
const names: Record<string, { address: string; family: 4 | 6 }[][]> = {
  "loopback.example": [[{ address: "127.0.0.1", family: 4 }]],
  "loopback6.example": [[{ address: "::1", family: 6 }]],
  "mapped.example": [[{ address: "::ffff:127.0.0.1", family: 6 }]],
  "nat64.example": [[{ address: "64:ff9b::7f00:1", family: 6 }]],
  "ula.example": [[{ address: "fd00::2", family: 6 }]],
  "metadata.example": [[{ address: "169.254.169.254", family: 4 }]],
  "zone.example": [[{ address: "fe80::1%lo", family: 6 }]],
  "short.example": [[{ address: "127.1", family: 4 }]],
  "nothing.example": [[]],
  "second.example": [
    [
      { address: "93.184.215.14", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ],
  ],
  // A public address at first, with the wrong family: the system refuses it before anything leaves the machine.
  "rebinding.example": [[{ address: "93.184.215.14", family: 6 }], [{ address: "127.0.0.1", family: 4 }]],
};

describe("A notification", { timeout: 30_000 }, () => {
  let server: TestServer;
  let inside: Merchant;
  let token: string;
  const resolved: string[] = [];
  beforeAll(async () => {
    inside = await openMerchant("::");
    server = await startTestServer(
      {},
      {
        async resolve(name) {
          const turn = resolved.filter((other) => other === name).length;
          resolved.push(name);
          const answers = names[name];
          if (answers === undefined) throw Object.assign(new Error(name), { code: "ENOTFOUND" });
          return answers[Math.min(turn, answers.length - 1)] ?? [];
        },
      },
    );
    token = await server.token();
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), inside?.close()]);
  });

  /** Has a merchant told at every address, and answers what the operator sees of the first attempts. */
  async function tell(hosts: readonly string[]) {
    const ids: string[] = [];
    for (const host of hosts) ids.push(await payFor(server, `http://${host}:${inside.port}/hook`, token));
    const look = () => Promise.all(ids.map((id) => deliveryOf(server, id)));
    const tried = async () => (await look()).every(({ attempts }) => attempts > 0);
    await expect.poll(tried, { timeout: 10_000 }).toBe(true);
    return (await look()).map((delivery, index) => ({ host: hosts[index], ...delivery }));
  }

  test("would reach this machine by any of these addresses, were they not refused", async () => {
    const before = inside.connections();
    for (const host of leadHere) {
      await new Promise((resolve) => {
        const plain = request(`http://${host}:${inside.port}/`, { method: "POST", agent: false }, resolve);
        plain.on("error", resolve).end();
      });
    }
    expect(inside.connections() - before).toBe(leadHere.length);
  });

  test("goes to no address of this machine, however it is written: the listener there counts 0 connections", async () => {
    const before = inside.connections();
    const kept = await tell(leadHere.filter((host) => host !== "localhost"));
    for (const { host, state, lastError, dueAt } of kept) {
      expect({ host, state, lastError }).toEqual({ host, state: "waiting", lastError: refused });
      expect(dueAt).toBeGreaterThan(server.clock.now());
    }
    expect(inside.connections()).toBe(before);
  });

  test("goes to no address inside, special, or behind a translator", async () => {
    for (const { host, state, lastError } of await tell(leadInside))
      expect({ host, state, lastError }).toEqual({ host, state: "waiting", lastError: refused });
    const post = guardedPost();
    for (const host of leadInside)
      for (const scheme of ["http", "https"])
        expect(await post(`${scheme}://${host}/`, {}, "{}"), host).toEqual({ error: refused });
  });

  test("goes to no name that leads inside, by whichever of its addresses: 0 connections", async () => {
    const before = inside.connections();
    const hosts = Object.keys(names).filter((name) => name !== "rebinding.example");
    for (const { host, lastError } of await tell(hosts))
      expect({ host, lastError }).toEqual({ host, lastError: refused });
    const [lost] = await tell(["nobody.example"]);
    expect(lost).toMatchObject({ state: "waiting", lastError: "The connection failed (ENOTFOUND)." });
    expect(inside.connections()).toBe(before);
  });

  test("goes where its name led when it was judged: a name that is bound anew in between gains 0 connections", async () => {
    const before = inside.connections();
    const [first] = await tell(["rebinding.example"]);
    expect(first?.lastError).toBe("The connection failed (EINVAL).");
    expect(resolved.filter((name) => name === "rebinding.example")).toHaveLength(1);
    server.clock.advance(10_000);
    const look = () => deliveryOf(server, first?.transactionId ?? "");
    await expect.poll(async () => (await look()).attempts).toBe(2);
    expect((await look()).lastError).toBe(refused);
    expect(resolved.filter((name) => name === "rebinding.example")).toHaveLength(2);
    expect(inside.connections()).toBe(before);
  });

  test("goes to a host inside that the operator names, and to no other port of it", async () => {
    const host = `127.0.0.1:${inside.port}`;
    const other = await openMerchant();
    const post = guardedPost({ allowedHosts: [host, `[::1]:${inside.port}`] });
    expect(await post(`http://${host}/`, {}, "{}")).toEqual({ status: 204 });
    expect(await post(`http://[::1]:${inside.port}/`, {}, "{}")).toEqual({ status: 204 });
    expect(await post(other.url, {}, "{}")).toEqual({ error: refused });
    expect(await post(`http://${host}@${other.host}/`, {}, "{}")).toEqual({ error: refused });
    expect(other.connections()).toBe(0);
    await other.close();
  });

  test.each(["ftp://shop.example.com/", "file:///etc/passwd", "javascript:alert(1)", "hook", ""])(
    "goes nowhere by %j",
    async (address) => {
      expect(await guardedPost()(address, {}, "{}")).toEqual({
        error: "The address is no http or https URL.",
      });
    },
  );
});

describe("Name servers", { timeout: 30_000 }, () => {
  test("are asked once per attempt, and an answer that leads inside is refused", async () => {
    const merchant = await openMerchant();
    const nameServer = await openNameServer(() => "127.0.0.1");
    const post = guardedPost({ resolve: askingNameServers([nameServer.address]) });
    expect(await post(`http://shop.example.com:${merchant.port}/`, {}, "{}")).toEqual({ error: refused });
    expect(nameServer.asked).toEqual(["shop.example.com"]);
    expect(merchant.connections()).toBe(0);
    await Promise.all([nameServer.close(), merchant.close()]);
  });

  test("that never answer hold up no other name, and nothing else that this process looks up", async () => {
    const nameServer = await openNameServer((name) => (name.startsWith("mute") ? undefined : "10.0.0.1"));
    const post = guardedPost({ timeout: 5_000, resolve: askingNameServers([nameServer.address]) });
    const mute = Array.from({ length: 64 }, (_, number) => post(`http://mute${number}.example/`, {}, "{}"));
    const start = performance.now();
    expect(await post("http://shop.example.com/", {}, "{}")).toEqual({ error: refused });
    await lookup("localhost");
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(new Set((await Promise.all(mute)).map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set(['{"error":"The receiver did not answer within 5 s."}']),
    );
    await nameServer.close();
  });
});
