import type {
  Client,
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  RefreshToken,
} from "../model.ts";

/** What the memory store remembers. */
export interface MemoryTables {
  orders: Map<string, Order>;
  ledger: Map<string, LedgerEntry>;
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
    notifications: [],
    refreshTokens: new Map(),
    deliveries: new Map(),
    packages: [],
    clients: new Map(),
  };
}
