import { environment } from "./environment.ts";
import { ConfigurationError } from "./errors/client.ts";
import { defaultBaseUrl, version } from "./generated/client.ts";
import type { ClientOptions, RenewalOptions } from "./options.ts";
import { type Credentials, credentialsOf } from "./tokens/credentials.ts";
import { pause } from "./waiting.ts";

/** The options of a client with everything decided. */
export interface Settings extends ClientOptions {
  baseUrl: string;
  /** Of a merchant's server; undefined in an app. */
  credentials: Credentials | undefined;
  headers: Record<string, string>;
  timeout: number;
  maxRetries: number;
  fetch: typeof fetch;
  clock: () => number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
  /** What the last answer that told a limit told. */
  lastLimits: Headers | undefined;
}

/**
 * Decides what the options leave open.
 *
 * @throws ConfigurationError when secrets would travel in the clear, or credentials are half there
 */
export function settle(options: RenewalOptions): Settings {
  const given = options.fetch ?? globalThis.fetch;
  return {
    ...options,
    baseUrl: checkedUrl(
      options.baseUrl ?? (environment("RENEWAL_BASE_URL") || defaultBaseUrl),
      options.allowHttp ?? false,
    ),
    credentials: credentialsOf(options),
    headers: { ...agent(), ...options.headers },
    timeout: options.timeout ?? 30_000,
    maxRetries: options.maxRetries ?? 2,
    // Called as a method of another object, a browser's fetch refuses to run.
    fetch: (input, init) => given(input, init),
    clock: options.clock ?? Date.now,
    sleep: options.sleep ?? pause,
    random: options.random ?? Math.random,
    lastLimits: undefined,
  };
}

/** Browsers name themselves, and would ask the API whether this header is allowed. */
function agent(): Record<string, string> {
  const isBrowser = /^Mozilla/.test(globalThis.navigator?.userAgent);
  return isBrowser ? {} : { "User-Agent": `renewal-typescript/${version}` };
}

function checkedUrl(text: string, allowHttp: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError("baseUrl must be an address like https://api.example.com/v1.");
  }
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
  if (url.protocol === "http:" && !loopback && !allowHttp) {
    throw new ConfigurationError(
      `Secrets would go to ${url.hostname} unencrypted. Use https:, or set allowHttp.`,
    );
  }
  return text;
}
