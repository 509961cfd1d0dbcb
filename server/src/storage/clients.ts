import type { Client, Store } from "@renewal/engine";
import type { Kysely } from "kysely";
import type { ClientRow, ClientSecretRow, Connection, Database } from "./database.ts";

/** A client as an operator sees it: what secrets it has, and not what they are. */
export interface ListedClient extends ClientRow {
  /** Those that are accepted now or were once, newest first. */
  secrets: Pick<ClientSecretRow, "kind" | "createdAt" | "retiresAt">[];
}

export type NewSecret = Pick<ClientSecretRow, "kind" | "value">;

export interface ClientAdmin {
  /** By client id. */
  listClients(): Promise<ListedClient[]>;
  /** Adds a client with its first secrets; false, and nothing is changed, when there is one of that id. */
  addClient(client: ClientRow, secrets: readonly NewSecret[]): Promise<boolean>;
  /**
   * Adds a secret; what that client had of the same kind retires at the given time at the latest. False when there is
   * no such client.
   */
  addClientSecret(secret: Omit<ClientSecretRow, "retiresAt">, othersRetireAt: number): Promise<boolean>;
}

type ClientStore = Pick<Store, "findClient"> & ClientAdmin;

export function clientStore(connection: Connection, now: () => number): ClientStore {
  const { db, guard } = connection;
  return {
    findClient: (clientId) => guard(() => findClient(db, clientId, now())),
    listClients: () => guard(() => listClients(db)),
    addClient: (client, secrets) => addClient(connection, client, secrets),
    addClientSecret: (secret, othersRetireAt) => addSecret(connection, secret, othersRetireAt),
  };
}

async function findClient(db: Kysely<Database>, clientId: string, now: number): Promise<Client | undefined> {
  const rows = await db
    .selectFrom("clients")
    .leftJoin("clientSecrets", "clientSecrets.clientId", "clients.clientId")
    .select(["clients.clientId", "clients.name", "kind", "value", "retiresAt"])
    .where("clients.clientId", "=", clientId)
    // The one that does not retire is the newest, even while two were made in one millisecond.
    .orderBy("retiresAt", (order) => order.desc().nullsFirst())
    .orderBy("clientSecrets.createdAt", "desc")
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const values = (wanted: ClientSecretRow["kind"]) =>
    rows.flatMap(({ kind, value, retiresAt }) =>
      kind === wanted && value !== null && (retiresAt === null || retiresAt > now) ? [value] : [],
    );
  const { name } = first;
  // The one that retires first makes X-Signature, which has room for one: a receiver that looks at nothing else knows
  // that secret, and has until it retires to learn the next.
  return { clientId, name, secretHashes: values("api"), webhookSecrets: values("webhook").reverse() };
}

async function listClients(db: Kysely<Database>): Promise<ListedClient[]> {
  const clients = await db.selectFrom("clients").selectAll().orderBy("clientId").execute();
  const secrets = await db
    .selectFrom("clientSecrets")
    .select(["clientId", "kind", "createdAt", "retiresAt"])
    .orderBy("createdAt", "desc")
    .execute();
  const listed = new Map<string, ListedClient>(
    clients.map((client) => [client.clientId, { ...client, secrets: [] }]),
  );
  for (const { clientId, ...secret } of secrets) listed.get(clientId)?.secrets.push(secret);
  return [...listed.values()];
}

function addClient(
  connection: Connection,
  client: ClientRow,
  secrets: readonly NewSecret[],
): Promise<boolean> {
  const { clientId, createdAt } = client;
  return connection.transaction(async (transaction) => {
    const added = await transaction
      .insertInto("clients")
      .values(client)
      .onConflict((conflict) => conflict.column("clientId").doNothing())
      .returning("clientId")
      .executeTakeFirst();
    if (added === undefined) return false;
    const rows = secrets.map((secret) => ({ ...secret, clientId, createdAt, retiresAt: null }));
    if (rows.length > 0) await transaction.insertInto("clientSecrets").values(rows).execute();
    return true;
  });
}

function addSecret(
  connection: Connection,
  secret: Omit<ClientSecretRow, "retiresAt">,
  othersRetireAt: number,
): Promise<boolean> {
  const { clientId, kind, value, createdAt } = secret;
  return connection.transaction(async (transaction) => {
    const client = await transaction
      .selectFrom("clients")
      .select("clientId")
      .where("clientId", "=", clientId)
      .$call(connection.dialect.locked)
      .executeTakeFirst();
    if (client === undefined) return false;
    await transaction
      .updateTable("clientSecrets")
      .set({ retiresAt: othersRetireAt })
      .where("clientId", "=", clientId)
      .where("kind", "=", kind)
      .where((other) => other.or([other("retiresAt", "is", null), other("retiresAt", ">", othersRetireAt)]))
      .execute();
    await transaction
      .insertInto("clientSecrets")
      .values({ clientId, kind, value, createdAt, retiresAt: null })
      // A secret that comes back counts as new.
      .onConflict((conflict) =>
        conflict.columns(["clientId", "kind", "value"]).doUpdateSet({ createdAt, retiresAt: null }),
      )
      .execute();
    return true;
  });
}
