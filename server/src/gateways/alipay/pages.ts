import type { AlipaySdk } from "alipay-sdk";
import type { AlipaySettings } from "../../configuration/alipay.ts";
import type { GatewayPages } from "../lent-pages.ts";
import { addressAtAlipay, deviceOf } from "./checkout.ts";
import { readNotification } from "./notification.ts";

/** What the pages of this server begin with that Alipay needs. */
export const path = "/alipay";

export function alipayPages(
  sdk: Pick<AlipaySdk, "pageExecute" | "checkNotifySignV2">,
  settings: Pick<AlipaySettings, "appId" | "sellerId">,
): GatewayPages {
  return {
    name: "Alipay",
    path,
    addressOf: async (order, { now, notifyUrl, userAgent }) =>
      addressAtAlipay(sdk, order, { now, notifyUrl, device: deviceOf(userAgent) }),
    read: async (body) => readNotification(body, settings, sdk),
    words: { type: "text/plain", taken: "success", refused: "failure" },
  };
}
