import { DatabaseSync } from "node:sqlite";
import { type PaymentEvent, type Renewal, RenewalError } from "@renewal/sdk";

const schema = `
  create table if not exists events (id text primary key, body text not null, handled_at text);
  create table if not exists orders (
    transaction_id text primary key, order_id text not null, user_id text not null, status text not null,
    changed_at integer not null
  );
  create table if not exists members (user_id text primary key, status text not null, expires_at text);
`;

/** What the shop knows of one member. */
export interface Member {
  status: string;
  expires_at: string | null;
  orders: { order_id: string; status: string }[];
}

/** How long to wait when the API could not be asked, in milliseconds. */
const pause = 5000;

/** What members have, as webhooks told it; kept in a file, so that a crash loses nothing that was acknowledged. */
export class Memberships {
  readonly #database: DatabaseSync;
  readonly #renewal: Renewal;
  #queue = Promise.resolve();

  constructor(file: string, renewal: Renewal) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(schema);
    this.#renewal = renewal;
  }

  /** Writes an event down, once: it comes again with the same id when an answer of ours was lost. */
  receive(event: PaymentEvent): void {
    this.#database
      .prepare("insert into events (id, body) values (?, ?) on conflict do nothing")
      .run(event.id, JSON.stringify(event));
    this.catchUp();
  }

  /** Sees to all that was received and not seen to, one after the other. */
  catchUp(): void {
    this.#queue = this.#queue
      .then(() => this.#handleAll())
      .catch((error: unknown) => {
        // Anything else ends the process; the next start goes on with the same event.
        if (!(error instanceof RenewalError)) throw error;
        console.error(`${error.code}: ${error.message} Trying again in ${pause / 1000} s.`);
        setTimeout(() => this.catchUp(), pause).unref();
      });
  }

  /** What a member has now. */
  of(userId: string): Member {
    const member = this.#database
      .prepare("select status, expires_at from members where user_id = ?")
      .get(userId);
    const orders = this.#database
      .prepare("select order_id, status from orders where user_id = ? order by transaction_id")
      .all(userId);
    return { ...{ status: "none", expires_at: null }, ...member, orders } as Member;
  }

  async #handleAll(): Promise<void> {
    const next = this.#database.prepare(
      "select body from events where handled_at is null order by rowid limit 1",
    );
    for (let row = next.get(); row !== undefined; row = next.get()) {
      const event = JSON.parse(row.body as string) as PaymentEvent;
      // The event tells of one order. Until when somebody is a member the API says, whatever came before or after it.
      const { status, expires_at } = await this.#renewal.memberships.get({ user_id: event.user_id });
      this.#apply(event, status, expires_at ?? null);
      if (event.status === "paid")
        console.log(`${event.user_id} has paid order ${event.order_id}. Thank them here.`);
    }
  }

  /** All of it or nothing: what follows from an event, and that it was seen to. */
  #apply(event: PaymentEvent, status: string, expiresAt: string | null): void {
    const database = this.#database;
    database.exec("begin immediate");
    // Events may overtake each other, so the older one of two must not win by coming later.
    database
      .prepare(
        `insert into orders (transaction_id, order_id, user_id, status, changed_at) values (?, ?, ?, ?, ?)
         on conflict do update set status = excluded.status, changed_at = excluded.changed_at
         where excluded.changed_at >= changed_at`,
      )
      .run(event.transaction_id, event.order_id, event.user_id, event.status, Date.parse(event.timestamp));
    database
      .prepare(
        `insert into members (user_id, status, expires_at) values (?, ?, ?)
         on conflict do update set status = excluded.status, expires_at = excluded.expires_at`,
      )
      .run(event.user_id, status, expiresAt);
    database.prepare("update events set handled_at = ? where id = ?").run(new Date().toISOString(), event.id);
    database.exec("commit");
  }
}
