import { type Kysely, type Migration, type MigrationProvider, sql } from "kysely";
import type { DialectName } from "./database.ts";

const states = sql.raw("status in ('creating', 'pending', 'failed', 'closed', 'paid', 'refunded')");
const open = sql.raw("status in ('creating', 'pending', 'failed')");

/** The tables, step by step. A step that was released is never changed: add another one. */
export function migrations(dialect: DialectName): MigrationProvider {
  // Pages are ordered by transaction id as JavaScript orders text, whatever the database's locale is.
  const id = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const steps: Record<string, Migration> = {
    "0001_orders": { up: (db) => orders(db, id) },
    "0002_clients": { up: (db) => clients(db) },
    "0003_deliveries": { up: (db) => deliveries(db, id) },
    "0004_sandbox": { up: (db) => sandbox(db, id) },
  };
  return { getMigrations: async () => steps };
}

type Id = ReturnType<typeof sql.raw>;

// biome-ignore lint/suspicious/noExplicitAny: a step belongs to the tables as they were when it was written
type AnyDatabase = Kysely<any>;

async function orders(db: AnyDatabase, id: Id): Promise<void> {
  await db.schema
    .createTable("orders")
    .addColumn("transaction_id", id, (column) => column.primaryKey())
    .addColumn("client_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("order_id", "text", (column) => column.notNull())
    .addColumn("fingerprint", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull().check(states))
    .addColumn("minor_units", "bigint", (column) => column.notNull().check(sql`minor_units > 0`))
    .addColumn("currency", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("package_id", "text", (column) => column.notNull())
    .addColumn("months", "integer", (column) => column.notNull().check(sql`months > 0`))
    .addColumn("return_url", "text")
    .addColumn("notify_url", "text")
    .addColumn("payment_url", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("paid_at", "bigint")
    .addColumn("closed_at", "bigint")
    .addColumn("refunded_at", "bigint")
    .addColumn("lease_until", "bigint", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("looks", "integer", (column) => column.notNull())
    .addColumn("review", "text")
    .addUniqueConstraint("orders_order_id", ["client_id", "user_id", "order_id"])
    .execute();
  await sql`create index orders_by_user on orders (client_id, user_id, created_at desc, transaction_id desc)`.execute(
    db,
  );
  await sql`create index orders_by_client on orders (client_id, created_at desc, transaction_id desc)`.execute(
    db,
  );
  await sql`create index orders_due on orders (due_at) where ${open}`.execute(db);
  await ledger(db, id);
}

async function ledger(db: AnyDatabase, id: Id): Promise<void> {
  await db.schema
    .createTable("ledger")
    .addColumn("transaction_id", id, (column) => column.primaryKey().references("orders.transaction_id"))
    .addColumn("client_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("order_id", "text", (column) => column.notNull())
    .addColumn("package_id", "text", (column) => column.notNull())
    .addColumn("months", "integer", (column) => column.notNull())
    .addColumn("minor_units", "bigint", (column) => column.notNull())
    .addColumn("currency", "text", (column) => column.notNull())
    .addColumn("paid_at", "bigint", (column) => column.notNull())
    .execute();
  await sql`create index ledger_by_user on ledger (client_id, user_id, paid_at)`.execute(db);
  await db.schema
    .createTable("notifications")
    .addColumn("transaction_id", id, (column) => column.notNull().references("orders.transaction_id"))
    .addColumn("status", "text", (column) => column.notNull().check(states))
    .addColumn("minor_units", "bigint", (column) => column.notNull())
    .addColumn("currency", "text", (column) => column.notNull())
    .addColumn("timestamp", "bigint", (column) => column.notNull())
    .addColumn("received_at", "bigint", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("notifications_once", ["transaction_id", "status", "timestamp"])
    .execute();
}

async function clients(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable("clients")
    .addColumn("client_id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("client_secrets")
    .addColumn("client_id", "text", (column) => column.notNull().references("clients.client_id"))
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('api', 'webhook')`))
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("retires_at", "bigint")
    .addPrimaryKeyConstraint("client_secrets_once", ["client_id", "kind", "value"])
    .execute();
  await db.schema
    .createTable("packages")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("months", "integer", (column) => column.notNull().check(sql`months > 0`))
    .addColumn("minor_units", "bigint", (column) => column.notNull().check(sql`minor_units > 0`))
    .addColumn("currency", "text", (column) => column.notNull())
    .addColumn("active", "integer", (column) => column.notNull())
    .execute();
  await tokens(db);
}

async function tokens(db: AnyDatabase): Promise<void> {
  await db.schema
    .createTable("refresh_tokens")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("family", "text", (column) => column.notNull())
    .addColumn("client_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("issued_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("used_at", "bigint")
    .addColumn("revoked_at", "bigint")
    .execute();
  await sql`create index refresh_tokens_by_family on refresh_tokens (family)`.execute(db);
  await db.schema
    .createTable("signing_keys")
    .addColumn("kid", "text", (column) => column.primaryKey())
    .addColumn("private_key", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("retires_at", "bigint")
    .execute();
  await db.schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

async function deliveries(db: AnyDatabase, id: Id): Promise<void> {
  await db.schema
    .createTable("deliveries")
    .addColumn("event_id", "text", (column) => column.primaryKey())
    .addColumn("client_id", "text", (column) => column.notNull())
    .addColumn("transaction_id", id, (column) => column.notNull().references("orders.transaction_id"))
    .addColumn("url", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) =>
      column.notNull().check(sql`state in ('waiting', 'delivered', 'dead')`),
    )
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("last_status", "integer")
    .addColumn("last_error", "text")
    .addColumn("settled_at", "bigint")
    .execute();
  await sql`create index deliveries_due on deliveries (due_at) where state = 'waiting'`.execute(db);
  await sql`create index deliveries_by_state on deliveries (state, created_at desc)`.execute(db);
}

async function sandbox(db: AnyDatabase, id: Id): Promise<void> {
  await db.schema
    .createTable("sandbox_payments")
    .addColumn("transaction_id", id, (column) => column.primaryKey())
    .addColumn("notify_due_at", "bigint")
    .addColumn("payment", "text", (column) => column.notNull())
    .execute();
  await sql`create index sandbox_payments_due on sandbox_payments (notify_due_at) where notify_due_at is not null`.execute(
    db,
  );
}
