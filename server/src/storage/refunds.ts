import type { Refund } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { type Connection, type Database, fromRow, toRow } from "./database.ts";

/** As the index of due refunds says it. */
export const isAsked = sql<boolean>`state = 'asked'`;

export async function findRefund(
  db: Kysely<Database>,
  transactionId: string,
  refundId: string,
): Promise<Refund | undefined> {
  const row = await db
    .selectFrom("refunds")
    .selectAll()
    .where("transactionId", "=", transactionId)
    .where("refundId", "=", refundId)
    .executeTakeFirst();
  return row && fromRow<Refund>(row);
}

/** Called with the order locked, so that nobody else decides about the refund meanwhile. */
export async function keepRefund(db: Kysely<Database>, refund: Refund): Promise<void> {
  const row = toRow<Database["refunds"]>({ settledAt: null, ...refund });
  const { transactionId: _, refundId: __, ...rest } = row;
  await db
    .insertInto("refunds")
    .values(row)
    .onConflict((conflict) => conflict.columns(["transactionId", "refundId"]).doUpdateSet(rest))
    .execute();
}

export async function claimDueRefunds(
  { db, dialect }: Connection,
  now: number,
  until: number,
  limit: number,
): Promise<Refund[]> {
  const rows = await db
    .with("due", (query) =>
      query
        .selectFrom("refunds")
        .select(["transactionId", "refundId"])
        .where(isAsked)
        .where("dueAt", "<=", now)
        .where("leaseUntil", "<=", now)
        .orderBy("dueAt")
        .orderBy("transactionId")
        .orderBy("refundId")
        .limit(limit)
        .$call(dialect.unclaimed),
    )
    .updateTable("refunds")
    .set((refund) => ({ leaseUntil: until, looks: refund("looks", "+", 1) }))
    .where(({ refTuple, selectFrom, eb }) =>
      eb(
        refTuple("transactionId", "refundId"),
        "in",
        selectFrom("due").select(["due.transactionId", "due.refundId"]).$asTuple("transactionId", "refundId"),
      ),
    )
    .returningAll()
    .execute();
  return rows.map((row) => fromRow<Refund>(row)).sort((a, b) => a.dueAt - b.dueAt);
}
