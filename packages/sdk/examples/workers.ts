import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import { handle } from "./handle.ts";

export default {
  async fetch(request: Request, env: { RENEWAL_WEBHOOK_SECRET: string }): Promise<Response> {
    try {
      const secrets = env.RENEWAL_WEBHOOK_SECRET.split(",");
      await handle(await verifyWebhook({ payload: request, secrets }));
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return new Response(error.reason, { status: 400 });
    }
  },
};
