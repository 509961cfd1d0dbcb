import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { defaultLimits, limitChecks, network } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { ann, bob, shop } from "../town.ts";

const address = "203.0.113.7";
const limitsOf = (id: OperationId | undefined, caller = ann) =>
  limitChecks(id, { caller, address }, defaultLimits).map(({ name, key, limit, windowMs }) => [
    key === "" ? name : `${name}:${key}`,
    limit,
    windowMs,
  ]);

const perAddress = ["address:203.0.113.7", 100, 60_000];
const perSecond = ["global", 1000, 1000];

describe("the limits", () => {
  test("of creating a payment are 5 per hour per user, 100 per minute per address and 1000 per second in all", () => {
    expect(limitsOf("createPayment")).toEqual([["user:shop/ann", 5, 3_600_000], perAddress, perSecond]);
  });

  test("of a request whose token is not good leave the user out, who may be anybody", () => {
    expect(limitChecks("createPayment", { address }, defaultLimits).map(({ name }) => name)).toEqual([
      "address",
      "global",
    ]);
  });

  test("of a merchant's token hold no user's share", () => {
    expect(limitsOf("createPayment", shop)).toEqual([perAddress, perSecond]);
  });

  test("of users are apart, those of other clients included", () => {
    const keys = [ann, bob, { ...ann, clientId: "rival" }].map(
      (caller) => limitsOf("createPayment", caller)[0]?.[0],
    );
    expect(new Set(keys).size).toBe(3);
  });

  test("of a gateway's notification are its own, beside those of everybody else", () => {
    expect(limitsOf("receiveNotification")).toEqual([["notifications", 2000, 1000]]);
  });

  test("of a token are fewer per address than those of the rest", () => {
    expect(limitsOf("createToken")).toEqual([["credentials:203.0.113.7", 60, 60_000], perAddress, perSecond]);
  });

  test("hold for addresses that lead to nothing", () => {
    expect(limitsOf(undefined)).toEqual([perAddress, perSecond]);
  });

  test("are there for every operation", () => {
    for (const id of Object.keys(operations) as OperationId[]) expect(limitsOf(id).length).toBeGreaterThan(0);
  });

  test("can be set by the operator", () => {
    const policies = { ...defaultLimits, user: { limit: 50, windowMs: 60_000 } };
    expect(limitChecks("createPayment", { caller: ann, address }, policies)[0]).toEqual({
      ...{ name: "user", key: "shop/ann", limit: 50, windowMs: 60_000 },
    });
  });
});

describe("an address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["0000:0000:0000:0000:0000:ffff:cb00:7107", "203.0.113.7"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
  ])("%s counts as %s", (text, counted) => expect(network(text)).toBe(counted));

  test("of one household's /64 counts with all others of it, and with none of the next", () => {
    const one = network("2001:db8:1:2::1");
    expect(network("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(one);
    expect(network("2001:db8:1:3::1")).not.toBe(one);
  });
});
