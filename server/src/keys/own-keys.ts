import { setTimeout } from "node:timers/promises";
import type { Clock } from "@renewal/engine";
import type { KeyAdmin } from "../storage/keys.ts";
import { generateKey, type KeyPair, keyPair, publicJwk } from "./key-pair.ts";
import type { TokenKeys } from "./token-keys.ts";

/** How long a rotated key's tokens are believed, in milliseconds: longer than any of them lives. */
export const keyOverlap = 3_600_000;

/** How often the store is asked for keys that another process made, or that have retired, in milliseconds. */
const lookEvery = 30_000;

/** A token with an unknown key makes us look at once; forged ones make us look no more often than this. */
const lookAtMost = 1_000;

export interface OwnKeys extends TokenKeys {
  /** The key that signs. */
  signing(): KeyPair;
}

/**
 * Keys that the configuration names: the first one signs, all are believed.
 *
 * @param pems P-256 private keys in PEM, one at least
 */
export function givenKeys(pems: readonly string[]): OwnKeys {
  const keys = pems.map(keyPair);
  return {
    signing: () => keys[0] as KeyPair,
    find: async ({ kid }) => keys.find((key) => key.kid === kid)?.publicKey,
    jwks: () => ({ keys: keys.map(publicJwk) }),
    onChange: () => undefined,
    stop: () => undefined,
  };
}

/**
 * Keys that are kept in the store, so that every process believes every other's tokens. The first one is made when
 * there is none; of many processes at once one makes it.
 *
 * @param onError hears when the store did not tell its keys; the ones known before go on
 */
export async function storedKeys(
  store: KeyAdmin,
  clock: Clock,
  onError: (error: unknown) => void,
): Promise<OwnKeys> {
  const listeners: (() => void)[] = [];
  let keys = await read();
  if (keys.length === 0) {
    const privateKey = generateKey();
    await store.addFirstSigningKey({ kid: keyPair(privateKey).kid, privateKey, createdAt: clock.now() });
    keys = await read();
  }
  const look = atMostEvery(lookAtMost, async () => {
    const names = String(keys.map(({ kid }) => kid));
    keys = await read();
    if (String(keys.map(({ kid }) => kid)) !== names) for (const listener of listeners) listener();
  });
  const timer = setInterval(() => look().catch(onError), lookEvery).unref();

  async function read(): Promise<KeyPair[]> {
    return (await store.signingKeys(clock.now())).map(({ privateKey }) => keyPair(privateKey));
  }

  return {
    signing: () => keys[0] as KeyPair,
    async find({ kid }) {
      const known = () => keys.find((key) => key.kid === kid)?.publicKey;
      if (known() === undefined) await look();
      return known();
    },
    jwks: () => ({ keys: keys.map(publicJwk) }),
    onChange: (listener) => listeners.push(listener),
    stop: () => clearInterval(timer),
  };
}

/** Whoever calls while a run is under way, or waits for its turn, shares it. */
function atMostEvery(milliseconds: number, run: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let began = Number.NEGATIVE_INFINITY;
  async function next(): Promise<void> {
    const wait = began + milliseconds - performance.now();
    if (wait > 0) await setTimeout(wait);
    began = performance.now();
    await run();
  }
  return () => {
    underWay ??= next().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** Makes a new key that signs from now on, and answers its name. Tokens of the old one are believed for an hour. */
export async function rotateKeys(store: KeyAdmin, clock: Clock): Promise<string> {
  const privateKey = generateKey();
  const { kid } = keyPair(privateKey);
  await store.addSigningKey({ kid, privateKey, createdAt: clock.now() }, clock.now() + keyOverlap);
  return kid;
}
