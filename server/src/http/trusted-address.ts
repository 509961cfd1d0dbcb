import ipaddr from "ipaddr.js";
import type { Context, Handler } from "./context.ts";

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
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const given = ipaddr.process(address);
    return parsed.some(([base, bits]) => base.kind() === given.kind() && given.match([base, bits] as never));
  };
}

/**
 * Finds out where a request comes from. `X-Forwarded-For` is written by whoever sends it, so it is read from the right,
 * and only as far as our own proxies reach: the first address that is none of theirs is the client's.
 */
export function trustedAddress(trusts: TrustedProxies): Handler {
  return async (ctx, next) => {
    const socketAddress = ctx.req.socket.remoteAddress ?? "";
    const viaProxy = trusts(socketAddress) && ctx.get("X-Forwarded-For") !== "";
    ctx.state.address = viaProxy ? clientBehind(ctx, socketAddress, trusts) : socketAddress;
    ctx.state.secure = viaProxy
      ? ctx.get("X-Forwarded-Proto").split(",").at(-1)?.trim().toLowerCase() === "https"
      : (ctx.req.socket as { encrypted?: boolean }).encrypted === true || isLoopback(socketAddress);
    await next();
  };
}

function clientBehind(ctx: Context, socketAddress: string, trusts: TrustedProxies): string {
  const hops = ctx
    .get("X-Forwarded-For")
    .split(",")
    .map((hop) => hop.trim());
  let client = socketAddress;
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop)) break;
    client = hop;
    if (!trusts(hop)) break;
  }
  return client;
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";
}
