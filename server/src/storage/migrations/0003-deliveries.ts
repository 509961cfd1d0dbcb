import { sql } from "kysely";
import { createIndex, createTable, type Step } from "./tables.ts";

export const deliveries: Step = async (db, dialect) => {
  await createTable(db, dialect, "deliveries")
    .text("event_id")
    .text("client_id")
    .reference("transaction_id", "orders.transaction_id")
    .text("url")
    .text("body")
    .text("state", sql`state in ('waiting', 'delivered', 'dead')`)
    .whole("attempts", sql`attempts >= 0`)
    .whole("created_at")
    .whole("due_at")
    .optionalWhole("last_status")
    .optionalText("last_error")
    .optionalWhole("settled_at")
    .with((table) => table.addPrimaryKeyConstraint("deliveries_key", ["event_id"]))
    .make();
  await createIndex(db, "deliveries_due on deliveries (due_at, event_id) where state = 'waiting'");
  const newestFirst = "created_at desc, event_id desc";
  await createIndex(db, `deliveries_by_time on deliveries (${newestFirst})`);
  await createIndex(db, `deliveries_by_state on deliveries (state, ${newestFirst})`);
  await createIndex(db, `deliveries_by_client on deliveries (client_id, ${newestFirst})`);
  await createIndex(db, `deliveries_by_transaction on deliveries (transaction_id, ${newestFirst})`);
};
