import type { WebhookEvent } from "@renewal/sdk";

/** What your shop does with an event. It may come more than once: `event.data.id` is the same each time. */
export async function handle(event: WebhookEvent): Promise<void> {
  if (event.type === "payment.updated" && event.data.status === "paid") {
    console.log(`${event.data.user_id} has paid order ${event.data.order_id}.`);
  }
}
