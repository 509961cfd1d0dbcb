import type { Order } from "@renewal/engine";
import { type Connection, fromRow } from "./database.ts";

/** What operators ask of orders. */
export interface OrderAdmin {
  /**
   * Orders of all clients that were created at or after a time, oldest first.
   *
   * @param after the transaction id of the last one of the page before; absent for the first page
   */
  ordersSince(since: number, limit: number, after?: string): Promise<Order[]>;
}

export function orderAdmin({ db, guard }: Connection): OrderAdmin {
  return {
    // Ids sort by the time at which they were made, so that the primary key serves.
    ordersSince: (since, limit, after = "") =>
      guard(async () => {
        const rows = await db
          .selectFrom("orders")
          .selectAll()
          .where("transactionId", ">", after)
          .where("createdAt", ">=", since)
          .orderBy("transactionId")
          .limit(limit)
          .execute();
        return rows.map((row) => fromRow<Order>(row));
      }),
  };
}
