import {
  type Engine,
  GatewayFailure,
  type GatewayReport,
  methodNotAllowed,
  type Order,
  refusalFor,
  type Store,
} from "@renewal/engine";
import type { Logger } from "pino";
import { ClientGone, readBytes } from "../http/body.ts";
import type { Context, Handler } from "../http/context.ts";
import { requireHttps } from "../http/https-only.ts";
import { isReading } from "../http/reading.ts";
import { type Note, notePage } from "./note-page.ts";

/** What a gateway told in words of its own. */
export interface Told {
  transactionId: string;
  /** Undefined: nothing that an order has to know, such as a payment that waits for its person. */
  report: GatewayReport | undefined;
}

/** A person who came to pay. */
export interface Visitor {
  now: number;
  /** The address of the page they came to. */
  pageUrl: string;
  /** Where the gateway reports to. */
  notifyUrl: string;
  userAgent: string;
}

/** What is a gateway's own in the two pages that it needs of this server. */
export interface GatewayPages {
  /** As people write it. */
  name: string;
  /** What its pages begin with, such as `/alipay`. */
  path: string;
  /**
   * The address at the gateway where this order is paid by whoever comes now, or why it cannot be.
   *
   * @throws GatewayFailure
   */
  addressOf(order: Order, visitor: Visitor): Promise<string | { over: Note }>;
  /**
   * Reads a notification, and makes sure that it is the gateway's.
   *
   * @param body the bytes as they came
   * @throws Refusal
   */
  read(body: Uint8Array, header: (name: string) => string): Promise<Told>;
  /** The gateway's words for "taken, do not send it again" and for anything else. */
  words: { type: string; taken: string; refused: string };
}

export interface LentPagesOptions {
  store: Pick<Store, "findOrder">;
  now: () => number;
  /** Where browsers and the gateway reach this server. */
  publicUrl: () => string;
  log: Logger;
  /** Writes down what the gateway says of an order. */
  report: Engine["report"];
}

/** Where a `payment_url` leads; the transaction id stands behind it. */
export const checkoutPathOf = (path: string) => `${path}/pay`;

/** Where the gateway reports to. */
export const notifyPathOf = (path: string) => `${path}/notify`;

/** A gateway's notifications have some 2 to 8 KiB. */
const largest = 131_072;

/** The two addresses that a gateway needs of this server: the one that people go to, and the one that it notifies. */
export function lentPages(pages: GatewayPages, options: LentPagesOptions): Handler {
  const [checkoutPath, notifyPath] = [`${checkoutPathOf(pages.path)}/`, notifyPathOf(pages.path)];
  return async (ctx, next) => {
    if (ctx.path === notifyPath) return receive(ctx, pages, options);
    if (ctx.path.startsWith(checkoutPath)) return sendOn(ctx, pages, options);
    return next();
  };
}

/** Sends a person on to the gateway, as long as there is something to pay. */
async function sendOn(ctx: Context, pages: GatewayPages, options: LentPagesOptions): Promise<void> {
  if (!isReading(ctx)) return;
  requireHttps(ctx);
  const now = options.now();
  const order = await options.store.findOrder(ctx.path.slice(checkoutPathOf(pages.path).length + 1));
  const over = whatIsOver(order, ctx.path, now);
  if (order === undefined || over !== undefined) return notePage(ctx, over ?? "unknown", order?.returnUrl);
  const visitor = {
    ...{ now, pageUrl: options.publicUrl() + ctx.path, userAgent: ctx.get("User-Agent") },
    notifyUrl: options.publicUrl() + notifyPathOf(pages.path),
  };
  const address = await addressOf(ctx, order, visitor, pages, options.log);
  if (typeof address !== "string") return notePage(ctx, address.over, order.returnUrl);
  ctx.set("Cache-Control", "no-store");
  ctx.status = 303;
  ctx.redirect(address);
}

async function addressOf(
  ctx: Context,
  order: Order,
  visitor: Visitor,
  pages: GatewayPages,
  log: Logger,
): Promise<string | { over: Note }> {
  try {
    return await pages.addressOf(order, visitor);
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    const { requestId } = ctx.state;
    log.warn({ requestId, cause: error.message }, `${pages.name} did not let a person pay`);
    ctx.set("Retry-After", String(error.retryAfter));
    return { over: "unavailable" };
  }
}

/** An order is paid at its own address alone: another gateway's page would let it be paid twice. */
function whatIsOver(order: Order | undefined, path: string, now: number): Note | undefined {
  if (order?.paymentUrl === undefined || new URL(order.paymentUrl).pathname !== path) return "unknown";
  if (order.status === "paid" || order.status === "refunded") return "paid";
  return order.status === "closed" || order.expiresAt <= now ? "closed" : undefined;
}

/** Answers in the gateway's own words for "do not send it again", or in others. */
async function receive(ctx: Context, pages: GatewayPages, { log, report }: LentPagesOptions): Promise<void> {
  if (ctx.method !== "POST") {
    ctx.set("Allow", "POST");
    throw methodNotAllowed(ctx.method, ["POST"]);
  }
  requireHttps(ctx);
  ctx.type = pages.words.type;
  const refuse = (status: number, code: string, cause?: string) => {
    ctx.status = status;
    ctx.body = pages.words.refused;
    ctx.state.errorCode = code;
    const { requestId } = ctx.state;
    log.warn({ requestId, code, cause }, `a notification of ${pages.name}'s was not taken`);
  };
  try {
    const told = await pages.read(await readBytes(ctx, largest), (name) => ctx.get(name));
    const outcome = told.report === undefined ? "ignored" : await report(told.transactionId, told.report);
    if (outcome === undefined) return refuse(404, "TRANSACTION_NOT_FOUND");
    if (outcome === "mismatch") return refuse(400, "AMOUNT_MISMATCH");
    ctx.status = 200;
    ctx.body = pages.words.taken;
  } catch (error) {
    if (error instanceof ClientGone) throw error;
    const { status, code, message, retryAfter } = refusalFor(error);
    if (retryAfter !== undefined) ctx.set("Retry-After", String(retryAfter));
    refuse(status, code, message);
  }
}
