import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { type Command, freePort, production, run } from "../http/process.ts";
import { sign } from "../http/running.ts";
import { type Answer, type Asking, addressOf, ask } from "./client.ts";
import { until } from "./size.ts";

/** One server in a process of its own, in production, on a port that it keeps. */
export interface Instance {
  readonly url: string;
  readonly command: Command;
  /** Starts it, again after it ended; answers once it is ready. */
  start(): Promise<void>;
  /** SIGKILL, and what was under way is lost. */
  kill(): Promise<void>;
  /** SIGTERM; answers with what exit code and after how many seconds it ended. */
  end(): Promise<{ code: number | null; seconds: number }>;
}

export interface Fleet {
  instances: readonly Instance[];
  /** Where the first one listens, and the n-th of them round and round. */
  url(number?: number): string;
  /** A notification as the gateway signs it, or with another signature. */
  notify(url: string, notification: Notification, as?: Notifying): Promise<Answer>;
  signIn(userId: string, address?: string): Promise<Member>;
  /** What `/metrics` says of a series, by its full name with labels. */
  metric(instance: Instance, series: string): Promise<number>;
  /** The tables, for counting. */
  storage: Storage;
  /** Ends the servers and deletes their folder; databases are whoever's that started them. */
  stop(): Promise<void>;
}

export interface Notification {
  transaction_id: string;
  status: string;
  amount: number;
  currency: string;
  timestamp: string;
}

/** How a notification is sent, where it is not signed and sent as the others. */
export type Notifying = { signature?: string | undefined } & Pick<Asking, "address" | "agent">;

/** A member with an access token, at an address of its own. */
export interface Member {
  userId: string;
  token: string;
  ask(url: string, path: string, asking?: Asking): Promise<Answer>;
  create(url: string, orderId: string): Promise<Answer>;
}

export interface FleetOptions {
  instances?: number;
  /** Absent: SQLite. */
  databaseUrl?: string;
  redisUrl?: string;
  environment?: Record<string, string>;
  /** Words for node itself. */
  nodeOptions?: string;
  /** Another program than the server's own, which starts one. */
  program?: string;
}

/** Limits that no load of a test reaches; the tests of limits set theirs. */
const roomy = {
  RATE_LIMIT_PER_USER: "1000000",
  RATE_LIMIT_PER_IP: "1000000",
  RATE_LIMIT_GLOBAL: "1000000",
  RATE_LIMIT_TOKENS: "1000000",
  RATE_LIMIT_NOTIFICATIONS: "1000000",
};

const random = () => randomBytes(32).toString("hex");

const shop = { client_id: "shop", client_secret: random(), webhook_secret: random() };

export const order = { amount: 99.99, currency: "CNY", subject: "Annual Membership" };

let members = 0;

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), "renewal-fleet-"));
  const environment = await environmentOf(folder, options);
  const count = options.instances ?? 1;
  const instances = await Promise.all(
    Array.from({ length: count }, () => instance(folder, environment, options.program)),
  );
  for (const each of instances) await each.start();
  const { databaseUrl: url } = options;
  const storage = openStorage({ clock: Date, url, file: join(folder, "data", "renewal.db") });
  return {
    instances,
    url: (number = 0) => (instances[number % count] as Instance).url,
    notify(url, notification, { signature, ...as } = {}) {
      const body = JSON.stringify(notification);
      const headers = { "X-Signature": signature ?? sign(body, environment.WEBHOOK_SECRET as string) };
      return ask(url, "/v1/payment/notify", { body, headers, ...as });
    },
    signIn: (userId, address = addressOf(++members)) => signIn(instances[0] as Instance, userId, address),
    async metric(from, series) {
      const { text } = await ask(from.url, "/metrics", { token: environment.METRICS_TOKEN });
      const line = text.split("\n").find((each) => each.startsWith(`${series} `));
      return Number(line?.slice(series.length + 1) ?? 0);
    },
    storage,
    async stop() {
      await Promise.all(instances.map((each) => each.kill()));
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function environmentOf(folder: string, options: FleetOptions): Promise<Record<string, string>> {
  const { instances = 1, databaseUrl, redisUrl, environment, nodeOptions } = options;
  const clients = join(folder, "clients.json");
  await writeFile(clients, JSON.stringify([shop]));
  return {
    ...production(),
    ...{ CLIENTS_FILE: clients, DATA_DIR: join(folder, "data"), INSTANCES: String(instances) },
    ...roomy,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
    ...environment,
  };
}

async function instance(
  folder: string,
  environment: Record<string, string>,
  program?: string,
): Promise<Instance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let command: Command | undefined;
  return {
    url,
    get command() {
      if (command === undefined) throw new Error("It was not started.");
      return command;
    },
    async start() {
      const started = await run(["start"], { ...environment, PORT: String(port) }, folder, program);
      command = started;
      const ready = async () => {
        if (started.process.exitCode !== null) throw new Error(started.stderr() + started.stdout());
        return (await ask(url, "/readyz").catch(() => undefined))?.status === 200;
      };
      await until(ready, "the server is ready", 30);
    },
    async kill() {
      command?.process.kill("SIGKILL");
      await command?.ended();
    },
    async end() {
      const start = performance.now();
      command?.process.kill("SIGTERM");
      const code = (await command?.ended()) ?? null;
      return { code, seconds: (performance.now() - start) / 1000 };
    },
  };
}

async function signIn({ url }: Instance, userId: string, address: string): Promise<Member> {
  const { client_id, client_secret } = shop;
  const credentials = { grant_type: "client_credentials", client_id, client_secret, user_id: userId };
  const answer = await ask(url, "/v1/auth/token", { body: JSON.stringify(credentials), address });
  if (answer.status !== 200) throw new Error(`No token for ${userId}: ${answer.text}`);
  const token = String(JSON.parse(answer.text).access_token);
  const askAs: Member["ask"] = (where, path, asking) =>
    ask(where, `/v1${path}`, { token, address, ...asking });
  return {
    ...{ userId, token },
    ask: askAs,
    create: (where, orderId) =>
      askAs(where, "/payment/create", { body: JSON.stringify({ ...order, order_id: orderId }) }),
  };
}

/** The gateway's report that an order of the usual price was paid. */
export function paid(transactionId: string, timestamp = new Date().toISOString()): Notification {
  return { transaction_id: transactionId, status: "paid", amount: 99.99, currency: "CNY", timestamp };
}
