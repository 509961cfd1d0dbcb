import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { AttemptOutcome, Post } from "@renewal/engine";
import { isPublic } from "./addresses.ts";
import { askingNameServers, type Resolve } from "./resolve.ts";

export interface PostOptions {
  /** Hosts, as `name` or `name:port`, that may lie inside the network. For development. */
  allowedHosts?: readonly string[];
  /** From the first byte of the attempt to the end of the answer, in milliseconds. 15,000 by default. */
  timeout?: number;
  /** How names are resolved; by asking name servers when absent. Those of allowed hosts are resolved by the system. */
  resolve?: Resolve | undefined;
}

/** An answer's body tells nothing, but some receivers want it read; more than this is cut off. */
const largestAnswer = 64 * 1024;

/**
 * Sends notifications so that nobody can use them to reach into the operator's network: the address is judged after its
 * name was resolved and at the moment of connecting, so a name that changes its address in between gains nothing, and
 * addresses written as numbers are judged too. Redirects are answers like any other.
 */
export function guardedPost(options: PostOptions = {}): Post {
  const { allowedHosts = [], timeout = 15_000, resolve = askingNameServers() } = options;
  return async (address, headers, body) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol))
      return { error: "The address is no http or https URL." };
    const allowed = allowedHosts.includes(url.hostname) || allowedHosts.includes(url.host);
    const literal = url.hostname.replace(/^\[|\]$/g, "");
    if (!allowed && isIP(literal) !== 0 && !isPublic(literal)) return { error: refusedAddress };
    return send(url, headers, body, timeout, allowed ? (lookup as LookupFunction) : publicLookup(resolve));
  };
}

const refusedAddress = "The address is not a public one.";

/** Resolves a name to its public addresses only; the connection uses exactly what was judged. */
function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    void resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const refused = first === undefined || addresses.some(({ address }) => !isPublic(address));
        if (refused) callback(new Error(refusedAddress), [], 0);
        else if (options.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, [], 0),
    );
  };
}

function send(
  url: URL,
  headers: Record<string, string>,
  body: string,
  timeout: number,
  lookup: LookupFunction,
): Promise<AttemptOutcome> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const length = String(Buffer.byteLength(body));
    // A connection of its own: a kept one would not be judged again.
    const outgoing = request(url, {
      method: "POST",
      agent: false,
      lookup,
      headers: { ...headers, "Content-Length": length, Connection: "close" },
      signal: AbortSignal.timeout(timeout),
    });
    // The head of an answer is the answer, whatever becomes of its body.
    let status: number | undefined;
    const settle = (error: string) => resolve(status === undefined ? { error } : { status });
    outgoing.on("error", (error) => settle(reasonOf(error, timeout)));
    // Without an error before: an answer that is none, such as a switch to another protocol.
    outgoing.on("close", () => settle("The connection was closed without an answer."));
    outgoing.on("response", (answer) => {
      status = answer.statusCode ?? 0;
      let read = 0;
      answer.on("data", (chunk: Buffer) => {
        read += chunk.length;
        if (read > largestAnswer) answer.destroy();
      });
      answer.on("error", () => undefined);
    });
    outgoing.end(body);
  });
}

/** What the operator reads in the list of deliveries; never the receiver's own words. */
function reasonOf(error: Error & { code?: string }, timeout: number): string {
  if (error.message === refusedAddress) return refusedAddress;
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return `The receiver did not answer within ${timeout / 1000} s.`;
  }
  return `The connection failed (${error.code ?? "unknown reason"}).`;
}
