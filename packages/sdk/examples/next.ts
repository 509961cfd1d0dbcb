import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import { handle } from "./handle.ts";

/** app/webhooks/renewal/route.ts */
export async function POST(request: Request): Promise<Response> {
  try {
    await handle(await verifyWebhook({ payload: request }));
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return new Response(error.reason, { status: 400 });
  }
}
