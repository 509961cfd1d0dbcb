import type { Seen } from "../scripted/server.ts";
import { openNetwork } from "../targets/network.ts";
import type { Target } from "../targets/target.ts";
import type { serverMutants } from "./list.ts";

type Change = (seen: Seen) => Seen[];

/** The same money once more, as another refund. */
function refundedAgain(seen: Seen): Seen {
  return { ...seen, text: seen.text.replace(/("refund_id":\s*"[^"]*)/, "$1-again") };
}

const isCreation = ({ path }: Seen) => path.endsWith("/payment/create");

/** The same order under another order_id: for the server it is another order. */
function renamed(seen: Seen): Seen {
  const suffix = Math.random().toString(36).slice(2, 6);
  return { ...seen, text: seen.text.replace(/("order_id":\s*"[^"]{0,55})/, `$1-${suffix}`) };
}

/** Changes requests on their way to the right server, so that it does what a wrong one would. */
const changes: Record<keyof typeof serverMutants, Change> = {
  "charges twice": (seen) => (isCreation(seen) ? [seen, renamed(seen)] : [seen]),
  "forgets which orders it knows": (seen) => [isCreation(seen) ? renamed(seen) : seen],
  "forgets it when the network is bad": (seen) => [isCreation(seen) ? renamed(seen) : seen],
  "takes a declined payment for a paid one": (seen) => [seen],
  "counts nothing": (seen) => [seen],
  "sends each part back twice": (seen) =>
    seen.path.endsWith("/refund") ? [seen, refundedAgain(seen)] : [seen],
  "loses what it is asked to close": (seen) =>
    seen.path.endsWith("/close")
      ? [{ ...seen, method: "GET", path: seen.path.replace(/\/close$/, ""), text: "" }]
      : [seen],
};

/** A target that is wrong in one way: the right one behind something that makes it wrong. */
export async function wrongTarget(name: keyof typeof serverMutants, target: Target): Promise<Target> {
  const network = await openNetwork(target.baseUrl, {
    ...{ route: "nothing", mishaps: [], change: changes[name] },
    answer: name === "counts nothing" ? withoutLimits : undefined,
  });
  return {
    ...target,
    baseUrl: network.baseUrl,
    pay: (url, action) =>
      target.pay(url, name === "takes a declined payment for a paid one" ? "pay" : action),
    async stop() {
      network.stop();
    },
  };
}

function withoutLimits(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([header]) => !header.startsWith("x-ratelimit")));
}
