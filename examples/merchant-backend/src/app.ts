import Router from "@koa/router";
import { type Renewal, RenewalError } from "@renewal/sdk";
import Koa, { type Context } from "koa";
import rawBody from "raw-body";
import { signedIn, signIn } from "./accounts.ts";
import type { Memberships } from "./memberships.ts";
import { receiveWebhook } from "./webhooks.ts";

export interface Merchant {
  /** Acts as the merchant. */
  renewal: Renewal;
  memberships: Memberships;
  /** Signs the cookies of sessions. */
  sessionKey: string;
  /** Where the frontend finds the API. */
  baseUrl: string;
  /** Where the API reports payments: this backend's `/webhooks/renewal`, as the API reaches it. */
  notifyUrl: string;
}

/** The backend: sessions of its own, tokens for its frontend, webhooks, and what its members have. */
export function merchantApp({ renewal, memberships, sessionKey, baseUrl, notifyUrl }: Merchant): Koa {
  const router = new Router();

  router.post("/session", async (ctx) => {
    const { name, password } = await json(ctx);
    if (!signIn(ctx, name, password)) ctx.throw(401, "The name or the password is wrong.");
    ctx.status = 204;
  });

  router.post("/renewal-token", async (ctx) => {
    // The session says who, never the request: otherwise anybody gets anybody's token.
    const { access_token, expires_in } = await renewal.tokens.create({ user_id: signedIn(ctx) });
    // The refresh token stays here and is forgotten: this route, behind the session, is how the frontend renews.
    ctx.set("Cache-Control", "no-store");
    ctx.body = { access_token, expires_in, base_url: baseUrl, notify_url: notifyUrl };
  });

  router.get("/membership", (ctx) => {
    ctx.body = memberships.of(signedIn(ctx));
  });

  router.post("/webhooks/renewal", (ctx) => receiveWebhook(ctx, memberships));

  const app = new Koa();
  app.keys = [sessionKey];
  app.use(apiFailures);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

async function json(ctx: Context): Promise<Record<string, unknown>> {
  try {
    const value = JSON.parse(await rawBody(ctx.req, { limit: "4kb", encoding: "utf8" }));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return ctx.throw(400, "Send a JSON object.");
  }
}

/** The API is away or refuses us: that is not the frontend's fault, and the details are for our log alone. */
async function apiFailures(ctx: Context, next: () => Promise<unknown>): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof RenewalError)) throw error;
    console.error(`${error.code}: ${error.message} (request ${error.requestId ?? "never sent"})`);
    ctx.status = 502;
    ctx.body = { message: "The payment service cannot be reached. Try again in a minute." };
  }
}
