import { notifyDueAt, type SandboxPayment, type SandboxPayments } from "@renewal/engine/sandbox";
import { builtOnce } from "./built-once.ts";
import type { Connection, Database } from "./database.ts";
import { recordset, recordsetOf } from "./recordset.ts";

/** The sandbox gateway's own memory: it is another party, and shares nothing with the tables of the API. */
export function sandboxPayments(connection: Connection): SandboxPayments {
  const { db, guard, gather, dialect } = connection;
  const insert = gather(insertion(connection));
  const find = async (transactionId: string) => {
    const query = db
      .selectFrom("sandboxPayments")
      .select("payment")
      .where("transactionId", "=", transactionId);
    const row = await query.executeTakeFirst();
    return row && read(row.payment);
  };
  return {
    find: (transactionId) => guard(() => find(transactionId)),
    insert: (payment) =>
      guard(async () => {
        if (await insert(rowOf(payment))) return { inserted: true, payment };
        return { inserted: false, payment: (await find(payment.transactionId)) ?? payment };
      }),
    change: (transactionId, decide) =>
      connection.transaction(async (transaction) => {
        const row = await transaction
          .selectFrom("sandboxPayments")
          .select("payment")
          .where("transactionId", "=", transactionId)
          .$call(dialect.locked)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const payment = read(row.payment);
        const decided = decide(payment);
        if (decided === payment) return payment;
        const update = transaction.updateTable("sandboxPayments").set(rowOf(decided));
        await update.where("transactionId", "=", transactionId).execute();
        return decided;
      }),
    claimDue: (now, until, limit) => claimDue(connection, now, until, limit),
  };
}

type PaymentRow = Database["sandboxPayments"];

function insertion({ db }: Connection) {
  const into = () => db.insertInto("sandboxPayments");
  const columns = ["transactionId", "notifyDueAt", "payment"] as const;
  const insertOne = builtOnce<{ transactionId: string }>(([transactionId, notifyDueAt, payment]) =>
    into()
      .values({ transactionId, notifyDueAt, payment } as never)
      .onConflict((conflict) => conflict.column("transactionId").doNothing())
      .returning("transactionId"),
  );
  const insertAll = builtOnce<{ transactionId: string }>(([rows]) =>
    into()
      .columns(columns)
      .expression(db.selectFrom(recordset("sandboxPayments", rows)).select(columns))
      .onConflict((conflict) => conflict.column("transactionId").doNothing())
      .returning("transactionId"),
  );
  return {
    alone: async ({ transactionId, notifyDueAt, payment }: PaymentRow) =>
      (await insertOne(db, [transactionId, notifyDueAt, payment])).length > 0,
    async together(rows: readonly PaymentRow[]) {
      const inserted = await insertAll(db, [recordsetOf(rows)]);
      const ids = new Set(inserted.map(({ transactionId }) => transactionId));
      // Of several with one id the first was inserted.
      return rows.map(({ transactionId }) => ids.delete(transactionId));
    },
  };
}

function claimDue(
  connection: Connection,
  now: number,
  until: number,
  limit: number,
): Promise<SandboxPayment[]> {
  return connection.transaction(async (transaction) => {
    const rows = await transaction
      .selectFrom("sandboxPayments")
      .select("payment")
      .where("notifyDueAt", "<=", now)
      .orderBy("notifyDueAt")
      .orderBy("transactionId")
      .limit(limit)
      .$call(connection.dialect.unclaimed)
      .execute();
    const claimed = rows.map(({ payment }) => ({ ...read(payment), claimedUntil: until }));
    for (const payment of claimed) {
      const update = transaction.updateTable("sandboxPayments").set(rowOf(payment));
      await update.where("transactionId", "=", payment.transactionId).execute();
    }
    return claimed;
  });
}

function read(text: string): SandboxPayment {
  return JSON.parse(text) as SandboxPayment;
}

function rowOf(payment: SandboxPayment): Database["sandboxPayments"] {
  const { transactionId } = payment;
  return { transactionId, notifyDueAt: notifyDueAt(payment) ?? null, payment: JSON.stringify(payment) };
}
