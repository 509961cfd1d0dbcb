import { expect, test } from "vitest";
import { type Caller, VerifiedTokens } from "../../src/index.ts";

const ann: Caller = { role: "member", clientId: "shop", userId: "ann" };
const expiresAt = 1000;

test("A verified token is known until it expires, and no other text is, however much of it is the same", () => {
  const tokens = new VerifiedTokens();
  const signature = "s".repeat(86);
  const token = `header.ann.${signature}`;
  tokens.add(token, { caller: ann, expiresAt });
  expect(tokens.get(token, 999)?.caller).toBe(ann);
  for (const other of [`header.bob.${signature}`, signature.slice(-32), `${token}s`, token.slice(1), ""])
    expect(tokens.get(other, 999)).toBeUndefined();
  expect(tokens.get(token, 1000)).toBeUndefined();
  expect(tokens.get(token, 999)).toBeUndefined();
});

test("Of two tokens that end alike the one verified last is known, and neither speaks for the other", () => {
  const tokens = new VerifiedTokens();
  const bob: Caller = { ...ann, userId: "bob" };
  const [first, second] = ["ann", "bob"].map((name) => `${name}.${"s".repeat(86)}`) as [string, string];
  tokens.add(first, { caller: ann, expiresAt });
  tokens.add(second, { caller: bob, expiresAt });
  expect(tokens.get(first, 0)).toBeUndefined();
  expect(tokens.get(second, 0)?.caller).toBe(bob);
});
