import { sql } from "kysely";
import { createIndex, createTable, type Step } from "./tables.ts";

const states = sql`status in ('creating', 'pending', 'failed', 'closed', 'paid', 'refunded')`;

export const payments: Step = async (db, dialect) => {
  await orders(db, dialect);
  await ledger(db, dialect);
  await notifications(db, dialect);
};

const orders: Step = async (db, dialect) => {
  await createTable(db, dialect, "orders")
    .text("transaction_id")
    .text("client_id")
    .text("user_id")
    .text("order_id")
    .text("fingerprint")
    .text("status", states)
    .whole("minor_units", sql`minor_units > 0`)
    .text("currency", sql`length(currency) = 3`)
    .text("subject")
    .text("package_id")
    .whole("months", sql`months > 0`)
    .optionalText("return_url")
    .optionalText("notify_url")
    .optionalText("payment_url")
    .whole("created_at")
    .whole("updated_at")
    .whole("expires_at")
    .optionalWhole("paid_at")
    .optionalWhole("closed_at")
    .optionalWhole("refunded_at")
    .whole("lease_until")
    .whole("due_at")
    .whole("looks", sql`looks >= 0`)
    .optionalText("review")
    .with((table) => table.addPrimaryKeyConstraint("orders_key", ["transaction_id"]))
    // In this order of columns it also serves a merchant who looks for an order_id among all members.
    .with((table) => table.addUniqueConstraint("orders_once", ["client_id", "order_id", "user_id"]))
    .make();
  const newestFirst = "created_at desc, transaction_id desc";
  await createIndex(db, `orders_by_user on orders (client_id, user_id, ${newestFirst})`);
  await createIndex(db, `orders_by_client on orders (client_id, ${newestFirst})`);
  await createIndex(db, `orders_by_status on orders (client_id, status, ${newestFirst})`);
  const open = "status in ('creating', 'pending', 'failed')";
  await createIndex(db, `orders_due on orders (due_at, transaction_id) where ${open}`);
};

const ledger: Step = async (db, dialect) => {
  await createTable(db, dialect, "ledger")
    .reference("transaction_id", "orders.transaction_id")
    .text("client_id")
    .text("user_id")
    .text("order_id")
    .text("package_id")
    .whole("months", sql`months > 0`)
    .whole("minor_units", sql`minor_units > 0`)
    .text("currency", sql`length(currency) = 3`)
    .whole("paid_at")
    .with((table) => table.addPrimaryKeyConstraint("ledger_key", ["transaction_id"]))
    .make();
  await createIndex(db, "ledger_by_user on ledger (client_id, user_id, paid_at, transaction_id)");
};

const notifications: Step = async (db, dialect) => {
  await createTable(db, dialect, "notifications")
    .reference("transaction_id", "orders.transaction_id")
    .text("status", states)
    // What a gateway reports may be wrong, and is kept as it was reported.
    .whole("minor_units")
    .text("currency")
    .whole("timestamp")
    .whole("received_at")
    .text("outcome", sql`outcome in ('applied', 'ignored', 'mismatch')`)
    .with((table) =>
      table.addPrimaryKeyConstraint("notifications_once", ["transaction_id", "status", "timestamp"]),
    )
    .make();
};
