import type { SandboxPayment } from "../payment.ts";

/** Where a person goes after the checkout. */
export interface ReturnAddress {
  url: string;
  /** Whom the person recognises there, e.g. `shop.example.com`. */
  host: string;
}

/**
 * The order's return_url with the outcome behind its own query; undefined when it has none that a browser can safely
 * follow.
 *
 * @example returnAddress(payment)?.url // "https://shop.example.com/thanks?a=1&order_id=…&transaction_id=…&status=paid"
 */
export function returnAddress(payment: SandboxPayment): ReturnAddress | undefined {
  if (payment.returnUrl === undefined || !URL.canParse(payment.returnUrl)) return undefined;
  const url = new URL(payment.returnUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const outcome = new URLSearchParams({
    order_id: payment.orderId,
    transaction_id: payment.transactionId,
    status: payment.status,
  });
  // Appended as text: searchParams would rewrite what the merchant's query looks like.
  url.search = url.search === "" ? `?${outcome}` : `${url.search}&${outcome}`;
  return { url: url.href, host: url.host };
}
