import { connect } from "node:net";
import { deliverySchedule } from "@renewal/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliveryOf, type Merchant, openMerchant, payFor } from "../deliveries/merchant.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { together } from "./load.ts";
import { size, tell, until } from "./size.ts";

/** So many receivers of each kind. */
const each = size(3, 40);

/** So many attempts are left without an answer; each takes 15 s. The others are then answered with 500. */
const unanswered = size(1, 10);

const notPublic = "The address is not a public one.";

/** Where the notifications of a kind go, and how its last attempt ends. */
interface Kind {
  url: (number: number) => string;
  attempts: number;
  ends: { lastStatus?: number; lastError?: string };
}

describe("Receivers of notify_url that are at fault or ill-meaning", () => {
  let server: TestServer;
  let merchant: Merchant;
  /** Listens on every address of this machine: whoever is led inside is counted here. */
  let inside: Merchant;
  let kinds: Record<string, Kind>;
  /** Stands still but for the test: those that are asked again do not wait for those that are left without an answer. */
  let now = Date.now();
  const asked = new Map<string, number>();
  beforeAll(async () => {
    [merchant, inside] = await Promise.all([openMerchant(), openMerchant("::")]);
    server = await startTestServer(
      { NOTIFY_ALLOWED_HOSTS: merchant.host },
      {
        clock: { now: () => now },
        // A public address at first, of the wrong family: the system refuses it before anything leaves the machine.
        async resolve(name) {
          const turn = asked.get(name) ?? 0;
          asked.set(name, turn + 1);
          if (turn === 0) return [{ address: "93.184.215.14", family: 6 }];
          return [{ address: "127.0.0.1", family: 4 }];
        },
      },
    );
    kinds = kindsOf(inside.port);
    merchant.answers((response, { path, headers }) => {
      if (path === "/gone") response.writeHead(410).end();
      else if (path === "/redirect") response.writeHead(307, { Location: inside.url }).end();
      else if (path !== "/hang" || timesOf(headers["webhook-id"] as string) > unanswered)
        response.writeHead(500).end();
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), merchant?.close(), inside?.close()]);
  });

  function kindsOf(port: number): Record<string, Kind> {
    const here = (path: string) => () => `http://${merchant.host}${path}`;
    const literals = ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"];
    const nat64 = ["[64:ff9b::7f00:1]", "[64:ff9b:1::10.0.0.1]", "[64:ff9b::169.254.169.254]"];
    const anyOf = (hosts: string[]) => (number: number) => `http://${hosts[number % hosts.length]}:${port}/`;
    const attempts = deliverySchedule.length;
    const late = "The receiver did not answer within 15 s.";
    return {
      "at 500": { url: here("/500"), attempts, ends: { lastStatus: 500 } },
      hanging: {
        ...{ url: here("/hang"), attempts },
        ends: unanswered < attempts ? { lastStatus: 500 } : { lastError: late },
      },
      redirecting: { url: here("/redirect"), attempts, ends: { lastStatus: 307 } },
      "410": { url: here("/gone"), attempts: 1, ends: { lastStatus: 410 } },
      rebinding: {
        ...{ url: (number) => `http://rebinding-${number}.example:${port}/`, attempts },
        ends: { lastError: notPublic },
      },
      "IP literal": { url: anyOf(literals), attempts, ends: { lastError: notPublic } },
      NAT64: { url: anyOf(nat64), attempts, ends: { lastError: notPublic } },
    };
  }

  const timesOf = (webhookId: string) =>
    merchant.arrivals.filter(({ headers }) => headers["webhook-id"] === webhookId).length;

  test(
    `are asked as the schedule says, ${each} of each kind, and none of them gains a connection inside`,
    async () => {
      const token = await server.token();
      const kindOf = new Map<string, string>();
      for (const [name, { url }] of Object.entries(kinds))
        await together({ count: each, atOnce: 4 }, async (number) => {
          kindOf.set(await payFor(server, url(number), token), name);
        });
      const look = () => Promise.all([...kindOf.keys()].map((id) => deliveryOf(server, id)));
      let waits = 0;
      for (const [index] of deliverySchedule.entries()) {
        const settled = async () =>
          (await look()).every(({ state, attempts }) => state === "dead" || attempts > index);
        await until(settled, `attempt ${index + 1} of all`, 90);
        const next = deliverySchedule[index + 1];
        if (next === undefined) break;
        const dueAt = (await look()).flatMap((delivery) =>
          delivery.state === "waiting" ? [delivery.dueAt] : [],
        );
        expect(dueAt).toHaveLength(each * (Object.keys(kinds).length - 1));
        waits += dueAt.filter((due) => due >= now + 0.8 * next && due <= now + 1.2 * next).length;
        // Not one of them is asked before it is due, and all of them once they are.
        const arrived = merchant.arrivals.length;
        now = Math.min(...dueAt) - 1;
        await new Promise((resolve) => setTimeout(resolve, 700));
        expect(merchant.arrivals).toHaveLength(arrived);
        now = Math.max(...dueAt);
      }
      await until(async () => (await look()).every(({ state }) => state === "dead"), "all are given up", 30);
      const ended = await look();
      for (const delivery of ended) {
        const kind = kinds[kindOf.get(delivery.transactionId) as string] as Kind;
        expect(delivery).toMatchObject({ state: "dead", attempts: kind.attempts, ...kind.ends });
      }
      const sum = ended.reduce((count, { attempts }) => count + attempts, 0);
      tell(`receivers at fault, ${each} of each of ${Object.keys(kinds).length} kinds`, {
        ...{ attempts: sum, arrivals: merchant.arrivals.length, "waits within ±20 %": waits },
        "connections inside": inside.connections(),
      });
      expect(inside.connections()).toBe(0);
      expect(merchant.arrivals).toHaveLength(each * (3 * deliverySchedule.length + 1));
      // The listener is there, and would have counted.
      const socket = connect(inside.port, "127.0.0.1");
      await expect.poll(() => inside.connections()).toBe(1);
      socket.destroy();
    },
    size(120_000, 600_000),
  );
});
