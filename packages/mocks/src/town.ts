import {
  createEngine,
  type Engine,
  type Limiter,
  type MemoryStore,
  memoryLimiter,
  memoryStore,
  type Signer,
  sortableIds,
  webCryptoSigner,
} from "@renewal/engine";
import { createSandbox, type MemoryPayments, memoryPayments, type Sandbox } from "@renewal/engine/sandbox";
import { type Chance, chanceFrom } from "./chance.ts";
import { type MovableClock, movableClock } from "./clock.ts";
import { watchedPayments, watchedStore } from "./due.ts";
import { type MockOptions, type Settled, settledOptions } from "./options.ts";
import { type AccessTokens, accessTokens } from "./tokens.ts";

/** Everything that lives inside the mock: the engine with its ports, and the sandbox gateway beside it. */
export interface Town {
  options: Settled;
  clock: MovableClock;
  chance: Chance;
  makeRequestId: () => string;
  makeTransactionId: () => string;
  store: MemoryStore;
  payments: MemoryPayments;
  sandbox: Sandbox;
  engine: Engine;
  limiter: Limiter;
  signer: Signer;
  tokens: AccessTokens;
  addClients: () => Promise<void>;
  /** Resolves once the clients' secrets are hashed. */
  ready: Promise<void>;
  /** Where the checkout pages are. */
  checkoutOrigin: string;
  /** Before this moment nothing falls due; undefined: it must be looked for. */
  dueAt: number | undefined;
  /** Takes the gateway's notification to the API; the API is there once it was built. */
  notify: (body: string, signature: string) => Promise<number>;
  reset(): void;
}

/** What a platform may do cheaper than WebCrypto does. */
export type Digests = Pick<Signer, "hash" | "hmac">;

/** Where the checkout pages are, as on the server. */
export const checkoutPath = "/sandbox/pay";

export function isCheckout({ pathname }: URL): boolean {
  return pathname.startsWith(`${checkoutPath}/`);
}

/** Shared with the gateway, which is the mock itself; it leaves the mock in no answer. */
export const gatewaySecret = "mock-gateway-secret";

const maxBodyBytes = 65_536;

// Taken before a test puts fake timers in their place: the sandbox's slowness is meant to be felt.
const { setTimeout } = globalThis;

export function foundTown(given: MockOptions, digests?: Digests): Town {
  const options = settledOptions(given);
  const clock = movableClock(given.clock);
  const tokens = accessTokens(clock);
  const signer = { ...webCryptoSigner(tokens.issue), ...digests };
  const note = (dueAt: number | undefined) => {
    if (town.dueAt !== undefined && dueAt !== undefined) town.dueAt = Math.min(town.dueAt, dueAt);
  };
  const store = watchedStore(memoryStore({ packages: options.packages }), note);
  const payments = watchedPayments(memoryPayments(), note);
  const town = {
    ...{ options, clock, tokens, signer, store, payments },
    checkoutOrigin: given.checkoutOrigin ?? "https://api.example.com",
  } as Town;
  town.sandbox = openSandbox(town);
  Object.assign(town, fresh(town));
  town.addClients = () => addClients(town);
  town.ready = town.addClients();
  town.reset = () => {
    town.dueAt = undefined;
    clock.reset();
    store.reset();
    payments.clear();
    Object.assign(town, fresh(town));
    town.ready = town.addClients();
  };
  return town;
}

function openSandbox(town: Town): Sandbox {
  return createSandbox({
    ...{ payments: town.payments, clock: town.clock, signer: town.signer, secrets: () => [gatewaySecret] },
    timeZone: town.options.businessTimeZone,
    checkoutUrl: () => town.checkoutOrigin + checkoutPath,
    send: ({ body, signature }) => town.notify(body, signature),
    wait: (milliseconds) => new Promise((resolve) => unheld(setTimeout(resolve, milliseconds))),
    onFault: () => undefined,
  });
}

/** What starts anew with every reset: the ids from the seed on, and the counting of requests. */
function fresh(
  town: Town,
): Pick<Town, "chance" | "makeRequestId" | "makeTransactionId" | "engine" | "limiter"> {
  const { options, clock, store, signer, sandbox } = town;
  const chance = chanceFrom(options.seed);
  const ids = sortableIds(clock, chance.byte);
  const engine = createEngine({
    ...{ store, clock, ids, signer, gateway: sandbox.gateway },
    settings: {
      businessTimeZone: options.businessTimeZone,
      gatewaySecrets: () => [gatewaySecret],
      maxBodyBytes,
    },
  });
  // Requests have ids of their own chance: how often an app asks changes no order's id.
  const requests = sortableIds(clock, chanceFrom(`${options.seed} requests`).byte);
  const { transactionId: makeTransactionId } = ids;
  const { requestId: makeRequestId } = requests;
  return { chance, engine, makeRequestId, makeTransactionId, limiter: memoryLimiter(clock) };
}

async function addClients({ options, store, signer }: Town): Promise<void> {
  const clients = await Promise.all(
    options.clients.map(async ({ clientId, secret, webhookSecret }) => ({
      ...{ clientId, name: clientId, webhookSecrets: [webhookSecret] },
      secretHashes: [await signer.hash(secret)],
    })),
  );
  for (const client of clients) store.tables.clients.set(client.clientId, client);
}

/** A timer that keeps no process alive. */
export function unheld<Timer>(timer: Timer): Timer {
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
