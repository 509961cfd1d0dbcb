import { ConfigurationError } from "../errors/client.ts";
import type { Token, TokenRequest } from "../generated/models.ts";
import type {
  Authentication,
  CallOptions,
  ClientCredentials,
  GivenToken,
  TokenSupplier,
} from "../options.ts";
import type { Settings } from "../settings.ts";

/** Where the token of a request comes from. */
export interface TokenSource {
  /** A token that is good to send. Callers of the same moment share one fetch. */
  get(): Promise<string> | string;
  /**
   * Is told that the API refused a token.
   *
   * @returns whether the next one may be better
   */
  refused(token: string): boolean;
}

/** Calls `createToken`. */
export type AskForToken = (body: TokenRequest, options?: CallOptions) => Promise<Token>;

/** Milliseconds before its end from which a token is not used any more, so that it does not end on its way. */
const margin = 60_000;

/**
 * A refresh token works once, with a grace of 10 seconds in which the same answer comes again. A try that begins later
 * than that would look like a stolen token and end the session.
 */
const withinGrace = { timeout: 4000, totalTimeout: 9000 };

/** Chooses the source for the way of authentication that the client was given. */
export function tokenSource(
  given: Authentication,
  { clock, credentials }: Settings,
  ask: AskForToken,
): TokenSource {
  if (given.getToken !== undefined) return supplied(given.getToken);
  if (credentials !== undefined) {
    const { userId } = given as ClientCredentials;
    const member = userId === undefined ? {} : { user_id: userId };
    return renewing(() => ask({ grant_type: "client_credentials", ...credentials, ...member }), clock);
  }
  const { token, refreshToken, onToken } = given as GivenToken;
  if (refreshToken === undefined) return renewing(undefined, clock, token);
  let next = refreshToken;
  const refresh = async () => {
    const answer = await ask({ grant_type: "refresh_token", refresh_token: next }, withinGrace);
    next = answer.refresh_token ?? next;
    onToken?.(answer);
    return answer;
  };
  return renewing(refresh, clock, token);
}

function supplied(getToken: TokenSupplier["getToken"]): TokenSource {
  let refused: string | undefined;
  const shared = once(async () => sendable(await getToken({ refused })));
  return {
    get: shared,
    refused(token) {
      refused = token;
      return true;
    },
  };
}

/**
 * Keeps a token and renews it in time.
 *
 * @param renew absent when there is no way to another token
 */
function renewing(
  renew: (() => Promise<Token>) | undefined,
  clock: () => number,
  given?: string,
): TokenSource {
  let token = given === undefined ? undefined : sendable(given);
  // The end of a token that was handed over is not known; the API tells when it has come.
  let goodUntil = Number.POSITIVE_INFINITY;
  const shared = once(async () => {
    if (!renew) throw new ConfigurationError("This call needs a token, getToken or clientId.");
    const start = clock();
    const answer = await renew();
    const lifetime = answer.expires_in * 1000;
    goodUntil = start + lifetime - Math.min(margin, lifetime / 10);
    token = sendable(answer.access_token);
    return token;
  });
  return {
    get: () => (token !== undefined && clock() < goodUntil ? token : shared()),
    refused(old) {
      if (renew && old === token) token = undefined;
      return !!renew;
    },
  };
}

/** Whoever asks while an answer is on its way gets that answer. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let flight: Promise<T> | undefined;
  return () => {
    flight ??= run().finally(() => {
      flight = undefined;
    });
    return flight;
  };
}

/** Refused here, because the platform's own complaint about a bad header quotes the token. */
function sendable(token: unknown): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ConfigurationError("A token is a text without whitespace.");
}
