import type { Client, Delivery, NotificationRecord, Package, RefreshToken, Refund } from "../model.ts";
import { LedgerTable } from "./ledger.ts";
import { OrderTable } from "./order-table.ts";

/** What the memory store remembers. */
export interface MemoryTables {
  /** To change one, call `change`, so that it is looked at when it is due. */
  orders: OrderTable;
  ledger: LedgerTable;
  /** By transactionId and refundId. */
  refunds: Map<string, Refund>;
  notifications: NotificationRecord[];
  refreshTokens: Map<string, RefreshToken>;
  deliveries: Map<string, Delivery>;
  /** To change what is sold, put another list here. */
  packages: readonly Package[];
  clients: Map<string, Client>;
}

export function emptyTables(): MemoryTables {
  return {
    orders: new OrderTable(),
    ledger: new LedgerTable(),
    refunds: new Map(),
    notifications: [],
    refreshTokens: new Map(),
    deliveries: new Map(),
    packages: [],
    clients: new Map(),
  };
}
