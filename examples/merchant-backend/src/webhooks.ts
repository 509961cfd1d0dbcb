import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import type { Context } from "koa";
import rawBody from "raw-body";
import type { Memberships } from "./memberships.ts";

/**
 * Takes a webhook: verifies it, writes it down and answers. What follows from it is seen to afterwards, for the API
 * waits 15 seconds and then sends again.
 */
export async function receiveWebhook(ctx: Context, memberships: Memberships): Promise<void> {
  // The bytes as they came. A body that was parsed and written again has another signature.
  const payload = await rawBody(ctx.req, { limit: "64kb" });
  try {
    // Takes RENEWAL_WEBHOOK_SECRET: one secret, or the new and the old one with a comma between.
    const event = await verifyWebhook({ payload, headers: ctx.headers });
    // A newer API sends kinds that this program does not know. An error would make it send them again for days.
    if (event.type === "unknown") console.log(`Ignored an event of the kind ${event.data.type}.`);
    else memberships.receive(event.data);
    ctx.status = 204;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.log(`Refused a webhook: ${error.reason}`);
    ctx.status = 400;
    ctx.body = error.reason;
  }
}
