import { sql } from "kysely";
import { createIndex, createTable, type Step } from "./tables.ts";

export const refunds: Step = async (db, dialect) => {
  for (const column of ["refunded_minor_units", "refunding_minor_units"]) {
    await db.schema
      .alterTable("orders")
      .addColumn(column, dialect.whole as never)
      .execute();
  }
  await createTable(db, dialect, "refunds")
    .reference("transaction_id", "orders.transaction_id")
    .text("refund_id")
    .whole("minor_units", sql`minor_units > 0`)
    .text("state", sql`state in ('asked', 'done', 'refused')`)
    .whole("created_at")
    .optionalWhole("settled_at")
    .whole("lease_until")
    .whole("due_at")
    .whole("looks", sql`looks >= 0`)
    .with((table) => table.addPrimaryKeyConstraint("refunds_once", ["transaction_id", "refund_id"]))
    .make();
  await createIndex(db, "refunds_due on refunds (due_at, transaction_id, refund_id) where state = 'asked'");
};
