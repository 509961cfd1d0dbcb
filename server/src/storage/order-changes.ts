import type { Delivery, LedgerEntry, NotificationRecord, OrderChange, Refund } from "@renewal/engine";
import type { Kysely } from "kysely";
import { builtOnce, type Run } from "./built-once.ts";
import { type Columns, type Database, fromRow, named, valuesOf } from "./database.ts";
import { refundStatements } from "./refunds.ts";

/** What a decision about an order writes beside the order itself, in its transaction. */
export interface OrderChanges {
  findRefund(run: Run, transactionId: string, refundId: string): Promise<Refund | undefined>;
  write(run: Run, transactionId: string, change: OrderChange): Promise<void>;
}

export function orderChanges(db: Kysely<Database>): OrderChanges {
  const refunds = refundStatements(db);
  const { recordNotification, recordPayment, insertDelivery } = insertions(db);
  const voidPayment = builtOnce(([id]) => db.deleteFrom("ledger").where("transactionId", "=", id as never));
  return {
    async findRefund(run, ...key) {
      const [row] = await refunds.find(run, key);
      return row && fromRow<Refund>(row);
    },
    async write(run, transactionId, { refund, notification, payment, delivery, ...rest }) {
      if (refund !== undefined) await refunds.keep(run, valuesOf(refunds.columns, refund));
      if (notification !== undefined)
        await recordNotification(run, valuesOf(notificationColumns, notification));
      if (payment !== undefined) await recordPayment(run, valuesOf(ledgerColumns, payment));
      if (rest.voidPayment !== undefined) await voidPayment(run, [transactionId]);
      if (delivery !== undefined) await insertDelivery(run, valuesOf(deliveryColumns, delivery));
    },
  };
}

const notificationColumns: Columns<NotificationRecord> = [
  ...(["transactionId", "status", "minorUnits", "currency", "timestamp", "receivedAt", "outcome"] as const),
];
const ledgerColumns: Columns<LedgerEntry> = [
  ...(["transactionId", "clientId", "userId", "orderId", "packageId"] as const),
  ...(["months", "minorUnits", "currency", "paidAt"] as const),
];
const deliveryColumns: Columns<Delivery> = [
  ...(["eventId", "clientId", "transactionId", "url", "body", "state", "attempts"] as const),
  ...(["createdAt", "dueAt", "lastStatus", "lastError", "settledAt"] as const),
];

function insertions(db: Kysely<Database>) {
  const recordNotification = builtOnce((values) =>
    db
      .insertInto("notifications")
      .values(named(notificationColumns, values))
      .onConflict((conflict) => conflict.columns(["transactionId", "status", "timestamp"]).doNothing()),
  );
  // The earliest moment stays, so that the order in which reports arrive does not matter.
  const recordPayment = builtOnce((values) =>
    db
      .insertInto("ledger")
      .values(named(ledgerColumns, values))
      .onConflict((conflict) =>
        conflict
          .column("transactionId")
          .doUpdateSet({ paidAt: (excluded) => excluded.ref("excluded.paidAt") })
          .whereRef("excluded.paidAt", "<", "ledger.paidAt"),
      ),
  );
  const insertDelivery = builtOnce((values) =>
    db.insertInto("deliveries").values(named(deliveryColumns, values)),
  );
  return { recordNotification, recordPayment, insertDelivery };
}
