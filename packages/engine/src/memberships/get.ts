import type { Input, Output, Schemas } from "@renewal/contract";
import type { Caller } from "../caller.ts";
import type { LedgerEntry } from "../model.ts";
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
  const paid = world.store.ledgerOf(caller.clientId, userId);
  const ledger = paid instanceof Promise ? await paid : paid;
  const now = world.clock.now();
  if (ledger.length === 0) return { status: 200, body: membershipView(userId, [], now) };
  const known = views.get(ledger);
  if (known !== undefined && isStill(known, world, now)) return { status: 200, body: known.body };
  const view = viewAt(userId, ledger, world.settings.businessTimeZone, now);
  views.set(ledger, view);
  return { status: 200, body: view.body };
}

/** What a ledger says of a membership, and for how long it says so: it changes only where a period begins or ends. */
interface View {
  body: Schemas["Membership"];
  timeZone: string;
  from: number;
  until: number;
}

/** A store that remembers a ledger answers the same list again; its periods take some 6 µs each to find. */
const views = new WeakMap<readonly LedgerEntry[], View>();

function isStill({ timeZone, from, until }: View, world: World, now: number): boolean {
  return from <= now && now < until && timeZone === world.settings.businessTimeZone;
}

function viewAt(userId: string, ledger: readonly LedgerEntry[], timeZone: string, now: number): View {
  const periods = periodsOf(ledger, timeZone);
  const turns = periods.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
  return {
    body: Object.freeze(membershipView(userId, periods, now)),
    timeZone,
    from: turns.findLast((turn) => turn <= now) ?? Number.NEGATIVE_INFINITY,
    until: turns.find((turn) => turn > now) ?? Number.POSITIVE_INFINITY,
  };
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
