import { type Engine, methodNotAllowed, type Order, refusalFor, type Store } from "@renewal/engine";
import type { AlipaySdk } from "alipay-sdk";
import type { Logger } from "pino";
import type { AlipaySettings } from "../../configuration/alipay.ts";
import { ClientGone, readBytes } from "../../http/body.ts";
import type { Context, Handler } from "../../http/context.ts";
import { requireHttps } from "../../http/https-only.ts";
import { notePage } from "../note-page.ts";
import { addressAtAlipay, deviceOf } from "./checkout.ts";
import { readNotification } from "./notification.ts";

export interface PagesOptions {
  sdk: Pick<AlipaySdk, "pageExecute" | "checkNotifySignV2">;
  settings: Pick<AlipaySettings, "appId" | "sellerId">;
  store: Pick<Store, "findOrder">;
  now: () => number;
  publicUrl: () => string;
  log: Logger;
  report: Engine["report"];
}

/** Where a `payment_url` leads; the transaction id stands behind it. */
export const checkoutPath = "/alipay/pay";

/** Where Alipay reports to. */
export const notifyPath = "/alipay/notify";

/** Alipay's notifications have some 2 KiB. */
const largest = 65_536;

/** The two addresses that Alipay needs of this server: the one that people go to, and the one that it notifies. */
export function alipayPages(options: PagesOptions): Handler {
  return async (ctx, next) => {
    if (ctx.path === notifyPath) return receive(ctx, options);
    if (ctx.path.startsWith(`${checkoutPath}/`)) return sendOn(ctx, options);
    return next();
  };
}

/** Sends a person on to Alipay, as long as there is something to pay. */
async function sendOn(ctx: Context, { sdk, store, now, publicUrl }: PagesOptions): Promise<void> {
  if (ctx.method !== "GET" && ctx.method !== "HEAD") throw methodNotAllowed(ctx.method, ["GET"]);
  requireHttps(ctx);
  const order = await store.findOrder(ctx.path.slice(checkoutPath.length + 1));
  const over = whatIsOver(order, now());
  if (order === undefined || over !== undefined) return notePage(ctx, over ?? "unknown", order?.returnUrl);
  ctx.set("Cache-Control", "no-store");
  ctx.status = 303;
  const device = deviceOf(ctx.get("User-Agent"));
  ctx.redirect(addressAtAlipay(sdk, order, { now: now(), notifyUrl: publicUrl() + notifyPath, device }));
}

function whatIsOver(order: Order | undefined, now: number) {
  if (order === undefined || order.currency !== "CNY") return "unknown";
  if (order.status === "paid" || order.status === "refunded") return "paid";
  return order.status === "closed" || order.expiresAt <= now ? "closed" : undefined;
}

/** Answers in the one word that Alipay takes for "do not send it again", or in another one. */
async function receive(ctx: Context, { sdk, settings, log, report }: PagesOptions): Promise<void> {
  if (ctx.method !== "POST") throw methodNotAllowed(ctx.method, ["POST"]);
  requireHttps(ctx);
  ctx.type = "text/plain";
  try {
    const told = readNotification(await readBytes(ctx, largest), settings, sdk);
    const outcome = told.report === undefined ? "ignored" : await report(told.transactionId, told.report);
    const isTaken = outcome === "applied" || outcome === "ignored";
    ctx.status = isTaken ? 200 : outcome === undefined ? 404 : 400;
    ctx.body = isTaken ? "success" : "failure";
    if (!isTaken) refused(ctx, log, outcome === undefined ? "TRANSACTION_NOT_FOUND" : "AMOUNT_MISMATCH");
  } catch (error) {
    if (error instanceof ClientGone) throw error;
    const { status, code, message, retryAfter } = refusalFor(error);
    ctx.status = status;
    ctx.body = "failure";
    if (retryAfter !== undefined) ctx.set("Retry-After", String(retryAfter));
    refused(ctx, log, code, message);
  }
}

function refused(ctx: Context, log: Logger, code: string, cause?: string): void {
  ctx.state.errorCode = code;
  const { requestId } = ctx.state;
  log.warn({ requestId, code, cause }, "a notification of Alipay's was not taken");
}
