import type { ListedClient } from "../../storage/clients.ts";
import { command } from "../command.ts";
import { moment, plain, table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

/** What is shown of a client; never a secret. */
interface Shown {
  client_id: string;
  name: string;
  created_at: string | null;
  /** Until when each secret that is good now will be; null: until it is rotated. */
  client_secrets: (string | null)[];
  webhook_secrets: (string | null)[];
  from: "CLIENTS_FILE" | "database";
}

export const clientsList = command({
  name: "clients list",
  says: "Tells all clients, and how many secrets of theirs are good now; more than one while they are rotated.",
  options: { json: { type: "boolean", says: "prints JSON" } },
  async run({ json }) {
    const clients = await withStorage(async ({ storage, place, clock }) => {
      const inFile = place.clients.map(fromFile);
      const names = new Set(inFile.map(({ client_id }) => client_id));
      const stored = (await storage.store.listClients()).map((client) => fromStore(client, clock.now()));
      return [...inFile, ...stored.filter(({ client_id }) => !names.has(client_id))];
    });
    process.stdout.write(json === true ? `${JSON.stringify(clients, undefined, 2)}\n` : text(clients));
  },
});

function fromFile(client: {
  clientId: string;
  name: string;
  secretHashes: string[];
  webhookSecrets: string[];
}): Shown {
  return {
    ...{ client_id: client.clientId, name: client.name, created_at: null },
    client_secrets: client.secretHashes.map(() => null),
    webhook_secrets: client.webhookSecrets.map(() => null),
    from: "CLIENTS_FILE",
  };
}

function fromStore({ clientId, name, createdAt, secrets }: ListedClient, now: number): Shown {
  const good = (wanted: "api" | "webhook") =>
    secrets
      .filter(({ kind, retiresAt }) => kind === wanted && (retiresAt === null || retiresAt > now))
      .map(({ retiresAt }) => (retiresAt === null ? null : new Date(retiresAt).toISOString()));
  return {
    ...{ client_id: clientId, name, created_at: new Date(createdAt).toISOString() },
    ...{ client_secrets: good("api"), webhook_secrets: good("webhook"), from: "database" },
  };
}

function text(clients: readonly Shown[]): string {
  if (clients.length === 0) return "There is no client. `renewal clients add <client_id>` adds one.\n";
  const rows = clients.map((client) => [
    ...[
      client.client_id,
      plain(client.name),
      client.created_at === null ? "-" : moment(Date.parse(client.created_at)),
    ],
    ...[secrets(client.client_secrets), secrets(client.webhook_secrets), client.from],
  ]);
  return table(["CLIENT_ID", "NAME", "CREATED", "CLIENT_SECRETS", "WEBHOOK_SECRETS", "FROM"], rows);
}

/** `2, one until 2026-01-16 08:30Z` */
function secrets(ends: readonly (string | null)[]): string {
  const [next] = ends.filter((end) => end !== null).sort();
  return next === undefined ? String(ends.length) : `${ends.length}, one until ${moment(Date.parse(next))}`;
}
