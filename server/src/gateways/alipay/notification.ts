import { type GatewayReport, parseMinorUnits, Refusal, readForm } from "@renewal/engine";
import type { AlipaySdk } from "alipay-sdk";
import type { AlipaySettings } from "../../configuration/alipay.ts";
import type { Told } from "../lent-pages.ts";
import { momentOf } from "./moments.ts";

/**
 * Reads a notification and makes sure that it is Alipay's, whole, about this app and for this seller.
 *
 * @param body the bytes as they came
 * @throws Refusal INVALID_SIGNATURE when it is not Alipay's as it was sent, VALIDATION_ERROR when it is no notification
 */
export function readNotification(
  body: Uint8Array,
  { appId, sellerId }: Pick<AlipaySettings, "appId" | "sellerId">,
  sdk: Pick<AlipaySdk, "checkNotifySignV2">,
): Told {
  const fields = readForm(body);
  if (!isSigned(fields, sdk)) throw notAlipays("The notification does not carry Alipay's signature of it.");
  if (fields.app_id !== appId) throw notAlipays("The notification is for another app.");
  if (fields.seller_id !== sellerId) throw notAlipays("The notification is about another seller's money.");
  const { out_trade_no: transactionId, total_amount: amount } = fields;
  if (transactionId === undefined || amount === undefined)
    throw new Refusal("VALIDATION_ERROR", "out_trade_no and total_amount must be there.");
  return { transactionId, report: reportOf(fields, parseMinorUnits(amount, "CNY")) };
}

/**
 * Alipay signs `name=value` pairs, sorted and joined by `&`. A value that looks like such a pair could be cut in another
 * place and still have the same signature, so that none is let through; our own subjects never hold one.
 */
function isSigned(fields: Record<string, string>, sdk: Pick<AlipaySdk, "checkNotifySignV2">): boolean {
  // SHA-1 (RSA) and other character sets are what a forger would ask for.
  if (fields.sign_type !== "RSA2" || fields.charset?.toLowerCase() !== "utf-8") return false;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(fields.sign ?? "")) return false;
  if (Object.entries(fields).some((pair) => pair.some((text) => /&[^&=]*=/.test(text)))) return false;
  return sdk.checkNotifySignV2(fields);
}

function reportOf(fields: Record<string, string>, minorUnits: number): GatewayReport | undefined {
  const report = (status: GatewayReport["status"], moment: string | undefined) => {
    const timestamp = momentOf(moment) ?? momentOf(fields.notify_time);
    if (timestamp === undefined)
      throw new Refusal("VALIDATION_ERROR", "The notification does not say when it happened.");
    return { status, minorUnits, currency: "CNY", timestamp };
  };
  switch (fields.trade_status) {
    case "TRADE_SUCCESS":
    case "TRADE_FINISHED":
      return report("paid", fields.gmt_payment);
    case "TRADE_CLOSED":
      return fields.gmt_refund === undefined
        ? report("closed", fields.gmt_close)
        : report("refunded", fields.gmt_refund);
    default:
      return undefined;
  }
}

function notAlipays(message: string): Refusal {
  return new Refusal("INVALID_SIGNATURE", message);
}
