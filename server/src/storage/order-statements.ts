import type { Order } from "@renewal/engine";
import type { Kysely } from "kysely";
import { type BuiltOnce, builtOnce, type Run } from "./built-once.ts";
import { type Connection, type Database, toRow } from "./database.ts";

type OrderRow = Database["orders"];

export interface OrderStatements {
  find(run: Run, transactionId: string): Promise<OrderRow | undefined>;
  findByOrderId(run: Run, clientId: string, userId: string, orderId: string): Promise<OrderRow | undefined>;
  /** As `find`; nobody else changes the row until the transaction ends. */
  findLocked(run: Run, transactionId: string): Promise<OrderRow | undefined>;
  update(run: Run, transactionId: string, change: Partial<Order>): Promise<void>;
}

/** What most calls ask of an order, built once for each connection. */
export function orderStatements({ db, dialect }: Pick<Connection, "db" | "dialect">): OrderStatements {
  // There are about ten ways in which an order changes.
  const updates = new Map<string, BuiltOnce<unknown>>();
  return {
    ...lookups({ db, dialect }),
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
