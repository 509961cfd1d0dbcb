import type { Client, Package } from "../model.ts";
import { defaultPackages } from "../packages/list.ts";
import type { Store } from "../ports.ts";
import { memoryOrders } from "./orders.ts";
import { emptyTables, type MemoryTables } from "./tables.ts";

/** A store in this process' memory, and what a test or a mock may look at and set. */
export interface MemoryStore extends Store {
  /** The tables as they are; changing them changes what is remembered. */
  readonly tables: MemoryTables;
  /** Forgets everything but the packages and clients it was made with. */
  reset(): void;
}

/**
 * The store port over plain maps. Everything happens at once, so every promise of the port about concurrency holds by
 * itself; nothing survives the process.
 */
export function memoryStore(
  options: { packages?: readonly Package[]; clients?: readonly Client[] } = {},
): MemoryStore {
  const tables = emptyTables();
  const reset = () => {
    Object.assign(tables, emptyTables(), {
      packages: (options.packages ?? defaultPackages).map((entry) => ({ ...entry })),
      clients: new Map((options.clients ?? []).map((client) => [client.clientId, { ...client }])),
    });
  };
  reset();
  return {
    tables,
    reset,
    ...memoryOrders(tables),
    ...tokens(tables),
    ...deliveries(tables),
    ...catalogue(tables),
  };
}

function tokens(tables: MemoryTables): Pick<Store, "insertRefreshToken" | "changeRefreshToken"> {
  return {
    async insertRefreshToken(token) {
      tables.refreshTokens.set(token.hash, { ...token });
    },
    async changeRefreshToken(hash, decide) {
      const token = tables.refreshTokens.get(hash);
      if (token === undefined) return undefined;
      const before = { ...token };
      const change = decide(before);
      if (change?.usedAt !== undefined) token.usedAt ??= change.usedAt;
      if (change?.successor !== undefined)
        tables.refreshTokens.set(change.successor.hash, { ...change.successor });
      if (change?.revokeFamilyAt !== undefined) {
        for (const member of tables.refreshTokens.values()) {
          if (member.family === token.family) member.revokedAt ??= change.revokeFamilyAt;
        }
      }
      return before;
    },
  };
}

function deliveries(
  tables: MemoryTables,
): Pick<Store, "claimDueDeliveries" | "updateDelivery" | "listDeliveries"> {
  return {
    async claimDueDeliveries(now, until, limit, except = []) {
      const due = [...tables.deliveries.values()]
        .filter(
          ({ state, dueAt, clientId }) => state === "waiting" && dueAt <= now && !except.includes(clientId),
        )
        .sort((a, b) => a.dueAt - b.dueAt);
      return due.slice(0, limit).map((delivery) => {
        delivery.dueAt = until;
        return { ...delivery };
      });
    },
    async updateDelivery(eventId, change) {
      const delivery = tables.deliveries.get(eventId);
      if (delivery !== undefined) Object.assign(delivery, change);
    },
    listDeliveries: async ({ state, limit }) =>
      [...tables.deliveries.values()]
        .filter((delivery) => state === undefined || delivery.state === state)
        .sort((a, b) => b.createdAt - a.createdAt)
        .slice(0, limit)
        .map((delivery) => ({ ...delivery })),
  };
}

function catalogue(tables: MemoryTables): Pick<Store, "activePackages" | "findClient"> {
  let listed: readonly Package[] | undefined;
  let active: readonly Package[] = [];
  return {
    activePackages() {
      if (listed === tables.packages) return active;
      listed = tables.packages;
      active = listed.filter((offer) => offer.active).map((offer) => Object.freeze({ ...offer }));
      active = Object.freeze([...active].sort((a, b) => a.minorUnits - b.minorUnits));
      return active;
    },
    async findClient(clientId) {
      const client = tables.clients.get(clientId);
      return client === undefined ? undefined : { ...client };
    },
  };
}
