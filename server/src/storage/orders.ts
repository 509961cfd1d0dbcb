import type {
  LedgerEntry,
  NotificationRecord,
  Order,
  OrderChange,
  OrderQuery,
  Placed,
  Store,
} from "@renewal/engine";
import { StoreUnavailable } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { type Connection, type Database, fromRow, toRow } from "./database.ts";
import { type OrderCreation, orderCreation } from "./order-creation.ts";
import { type OrderStatements, orderStatements } from "./order-statements.ts";
import { claimDueRefunds, findRefund, keepRefund } from "./refunds.ts";

type OrderStore = Pick<
  Store,
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
  const { db, guard } = connection;
  const statements = orderStatements(connection);
  const creation = orderCreation(connection);
  return {
    insertOrder: (order) => guard(() => insertOrder(db, statements, creation, order)),
    findOrder: (transactionId) => guard(() => findOrder(db, statements, transactionId)),
    findOrderByOrderId: (...key) => guard(() => findByOrderId(db, statements, ...key)),
    listOrders: (query) => guard(() => listOrders(db, query)),
    takeLease: (...lease) => guard(() => takeLease(db, ...lease)),
    placeOrder: (...placed) => guard(() => placeOrder(creation, ...placed)),
    changeOrder: (...change) => changeOrder(connection, statements, ...change),
    claimDueOrders: (...claim) => guard(() => claimDueOrders(connection, ...claim)),
    claimDueRefunds: (...claim) => guard(() => claimDueRefunds(connection, ...claim)),
    ledgerOf: (clientId, userId) => guard(() => ledgerOf(db, clientId, userId)),
  };
}

async function insertOrder(
  db: Kysely<Database>,
  statements: OrderStatements,
  creation: OrderCreation,
  order: Order,
): Promise<{ inserted: boolean; order: Order }> {
  if (await creation.insert(order)) return { inserted: true, order };
  const known = await findByOrderId(db, statements, order.clientId, order.userId, order.orderId);
  if (known === undefined) throw new StoreUnavailable("An order was there and is gone.");
  return { inserted: false, order: known };
}

async function findOrder(
  db: Kysely<Database>,
  statements: OrderStatements,
  transactionId: string,
): Promise<Order | undefined> {
  const row = await statements.find(db, transactionId);
  return row && fromRow<Order>(row);
}

async function findByOrderId(
  db: Kysely<Database>,
  statements: OrderStatements,
  ...key: [clientId: string, userId: string, orderId: string]
): Promise<Order | undefined> {
  const row = await statements.findByOrderId(db, ...key);
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

async function placeOrder(
  creation: OrderCreation,
  transactionId: string,
  placed: Placed,
): Promise<Order | undefined> {
  const row = await creation.place({ transactionId, ...placed });
  return row && fromRow<Order>(row);
}

function changeOrder(
  connection: Connection,
  statements: OrderStatements,
  ...[transactionId, decide, refundId]: Parameters<Store["changeOrder"]>
): Promise<Order | undefined> {
  return connection.transaction(async (transaction) => {
    const row = await statements.findLocked(transaction, transactionId);
    if (row === undefined) return undefined;
    const order = fromRow<Order>(row);
    const refund =
      refundId === undefined ? undefined : await findRefund(transaction, transactionId, refundId);
    const change = decide({ ...order }, refund);
    if (change === undefined) return order;
    const { order: changes } = change;
    if (changes !== undefined && Object.keys(changes).length > 0)
      await statements.update(transaction, transactionId, changes);
    await write(transaction, transactionId, change);
    return fromRow<Order>(toRow<Database["orders"]>({ ...order, ...change.order }));
  });
}

async function write(db: Kysely<Database>, transactionId: string, change: OrderChange): Promise<void> {
  const { notification, payment, voidPayment, delivery, refund } = change;
  if (refund !== undefined) await keepRefund(db, refund);
  if (notification !== undefined) await recordNotification(db, notification);
  if (payment !== undefined) await recordPayment(db, payment);
  if (voidPayment !== undefined)
    await db.deleteFrom("ledger").where("transactionId", "=", transactionId).execute();
  if (delivery !== undefined) {
    const row = toRow<Database["deliveries"]>({
      lastStatus: null,
      lastError: null,
      settledAt: null,
      ...delivery,
    });
    await db.insertInto("deliveries").values(row).execute();
  }
}

async function recordNotification(db: Kysely<Database>, notification: NotificationRecord): Promise<void> {
  await db
    .insertInto("notifications")
    .values(notification)
    .onConflict((conflict) => conflict.columns(["transactionId", "status", "timestamp"]).doNothing())
    .execute();
}

/** The earliest moment stays, so that the order in which reports arrive does not matter. */
async function recordPayment(db: Kysely<Database>, payment: LedgerEntry): Promise<void> {
  await db
    .insertInto("ledger")
    .values(payment)
    .onConflict((conflict) =>
      conflict
        .column("transactionId")
        .doUpdateSet({ paidAt: (excluded) => excluded.ref("excluded.paidAt") })
        .whereRef("excluded.paidAt", "<", "ledger.paidAt"),
    )
    .execute();
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

async function ledgerOf(db: Kysely<Database>, clientId: string, userId: string): Promise<LedgerEntry[]> {
  return db
    .selectFrom("ledger")
    .selectAll()
    .where("clientId", "=", clientId)
    .where("userId", "=", userId)
    .orderBy("paidAt")
    .orderBy("transactionId")
    .execute();
}
