// Our server as production runs it: tokens, limits, strict parsing, validation, idempotency, metrics and a log line for
// each request. `memory` keeps orders in maps and asks no gateway's table; the others are what the environment names. The
// second word says how many processes there are.
import cluster, { type Worker } from "node:cluster";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { memoryStore } from "@renewal/engine";
import { type Overrides, readConfiguration, startServer } from "@renewal/server";
import { type Ready, tell, type Usage } from "./ready.ts";
import { roomy } from "./schema.ts";

const [storage = "memory", processes = "1", seed = randomBytes(32).toString("hex")] = process.argv.slice(2);

/** The same in all processes. */
const secret = (name: string) => createHmac("sha256", seed).update(name).digest("hex");

if (cluster.isPrimary && Number(processes) > 1) await several(Number(processes));
else await one();

async function several(count: number): Promise<void> {
  cluster.setupPrimary({ args: [storage, processes, seed] });
  const workers: Worker[] = [];
  let ready: Ready | undefined;
  // The first one makes the tables.
  while (workers.length < count) {
    const worker = cluster.fork();
    workers.push(worker);
    [ready] = (await once(worker, "message")) as [Ready];
  }
  tell(ready as Ready, async () => {
    const used = await Promise.all(workers.map(usageOf));
    const sum = (field: keyof Usage) => used.reduce((all, one) => all + one[field], 0);
    return { cpu: sum("cpu"), memory: sum("memory") };
  });
}

async function usageOf(worker: Worker): Promise<Usage> {
  worker.send("usage");
  const [usage] = (await once(worker, "message")) as [Usage];
  return usage;
}

async function one(): Promise<void> {
  const client = { client_id: "bench", client_secret: secret("client"), webhook_secret: secret("receiver") };
  const limits = ["PER_USER", "PER_IP", "GLOBAL", "TOKENS", "NOTIFICATIONS"];
  const given = Object.fromEntries(
    ["DATA_DIR", "DATABASE_URL", "REDIS_URL"].map((name) => [name, process.env[name]]),
  );
  const webhookSecret = secret("gateway");
  const configuration = readConfiguration(
    {
      ...given,
      ...{ NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", PUBLIC_URL: "https://pay.example.com" },
      ...{ GATEWAY: "sandbox", WEBHOOK_SECRET: webhookSecret, METRICS_TOKEN: secret("metrics") },
      ...{ STOP_DELAY: "0", WORKERS: processes },
      ...{ JWT_PRIVATE_KEY: "store", TRUSTED_PROXIES: "127.0.0.1", CLIENTS_FILE: "clients.json" },
      ...Object.fromEntries(limits.map((name) => [`RATE_LIMIT_${name}`, String(roomy)])),
    },
    () => JSON.stringify([client]),
  );
  // Nobody pays the orders of a bench. After five minutes the workers would look at each of them, some hundred thousand, and
  // whatever is measured by then would be measured beside that.
  const settings = { firstLook: 3_600_000 };
  const { url } = await startServer(configuration, { settings, ...(storage === "memory" && inMemory()) });
  const { client_id, client_secret } = client;
  tell({ url, client: { client_id, client_secret }, webhookSecret });
}

function inMemory(): Overrides {
  return {
    wrapStore: (store) => ({ ...memoryStore(), findClient: (id) => store.findClient(id) }),
    wrapGateway: () => ({
      create: async ({ transactionId }) => ({ paymentUrl: `https://pay.example.com/${transactionId}` }),
      query: async () => ({ status: "pending" }),
      close: async () => ({ status: "closed" }),
      refund: async () => ({ at: Date.now() }),
    }),
  };
}
