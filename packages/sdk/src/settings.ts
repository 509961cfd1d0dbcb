import { ConfigurationError } from "./errors/client.ts";
import { defaultBaseUrl } from "./generated/client.ts";
import type { ClientOptions } from "./options.ts";
import { pause } from "./waiting.ts";

/** The options of a client with everything decided. */
export interface Settings extends ClientOptions {
  baseUrl: string;
  timeout: number;
  maxRetries: number;
  fetch: typeof fetch;
  clock: () => number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
  /** Names the next request, so that one that got no answer can be found in the API's logs as well. */
  newRequestId: () => string;
  /** What the last answer that told a limit told. */
  lastLimits: Headers | undefined;
}

/**
 * Decides what the options leave open.
 *
 * @throws ConfigurationError when secrets would travel in the clear, or nobody could send anything
 */
export function settle(options: ClientOptions): Settings {
  const given = options.fetch ?? globalThis.fetch;
  if (typeof given !== "function") {
    throw new ConfigurationError("There is no fetch here. Give one as an option.");
  }
  return {
    ...options,
    baseUrl: checkedUrl(options.baseUrl ?? defaultBaseUrl, options.allowHttp ?? false),
    timeout: options.timeout ?? 30_000,
    maxRetries: options.maxRetries ?? 2,
    // Called as a method of another object, a browser's fetch refuses to run.
    fetch: (input, init) => given(input, init),
    clock: options.clock ?? Date.now,
    sleep: options.sleep ?? pause,
    random: options.random ?? Math.random,
    newRequestId: namer(),
    lastLimits: undefined,
  };
}

/** A name and no secret: asking a safe random source each time would cost more than all else in a call. */
function namer(): () => string {
  const mine = Math.random().toString(36).slice(2);
  let count = 0;
  return () => {
    count++;
    return `req_${mine}${count.toString(36).padStart(4, "0")}`;
  };
}

function checkedUrl(text: string, allowHttp: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError("baseUrl must be an address like https://api.example.com/v1.");
  }
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
  if (url.protocol === "http:" && !loopback && !allowHttp) {
    throw new ConfigurationError(
      `Secrets would travel to ${url.hostname} unencrypted. Use https:, or set allowHttp.`,
    );
  }
  return text;
}
