import type { Delivery, Store } from "@renewal/engine";
import { type Connection, type Database, fromRow, toRow } from "./database.ts";

export interface DeliveryAdmin {
  /** Sends a delivery again at once, whatever became of it; false when there is none. */
  replayDelivery(eventId: string, now: number): Promise<boolean>;
  /** Sends all dead ones again; answers how many. */
  replayDeadDeliveries(now: number): Promise<number>;
  countDeliveries(): Promise<Record<Delivery["state"], number>>;
}

type DeliveryStore = Pick<Store, "claimDueDeliveries" | "updateDelivery" | "listDeliveries"> & DeliveryAdmin;

export function deliveryStore(connection: Connection): DeliveryStore {
  const { db, guard } = connection;
  const afresh = (now: number) => ({ state: "waiting" as const, attempts: 0, dueAt: now, settledAt: null });
  return {
    claimDueDeliveries: (now, until, limit) => guard(() => claim(connection, now, until, limit)),
    updateDelivery: (eventId, change) =>
      guard(async () => {
        await db
          .updateTable("deliveries")
          .set(toRow<Partial<Database["deliveries"]>>(change))
          .where("eventId", "=", eventId)
          .execute();
      }),
    listDeliveries: ({ state, limit }) =>
      guard(async () => {
        const rows = await db
          .selectFrom("deliveries")
          .selectAll()
          .$if(state !== undefined, (select) => select.where("state", "=", state as Delivery["state"]))
          .orderBy("createdAt", "desc")
          .limit(limit)
          .execute();
        return rows.map((row) => fromRow<Delivery>(row));
      }),
    replayDelivery: (eventId, now) =>
      guard(async () => {
        const update = db.updateTable("deliveries").set(afresh(now)).where("eventId", "=", eventId);
        return (await update.executeTakeFirst()).numUpdatedRows > 0n;
      }),
    replayDeadDeliveries: (now) =>
      guard(async () => {
        const update = db.updateTable("deliveries").set(afresh(now)).where("state", "=", "dead");
        return Number((await update.executeTakeFirst()).numUpdatedRows);
      }),
    countDeliveries: () => guard(() => count(connection)),
  };
}

async function claim(
  { db, dialect }: Connection,
  now: number,
  until: number,
  limit: number,
): Promise<Delivery[]> {
  const rows = await db
    .with("due", (query) =>
      query
        .selectFrom("deliveries")
        .select("eventId")
        .where("state", "=", "waiting")
        .where("dueAt", "<=", now)
        .orderBy("dueAt")
        .limit(limit)
        .$if(dialect === "postgres", (select) => select.forUpdate().skipLocked()),
    )
    .updateTable("deliveries")
    .set({ dueAt: until })
    .where("eventId", "in", (query) => query.selectFrom("due").select("eventId"))
    .returningAll()
    .execute();
  return rows.map((row) => fromRow<Delivery>(row));
}

async function count({ db }: Connection): Promise<Record<Delivery["state"], number>> {
  const rows = await db
    .selectFrom("deliveries")
    .select(["state", (query) => query.fn.countAll<number>().as("total")])
    .groupBy("state")
    .execute();
  const counts = { waiting: 0, delivered: 0, dead: 0 };
  for (const { state, total } of rows) counts[state] = Number(total);
  return counts;
}
