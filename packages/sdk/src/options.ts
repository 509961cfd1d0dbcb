import type { Token } from "./generated/models.ts";
import type { Hooks } from "./hooks.ts";
import type { Middleware } from "./middleware.ts";

/** What one call may decide for itself. */
export interface CallOptions {
  /** Ends the call; it then rejects with AbortedError. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one try, its whole body included. */
  timeout?: number | undefined;
  /** Milliseconds for the whole call: all tries and the waits between them. */
  totalTimeout?: number | undefined;
  /** How many times to try again. */
  maxRetries?: number | undefined;
  /** Further headers of the request. */
  headers?: Record<string, string> | undefined;
  /** Overrides what the API's document says of the operation: only what is idempotent is tried again. */
  idempotent?: boolean | undefined;
}

/** What is the same for all calls of a client. */
export interface ClientOptions {
  /** Where the API is, with the version. `RENEWAL_BASE_URL` of the environment when absent, else the document's. */
  baseUrl?: string | undefined;
  /** Sends secrets and tokens to an `http:` address too. Loopback addresses need no permission. False when absent. */
  allowHttp?: boolean | undefined;
  /** Milliseconds for one try, its whole body included. 30 000 when absent. */
  timeout?: number | undefined;
  /** Milliseconds for a whole call: all tries and the waits between them. No limit when absent. */
  totalTimeout?: number | undefined;
  /** How many times to try again. 2 when absent. */
  maxRetries?: number | undefined;
  /** Further headers of every request. */
  headers?: Record<string, string> | undefined;
  /** Stands around every call, above its retries. The first one is the outermost. */
  middleware?: readonly Middleware[] | undefined;
  /** Are told of requests, answers, retries and errors. */
  hooks?: Hooks | undefined;
  /** Sends the requests; when absent the platform's `fetch`, and in Node its HTTP client, which needs half the time. */
  fetch?: typeof fetch | undefined;
  /** Tells the time in milliseconds since 1970; `Date.now` when absent. */
  clock?: (() => number) | undefined;
  /** Waits so many milliseconds before the next try, or until the signal aborts; a timer when absent. */
  sleep?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Answers a number from 0 to 1, which spreads the waits; `Math.random` when absent. */
  random?: (() => number) | undefined;
}

/** A merchant's server whose `RENEWAL_CLIENT_ID` and `RENEWAL_CLIENT_SECRET` stand in its environment. */
export interface EnvironmentCredentials {
  /** The member for whom the client acts; without it the client acts as the merchant. */
  userId?: string | undefined;
}

/** A merchant's server: tokens are fetched with the client's secret. */
export interface ClientCredentials {
  /** Your client id. */
  clientId: string;
  /** Your client secret. It belongs on a server, never into an app or a page. */
  clientSecret: string;
  /** The member for whom the client acts; without it the client acts as the merchant. */
  userId?: string | undefined;
}

/** An app that was handed a token, and perhaps the means to renew it. */
export interface GivenToken {
  /** The access token. */
  token?: string | undefined;
  /** The refresh token: with it the client renews the access token by itself. */
  refreshToken?: string | undefined;
  /**
   * Is told every new pair of tokens. Keep the refresh token: each works once, and the one before it is worthless.
   */
  onToken?: ((token: Token) => void) | undefined;
}

/** An app that has its own way to tokens. */
export interface TokenSupplier {
  /**
   * Answers the token to send. It is asked before every request, so keep the token yourself; calls at the same moment
   * share one question. `refused` is the token that the API has just refused, when it has.
   */
  getToken: (context: { refused: string | undefined }) => string | Promise<string>;
}

type Only<Chosen, Others> = Chosen & { [Name in Exclude<keyof Others, keyof Chosen>]?: never };

/** How the client comes by tokens: exactly one way, or none for what needs no token. */
export type Authentication =
  | Only<EnvironmentCredentials, ClientCredentials & GivenToken & TokenSupplier>
  | Only<ClientCredentials, GivenToken & TokenSupplier>
  | Only<GivenToken, ClientCredentials & TokenSupplier>
  | Only<TokenSupplier, ClientCredentials & GivenToken>;

/** What `new Renewal` takes. */
export type RenewalOptions = ClientOptions & Authentication;
