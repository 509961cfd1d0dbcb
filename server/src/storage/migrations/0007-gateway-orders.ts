import { createTable, type Step } from "./tables.ts";

export const gatewayOrders: Step = (db, dialect) =>
  createTable(db, dialect, "gateway_orders")
    .text("transaction_id")
    .text("gateway")
    .optionalText("reference")
    .with((table) => table.addPrimaryKeyConstraint("gateway_orders_key", ["transaction_id"]))
    .make();
