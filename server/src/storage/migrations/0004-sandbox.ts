import { createIndex, createTable, type Step } from "./tables.ts";

export const sandbox: Step = async (db, dialect) => {
  await createTable(db, dialect, "sandbox_payments")
    .text("transaction_id")
    .optionalWhole("notify_due_at")
    .text("payment")
    .with((table) => table.addPrimaryKeyConstraint("sandbox_payments_key", ["transaction_id"]))
    .make();
  await createIndex(
    db,
    "sandbox_payments_due on sandbox_payments (notify_due_at, transaction_id) where notify_due_at is not null",
  );
};
