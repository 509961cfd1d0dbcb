import { fileURLToPath } from "node:url";
import { Renewal } from "@renewal/sdk";
import { merchantApp } from "./app.ts";
import { Memberships } from "./memberships.ts";

const { env } = process;

/** A default for a secret would be one that everybody has. */
const needed = ["RENEWAL_BASE_URL", "RENEWAL_CLIENT_ID", "RENEWAL_CLIENT_SECRET", "RENEWAL_WEBHOOK_SECRET"];
const missing = needed.filter((name) => !env[name]);
if (missing.length > 0) {
  console.error(`Set ${missing.join(", ")} and start again; README.md tells what they are.`);
  process.exit(1);
}

const ownFile = fileURLToPath(new URL("../merchant.db", import.meta.url));
const port = Number(env.PORT ?? 3000);
const publicUrl = env.PUBLIC_URL ?? `http://localhost:${port}`;
// Without a userId it acts as the merchant. Where and who it takes from RENEWAL_BASE_URL and the like.
const renewal = new Renewal();
const memberships = new Memberships(env.DATABASE ?? ownFile, renewal);
// Sessions of the last start are over when nobody keeps the key.
const app = merchantApp({
  ...{ renewal, memberships },
  sessionKey: env.SESSION_KEY ?? crypto.randomUUID(),
  baseUrl: env.RENEWAL_BASE_URL as string,
  notifyUrl: env.NOTIFY_URL ?? `${publicUrl}/webhooks/renewal`,
});

const server = app.listen(port, env.HOST ?? "localhost", () => {
  const address = server.address();
  const heard = typeof address === "object" && address !== null ? address.port : port;
  console.log(`Listening on http://localhost:${heard}`);
  // What came in before a crash and was not seen to.
  memberships.catchUp();
});
