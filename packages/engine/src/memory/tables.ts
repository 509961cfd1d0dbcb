import type {
  Client,
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  RefreshToken,
  Refund,
} from "../model.ts";

/** What the memory store remembers. */
export interface MemoryTables {
  orders: Map<string, Order>;
  ledger: Map<string, LedgerEntry>;
  /** By transactionId and refundId. */
  refunds: Map<string, Refund>;
  notifications: NotificationRecord[];
  refreshTokens: Map<string, RefreshToken>;
  deliveries: Map<string, Delivery>;
  packages: Package[];
  clients: Map<string, Client>;
}

export function emptyTables(): MemoryTables {
  return {
    orders: new Map(),
    ledger: new Map(),
    refunds: new Map(),
    notifications: [],
    refreshTokens: new Map(),
    deliveries: new Map(),
    packages: [],
    clients: new Map(),
  };
}
