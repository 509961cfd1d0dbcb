import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultLimits, type LedgerEntry, type Order } from "@renewal/engine";
import { readConfiguration, startServer } from "../../../../server/src/index.ts";
import { jsonLog } from "../../../../server/src/log.ts";
import type { startWorker } from "../../../../server/src/worker.ts";
import { startMockServer } from "../../src/server.ts";
import { gatewaySecret } from "../../src/town.ts";

/** A server or a mock, over HTTP. */
export interface Side {
  name: "server" | "mock";
  url: string;
  /** Drops all orders, so that those of earlier sequences fall due no more. */
  forget(): Promise<void>;
  /** Does all that is due. */
  settle(): Promise<void>;
  orders(userIds: readonly string[]): Promise<Order[]>;
  ledger(userIds: readonly string[]): Promise<LedgerEntry[]>;
  /** What a merchant was sent. */
  received: Received[];
  stop(): Promise<void>;
}

export interface Received {
  body: string;
  headers: string[];
}

/** One clock for both, moved by the test. */
export interface Clock {
  now(): number;
  set(moment: number): void;
}

export function testClock(): Clock {
  let now = Date.parse("2026-01-31T10:00:00.000Z");
  return {
    now: () => now,
    set(moment) {
      now = moment;
    },
  };
}

/** A disk that is none, where Linux has it: what survives a crash is not the question here. */
const memory = "/dev/shm";

/** Nobody meets these by accident; the user's limit stays as it is. */
const roomy = { address: 50_000, global: 100_000, credentials: 100_000, notifications: 100_000 };

async function merchant(): Promise<{ url: string; received: Received[]; close(): void }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      const names = Object.keys(request.headers).filter((name) =>
        /^(webhook-|x-signature|content-type)/.test(name),
      );
      received.push({ body, headers: names.sort() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/hook`, received },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Both sides with the same settings and the same clock, each with a merchant of its own. */
export async function bothSides(clock: Clock): Promise<{ sides: [Side, Side]; hooks: [string, string] }> {
  const [one, other] = [await merchant(), await merchant()];
  const server = await realServer(clock, one.received, one.close);
  const mock = await mockServer(clock, other.received, other.close);
  return { sides: [server, mock], hooks: [one.url, other.url] };
}

async function mockServer(clock: Clock, received: Received[], close: () => void): Promise<Side> {
  const limits = Object.fromEntries(
    Object.entries(roomy).map(([name, limit]) => [name, { ...defaultLimits[name as "global"], limit }]),
  );
  const { url, mock, ...server } = await startMockServer({
    ...{ port: 0, clock, limits, deliveries: "send", onUnhandled: () => undefined },
  });
  return {
    ...{ name: "mock", url, received, settle: mock.settle, forget: async () => mock.reset() },
    orders: async (users) => mock.state.orders.filter(({ userId }) => users.includes(userId)),
    ledger: async (users) => mock.state.ledger.filter(({ userId }) => users.includes(userId)),
    async stop() {
      await server.close();
      close();
    },
  };
}

async function realServer(clock: Clock, received: Received[], close: () => void): Promise<Side> {
  const folder = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), "renewal-equal-"));
  const steps: (() => Promise<number>)[] = [];
  const held: typeof startWorker = (step) => {
    steps.push(step);
    return { stop: async () => undefined };
  };
  const configuration = readConfiguration({
    ...{ NODE_ENV: "test", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "silent", WEBHOOK_SECRET: gatewaySecret },
    ...{ RATE_LIMIT_PER_IP: String(roomy.address), RATE_LIMIT_GLOBAL: String(roomy.global) },
    ...{
      RATE_LIMIT_TOKENS: String(roomy.credentials),
      RATE_LIMIT_NOTIFICATIONS: String(roomy.notifications),
    },
    NOTIFY_ALLOWED_HOSTS: "127.0.0.1",
  });
  const server = await startServer(configuration, { clock, log: jsonLog("silent"), startWorker: held });
  const { db } = server.storage.connection;
  const waiting = async () =>
    (await db.selectFrom("deliveries").select("eventId").where("state", "=", "waiting").execute()).length;
  return {
    ...{ name: "server", url: server.url, received },
    async forget() {
      const tables = [
        "ledger",
        "refunds",
        "notifications",
        "deliveries",
        "sandboxPayments",
        "orders",
      ] as const;
      for (const table of tables) await db.deleteFrom(table).execute();
    },
    async settle() {
      for (let done = 1; done > 0; ) {
        done = 0;
        for (const step of steps) done += await step();
      }
      // Receivers answer beside the steps.
      while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    orders: async (users) =>
      (await db
        .selectFrom("orders")
        .selectAll()
        .where("userId", "in", users)
        .execute()) as unknown as Order[],
    ledger: async (users) =>
      (await db
        .selectFrom("ledger")
        .selectAll()
        .where("userId", "in", users)
        .execute()) as unknown as LedgerEntry[],
    async stop() {
      await server.stop();
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
