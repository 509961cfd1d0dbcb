import { buffer } from "node:stream/consumers";
import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import Koa from "koa";
import { handle } from "./handle.ts";

export const app = new Koa();
// Stands before any body parser: a body that was parsed cannot be verified.
app.use(async (context, next) => {
  if (context.path !== "/webhooks/renewal") return next();
  try {
    const payload = await buffer(context.req);
    await handle(await verifyWebhook({ payload, headers: context.headers }));
    context.status = 204;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    context.throw(400, error.reason);
  }
});
