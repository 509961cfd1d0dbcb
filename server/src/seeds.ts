import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Clock, defaultPackages, type Package, parseMinorUnits, type Signer } from "@renewal/engine";
import type { Configuration } from "./configuration.ts";
import type { AdminStore } from "./storage/storage.ts";

/** The client that development starts with. It is made in development only, and printed. */
export const demoClient = { clientId: "demo", secret: "demo-secret", webhookSecret: "demo-webhook-secret" };

/** Puts into the store what the configuration names and the first start needs. Running it again changes nothing. */
export async function seed(
  store: AdminStore,
  signer: Pick<Signer, "hash">,
  clock: Clock,
  configuration: Configuration,
): Promise<{ webhookSecrets: readonly string[] }> {
  if (configuration.packagesFile !== undefined) {
    await store.replacePackages(readPackages(configuration.packagesFile));
  } else if ((await store.countPackages()) === 0) {
    await store.replacePackages(defaultPackages);
  }
  const known = new Set((await store.listClients()).map(({ clientId }) => clientId));
  const clients = configuration.clientsFile === undefined ? [] : readClients(configuration.clientsFile);
  const { clientId, secret, webhookSecret } = demoClient;
  if (!configuration.production) {
    clients.push({ client_id: clientId, name: "Demo", client_secret: secret, webhook_secret: webhookSecret });
  }
  for (const client of clients) {
    if (!known.has(client.client_id)) await addClient(store, signer, clock, client);
  }
  const webhookSecrets = configuration.webhookSecrets ?? [
    // Production refuses to start without one; this is development's.
    await store.settingOnce("webhook_secret", () => randomBytes(32).toString("base64url")),
  ];
  return { webhookSecrets };
}

export interface NewClient {
  client_id: string;
  name: string;
  client_secret: string;
  webhook_secret: string;
}

export async function addClient(
  store: AdminStore,
  signer: Pick<Signer, "hash">,
  clock: Clock,
  client: NewClient,
): Promise<boolean> {
  const { client_id: clientId, name, client_secret, webhook_secret } = client;
  return store.addClient({ clientId, name, createdAt: clock.now() }, [
    { kind: "api", value: await signer.hash(client_secret) },
    { kind: "webhook", value: webhook_secret },
  ]);
}

function readClients(file: string): NewClient[] {
  const clients = readList(file, "CLIENTS_FILE") as Partial<NewClient>[];
  return clients.map((client, index) => {
    for (const field of ["client_id", "name", "client_secret", "webhook_secret"] as const) {
      if (typeof client[field] !== "string" || client[field] === "") {
        throw new Error(`CLIENTS_FILE: entry ${index + 1} has no ${field}. Give it one.`);
      }
    }
    return client as NewClient;
  });
}

/** Amounts are given as text, so that their digits arrive as they were written. */
function readPackages(file: string): Package[] {
  const packages = readList(file, "PACKAGES_FILE") as (Record<
    "id" | "name" | "amount" | "currency",
    string
  > & {
    months: number;
  })[];
  const read = packages.map(({ id, name, months, amount, currency }, index) => {
    if (
      typeof amount !== "string" ||
      !Number.isInteger(months) ||
      !id ||
      !name ||
      !/^[A-Z]{3}$/.test(currency)
    ) {
      throw new Error(
        `PACKAGES_FILE: entry ${index + 1} needs id, name, months (a whole number), amount (a text such as "9.99") and currency.`,
      );
    }
    return { id, name, months, minorUnits: parseMinorUnits(amount, currency), currency, active: true };
  });
  const prices = new Set(read.map(({ minorUnits, currency }) => `${minorUnits} ${currency}`));
  if (prices.size < read.length) {
    throw new Error(
      "PACKAGES_FILE: two packages have the same price, so no payment could tell them apart. Change one.",
    );
  }
  return read;
}

function readList(file: string, variable: string): unknown[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (Array.isArray(value)) return value;
  } catch {
    // The file's own path and content stay out of the message; the variable says where to look.
  }
  throw new Error(`${variable} must name a readable file with a JSON array.`);
}
