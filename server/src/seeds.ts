import { randomBytes } from "node:crypto";
import { type Clock, defaultPackages, type Package, type Signer, type Store } from "@renewal/engine";
import type { Configuration } from "./configuration.ts";
import type { AdminStore } from "./storage/storage.ts";

/** The client that development starts with. It is made in development only, and printed. */
export const demoClient = { clientId: "demo", secret: "demo-secret", webhookSecret: "demo-webhook-secret" };

/**
 * Puts into the store what the configuration names and the first start needs. Running it again changes nothing.
 *
 * @returns the secrets shared with the gateway
 */
export async function seed(
  store: AdminStore,
  signer: Pick<Signer, "hash">,
  clock: Clock,
  configuration: Configuration,
): Promise<readonly string[]> {
  await seedPackages(store, configuration.packages);
  if (!configuration.production) await seedDemoClient(store, signer, clock);
  // Production refuses to start without one; this is development's.
  return (
    configuration.webhookSecrets ?? [
      await store.settingOnce("webhook_secret", () => randomBytes(32).toString("base64url")),
    ]
  );
}

async function seedPackages(store: AdminStore, packages: readonly Package[] | undefined): Promise<void> {
  if (packages !== undefined) await store.replacePackages(packages);
  else if ((await store.countPackages()) === 0) await store.replacePackages(defaultPackages);
}

async function seedDemoClient(store: AdminStore, signer: Pick<Signer, "hash">, clock: Clock): Promise<void> {
  const { clientId, secret, webhookSecret } = demoClient;
  await store.addClient({ clientId, name: "Demo", createdAt: clock.now() }, [
    { kind: "api", value: await signer.hash(secret) },
    { kind: "webhook", value: webhookSecret },
  ]);
}

/** The store with the clients of CLIENTS_FILE in front: the file is the truth about those that it names. */
export function withClients<S extends Store>(store: S, clients: Configuration["clients"]): S {
  const named = new Map(clients.map((client) => [client.clientId, client]));
  return { ...store, findClient: async (clientId) => named.get(clientId) ?? store.findClient(clientId) };
}
