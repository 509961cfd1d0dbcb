import type { HmacSettings } from "../../configuration/hmac.ts";
import type { OpenGateway } from "../open.ts";
import { hmacGateway, listOrders } from "./orders.ts";

/** Payments through a gateway that speaks the documented protocol; it reports to `/v1/payment/notify`. */
export function openHmac(
  { url }: HmacSettings,
  { secrets, publicUrl }: { secrets: () => readonly string[]; publicUrl: () => string },
): OpenGateway {
  const notifyUrl = () => `${publicUrl()}/v1/payment/notify`;
  return {
    name: "hmac",
    gateway: hmacGateway({ url, secrets, notifyUrl }),
    list: (since) => listOrders({ url, secrets }, since),
    sites: [],
    notifiedAt: [],
    start: () => [],
  };
}
