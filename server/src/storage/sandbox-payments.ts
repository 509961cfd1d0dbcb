import { notifyDueAt, type SandboxPayment, type SandboxPayments } from "@renewal/engine/sandbox";
import type { Kysely } from "kysely";
import { builtOnce, countedOnce, type Run } from "./built-once.ts";
import type { Connection, Database } from "./database.ts";
import { recordset, recordsetOf } from "./recordset.ts";

/** The sandbox gateway's own memory: it is another party, and shares nothing with the tables of the API. */
export function sandboxPayments(connection: Connection): SandboxPayments {
  const { db, run, guard, gather, dialect } = connection;
  const insert = gather(insertion(connection));
  const byId = ([id]: readonly never[]) =>
    db
      .selectFrom("sandboxPayments")
      .select("payment")
      .where("transactionId", "=", id as never);
  const found = builtOnce(byId);
  const foundLocked = builtOnce((values) => byId(values).$call(dialect.locked));
  const update = updating(db);
  const find = async (transactionId: string) => {
    const [row] = await found(run, [transactionId]);
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
      connection.atomically(async (run) => {
        connection.pledges.check(transactionId);
        const [row] = await foundLocked(run, [transactionId]);
        if (row === undefined) return undefined;
        const payment = read(row.payment);
        const decided = decide(payment);
        if (decided !== payment) await update(run, decided);
        return decided;
      }),
    claimDue: claiming(connection, update),
  };
}

function updating(db: Kysely<Database>) {
  const update = builtOnce(([notifyDueAt, payment, id]) =>
    db
      .updateTable("sandboxPayments")
      .set({ notifyDueAt, payment })
      .where("transactionId", "=", id as never),
  );
  return (run: Run, changed: SandboxPayment) => {
    const { transactionId, notifyDueAt, payment } = rowOf(changed);
    return update(run, [notifyDueAt, payment, transactionId]);
  };
}

type PaymentRow = Database["sandboxPayments"];

function insertion({ db, run, pledges }: Connection) {
  const into = () => db.insertInto("sandboxPayments");
  const columns = ["transactionId", "notifyDueAt", "payment"] as const;
  const insertOne = countedOnce(([transactionId, notifyDueAt, payment]) =>
    into()
      .values({ transactionId, notifyDueAt, payment } as never)
      .onConflict((conflict) => conflict.column("transactionId").doNothing()),
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
      (await insertOne(pledges.give(transactionId), [transactionId, notifyDueAt, payment])) > 0,
    async together(rows: readonly PaymentRow[]) {
      const inserted = await insertAll(run, [recordsetOf(rows)]);
      const ids = new Set(inserted.map(({ transactionId }) => transactionId));
      // Of several with one id the first was inserted.
      return rows.map(({ transactionId }) => ids.delete(transactionId));
    },
  };
}

function claiming(
  { db, dialect, atomically }: Connection,
  update: ReturnType<typeof updating>,
): SandboxPayments["claimDue"] {
  const due = builtOnce(([now, limit]) =>
    db
      .selectFrom("sandboxPayments")
      .select("payment")
      .where("notifyDueAt", "<=", now as never)
      .orderBy("notifyDueAt")
      .orderBy("transactionId")
      .limit(limit as never)
      .$call(dialect.unclaimed),
  );
  return (now, until, limit) =>
    atomically(async (run) => {
      const rows = await due(run, [now, limit]);
      const claimed = rows.map(({ payment }) => ({ ...read(payment), claimedUntil: until }));
      for (const payment of claimed) await update(run, payment);
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
