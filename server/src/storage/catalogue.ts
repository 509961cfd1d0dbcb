import type { Client, Package, Store } from "@renewal/engine";
import { type ClientRow, type ClientSecretRow, type Connection, fromRow } from "./database.ts";
import { inTransaction } from "./transaction.ts";

export interface CatalogueAdmin {
  /** Replaces what is on sale: packages that are not named are no longer active. */
  replacePackages(packages: readonly Package[]): Promise<void>;
  countPackages(): Promise<number>;
  listClients(): Promise<ClientRow[]>;
  addClient(client: ClientRow): Promise<void>;
  /** Adds a secret; what that client had of the same kind retires at the given time. */
  addClientSecret(secret: Omit<ClientSecretRow, "retiresAt">, othersRetireAt: number): Promise<void>;
}

type CatalogueStore = Pick<Store, "activePackages" | "findClient"> & CatalogueAdmin;

export function catalogueStore(connection: Connection, now: () => number): CatalogueStore {
  const { db, guard } = connection;
  return {
    activePackages: () => guard(() => activePackages(connection)),
    findClient: (clientId) => guard(() => findClient(connection, clientId, now())),
    replacePackages: (packages) => guard(() => replacePackages(connection, packages)),
    countPackages: () =>
      guard(async () => {
        const query = db.selectFrom("packages").select((select) => select.fn.countAll<number>().as("total"));
        return Number((await query.executeTakeFirstOrThrow()).total);
      }),
    listClients: () => guard(() => db.selectFrom("clients").selectAll().orderBy("clientId").execute()),
    addClient: (client) =>
      guard(async () => {
        await db.insertInto("clients").values(client).execute();
      }),
    addClientSecret: (secret, othersRetireAt) => guard(() => addSecret(connection, secret, othersRetireAt)),
  };
}

async function activePackages({ db }: Connection): Promise<Package[]> {
  const rows = await db
    .selectFrom("packages")
    .selectAll()
    .where("active", "=", 1)
    .orderBy("minorUnits")
    .execute();
  return rows.map((row) => ({ ...row, active: true }));
}

async function replacePackages(connection: Connection, packages: readonly Package[]): Promise<void> {
  await inTransaction(connection, async (transaction) => {
    await transaction.updateTable("packages").set({ active: 0 }).execute();
    for (const { id, active, ...rest } of packages) {
      const values = { ...rest, active: active ? 1 : 0 };
      await transaction
        .insertInto("packages")
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    }
  });
}

async function findClient({ db }: Connection, clientId: string, now: number): Promise<Client | undefined> {
  const rows = await db
    .selectFrom("clients")
    .leftJoin("clientSecrets", "clientSecrets.clientId", "clients.clientId")
    .select(["clients.clientId", "clients.name", "kind", "value", "retiresAt"])
    .where("clients.clientId", "=", clientId)
    .orderBy("clientSecrets.createdAt", "desc")
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const good = rows.filter(({ retiresAt }) => retiresAt === null || retiresAt > now);
  const values = (kind: ClientSecretRow["kind"]) =>
    good.flatMap((row) => (row.kind === kind && row.value !== null ? [row.value] : []));
  return fromRow<Client>({
    clientId: first.clientId,
    name: first.name,
    secretHashes: values("api"),
    webhookSecrets: values("webhook"),
  });
}

async function addSecret(
  connection: Connection,
  secret: Omit<ClientSecretRow, "retiresAt">,
  othersRetireAt: number,
): Promise<void> {
  await inTransaction(connection, async (transaction) => {
    await transaction
      .updateTable("clientSecrets")
      .set({ retiresAt: othersRetireAt })
      .where("clientId", "=", secret.clientId)
      .where("kind", "=", secret.kind)
      .where("retiresAt", "is", null)
      .execute();
    await transaction
      .insertInto("clientSecrets")
      .values({ ...secret, retiresAt: null })
      .execute();
  });
}
