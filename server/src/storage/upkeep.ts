import type { Order } from "@renewal/engine";
import type { Kysely } from "kysely";
import type { Connection, Database } from "./database.ts";
import { isOpen } from "./orders.ts";
import { isAsked } from "./refunds.ts";

/** How much there is to do, for metrics. Counting reads what is counted and nothing else. */
export interface Backlog {
  /** Orders that a worker should look at now; `refunding`: for a refund that the gateway has not answered. */
  dueOrders: Record<"creating" | "pending" | "failed" | "refunding", number>;
  /** Notifications on their way to merchants, those that wait for another attempt included. */
  waitingDeliveries: number;
  /** Since when the longest due of them has been due; undefined when none is. */
  oldestDueDelivery: number | undefined;
  /** Notifications that were given up. */
  deadDeliveries: number;
}

export interface Upkeep {
  backlog(now: number): Promise<Backlog>;
  /**
   * Forgets what nobody will ask for again: refresh tokens that expired, deliveries that arrived, secrets and keys that
   * retired before the given time. Orders, payments and dead deliveries stay for ever.
   *
   * @param limit how many of each at most, so that no transaction is long; 1000 by default
   * @returns how many rows are gone; call again while it is not 0
   */
  forget(before: number, limit?: number): Promise<number>;
}

export function upkeep({ db, guard }: Connection): Upkeep {
  return {
    backlog: (now) =>
      guard(async () => ({ dueOrders: await dueOrders(db, now), ...(await outbox(db, now)) })),
    forget: (before, limit = 1000) =>
      guard(
        async () =>
          (await forgetTokens(db, before, limit)) +
          (await forgetDeliveries(db, before, limit)) +
          (await forgetRetired(db, "clientSecrets", before)) +
          (await forgetRetired(db, "signingKeys", before)),
      ),
  };
}

async function dueOrders(db: Kysely<Database>, now: number): Promise<Backlog["dueOrders"]> {
  const rows = await db
    .selectFrom("orders")
    .select(["status", (query) => query.fn.countAll<number>().as("total")])
    .where(isOpen)
    .where("dueAt", "<=", now)
    .groupBy("status")
    .execute();
  const count = (status: Order["status"]) => rows.find((row) => row.status === status)?.total ?? 0;
  const { refunding } = await db
    .selectFrom("refunds")
    .select((query) => query.fn.countAll<number>().as("refunding"))
    .where(isAsked)
    .where("dueAt", "<=", now)
    .executeTakeFirstOrThrow();
  return { creating: count("creating"), pending: count("pending"), failed: count("failed"), refunding };
}

async function outbox(db: Kysely<Database>, now: number): Promise<Omit<Backlog, "dueOrders">> {
  const rows = await db
    .selectFrom("deliveries")
    .select(({ fn }) => ["state" as const, fn.countAll<number>().as("total"), fn.min("dueAt").as("oldest")])
    .where("state", "in", ["waiting", "dead"])
    .groupBy("state")
    .execute();
  const waiting = rows.find(({ state }) => state === "waiting");
  return {
    waitingDeliveries: waiting?.total ?? 0,
    oldestDueDelivery: waiting !== undefined && waiting.oldest <= now ? waiting.oldest : undefined,
    deadDeliveries: rows.find(({ state }) => state === "dead")?.total ?? 0,
  };
}

async function forgetTokens(db: Kysely<Database>, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("refreshTokens")
    .where("hash", "in", (query) =>
      query.selectFrom("refreshTokens").select("hash").where("expiresAt", "<", before).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function forgetDeliveries(db: Kysely<Database>, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("deliveries")
    .where("eventId", "in", (query) =>
      query
        .selectFrom("deliveries")
        .select("eventId")
        .where("state", "=", "delivered")
        .where("createdAt", "<", before)
        .where("settledAt", "<", before)
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** There are a few of these at the most. */
async function forgetRetired(
  db: Kysely<Database>,
  table: "clientSecrets" | "signingKeys",
  before: number,
): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom(table).where("retiresAt", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}
