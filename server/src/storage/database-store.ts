import type { Store } from "@renewal/engine";

/** The store port over a database, which has to be waited for. */
export type DatabaseStore = {
  [Call in keyof Store]: (...given: Parameters<Store[Call]>) => Promise<Awaited<ReturnType<Store[Call]>>>;
};
