import { defaultLimits, defaultPackages, type LimitPolicies, type Package } from "@renewal/engine";
import type { ClockOption } from "./clock.ts";

/** A client of the mock: a merchant's server. */
export interface MockClient {
  clientId: string;
  secret: string;
  /** What notifications to this merchant are signed with. */
  webhookSecret: string;
}

/** A package on sale, with its price as the API tells it. */
export interface MockPackage {
  id: string;
  name: string;
  months: number;
  /** Minor units, such as fen: 9999 is 99.99. */
  minorUnits: number;
  currency: string;
}

/**
 * What becomes of a notification to a merchant's `notify_url`: `catch` keeps it for the test, `send` also sends it, and
 * a function decides with which status it is answered.
 */
export type DeliveryOption = "catch" | "send" | ((delivery: OutgoingDelivery) => number | Promise<number>);

/** A signed notification on its way to a merchant. */
export interface OutgoingDelivery {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface MockOptions {
  /** The same seed gives the same ids in the same order. Default: `renewal`. */
  seed?: string | number;
  /** A moment at which the time stands until the test moves it, or a clock of yours. Default: the machine's. */
  clock?: ClockOption;
  /** What is on sale. Default: monthly 9.99, quarterly 26.99 and yearly 99.99 CNY. */
  packages?: readonly MockPackage[];
  /** Default: `demo` with the secret `demo-secret`, and `demo-webhook-secret` for notifications. */
  clients?: readonly MockClient[];
  /**
   * Where your app believes the API to be, e.g. `https://api.example.com/v1` or `/api/renewal`. Default: every address
   * whose path is an operation's behind `/v1`, on any host.
   */
  baseUrl?: string;
  /** Where `payment_url` leads, e.g. `https://shop.test`. Default: the origin of the request that created the order. */
  checkoutOrigin?: string;
  /** Default: `catch`. */
  deliveries?: DeliveryOption;
  /** How many requests are let through. Default: as on the server, 5 an hour for a user's new payments, and so on; `off` lets all through. */
  limits?: Partial<LimitPolicies> | "off";
  /** The zone whose calendar months a renewal adds. Default: `Asia/Shanghai`. */
  businessTimeZone?: string;
  /** Hears of requests that lead to no operation, with the one that was probably meant. Default: `console.warn`. */
  onUnhandled?: (message: string) => void;
}

export interface Settled extends Required<Pick<MockOptions, "seed" | "businessTimeZone" | "onUnhandled">> {
  packages: readonly Package[];
  clients: readonly MockClient[];
  limits: LimitPolicies;
  baseUrl: string | undefined;
  deliveries: DeliveryOption;
}

const demoClient: MockClient = {
  clientId: "demo",
  secret: "demo-secret",
  webhookSecret: "demo-webhook-secret",
};

export function settledOptions(options: MockOptions): Settled {
  return {
    seed: options.seed ?? "renewal",
    businessTimeZone: options.businessTimeZone ?? "Asia/Shanghai",
    onUnhandled: options.onUnhandled ?? ((message) => console.warn(message)),
    packages: (options.packages ?? defaultPackages).map((entry) => ({ ...entry, active: true })),
    clients: options.clients ?? [demoClient],
    limits: limitsOf(options.limits),
    baseUrl: options.baseUrl?.replace(/\/+$/, ""),
    deliveries: options.deliveries ?? "catch",
  };
}

function limitsOf(option: MockOptions["limits"]): LimitPolicies {
  if (option !== "off") return { ...defaultLimits, ...option };
  const open = Object.entries(defaultLimits).map(([name, policy]) => [name, { ...policy, limit: 1_000_000 }]);
  return Object.fromEntries(open) as LimitPolicies;
}
