import { KeyObject } from "node:crypto";
import { Refusal } from "@renewal/engine";
import { createRemoteJWKSet, errors } from "jose";
import type { TokenKeys } from "./token-keys.ts";

/** How long the identity provider may take to tell its keys, in milliseconds. */
const patience = 2_000;

/** A token with an unknown key makes us ask again, but forged ones no more often than this. */
const askAtMost = 10_000;

/** A key that the provider withdrew is believed for so long at most. */
const askEvery = 300_000;

/**
 * The keys of an identity provider. They are asked for at the start and every five minutes; a token with a key that we
 * do not know makes us ask at once. While the provider does not answer, the keys known before go on.
 *
 * @param onError hears when the provider did not tell its keys
 */
export function issuerKeys(url: string, onError: (error: unknown) => void): TokenKeys {
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: patience,
    cooldownDuration: askAtMost,
    // What is known stays known: an outage of the provider must not become ours.
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
  const listeners: (() => void)[] = [];
  const ask = () =>
    remote.reload().then(() => {
      for (const listener of listeners) listener();
    }, onError);
  void ask();
  const timer = setInterval(ask, askEvery).unref();
  return {
    async find({ kid, alg }) {
      try {
        return KeyObject.from(await remote({ kid, alg }));
      } catch (error) {
        // It answered, and has no such key, or none that is fit for the algorithm.
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported)
          return undefined;
        throw new Refusal(
          "SERVICE_UNAVAILABLE",
          "The identity provider does not tell its keys now, so this token cannot be checked. Send the same request again after Retry-After.",
          { retryAfter: 2, cause: error },
        );
      }
    },
    jwks: () => ({ keys: [] }),
    onChange: (listener) => listeners.push(listener),
    stop: () => clearInterval(timer),
  };
}
