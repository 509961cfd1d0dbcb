/**
 * A Node app, tested with vitest and the mock:
 *
 *   npm install --save-dev @renewal/mocks msw vitest
 *   npx vitest run renew.test.ts
 */
import { mockRenewal } from "@renewal/mocks/vitest";
import { Renewal } from "@renewal/sdk";
import { expect, test } from "vitest";

const mock = mockRenewal({ clock: "2026-01-31T10:00:00Z" });

/** The app: renews a member by a month, unless the membership still runs for longer than a week. */
async function renewIfNeeded(renewal: Renewal, now: number): Promise<string | undefined> {
  const { expires_at } = await renewal.memberships.get();
  if (expires_at !== undefined && Date.parse(expires_at) - now > 7 * 24 * 3_600_000) return undefined;
  const order = await renewal.payments.create({
    order_id: `RENEW-${expires_at?.slice(0, 10) ?? "first"}`,
    amount: 9.99,
  });
  return order.transaction_id;
}

const app = () =>
  new Renewal({ clientId: "demo", clientSecret: "demo-secret", userId: "ann", maxRetries: 2 });

test("a membership that ends soon is renewed from its end on", async () => {
  await mock.state.addMembership({
    user_id: "ann",
    package_id: "monthly",
    expires_at: "2026-02-03T10:00:00Z",
  });
  const order = await renewIfNeeded(app(), mock.now());
  await mock.pay(order ?? "");
  expect((await app().memberships.get()).expires_at).toBe("2026-03-03T10:00:00.000Z");
});

test("one that runs for longer is left alone", async () => {
  await mock.state.addMembership({
    user_id: "ann",
    package_id: "yearly",
    expires_at: "2026-12-01T00:00:00Z",
  });
  expect(await renewIfNeeded(app(), mock.now())).toBeUndefined();
});

test("a lost answer charges nobody twice", async () => {
  mock.loseAnswer("createPayment");
  await renewIfNeeded(app(), mock.now());
  expect(mock.state.orders).toHaveLength(1);
});
