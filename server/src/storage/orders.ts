import type { LedgerEntry, Order, OrderQuery, Store } from "@renewal/engine";
import { StoreUnavailable } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { builtOnce, type Run } from "./built-once.ts";
import { type Connection, type Database, fromRow, toRow } from "./database.ts";
import type { DatabaseStore } from "./database-store.ts";
import { type OrderChanges, orderChanges } from "./order-changes.ts";
import { type OrderCreation, orderCreation } from "./order-creation.ts";
import { type OrderStatements, orderStatements } from "./order-statements.ts";
import { claimDueRefunds } from "./refunds.ts";

type OrderStore = Pick<
  DatabaseStore,
  | "insertOrder"
  | "findOrder"
  | "findOrderByOrderId"
  | "listOrders"
  | "takeLease"
  | "placeOrder"
  | "changeOrder"
  | "claimDueOrders"
  | "claimDueRefunds"
  | "ledgerOf"
>;

/** As the index of due orders says it; SQLite would not find the index by values that come separately. */
export const isOpen = sql<boolean>`status in ('creating', 'pending', 'failed')`;

export function orderStore(connection: Connection): OrderStore {
  const { db, guard, run } = connection;
  const statements = orderStatements(connection);
  const creation = orderCreation(connection);
  const changes = orderChanges(db);
  const ledgerOf = ledger(db);
  return {
    insertOrder: (order) => guard(() => insertOrder(run, statements, creation, order)),
    findOrder: (transactionId) => guard(() => findOrder(run, statements, transactionId)),
    findOrderByOrderId: (...key) => guard(() => findByOrderId(run, statements, ...key)),
    listOrders: (query) => guard(() => listOrders(db, query)),
    takeLease: (...lease) => guard(() => takeLease(db, ...lease)),
    placeOrder: (transactionId, placed) => guard(() => creation.place({ transactionId, ...placed })),
    changeOrder: (...change) => changeOrder(connection, statements, changes, ...change),
    claimDueOrders: (...claim) => guard(() => claimDueOrders(connection, ...claim)),
    claimDueRefunds: (...claim) => guard(() => claimDueRefunds(connection, ...claim)),
    ledgerOf: (...member) => guard(() => ledgerOf(run, member)),
  };
}

async function insertOrder(
  run: Run,
  statements: OrderStatements,
  creation: OrderCreation,
  order: Order,
): Promise<{ inserted: boolean; order: Order }> {
  if (await creation.insert(order)) return { inserted: true, order };
  const known = await findByOrderId(run, statements, order.clientId, order.userId, order.orderId);
  if (known === undefined) throw new StoreUnavailable("An order was there and is gone.");
  return { inserted: false, order: known };
}

async function findOrder(
  run: Run,
  statements: OrderStatements,
  transactionId: string,
): Promise<Order | undefined> {
  const row = await statements.find(run, transactionId);
  return row && fromRow<Order>(row);
}

async function findByOrderId(
  run: Run,
  statements: OrderStatements,
  ...key: [clientId: string, userId: string, orderId: string]
): Promise<Order | undefined> {
  const row = await statements.findByOrderId(run, ...key);
  return row && fromRow<Order>(row);
}

async function listOrders(db: Kysely<Database>, query: OrderQuery): Promise<Order[]> {
  const { userId, status, orderId, after } = query;
  const rows = await db
    .selectFrom("orders")
    .selectAll()
    .where("clientId", "=", query.clientId)
    .$if(userId !== undefined, (select) => select.where("userId", "=", userId as string))
    .$if(status !== undefined, (select) => select.where("status", "=", status as Order["status"]))
    .$if(orderId !== undefined, (select) => select.where("orderId", "=", orderId as string))
    .$if(after !== undefined, (select) =>
      select.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("createdAt", "transactionId"),
          "<",
          tuple(after?.createdAt ?? 0, after?.transactionId ?? ""),
        ),
      ),
    )
    .orderBy("createdAt", "desc")
    .orderBy("transactionId", "desc")
    .limit(query.limit)
    .execute();
  return rows.map((row) => fromRow<Order>(row));
}

async function takeLease(
  db: Kysely<Database>,
  transactionId: string,
  now: number,
  until: number,
): Promise<Order | undefined> {
  const row = await db
    .updateTable("orders")
    .set({ leaseUntil: until })
    .where("transactionId", "=", transactionId)
    .where("status", "=", "creating")
    .where("leaseUntil", "<=", now)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow<Order>(row);
}

function changeOrder(
  connection: Connection,
  statements: OrderStatements,
  changes: OrderChanges,
  ...[transactionId, decide, refundId]: Parameters<Store["changeOrder"]>
): Promise<Order | undefined> {
  return connection.atomically(async (run) => {
    connection.pledges.check(transactionId);
    const row = await statements.findLocked(run, transactionId);
    if (row === undefined) return undefined;
    const order = fromRow<Order>(row);
    const refund =
      refundId === undefined ? undefined : await changes.findRefund(run, transactionId, refundId);
    const change = decide({ ...order }, refund);
    if (change === undefined) return order;
    const { order: fields } = change;
    if (fields !== undefined && Object.keys(fields).length > 0)
      await statements.update(run, transactionId, fields);
    await changes.write(run, transactionId, change);
    return fromRow<Order>(toRow<Database["orders"]>({ ...order, ...change.order }));
  });
}

async function claimDueOrders(
  { db, dialect }: Connection,
  now: number,
  until: number,
  limit: number,
): Promise<Order[]> {
  const rows = await db
    .with("due", (query) =>
      query
        .selectFrom("orders")
        .select("transactionId")
        .where(isOpen)
        .where("dueAt", "<=", now)
        .where("leaseUntil", "<=", now)
        .orderBy("dueAt")
        .orderBy("transactionId")
        .limit(limit)
        .$call(dialect.unclaimed),
    )
    .updateTable("orders")
    .set((order) => ({ leaseUntil: until, looks: order("looks", "+", 1) }))
    .where("transactionId", "in", (query) => query.selectFrom("due").select("transactionId"))
    .returningAll()
    .execute();
  return rows.map((row) => fromRow<Order>(row)).sort(oldestDueFirst);
}

/** What an update answers comes in no order. */
function oldestDueFirst(a: Order, b: Order): number {
  return a.dueAt - b.dueAt || (a.transactionId < b.transactionId ? -1 : 1);
}

function ledger(db: Kysely<Database>) {
  return builtOnce<LedgerEntry>(([clientId, userId]) =>
    db
      .selectFrom("ledger")
      .selectAll()
      .where("clientId", "=", clientId as never)
      .where("userId", "=", userId as never)
      .orderBy("paidAt")
      .orderBy("transactionId"),
  );
}
