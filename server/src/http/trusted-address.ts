import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";
import type { Handler } from "./context.ts";

/** Whether an address belongs to one of our own proxies. */
export type TrustedProxies = (address: string) => boolean;

/**
 * Reads the proxies that are believed.
 *
 * @param ranges addresses or CIDR ranges, e.g. `["10.0.0.0/8", "::1"]`
 * @throws Error naming the entry that is neither
 */
export function trustedProxies(ranges: readonly string[]): TrustedProxies {
  const parsed = ranges.map((range) => {
    if (ipaddr.isValidCIDR(range)) return ipaddr.parseCIDR(range);
    if (!ipaddr.isValid(range)) throw new Error(`${range} is neither an address nor a CIDR range.`);
    const address = ipaddr.process(range);
    return [address, address.kind() === "ipv4" ? 32 : 128] as [typeof address, number];
  });
  const fourPart = parsed.flatMap(([base, bits]) =>
    base.kind() === "ipv4" ? [{ bits, network: networkOf(base.toString(), bits) }] : [],
  );
  return (address) => {
    if (isIPv4(address)) return fourPart.some(({ bits, network }) => networkOf(address, bits) === network);
    if (!ipaddr.isValid(address)) return false;
    const given = ipaddr.process(address);
    return parsed.some(([base, bits]) => base.kind() === given.kind() && given.match([base, bits] as never));
  };
}

/** The first bits of an IPv4 address, as a number. */
function networkOf(address: string, bits: number): number {
  const whole = address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
  return Math.floor(whole / 2 ** (32 - bits));
}

/** What is known of the way that a request came. */
export interface Way {
  address: string;
  /** Whether it was encrypted all the way to us, or never left this machine. */
  secure: boolean;
}

/**
 * Finds out where a request comes from. `X-Forwarded-For` is written by whoever sends it, so it is read from the right,
 * and only as far as our own proxies reach: the first address that is none of theirs is the client's.
 */
export function wayOf({ headers, socket }: IncomingMessage, trusts: TrustedProxies): Way {
  const peer = plainAddress(socket.remoteAddress ?? "") ?? "unknown";
  const isForwarded = forwardingHeaders.some((name) => headers[name] !== undefined);
  if (trusts(peer) && isForwarded) {
    const scheme = lastOf(headers["x-forwarded-proto"]);
    return { address: clientBehind(peer, headers["x-forwarded-for"], trusts), secure: scheme === "https" };
  }
  if ((socket as { encrypted?: boolean }).encrypted === true) return { address: peer, secure: true };
  // A proxy on this machine that nobody named brings requests from anywhere.
  return { address: peer, secure: isLoopback(peer) && !isForwarded };
}

const forwardingHeaders = ["x-forwarded-for", "x-forwarded-proto", "forwarded"];

export function trustedAddress(trusts: TrustedProxies): Handler {
  return (ctx, next) => {
    Object.assign(ctx.state, wayOf(ctx.req, trusts));
    return next();
  };
}

function clientBehind(peer: string, header: string | string[] | undefined, trusts: TrustedProxies): string {
  let client = peer;
  for (const hop of String(header ?? "")
    .split(",")
    .reverse()) {
    const address = plainAddress(hop.trim());
    if (address === undefined) break;
    client = address;
    if (!trusts(address)) break;
  }
  return client;
}

/** The nearest proxy writes last. */
function lastOf(header: string | string[] | undefined): string | undefined {
  return String(header ?? "")
    .split(",")
    .at(-1)
    ?.trim()
    .toLowerCase();
}

/** An address without its port, its brackets and its zone; IPv4 inside IPv6 as IPv4; undefined for anything else. */
function plainAddress(text: string): string | undefined {
  // Nearly every one is of this form, which needs no more than a look.
  if (isIPv4(text)) return text;
  const bare = /^\[(.+)\](:\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/, "");
  const isWhole = address.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(address);
  return isWhole && ipaddr.isValid(address) ? ipaddr.process(address).toString() : undefined;
}

export function isLoopback(address: string): boolean {
  if (isIPv4(address)) return address.startsWith("127.");
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}
