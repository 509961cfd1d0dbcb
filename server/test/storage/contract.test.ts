import { sql } from "kysely";
import { storeContract } from "../../../packages/engine/test/store-contract/contract.ts";
import type { StoreUnderTest } from "../../../packages/engine/test/store-contract/store-under-test.ts";
import { fromRow } from "../../src/storage/database.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { clock, postgresDatabase, sqliteDatabase, type TestDatabase } from "./databases.ts";

async function storeOf(database: TestDatabase): Promise<StoreUnderTest> {
  const storage = database.open();
  await storage.migrate();
  const { store, connection } = storage;
  const others: Storage[] = [];
  return {
    store,
    async instances(count) {
      while (others.length < count - 1) others.push(database.open({ poolSize: 3 }));
      return [storage, ...others.slice(0, count - 1)].map((instance) => instance.store);
    },
    async addClient({ clientId, name, secretHashes, webhookSecrets }) {
      const createdAt = clock.now();
      await store.addClient({ clientId, name, createdAt }, []);
      for (const [kind, values] of [
        ["api", secretHashes],
        ["webhook", webhookSecrets],
      ] as const) {
        // Secrets come newest first, those that sign oldest first.
        for (const value of kind === "api" ? values.toReversed() : values) {
          await store.addClientSecret({ clientId, kind, value, createdAt }, createdAt + 1);
        }
      }
    },
    setPackages: (packages) => store.replacePackages(packages),
    async notificationsOf(transactionId) {
      const query = connection.db.selectFrom("notifications").selectAll();
      return query.where("transactionId", "=", transactionId).execute();
    },
    async refreshTokensOf(family) {
      const rows = connection.db.selectFrom("refreshTokens").selectAll().where("family", "=", family);
      return (await rows.execute()).map((row) => fromRow(row));
    },
    clear: () => clear(storage),
    close: () => database.drop(),
  };
}

async function clear({ connection }: Storage): Promise<void> {
  await connection.transaction(async (transaction) => {
    for (const table of [
      ...["deliveries", "notifications", "ledger", "refunds", "orders"],
      ...["client_secrets", "clients", "packages", "refresh_tokens"],
    ]) {
      await sql`delete from ${sql.table(table)}`.execute(transaction);
    }
  });
}

storeContract("SQLite", async () => storeOf(await sqliteDatabase()), 150);
storeContract("PostgreSQL", async () => storeOf(await postgresDatabase()), 60);
