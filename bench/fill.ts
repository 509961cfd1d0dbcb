import { sql } from "kysely";
import { openStorage, type StorageOptions } from "../server/src/storage/storage.ts";

/** Makes the tables, and paid orders in them: twenty for each member. */
export async function fill(where: Pick<StorageOptions, "url" | "file">, orders: number): Promise<void> {
  const storage = openStorage({ ...where, clock: { now: Date.now } });
  try {
    await storage.migrate();
    await storage.connection.unhurried(async (db) => {
      for (const statement of statements(storage.connection.dialect.name, orders))
        await sql.raw(statement).execute(db);
    });
  } finally {
    await storage.close();
  }
}

/** Written by the database itself: a million inserts of ours would take minutes. */
function statements(dialect: string, orders: number): string[] {
  const numbers =
    dialect === "postgres"
      ? `select n from generate_series(1, ${orders}) as numbers (n)`
      : `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${orders}) select n from numbers`;
  // A minute apart, and the last of them a day ago.
  const at = `${Date.now() - 86_400_000} - (${orders} - n) * cast(60000 as bigint)`;
  const columns = `transaction_id, client_id, user_id, order_id, fingerprint, status, minor_units, currency, subject,
    package_id, months, payment_url, created_at, updated_at, expires_at, paid_at, lease_until, due_at, looks`;
  return [
    `insert into orders (${columns})
       select 'TXN0' || (100000000 + n), 'bench', 'user_' || (n % ${Math.max(orders / 20, 50)}), 'ORD-' || n,
         '0123456789abcdef0123456789abcdef', 'paid', 9999, 'CNY', 'Annual Membership', 'yearly', 12,
         'https://pay.example.com/checkout/TXN0' || (100000000 + n), ${at}, ${at}, ${at}, ${at}, 0, ${at}, 0
       from (${numbers}) as numbered`,
    `insert into ledger (transaction_id, client_id, user_id, order_id, package_id, months, minor_units, currency, paid_at)
       select transaction_id, client_id, user_id, order_id, package_id, months, minor_units, currency, paid_at from orders`,
    "analyze",
  ];
}
