import type { Package } from "@renewal/engine";
import type { Connection } from "./database.ts";
import type { DatabaseStore } from "./database-store.ts";

export interface PackageAdmin {
  /** Replaces what is on sale: packages that are not named are no longer active. */
  replacePackages(packages: readonly Package[]): Promise<void>;
  countPackages(): Promise<number>;
}

type PackageStore = Pick<DatabaseStore, "activePackages"> & PackageAdmin;

export function packageStore(connection: Connection): PackageStore {
  const { db, guard } = connection;
  return {
    activePackages: () => guard(() => activePackages(connection)),
    replacePackages: (packages) => replacePackages(connection, packages),
    countPackages: () =>
      guard(async () => {
        const query = db.selectFrom("packages").select((select) => select.fn.countAll<number>().as("total"));
        return (await query.executeTakeFirstOrThrow()).total;
      }),
  };
}

async function activePackages({ db }: Connection): Promise<Package[]> {
  const rows = await db
    .selectFrom("packages")
    .selectAll()
    .where("active", "=", 1)
    .orderBy("minorUnits")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, active: true }));
}

function replacePackages(connection: Connection, packages: readonly Package[]): Promise<void> {
  return connection.transaction(async (transaction) => {
    await connection.dialect.lockTable(transaction, "packages");
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
