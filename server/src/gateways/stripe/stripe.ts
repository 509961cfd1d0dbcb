import type { StripeSettings } from "../../configuration/stripe.ts";
import type { GatewayOrders } from "../../storage/gateway-orders.ts";
import {
  checkoutPathOf,
  type GatewayPages,
  type LentPagesOptions,
  lentPages,
  notifyPathOf,
} from "../lent-pages.ts";
import type { OpenGateway } from "../open.ts";
import { stripeClient } from "./calls.ts";
import { listSessions } from "./list.ts";
import { readEvent } from "./notification.ts";
import { addressAtStripe, stripeSessions } from "./sessions.ts";

/** What the pages of this server begin with that Stripe needs. */
const path = "/stripe";

/** Payments through Stripe Checkout. */
export function openStripe(
  settings: StripeSettings,
  options: LentPagesOptions & { orders: GatewayOrders },
): OpenGateway {
  const stripe = stripeClient(settings);
  const { orders, publicUrl } = options;
  const checkoutUrl = () => publicUrl() + checkoutPathOf(path);
  const pages: GatewayPages = {
    ...{ name: "Stripe", path },
    addressOf: (order, { pageUrl }) => addressAtStripe({ stripe, orders }, order, pageUrl),
    read: (body, header) => readEvent(stripe, body, header("Stripe-Signature"), settings.webhookSecrets),
    words: { type: "application/json", taken: '{"received":true}', refused: '{"received":false}' },
  };
  return {
    name: "stripe",
    gateway: stripeSessions({ stripe, orders, checkoutUrl }),
    list: (since) => listSessions(stripe, since),
    sites: [lentPages(pages, options)],
    notifiedAt: [notifyPathOf(path)],
    start: () => [],
  };
}
