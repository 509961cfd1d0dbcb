import type { Output, Schemas } from "@renewal/contract";
import type { Package } from "../model.ts";
import { toAmount } from "../money.ts";
import type { World } from "../world.ts";

/** What is sold until an operator says otherwise. */
export const defaultPackages: readonly Package[] = [
  { id: "monthly", name: "Monthly Membership", months: 1, minorUnits: 999, currency: "CNY", active: true },
  {
    id: "quarterly",
    name: "Quarterly Membership",
    months: 3,
    minorUnits: 2699,
    currency: "CNY",
    active: true,
  },
  { id: "yearly", name: "Annual Membership", months: 12, minorUnits: 9999, currency: "CNY", active: true },
];

/** What is told of each list of packages; a store that remembers one answers the same list again. */
const told = new WeakMap<readonly Package[], Output<"listPackages">>();

export async function listPackages(world: World): Promise<Output<"listPackages">> {
  const sold = world.store.activePackages();
  const offers = sold instanceof Promise ? await sold : sold;
  const known = told.get(offers);
  if (known !== undefined) return known;
  const answer = { status: 200 as const, body: Object.freeze({ data: offers.map(packageView) }) };
  told.set(offers, answer);
  return answer;
}

function packageView({ id, name, months, minorUnits, currency }: Package): Schemas["Package"] {
  return { id, name, months, amount: toAmount(minorUnits, currency), currency };
}
