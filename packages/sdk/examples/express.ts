import { verifyWebhook, WebhookVerificationError } from "@renewal/sdk";
import express from "express";
import { handle } from "./handle.ts";

export const app = express();
// express.json() must not see this route first: a body that was parsed cannot be verified.
app.post("/webhooks/renewal", express.raw({ type: "*/*" }), async ({ body, headers }, response) => {
  try {
    await handle(await verifyWebhook({ payload: body, headers }));
    response.sendStatus(204);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    response.status(400).send(error.reason);
  }
});
