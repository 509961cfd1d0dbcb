import type { Input, Output, Schemas } from "@renewal/contract";
import type { Caller } from "../caller.ts";
import { toAmount } from "../money.ts";
import { timestamp } from "../payments/views.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { type Period, periodsOf } from "./renewal.ts";

export async function getMembership(
  world: World,
  { query }: Input<"getMembership">,
  caller: Caller,
): Promise<Output<"getMembership">> {
  const userId = whose(query.user_id, caller);
  const ledger = await world.store.ledgerOf(caller.clientId, userId);
  const periods = periodsOf(ledger, world.settings.businessTimeZone);
  return { status: 200, body: membershipView(userId, periods, world.clock.now()) };
}

function whose(asked: string | undefined, caller: Caller): string {
  if (caller.role === "member") {
    if (asked === undefined || asked === caller.userId) return caller.userId;
    throw new Refusal("FORBIDDEN", "A member's token reads its own membership only. Leave user_id out.");
  }
  if (asked !== undefined) return asked;
  throw invalid("user_id", "required", "user_id is required with a merchant's token. Add it to the query.", {
    in: "query",
  });
}

function membershipView(userId: string, periods: Period[], now: number): Schemas["Membership"] {
  const last = periods.at(-1);
  if (last === undefined) return { user_id: userId, status: "none", history: [] };
  const current = periods.find((period) => period.startsAt <= now && now < period.endsAt) ?? last;
  return {
    user_id: userId,
    status: now < last.endsAt ? "active" : "expired",
    package_id: current.entry.packageId,
    expires_at: timestamp(last.endsAt),
    history: periods.map(periodView),
  };
}

function periodView({ entry, startsAt, endsAt }: Period): Schemas["MembershipPeriod"] {
  return {
    transaction_id: entry.transactionId,
    order_id: entry.orderId,
    package_id: entry.packageId,
    months: entry.months,
    amount: toAmount(entry.minorUnits, entry.currency),
    currency: entry.currency,
    paid_at: timestamp(entry.paidAt),
    starts_at: timestamp(startsAt),
    ends_at: timestamp(endsAt),
  };
}
