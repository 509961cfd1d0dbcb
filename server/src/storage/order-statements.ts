import type { Order, Placed } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { type BuiltOnce, builtOnce } from "./built-once.ts";
import { type Connection, type Database, toRow } from "./database.ts";

type OrderRow = Database["orders"];

/** Every column, so that one statement serves every order. */
const noOrder: { [Column in keyof OrderRow]: null } = {
  ...{ transactionId: null, clientId: null, userId: null, orderId: null, fingerprint: null },
  ...{ minorUnits: null, currency: null, subject: null, packageId: null, months: null },
  ...{ returnUrl: null, notifyUrl: null, paymentUrl: null, status: null, review: null, looks: null },
  ...{ createdAt: null, updatedAt: null, expiresAt: null, leaseUntil: null, dueAt: null },
  ...{ paidAt: null, closedAt: null, refundedAt: null },
  ...{ refundedMinorUnits: null, refundingMinorUnits: null },
};
const columns = Object.keys(noOrder) as (keyof OrderRow)[];

export interface OrderStatements {
  /** Whether it was inserted, or its order_id was there before. */
  insert(db: Kysely<Database>, order: Order): Promise<boolean>;
  find(db: Kysely<Database>, transactionId: string): Promise<OrderRow | undefined>;
  findByOrderId(
    db: Kysely<Database>,
    clientId: string,
    userId: string,
    orderId: string,
  ): Promise<OrderRow | undefined>;
  /** As `find`; nobody else changes the row until the transaction ends. */
  findLocked(db: Kysely<Database>, transactionId: string): Promise<OrderRow | undefined>;
  update(db: Kysely<Database>, transactionId: string, change: Partial<Order>): Promise<void>;
  place(db: Kysely<Database>, transactionId: string, placed: Placed): Promise<OrderRow | undefined>;
}

/** What a create asks of the database, built once for each connection. */
export function orderStatements({ db, dialect }: Pick<Connection, "db" | "dialect">): OrderStatements {
  const insert = builtOnce((values) =>
    db
      .insertInto("orders")
      .values(Object.fromEntries(columns.map((column, index) => [column, values[index]])) as never)
      .onConflict((conflict) => conflict.columns(["clientId", "userId", "orderId"]).doNothing())
      .returning("transactionId"),
  );
  const place = builtOnce(([paymentUrl, updatedAt, dueAt, id]) =>
    db
      .updateTable("orders")
      .set({
        ...{ paymentUrl, updatedAt, dueAt },
        leaseUntil: sql`0`,
        status: sql`case status when 'creating' then 'pending' else status end`,
      })
      .where("transactionId", "=", id as never)
      .returningAll(),
  );
  // There are about ten ways in which an order changes.
  const updates = new Map<string, BuiltOnce<unknown>>();
  return {
    ...lookups({ db, dialect }),
    async insert(on, order) {
      const row = toRow<OrderRow>({ ...noOrder, ...order });
      return (await insert(on, Object.values(row))).length > 0;
    },
    place: async (on, id, { paymentUrl, updatedAt, dueAt }) =>
      (await place(on, [paymentUrl, updatedAt, dueAt, id]))[0],
    async update(on, id, change) {
      const row = toRow<Partial<OrderRow>>(change);
      const key = Object.keys(row).join();
      const update = updates.get(key) ?? builtOnce(([...values]) => updateOf(db, row, values.at(-1)));
      updates.set(key, update);
      await update(on, [...Object.values(row), id]);
    },
  };
}

function lookups({
  db,
  dialect,
}: Pick<Connection, "db" | "dialect">): Pick<OrderStatements, "find" | "findByOrderId" | "findLocked"> {
  const byId = ([id]: readonly never[]) =>
    db
      .selectFrom("orders")
      .selectAll()
      .where("transactionId", "=", id as never);
  const find = builtOnce(byId);
  const findLocked = builtOnce((values) => byId(values).$call(dialect.locked));
  const findByOrderId = builtOnce(([clientId, userId, orderId]) =>
    db
      .selectFrom("orders")
      .selectAll()
      .where("clientId", "=", clientId as never)
      .where("userId", "=", userId as never)
      .where("orderId", "=", orderId as never),
  );
  return {
    find: async (on, id) => (await find(on, [id]))[0],
    findByOrderId: async (on, ...key) => (await findByOrderId(on, key))[0],
    findLocked: async (on, id) => (await findLocked(on, [id]))[0],
  };
}

function updateOf(db: Kysely<Database>, row: Partial<OrderRow>, transactionId: unknown) {
  return db
    .updateTable("orders")
    .set(row)
    .where("transactionId", "=", transactionId as string);
}
