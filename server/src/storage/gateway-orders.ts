import type { Connection } from "./database.ts";

/** Where an order is paid. */
export interface GatewayOrderRow {
  transactionId: string;
  /** The gateway's name, as `GATEWAY` has it. */
  gateway: string;
  /** What the gateway itself calls the order; absent until it is there. */
  reference: string | null;
}

/** What the gateways of this server remember of orders. It is theirs: the engine knows an order by its own id alone. */
export interface GatewayOrders {
  find(transactionId: string): Promise<GatewayOrderRow | undefined>;
  /**
   * Keeps who has the order, and what it is called there. What was kept first stays, so that of several callers all
   * go to one gateway.
   *
   * @returns what is kept now
   */
  keep(transactionId: string, gateway: string, reference?: string): Promise<GatewayOrderRow>;
}

export function gatewayOrders({ db, guard }: Connection): GatewayOrders {
  return {
    find: (transactionId) =>
      guard(() =>
        db
          .selectFrom("gatewayOrders")
          .selectAll()
          .where("transactionId", "=", transactionId)
          .executeTakeFirst(),
      ),
    keep: (transactionId, gateway, reference) =>
      guard(() =>
        db
          .insertInto("gatewayOrders")
          .values({ transactionId, gateway, reference: reference ?? null })
          .onConflict((conflict) =>
            conflict.column("transactionId").doUpdateSet(({ fn, ref }) => ({
              reference: fn.coalesce(ref("gatewayOrders.reference"), ref("excluded.reference")),
            })),
          )
          .returningAll()
          .executeTakeFirstOrThrow(),
      ),
  };
}
