import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import type { FastifyInstance } from "fastify";
import { handle } from "./handle.ts";

/** For `app.register(webhooks)`. The parser of this plugin is its own: other routes go on getting parsed bodies. */
export async function webhooks(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Body: Buffer }>("/webhooks/renewal", async ({ body, headers }, reply) => {
    try {
      await handle(await verifyWebhook({ payload: body, headers }));
      return reply.status(204).send();
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      return reply.status(400).send(error.reason);
    }
  });
}
