import type { Output } from "@renewal/contract";
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

export async function listPackages(world: World): Promise<Output<"listPackages">> {
  const offers = await world.store.activePackages();
  return {
    status: 200,
    body: {
      data: offers.map(({ id, name, months, minorUnits, currency }) => ({
        id,
        name,
        months,
        amount: toAmount(minorUnits, currency),
        currency,
      })),
    },
  };
}
