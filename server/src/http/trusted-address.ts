import type { IncomingMessage } from "node:http";
import { isIPv4, type Socket } from "node:net";
import ipaddr from "ipaddr.js";

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
  const fourPart = parsed.flatMap(([base, bits]) => {
    const size = 2 ** (32 - bits);
    return base.kind() === "ipv4" ? [{ size, network: Math.floor(numberOf(base.toString()) / size) }] : [];
  });
  return (address) => {
    if (isIPv4(address)) {
      const number = numberOf(address);
      return fourPart.some(({ size, network }) => Math.floor(number / size) === network);
    }
    if (!ipaddr.isValid(address)) return false;
    const given = ipaddr.process(address);
    return parsed.some(([base, bits]) => base.kind() === given.kind() && given.match([base, bits] as never));
  };
}

/** The 32 bits of an IPv4 address. */
function numberOf(address: string): number {
  let whole = 0;
  let part = 0;
  for (let index = 0; index < address.length; index += 1) {
    const code = address.charCodeAt(index);
    if (code !== dot) part = part * 10 + (code - zero);
    else {
      whole = whole * 256 + part;
      part = 0;
    }
  }
  return whole * 256 + part;
}

const dot = ".".charCodeAt(0);
const zero = "0".charCodeAt(0);

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
  const { address, isTrusted, isLocal } = peerOf(socket, trusts);
  const isForwarded =
    headers["x-forwarded-for"] !== undefined ||
    headers["x-forwarded-proto"] !== undefined ||
    headers.forwarded !== undefined;
  if (isTrusted && isForwarded) {
    const scheme = headers["x-forwarded-proto"];
    const secure = scheme === "https" || lastOf(scheme) === "https";
    return { address: clientBehind(address, headers["x-forwarded-for"], trusts), secure };
  }
  if ((socket as { encrypted?: boolean }).encrypted === true) return { address, secure: true };
  // A proxy on this machine that nobody named brings requests from anywhere.
  return { address, secure: isLocal && !isForwarded };
}

interface Peer {
  address: string;
  isTrusted: boolean;
  isLocal: boolean;
}

/** Who is at the other end stays the same for all requests of a connection. */
const peers = new WeakMap<Socket, Peer>();

function peerOf(socket: Socket, trusts: TrustedProxies): Peer {
  const known = peers.get(socket);
  if (known !== undefined) return known;
  const address = plainAddress(socket.remoteAddress ?? "") ?? "unknown";
  const peer = { address, isTrusted: trusts(address), isLocal: isLoopback(address) };
  peers.set(socket, peer);
  return peer;
}

function clientBehind(peer: string, header: string | string[] | undefined, trusts: TrustedProxies): string {
  const hops = String(header ?? "");
  let client = peer;
  for (let end = hops.length; end >= 0; ) {
    const comma = end === 0 ? -1 : hops.lastIndexOf(",", end - 1);
    const address = plainAddress(hops.slice(comma + 1, end).trim());
    if (address === undefined) break;
    client = address;
    if (!trusts(address)) break;
    end = comma;
  }
  return client;
}

/** The nearest proxy writes last. */
function lastOf(header: string | string[] | undefined): string | undefined {
  const text = String(header ?? "");
  return text
    .slice(text.lastIndexOf(",") + 1)
    .trim()
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
