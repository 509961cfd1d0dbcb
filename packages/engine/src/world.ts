import type { Gateway } from "./gateway.ts";
import type { Clock, Ids, Signer, Store } from "./ports.ts";
import type { Settings } from "./settings.ts";

/** All that the rules act on: the ports, and what the operator decided. */
export interface World {
  store: Store;
  gateway: Gateway;
  clock: Clock;
  ids: Ids;
  signer: Signer;
  settings: Settings;
}
