import type { Case, Json } from "../case.ts";
import { mismatch } from "../match.ts";
import type { Ground } from "../run-case.ts";
import { openNetwork } from "./network.ts";
import { type Shop, until } from "./shop.ts";
import type { Effects, Target } from "./target.ts";

/** A target as the ground of a case, with a member and order ids that nobody else has. */
export async function targetGround(
  one: Case,
  who: string,
  target: Target,
  shop: Shop,
  patience?: number,
): Promise<Ground> {
  const name = `${one.id}-${who}`.replaceAll(/[^A-Za-z0-9]+/g, "-");
  // An order_id has 64 characters at most, and the server counts by member.
  const short = `${name.slice(-40)}-${Math.random().toString(36).slice(2, 8)}`;
  const [plan] = one.network;
  const network = plan && (await openNetwork(target.baseUrl, plan as never));
  return {
    values: {
      ...{ base_url: network?.baseUrl ?? target.baseUrl, user: `u-${short}`, order: `o-${short}` },
      ...{ notify_url: shop.urlFor(short), ...target.merchant },
      now: new Date().toISOString(),
    },
    async perform(step) {
      if (step.do === "pay") return pay(target, step);
      if (step.do === "effects") return effects(target, `u-${short}`, step, patience);
      return shop.delivery(short, (event) => step.status === undefined || event.status === step.status);
    },
    close: () => network?.stop(),
  };
}

async function pay(target: Target, { payment_url, action = "pay" }: Json): Promise<Json> {
  await target.pay(String(payment_url), action as "pay");
  return {};
}

/** Effects may come a little later than answers: with `wait` it waits until they are there. */
async function effects(target: Target, user: string, { wait }: Json, patience?: number): Promise<Json> {
  const look = () => target.effects(user);
  if (wait === undefined) return look();
  let last: Effects | undefined;
  return until(
    `${JSON.stringify(wait)} for ${user}`,
    async () => {
      last = await look();
      return mismatch(last, wait).length === 0 ? last : undefined;
    },
    patience,
  ).catch((error: Error) => {
    throw new Error(`${error.message} It was ${JSON.stringify(last)}.`);
  });
}
