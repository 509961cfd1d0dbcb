import type { Delivery } from "@renewal/engine";
import type { DeliveryAdmin, DeliveryFilter } from "../../storage/deliveries.ts";
import { command, Misuse } from "../command.ts";
import { moment, plain, table } from "../table.ts";
import { withStorage } from "../with-storage.ts";

const states = ["waiting", "delivered", "dead"] as const;

/** Rows that are asked for at once. */
const page = 500;

export const deliveriesList = command({
  name: "deliveries list",
  says: "Tells the notifications to merchants, the newest first.",
  details: "Those that arrived are forgotten after a week; the dead stay until they are replayed and arrive.",
  options: {
    state: { type: "string", value: "state", says: "only those: waiting, delivered or dead" },
    client: { type: "string", value: "client_id", says: "only this client's" },
    transaction: { type: "string", value: "id", says: "only those about this payment" },
    limit: { type: "string", value: "number", says: "how many at most; 50 when absent" },
    json: { type: "boolean", says: "prints JSON, with the body that is sent" },
  },
  async run({ state, client, transaction, limit = "50", json }) {
    if (state !== undefined && !isState(state)) throw new Misuse(`--state must be ${states.join(", ")}.`);
    if (!/^[1-9]\d{0,4}$/.test(limit)) throw new Misuse("--limit must be a whole number from 1 to 99999.");
    const filter = { state, clientId: client, transactionId: transaction };
    const found = await withStorage(({ storage }) => find(storage.store, filter, Number(limit)));
    process.stdout.write(
      json === true ? `${JSON.stringify(found.map(asJson), undefined, 2)}\n` : text(found),
    );
  },
});

function isState(text: string): text is Delivery["state"] {
  return (states as readonly string[]).includes(text);
}

async function find(store: DeliveryAdmin, filter: DeliveryFilter, limit: number): Promise<Delivery[]> {
  const found: Delivery[] = [];
  for (let more = true; more && found.length < limit; ) {
    const wanted = Math.min(page, limit - found.length);
    const next = await store.findDeliveries({ ...filter, after: found.at(-1), limit: wanted });
    found.push(...next);
    more = next.length === wanted;
  }
  return found;
}

/** The way to a receiver. What stands behind it may be the merchant's secret. */
function addressOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function asJson(delivery: Delivery): object {
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return {
    event_id: delivery.eventId,
    client_id: delivery.clientId,
    transaction_id: delivery.transactionId,
    state: delivery.state,
    attempts: delivery.attempts,
    created_at: time(delivery.createdAt),
    next_attempt_at: delivery.state === "waiting" ? time(delivery.dueAt) : null,
    settled_at: time(delivery.settledAt),
    last_status: delivery.lastStatus ?? null,
    last_error: delivery.lastError ?? null,
    address: addressOf(delivery.url),
    body: delivery.body,
  };
}

function text(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return "There is no such notification.\n";
  const rows = deliveries.map((delivery) => [
    ...[delivery.eventId, delivery.state, String(delivery.attempts), moment(delivery.createdAt)],
    delivery.state === "waiting" ? moment(delivery.dueAt) : "-",
    ...[delivery.clientId, delivery.transactionId, plain(addressOf(delivery.url))],
    delivery.lastError ?? String(delivery.lastStatus ?? "-"),
  ]);
  const names = ["EVENT", "STATE", "ATTEMPTS", "CREATED", "NEXT_ATTEMPT", "CLIENT", "TRANSACTION", "ADDRESS"];
  return table([...names, "LAST_ANSWER"], rows);
}
