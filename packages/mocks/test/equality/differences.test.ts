import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renewalMock } from "../../src/index.ts";
import { type MockServer, startMockServer } from "../../src/server.ts";
import { differences } from "./differences.ts";
import { bothSides, type Side, testClock } from "./sides.ts";

let server: Side;
let other: Side;
let mock: MockServer;

beforeAll(async () => {
  [server, other] = (await bothSides(testClock())).sides;
  mock = await startMockServer({ port: 0, clock: "2026-01-31T10:00:00Z" });
});

afterAll(async () => {
  await Promise.all([server?.stop(), other?.stop(), mock?.close()]);
});

async function token(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/token`, {
    ...{ method: "POST", headers: { "Content-Type": "application/json" } },
    body: JSON.stringify({
      ...{
        grant_type: "client_credentials",
        client_id: "demo",
        client_secret: "demo-secret",
        user_id: "ann",
      },
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function membership(url: string, given: string): Promise<number> {
  return (await fetch(`${url}/v1/membership`, { headers: { Authorization: `Bearer ${given}` } })).status;
}

/** What comes back for bytes that are no request. */
function raw(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write("GET\u0000 nonsense\r\n\r\n"));
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("close", () => resolve(text));
  });
}

/** One test for each difference: a new one is not forgotten, and one that is gone is struck out. */
const held: Record<(typeof differences)[number], () => Promise<void>> = {
  "Nothing outlives the process, or the tab.": async () => {
    await mock.mock.state.addOrder({ order_id: "ORD1", user_id: "ann" });
    const next = renewalMock({ clock: "2026-01-31T10:00:00Z" });
    expect(next.state.orders).toEqual([]);
  },
  "There is no TLS, and plain HTTP is never refused.": async () => {
    const headers = { "X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.7" };
    expect((await fetch(`${server.url}/v1/packages`, { headers })).status).toBe(403);
    expect((await fetch(`${mock.url}/v1/packages`, { headers })).status).toBe(200);
  },
  "Pages of every origin may ask.": async () => {
    const headers = { Origin: "https://shop.example.com" };
    const allowed = async (url: string) =>
      (await fetch(`${url}/v1/packages`, { headers })).headers.get("access-control-allow-origin");
    expect(await allowed(server.url)).toBeNull();
    expect(await allowed(mock.url)).toBe("https://shop.example.com");
  },
  "Access tokens are signed with a key of the mock's own, and no server believes them.": async () => {
    expect(await membership(other.url, await token(other.url))).toBe(200);
    expect(await membership(server.url, await token(other.url))).toBe(401);
    expect(await membership(other.url, await token(server.url))).toBe(401);
  },
  "Requests that are no valid HTTP are answered by Node, or by the browser, and not in the documented form.":
    async () => {
      expect(await raw(server.url)).toContain("VALIDATION_ERROR");
      const answer = await raw(mock.url);
      expect(answer).toContain("400 Bad Request");
      expect(answer).not.toContain("VALIDATION_ERROR");
    },
  "There is no circuit breaker before the gateway: call after call to a gateway that does not answer waits as long.":
    async () => {
      const given = await token(mock.url);
      const create = async (number: number) => {
        const before = performance.now();
        const answer = await fetch(`${mock.url}/v1/payment/create`, {
          ...{
            method: "POST",
            headers: { "Content-Type": "application/json", Authorization: `Bearer ${given}` },
          },
          body: JSON.stringify({ order_id: `sandbox-too-slow-${number}`, amount: 9.99 }),
        });
        return { status: answer.status, waited: performance.now() - before };
      };
      mock.mock.reset();
      const first = await Promise.all([1, 2, 3, 4].map(create));
      const last = await create(5);
      expect([...first, last].map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
      expect(last.waited).toBeGreaterThan(2_900);
    },
  "There are no metrics, no status page and no commands.": async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${mock.url}/metrics`)).status).toBe(404);
  },
  "Notifications to merchants are caught unless they are to be sent, and may go to any address.":
    async () => {
      const notify_url = "http://169.254.169.254/hook";
      const order = await mock.mock.state.addOrder({ order_id: "ORD2", user_id: "bob", notify_url });
      await mock.mock.pay(order.transactionId);
      expect(mock.mock.deliveries).toMatchObject([{ url: notify_url, outcome: { status: 200 } }]);
    },
};

describe("the mock differs from the server in this alone", () => {
  test.each(differences)("%s", (difference) => held[difference]());

  test("the documentation lists the same", () => {
    const text = readFileSync(new URL("../../../../docs/mocks.md", import.meta.url), "utf8");
    const [, section = ""] = text.split("## What differs from the server");
    const listed = section.split("\n## ")[0]?.match(/^- .*$/gm);
    expect(listed).toEqual(differences.map((difference) => `- ${difference}`));
  });
});
