import { type Order, toAmount } from "@renewal/engine";
import type { AlipaySdk } from "alipay-sdk";
import { alipayTime } from "./moments.ts";

/** Alipay refuses these in a subject, and in a notification they would make its signature ambiguous. */
const forbidden = /[\s/=&]+/g;

/**
 * The address at Alipay where this order is paid, signed for whoever comes now.
 *
 * @param device which page of Alipay's fits: `phone` may open its app
 */
export function addressAtAlipay(
  sdk: Pick<AlipaySdk, "pageExecute">,
  order: Order,
  { now, notifyUrl, device }: { now: number; notifyUrl: string; device: "phone" | "desktop" },
): string {
  const isPhone = device === "phone";
  return sdk.pageExecute(isPhone ? "alipay.trade.wap.pay" : "alipay.trade.page.pay", "GET", {
    notifyUrl,
    ...(order.returnUrl === undefined ? {} : { returnUrl: order.returnUrl }),
    timestamp: alipayTime(now),
    bizContent: {
      outTradeNo: order.transactionId,
      productCode: isPhone ? "QUICK_WAP_WAY" : "FAST_INSTANT_TRADE_PAY",
      totalAmount: toAmount(order.minorUnits, order.currency).toFixed(2),
      subject: order.subject.replace(forbidden, " ").trim() || order.orderId,
      timeExpire: alipayTime(order.expiresAt),
    },
  });
}

export function deviceOf(userAgent: string): "phone" | "desktop" {
  return /Mobile|Android|iPhone|iPod|HarmonyOS/i.test(userAgent) ? "phone" : "desktop";
}
