import type { BrowserMock } from "@renewal/mocks/browser";

export const member = "ann";

const days = 24 * 3_600_000;
const inDays = (count: number) => new Date(Date.now() + count * days).toISOString();

/** The states that the page can be looked at in: `/?state=lapsed`. Without one it goes on from where it was. */
export const states: Record<string, (mock: BrowserMock) => Promise<unknown> | unknown> = {
  none: () => undefined,
  member: ({ state }) =>
    state.addMembership({ user_id: member, package_id: "yearly", expires_at: inDays(90) }),
  ending: ({ state }) =>
    state.addMembership({ user_id: member, package_id: "monthly", expires_at: inDays(2) }),
  lapsed: ({ state }) =>
    state.addMembership({ user_id: member, package_id: "monthly", expires_at: inDays(-20) }),
  unpaid: ({ state }) => state.addOrder({ order_id: "ORD-unpaid", user_id: member, package_id: "yearly" }),
  refused: (mock) => mock.failNext("createPayment", "PAYMENT_FAILED", { times: 10 }),
  limited: (mock) => mock.failNext("createPayment", "RATE_LIMIT_EXCEEDED", { retryAfter: 1800 }),
  down: (mock) => mock.failNext("getMembership", "SERVICE_UNAVAILABLE", { times: 3, retryAfter: 0 }),
  offline: (mock) => mock.offline(),
};
