// Our server as production runs it: tokens, limits, strict parsing, validation, idempotency, metrics and a log line for
// each request. `memory` keeps orders in maps and asks no gateway's table; the others are what the environment names.
import { randomBytes } from "node:crypto";
import { memoryStore } from "@renewal/engine";
import { type Overrides, readConfiguration, startServer } from "@renewal/server";
import { tell } from "./ready.ts";
import { roomy } from "./schema.ts";

const [storage = "memory"] = process.argv.slice(2);
const secret = () => randomBytes(32).toString("hex");
const client = { client_id: "bench", client_secret: secret(), webhook_secret: secret() };
const limits = ["PER_USER", "PER_IP", "GLOBAL", "TOKENS", "NOTIFICATIONS"];
const given = Object.fromEntries(
  ["DATA_DIR", "DATABASE_URL", "REDIS_URL"].map((name) => [name, process.env[name]]),
);
const configuration = readConfiguration(
  {
    ...given,
    ...{ NODE_ENV: "production", PORT: "0", HOST: "127.0.0.1", PUBLIC_URL: "https://pay.example.com" },
    ...{ GATEWAY: "sandbox", WEBHOOK_SECRET: secret(), METRICS_TOKEN: secret(), STOP_DELAY: "0" },
    ...{ JWT_PRIVATE_KEY: "store", TRUSTED_PROXIES: "127.0.0.1", CLIENTS_FILE: "clients.json" },
    ...Object.fromEntries(limits.map((name) => [`RATE_LIMIT_${name}`, String(roomy)])),
  },
  () => JSON.stringify([client]),
);
const inMemory: Overrides = {
  wrapStore: (store) => ({ ...memoryStore(), findClient: (id) => store.findClient(id) }),
  wrapGateway: () => ({
    create: async ({ transactionId }) => ({ paymentUrl: `https://pay.example.com/${transactionId}` }),
    query: async () => ({ status: "pending" }),
    close: async () => ({ status: "closed" }),
    refund: async () => ({ at: Date.now() }),
  }),
};
const { url } = await startServer(configuration, storage === "memory" ? inMemory : {});
tell({ url, client: { client_id: client.client_id, client_secret: client.client_secret } });
