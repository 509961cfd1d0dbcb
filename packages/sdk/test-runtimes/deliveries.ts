import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Consumer, sdkOf } from "./pack.ts";
import type { Check } from "./run.ts";

interface Delivery {
  payload: Uint8Array;
  headers: IncomingHttpHeaders;
}

/** What the live server sends to a merchant, and the SDK verifies. */
export async function checkDeliveries(check: Check, consumer: Consumer, baseUrl: string): Promise<void> {
  await check("live, a delivery of the server is verified, and a changed one is not", async () => {
    const { Renewal, verifyWebhook } = await sdkOf(consumer);
    const shop = await openShop();
    try {
      const credentials = { clientId: "demo", clientSecret: "demo-secret", userId: "user_delivered" };
      const order = { order_id: "sandbox-autopay-delivered", amount: 99.99, notify_url: shop.url };
      const { transaction_id } = await new Renewal({ ...credentials, baseUrl }).payments.create(order);
      const { payload, headers } = await shop.delivery;
      const secrets = ["another", "demo-webhook-secret"];
      const event = await verifyWebhook({ payload, headers, secrets });
      const { "x-signature": signature } = headers;
      await verifyWebhook({ payload, headers: { "x-signature": signature }, secrets });
      const forged = await verifyWebhook({ payload: `${payload} `, headers, secrets }).catch(
        (error) => error,
      );
      const seen = [event.type, event.data.transaction_id, forged.reason].join(", ");
      if (seen !== `payment.updated, ${transaction_id}, no_match`) throw new Error(`It was ${seen}.`);
    } finally {
      shop.close();
    }
  });
}

async function openShop(): Promise<{ url: string; delivery: Promise<Delivery>; close(): void }> {
  const { promise: delivery, resolve, reject } = Promise.withResolvers<Delivery>();
  const late = setTimeout(() => reject(new Error("Nothing was delivered within 20 s.")), 20_000);
  const server = createServer(async (request, response) => {
    const payload = await buffer(request);
    response.writeHead(204).end();
    resolve({ payload, headers: request.headers });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    delivery,
    close() {
      clearTimeout(late);
      server.closeAllConnections();
      server.close();
    },
  };
}
