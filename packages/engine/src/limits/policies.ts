import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import type { Caller, Member } from "../caller.ts";

export const limitNames = ["user", "address", "global", "credentials", "notifications"] as const;
export type LimitName = (typeof limitNames)[number];

export interface LimitPolicy {
  /** How many requests any window of this length may hold. */
  limit: number;
  windowMs: number;
}

export type LimitPolicies = Record<LimitName, LimitPolicy>;

export const defaultLimits: LimitPolicies = {
  user: { limit: 5, windowMs: 3_600_000 },
  address: { limit: 100, windowMs: 60_000 },
  global: { limit: 1000, windowMs: 1000 },
  // Below the address limit, so that guessing secrets ends before anything else from that address does.
  credentials: { limit: 60, windowMs: 60_000 },
  // Twice the promised throughput: a gateway that catches up after an outage is let through.
  notifications: { limit: 2000, windowMs: 1000 },
};

/** One limit that a request must pass. */
export interface LimitCheck extends LimitPolicy {
  name: LimitName;
  /** Whose bucket it is among those of the limit, e.g. `demo/user_42`; empty where one is for all. */
  key: string;
}

/**
 * The limits that one request must pass, all at once.
 *
 * @param id the operation, or undefined for an address that leads to none
 * @param who the caller as far as its token is good, and the address it came from (IPv4 or IPv6 text)
 */
export function limitChecks(
  id: OperationId | undefined,
  who: { caller?: Caller | undefined; address: string },
  policies: LimitPolicies,
): LimitCheck[] {
  const names: readonly LimitName[] = id === undefined ? ["address", "global"] : operations[id].rateLimits;
  const checks: LimitCheck[] = [];
  for (const name of names) {
    const key = bucketKey(name, who);
    if (key === undefined) continue;
    const { limit, windowMs } = policies[name];
    checks.push({ name, key, limit, windowMs });
  }
  return checks;
}

function bucketKey(
  name: LimitName,
  { caller, address }: { caller?: Caller | undefined; address: string },
): string | undefined {
  switch (name) {
    case "user":
      return caller?.role === "member" ? userKey(caller) : undefined;
    case "address":
    case "credentials":
      return network(address);
    default:
      return "";
  }
}

/** A caller is remembered with its token, and asks again and again. */
const userKeys = new WeakMap<Member, string>();

function userKey(member: Member): string {
  const known = userKeys.get(member);
  if (known !== undefined) return known;
  const key = `${member.clientId}/${member.userId}`;
  userKeys.set(member, key);
  return key;
}

/**
 * Whose address it is: IPv4 counts by address, also where it is written as IPv6; IPv6 by /64, which every household is
 * handed whole.
 *
 * @example network("2001:db8::1") // "2001:db8:0:0::/64"
 */
export function network(address: string): string {
  if (!address.includes(":")) return address;
  const groups = groupsOf(address.replace(/%.*$/, ""));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join(".");
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight numbers of an IPv6 address, whose last two may be written as IPv4. */
function groupsOf(address: string): number[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [left = [], right = []] = hexadecimal
    .split("::")
    .map((half) => (half === "" ? [] : half.split(":").map((group) => Number.parseInt(group, 16))));
  return [...left, ...Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}
