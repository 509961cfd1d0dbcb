import { createHmac } from "node:crypto";
import { type Command, freePort, run, untilServing } from "../../server/test/http/process.ts";
import { type Member, signIn } from "../../server/test/journeys/member.ts";

const secret = "a-secret-of-this-test-that-is-long-enough";
const limits = { RATE_LIMIT_PER_USER: "1000000", RATE_LIMIT_PER_IP: "1000000", RATE_LIMIT_TOKENS: "1000000" };

/** A server, the people who order and pay there all the time, and what they were promised. */
export class Shop {
  /** By transaction id: whose order the server has acknowledged. */
  readonly orders = new Map<string, string>();
  /** The transactions whose payment it has acknowledged. */
  readonly payments = new Set<string>();
  url = "";
  readonly #environment: Record<string, string>;
  readonly #folder: string;
  #server: Command | undefined;
  #streams: Promise<unknown> = Promise.resolve();
  #open = false;

  constructor(folder: string, environment: Record<string, string>) {
    this.#folder = folder;
    this.#environment = { ...environment, ...limits, WEBHOOK_SECRET: secret, LOG_LEVEL: "error" };
  }

  async start(): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.#server = await run(["start"], { ...this.#environment, PORT: String(port) }, this.#folder);
    await untilServing(this.url, this.#server);
  }

  async letPeopleIn(people: readonly string[]): Promise<void> {
    this.#open = true;
    const members = await Promise.all(people.map((person) => signIn(this.url, person)));
    this.#streams = Promise.all(members.map((member) => this.#buy(member)));
  }

  /** The people leave, and the server ends as it does when it is told to. */
  async stop(): Promise<void> {
    this.#open = false;
    await this.#streams;
    this.#server?.process.kill("SIGTERM");
    await this.#server?.ended();
  }

  async #buy(member: Member): Promise<void> {
    for (let number = 0; this.#open; number += 1)
      await this.renew(member, `ORD-${this.orders.size}-${number}`);
  }

  /** Orders and pays. */
  async renew(member: Member, orderId: string): Promise<string> {
    const { transaction_id } = await member.create({ order_id: orderId });
    this.orders.set(transaction_id, member.userId);
    const about = { transaction_id, status: "paid", amount: 99.99, currency: "CNY" };
    const body = JSON.stringify({ ...about, timestamp: new Date().toISOString() });
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    const headers = { "Content-Type": "application/json", "X-Signature": signature };
    const answer = await fetch(`${this.url}/v1/payment/notify`, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`The payment was answered with ${answer.status}.`);
    this.payments.add(transaction_id);
    return transaction_id;
  }
}
