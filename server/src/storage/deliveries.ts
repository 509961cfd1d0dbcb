import type { Delivery, Store } from "@renewal/engine";
import { type Kysely, sql } from "kysely";
import { type Connection, type Database, fromRow, toRow } from "./database.ts";

export interface DeliveryFilter {
  state?: Delivery["state"] | undefined;
  clientId?: string | undefined;
  transactionId?: string | undefined;
}

export interface DeliveryAdmin {
  /** Newest first. `after`: only those that sort after this one, for the next page. */
  findDeliveries(
    query: DeliveryFilter & {
      after?: Pick<Delivery, "createdAt" | "eventId"> | undefined;
      limit: number;
    },
  ): Promise<Delivery[]>;
  /** Sends a delivery again at once and on the whole schedule, whatever became of it; false when there is none. */
  replayDelivery(eventId: string, now: number): Promise<boolean>;
  /** Sends all dead ones again that the filter lets through; answers how many. */
  replayDeadDeliveries(now: number, filter?: Omit<DeliveryFilter, "state">): Promise<number>;
}

type DeliveryStore = Pick<Store, "claimDueDeliveries" | "updateDelivery" | "listDeliveries"> & DeliveryAdmin;

export function deliveryStore(connection: Connection): DeliveryStore {
  const { db, guard } = connection;
  return {
    claimDueDeliveries: (...what) => guard(() => claim(connection, ...what)),
    updateDelivery: (eventId, change) => guard(() => update(db, eventId, change)),
    listDeliveries: ({ state, limit }) => guard(() => find(db, { state, limit })),
    findDeliveries: (query) => guard(() => find(db, query)),
    replayDelivery: (eventId, now) =>
      guard(async () => {
        const replayed = db.updateTable("deliveries").set(afresh(now)).where("eventId", "=", eventId);
        return (await replayed.executeTakeFirst()).numUpdatedRows > 0n;
      }),
    replayDeadDeliveries: (now, { clientId, transactionId } = {}) =>
      guard(async () => {
        const replayed = await db
          .updateTable("deliveries")
          .set(afresh(now))
          .where("state", "=", "dead")
          .$if(clientId !== undefined, (dead) => dead.where("clientId", "=", clientId as string))
          .$if(transactionId !== undefined, (dead) =>
            dead.where("transactionId", "=", transactionId as string),
          )
          .executeTakeFirst();
        return Number(replayed.numUpdatedRows);
      }),
  };
}

function afresh(now: number) {
  return { state: "waiting" as const, attempts: 0, dueAt: now, settledAt: null };
}

async function claim(
  { db, dialect }: Connection,
  ...[now, until, limit, except = []]: Parameters<Store["claimDueDeliveries"]>
): Promise<Delivery[]> {
  const rows = await db
    .with("due", (query) =>
      query
        .selectFrom("deliveries")
        .select("eventId")
        // As the index says it; SQLite would not find it by a value that comes separately.
        .where("state", "=", sql.lit("waiting"))
        .where("dueAt", "<=", now)
        .$if(except.length > 0, (due) => due.where("clientId", "not in", except))
        .orderBy("dueAt")
        .orderBy("eventId")
        .limit(limit)
        .$call(dialect.unclaimed),
    )
    .updateTable("deliveries")
    .set({ dueAt: until })
    .where("eventId", "in", (query) => query.selectFrom("due").select("eventId"))
    .returningAll()
    .execute();
  return rows.map((row) => fromRow<Delivery>(row));
}

async function update(
  db: Kysely<Database>,
  eventId: string,
  change: Parameters<Store["updateDelivery"]>[1],
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db
    .updateTable("deliveries")
    .set(toRow<Partial<Database["deliveries"]>>(change))
    .where("eventId", "=", eventId)
    .execute();
}

async function find(
  db: Kysely<Database>,
  { state, clientId, transactionId, after, limit }: Parameters<DeliveryAdmin["findDeliveries"]>[0],
): Promise<Delivery[]> {
  const rows = await db
    .selectFrom("deliveries")
    .selectAll()
    .$if(state !== undefined, (select) => select.where("state", "=", state as Delivery["state"]))
    .$if(clientId !== undefined, (select) => select.where("clientId", "=", clientId as string))
    .$if(transactionId !== undefined, (select) => select.where("transactionId", "=", transactionId as string))
    .$if(after !== undefined, (select) =>
      select.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("createdAt", "eventId"), "<", tuple(after?.createdAt ?? 0, after?.eventId ?? "")),
      ),
    )
    .orderBy("createdAt", "desc")
    .orderBy("eventId", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => fromRow<Delivery>(row));
}
