import { type Gateway, GatewayFailure, type GatewayState, parseMinorUnits, toAmount } from "@renewal/engine";
import type { AlipaySdk, AlipaySdkCommonResult } from "alipay-sdk";
import { alipayTime, momentOf } from "./moments.ts";

export interface TradesOptions {
  sdk: Pick<AlipaySdk, "exec">;
  now: () => number;
  /** The page that sends a person on to Alipay; the transaction id is put behind it. */
  checkoutUrl: () => string;
}

/** What Alipay says of a trade that it never saw: the person did not get as far as its page. */
const neverSeen = "ACQ.TRADE_NOT_EXIST";

/** Sub-codes that say: not now. Every other one says no. */
const passing = new Set(["ACQ.SYSTEM_ERROR", "AOP.INVALID-APP-CALL-FREQUENCY-LIMIT"]);

/**
 * Orders as trades at Alipay. A trade comes into being when the person gets to Alipay's page, so that creating one
 * needs no call; until then Alipay does not know it.
 */
export function alipayTrades({ sdk, now, checkoutUrl }: TradesOptions): Gateway {
  async function call(
    method: string,
    transactionId: string,
    more: Record<string, string> = {},
  ): Promise<AlipaySdkCommonResult> {
    const params = { timestamp: alipayTime(now()), bizContent: { outTradeNo: transactionId, ...more } };
    try {
      return await sdk.exec(method, params, { validateSign: true });
    } catch (cause) {
      // What the SDK says holds the whole answer, and an answer that is not Alipay's may hold anything.
      throw new GatewayFailure("unavailable", "Alipay did not answer, or not with its signature.", { cause });
    }
  }

  async function query(transactionId: string): Promise<GatewayState> {
    const answer = await call("alipay.trade.query", transactionId);
    if (answer.code === "10000") return stateOf(answer, transactionId);
    if (answer.subCode === neverSeen) return { status: "unknown" };
    throw failureOf(answer);
  }

  return {
    async create({ transactionId, currency }) {
      if (currency !== "CNY")
        throw new GatewayFailure("refused", `Alipay is paid in CNY and not in ${currency}.`);
      return { paymentUrl: `${checkoutUrl()}/${transactionId}` };
    },
    query,
    async close(transactionId) {
      const answer = await call("alipay.trade.close", transactionId);
      if (answer.code === "10000") return { status: "closed" };
      if (answer.subCode === neverSeen) return { status: "unknown" };
      // It cannot be closed any more, since it is over already: paid, closed, or refunded.
      if (/TRADE_STATUS/.test(answer.subCode ?? "")) return query(transactionId);
      throw failureOf(answer);
    },
    async refund({ transactionId, refundId, minorUnits, currency }) {
      const answer = await call("alipay.trade.refund", transactionId, {
        refundAmount: toAmount(minorUnits, currency).toFixed(2),
        // Alipay moves the money of one request number once, and answers the same when it is asked again.
        outRequestNo: refundId,
      });
      if (answer.code !== "10000") throw failureOf(answer);
      // Sent again it says so by fund_change N, without a time of its own.
      const at = momentOf((answer as Record<string, unknown>).gmtRefundPay as string | undefined);
      return at === undefined ? {} : { at };
    },
  };
}

function stateOf(answer: AlipaySdkCommonResult, transactionId: string): GatewayState {
  const { outTradeNo, tradeStatus, totalAmount, sendPayDate } = answer as Record<string, unknown>;
  if (outTradeNo !== transactionId || typeof totalAmount !== "string")
    throw new GatewayFailure("unavailable", "Alipay answered about another trade.");
  const paidAt = momentOf(sendPayDate as string | undefined);
  const sum = { minorUnits: parseMinorUnits(totalAmount, "CNY"), currency: "CNY" };
  switch (tradeStatus) {
    case "WAIT_BUYER_PAY":
      return { status: "pending", ...sum };
    case "TRADE_SUCCESS":
    case "TRADE_FINISHED":
      return { status: "paid", ...sum, ...(paidAt === undefined ? {} : { at: paidAt }) };
    // A trade that was paid once is closed by a refund of all of it.
    case "TRADE_CLOSED":
      return { status: paidAt === undefined ? "closed" : "refunded", ...sum };
    default:
      throw new GatewayFailure("unavailable", "Alipay told a state that is not known here.");
  }
}

function failureOf({ code, subCode = "" }: AlipaySdkCommonResult): GatewayFailure {
  const isPassing = code === "20000" || passing.has(subCode.toUpperCase());
  const words = subCode === "" ? `code ${code}` : `${subCode} (${code})`;
  return new GatewayFailure(isPassing ? "unavailable" : "refused", `Alipay answered ${words}.`);
}
