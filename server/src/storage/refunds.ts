import type { Refund } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { builtOnce } from "./built-once.ts";
import { type Connection, type Database, fromRow, named } from "./database.ts";

/** As the index of due refunds says it. */
export const isAsked = sql<boolean>`state = 'asked'`;

const columns = [
  ...(["transactionId", "refundId", "minorUnits", "state", "createdAt"] as const),
  ...(["settledAt", "leaseUntil", "dueAt", "looks"] as const),
];

export function refundStatements(db: Kysely<Database>) {
  const find = builtOnce<Database["refunds"]>(([transactionId, refundId]) =>
    db
      .selectFrom("refunds")
      .selectAll()
      .where("transactionId", "=", transactionId as never)
      .where("refundId", "=", refundId as never),
  );
  // Called with the order locked, so that nobody else decides about the refund meanwhile.
  const keep = builtOnce((values) =>
    db
      .insertInto("refunds")
      .values(named(columns, values))
      .onConflict((conflict) =>
        conflict.columns(["transactionId", "refundId"]).doUpdateSet(({ ref }) => ({
          ...{ minorUnits: ref("excluded.minorUnits"), state: ref("excluded.state") },
          ...{ createdAt: ref("excluded.createdAt"), settledAt: ref("excluded.settledAt") },
          ...{ leaseUntil: ref("excluded.leaseUntil"), dueAt: ref("excluded.dueAt") },
          looks: ref("excluded.looks"),
        })),
      ),
  );
  return { columns, find, keep };
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
