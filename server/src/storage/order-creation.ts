import type { Order, Placed } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { builtOnce, countedOnce } from "./built-once.ts";
import { type Connection, type Database, named, valuesOf } from "./database.ts";
import { recordset, recordsetOf } from "./recordset.ts";

type OrderRow = Database["orders"];

/** Every column, so that one statement serves every order. */
const everyColumn: { [Column in keyof OrderRow]: true } = {
  ...{ transactionId: true, clientId: true, userId: true, orderId: true, fingerprint: true },
  ...{ minorUnits: true, currency: true, subject: true, packageId: true, months: true },
  ...{ returnUrl: true, notifyUrl: true, paymentUrl: true, status: true, review: true, looks: true },
  ...{ createdAt: true, updatedAt: true, expiresAt: true, leaseUntil: true, dueAt: true },
  ...{ paidAt: true, closedAt: true, refundedAt: true },
  ...{ refundedMinorUnits: true, refundingMinorUnits: true },
};
const columns = Object.keys(everyColumn) as (keyof OrderRow)[];

/** What is noted of an order when the gateway has it. */
export interface Placing extends Placed {
  transactionId: string;
}

/** The two writes of a create. */
export interface OrderCreation {
  /** Whether it was inserted, or its order_id was there before. */
  insert(order: Order): Promise<boolean>;
  /** Whether there is such an order. */
  place(placing: Placing): Promise<boolean>;
}

export function orderCreation(connection: Connection): OrderCreation {
  const { gather } = connection;
  return { insert: gather(insertion(connection)), place: gather(placement(connection)) };
}

function insertion({ db, run, pledges }: Connection) {
  const into = () => db.insertInto("orders");
  const once = ["clientId", "userId", "orderId"] as const;
  const insertOne = countedOnce((values) =>
    into()
      .values(named(columns, values))
      .onConflict((conflict) => conflict.columns(once).doNothing()),
  );
  const insertAll = builtOnce<{ transactionId: string }>(([rows]) =>
    into()
      .columns(columns)
      .expression(db.selectFrom(recordset("orders", rows)).select(columns))
      .onConflict((conflict) => conflict.columns(once).doNothing())
      .returning("transactionId"),
  );
  return {
    async alone(order: Order) {
      const values = valuesOf(columns, order);
      return (await insertOne(pledges.give(order.transactionId), values)) > 0;
    },
    async together(orders: readonly Order[]) {
      // In one order, so that two statements with the same order_ids never wait for each other.
      const rows = await insertAll(run, [recordsetOf(orders.toSorted(byKey))]);
      const inserted = new Set(rows.map(({ transactionId }) => transactionId));
      return orders.map(({ transactionId }) => inserted.has(transactionId));
    },
  };
}

function byKey(one: Order, other: Order): number {
  const [a, b] = [keyOf(one), keyOf(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function keyOf({ clientId, userId, orderId }: Order): string {
  return `${clientId} ${userId} ${orderId}`;
}

const placedStatus = sql<Order["status"]>`case status when 'creating' then 'pending' else status end`;

function placement({ db, run, pledges }: Connection) {
  const placeOne = countedOnce(([paymentUrl, updatedAt, dueAt, id]) =>
    db
      .updateTable("orders")
      .set({ paymentUrl, updatedAt, dueAt, leaseUntil: sql<number>`0`, status: placedStatus } as never)
      .where("transactionId", "=", id as never),
  );
  const placeAll = placingAll(db);
  const alone = async ({ paymentUrl, updatedAt, dueAt, transactionId }: Placing) =>
    (await placeOne(pledges.redeem(transactionId), [paymentUrl, updatedAt, dueAt, transactionId])) > 0;
  return {
    alone,
    async together(placings: readonly Placing[]) {
      const byId = Object.fromEntries(placings.map((placing) => [placing.transactionId, placing]));
      const rows = await placeAll(run, [JSON.stringify(byId), Object.keys(byId)]);
      const known = new Set(rows.map(({ transactionId }) => transactionId));
      // Somebody is at work on the others, or they are not there: each waits for itself.
      return placings.map((placing) => known.has(placing.transactionId) || alone(placing));
    },
  };
}

function placingAll(db: Kysely<Database>) {
  const part = (name: keyof Placed) => sql`given.placings -> transaction_id ->> ${sql.lit(name)}`;
  const placeAll = builtOnce<{ transactionId: string }>(
    ([placings, ids]) =>
      db
        .updateTable("orders")
        .from(sql`(select ${placings}::jsonb as placings)`.as<"given">(sql`given`))
        .set({
          paymentUrl: part("paymentUrl") as never,
          updatedAt: sql<number>`(${part("updatedAt")})::bigint`,
          dueAt: sql<number>`(${part("dueAt")})::bigint`,
          ...{ leaseUntil: sql<number>`0`, status: placedStatus },
        })
        .where(sql`orders.ctid`, "=", sql`any(array(${unlocked(ids)}))`)
        .returning("transactionId"),
    // For a few rows of a small table it reads all of them.
    "fresh",
  );
  const unlocked = (ids: readonly string[] | undefined) =>
    db
      .selectFrom("orders")
      .select(sql`ctid`.as("place"))
      .where("transactionId", "=", sql<string>`any(${ids}::text[])`)
      .forUpdate()
      .skipLocked();
  return placeAll;
}
