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
  }),
};
const { url } = await startServer(configuration, storage === "memory" ? inMemory : {});
const tokens = await Promise.all(Array.from({ length: 50 }, (_, number) => tokenOf(`user_${number}`)));
tell({ url, tokens });

async function tokenOf(userId: string): Promise<string> {
  const response = await fetch(`${url}/v1/auth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Forwarded-Proto": "https" },
    body: JSON.stringify({
      ...{
        grant_type: "client_credentials",
        client_id: client.client_id,
        client_secret: client.client_secret,
      },
      user_id: userId,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`No token: POST /auth/token answered ${response.status}.`);
  return token;
}
