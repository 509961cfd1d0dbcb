import { createHmac } from "node:crypto";
import type { Order } from "@renewal/engine";
import { gatewaySecret } from "../../src/town.ts";
import type { Command } from "./commands.ts";
import type { Clock, Side } from "./sides.ts";

/** An answer, with the names that chance gave replaced by their turn. */
export interface Told {
  command: Command;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What differs for a reason, and so is not compared: the moment, the connection, and lengths of what chance made. */
const passedOver =
  /^(date|connection|keep-alive|transfer-encoding|content-length|x-request-id|vary|access-control-.*)$/;

/** Whose token this is stands beside those of the users. */
const merchant = 3;

/** One side's way through a sequence. */
export class Player {
  readonly told: Told[] = [];
  readonly #names = new Map<string, string>();
  readonly #tokens = new Map<number, { access: string; refresh: string; used?: string }>();
  readonly #orders: { id: string; url: string }[] = [];
  #cursor = "";

  readonly side: Side;
  readonly users: readonly string[];
  readonly hook: string;
  readonly clock: Clock;

  constructor(side: Side, about: { users: readonly string[]; hook: string; clock: Clock }) {
    this.side = side;
    this.users = about.users;
    this.hook = about.hook;
    this.clock = about.clock;
  }

  async play(command: Command): Promise<void> {
    if (command.kind === "time") return;
    const { status, headers, text } = await this.#do(command);
    const shown = Object.fromEntries([...headers].filter(([name]) => !passedOver.test(name)));
    for (const name of Object.keys(shown)) shown[name] = this.#renamed(shown[name] as string);
    this.told.push({ command, status, headers: shown, body: this.#renamed(text) });
  }

  #do(command: Exclude<Command, { kind: "time" }>): Promise<Answer> {
    switch (command.kind) {
      case "token":
        return this.#token(command.user, command.how);
      case "refresh":
        return this.#refresh(command.user, command.again);
      case "create":
        return this.#create(command);
      case "read": {
        const method = { get: "GET", close: "POST", head: "HEAD" }[command.how];
        const path = `/v1/payment/${this.#order(command.order).id}${command.how === "close" ? "/close" : ""}`;
        return this.#asUser(command.user, path, { method });
      }
      case "list":
        return this.#list(command);
      case "membership": {
        const query = command.query.replace("SELF", this.users[command.user] as string);
        return this.#asUser(command.user, `/v1/membership${query}`);
      }
      case "packages":
        return this.#ask("/v1/packages");
      case "checkout":
        return this.#checkout(command);
      case "notify":
        return this.#notify(command);
      case "refund":
        return this.#refund(command);
      case "odd":
        return this.#odd(command.user, command.which);
    }
  }

  async #token(user: number, how: string): Promise<Answer> {
    const fields = {
      ...{ grant_type: "client_credentials", client_id: "demo" },
      client_secret: how === "wrong" ? "guessed" : "demo-secret",
      ...(how === "merchant" ? {} : { user_id: this.users[user] as string }),
    };
    const isForm = how === "form";
    const answer = await this.#ask("/v1/auth/token", {
      method: "POST",
      headers: { "Content-Type": isForm ? "application/x-www-form-urlencoded" : "application/json" },
      body: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
    });
    if (answer.status === 200) {
      const { access_token: access, refresh_token: refresh = "" } = JSON.parse(answer.text);
      this.#tokens.set(user, { access, refresh });
    }
    return answer;
  }

  async #refresh(user: number, again: boolean): Promise<Answer> {
    const known = this.#tokens.get(user);
    const refresh_token =
      (again ? known?.used : known?.refresh) || "rt_unknown_unknown_unknown_unknown_unknown_unkn";
    const answer = await this.#ask("/v1/auth/token", {
      ...{ method: "POST", headers: { "Content-Type": "application/json" } },
      body: JSON.stringify({ grant_type: "refresh_token", refresh_token }),
    });
    if (answer.status === 200) {
      const { access_token: access, refresh_token: refresh } = JSON.parse(answer.text);
      this.#tokens.set(user, { access, refresh, used: refresh_token });
    }
    return answer;
  }

  async #create({ user, orderId, amount, extra }: Extract<Command, { kind: "create" }>): Promise<Answer> {
    const rest = { ...extra, ...(extra.notify_url === "HOOK" ? { notify_url: this.hook } : {}) };
    const fields = JSON.stringify({ order_id: orderId, ...rest }).slice(0, -1);
    const answer = await this.#asUser(user, "/v1/payment/create", {
      ...{ method: "POST", headers: { "Content-Type": "application/json" } },
      // The digits as a client wrote them, which JSON.stringify would change.
      body: `${fields},"amount":${amount}}`,
    });
    if (answer.status === 200) {
      const { transaction_id: id, payment_url: url } = JSON.parse(answer.text);
      if (!this.#orders.some((known) => known.id === id)) this.#orders.push({ id, url });
    }
    return answer;
  }

  async #refund({ order, by, refundId, amount }: Extract<Command, { kind: "refund" }>): Promise<Answer> {
    if (by === "merchant") await this.#token(merchant, "merchant");
    return this.#asUser(by === "merchant" ? merchant : 0, `/v1/payment/${this.#order(order).id}/refund`, {
      ...{ method: "POST", headers: { "Content-Type": "application/json" } },
      body: `{"refund_id":${JSON.stringify(refundId)}${amount === undefined ? "" : `,"amount":${amount}`}}`,
    });
  }

  async #list({ user, query, next }: Extract<Command, { kind: "list" }>): Promise<Answer> {
    const asked = next && this.#cursor !== "" ? `?limit=1&cursor=${encodeURIComponent(this.#cursor)}` : query;
    const answer = await this.#asUser(user, `/v1/payments${asked}`);
    if (answer.status !== 200) return answer;
    const list = JSON.parse(answer.text) as { next_cursor?: string | null };
    this.#cursor = list.next_cursor ?? "";
    if (this.#cursor !== "") this.#names.set(this.#cursor, "(cursor)");
    return answer;
  }

  #checkout({ order, action, language }: Extract<Command, { kind: "checkout" }>): Promise<Answer> {
    const { id } = this.#order(order);
    const headers = { "Accept-Language": language || "*" };
    if (action === "look") return this.#ask(`/sandbox/pay/${id}`, { headers });
    const form = { ...headers, "Content-Type": "application/x-www-form-urlencoded" };
    return this.#ask(`/sandbox/pay/${id}`, { method: "POST", headers: form, body: `action=${action}` });
  }

  #notify({ order, status, amount, sign, ago }: Extract<Command, { kind: "notify" }>): Promise<Answer> {
    const timestamp = new Date(this.clock.now() - ago).toISOString();
    const { id } = this.#order(order);
    const body = `{"transaction_id":"${id}","status":"${status}","amount":${amount},"currency":"CNY","timestamp":"${timestamp}"}`;
    const secret = sign === "right" ? gatewaySecret : "another";
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    return this.#ask("/v1/payment/notify", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(sign === "none" ? {} : { "X-Signature": signature }),
      },
      body,
    });
  }

  #odd(user: number, which: number): Promise<Answer> {
    const json = { "Content-Type": "application/json" };
    const create = (body: string | Uint8Array, headers: Record<string, string> = json) =>
      this.#asUser(user, "/v1/payment/create", { method: "POST", headers, body: body as BodyInit });
    const good = '{"order_id":"ORD1","amount":9.99}';
    const ways = [
      () => this.#ask("/v1/payment/create"),
      () => this.#ask("/v1/payments/create", { method: "POST" }),
      () => this.#ask("/v1/payment/"),
      () => this.#ask("/v1/packages", { method: "OPTIONS" }),
      () => this.#ask("/v1/membership", { method: "DELETE" }),
      () => this.#ask("/v1/payment/%E0%A4%A"),
      () => create('{"order_id":"ORD1","order_id":"ORD2","amount":9.99}'),
      () => create("x".repeat(65_537)),
      () => create(good, { "Content-Type": "text/plain" }),
      () => create(good, { ...json, "Content-Encoding": "gzip" }),
      () => create(new Uint8Array([0x7b, 0xff, 0x7d])),
      () => create(""),
      () => this.#ask("/v1/membership", { headers: { Authorization: "Bearer aaa.bbb.ccc" } }),
      () => this.#ask("/v1/payments", { headers: { Authorization: "Basic ZGVtbzpkZW1v" } }),
    ];
    return (ways[which] as () => Promise<Answer>)();
  }

  #order(turn: number): { id: string; url: string } {
    const unknown = { id: "TXN0000000000", url: "" };
    return this.#orders.length === 0 ? unknown : (this.#orders[turn % this.#orders.length] ?? unknown);
  }

  #asUser(user: number, path: string, init: RequestInit = {}): Promise<Answer> {
    const token = this.#tokens.get(user)?.access;
    const authorization: Record<string, string> =
      token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return this.#ask(path, { ...init, headers: { ...(init.headers as object), ...authorization } });
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const { status, headers, ...answer } = await ask(this.side.url + path, init);
    return { status, headers, text: answer.text };
  }

  /** Names that chance gave, by the order in which they came up. */
  #renamed(text: string): string {
    let renamed = text.replaceAll(this.side.url, "(origin)").replaceAll(this.hook, "(hook)");
    for (const [name, turn] of this.#names) if (turn === "(cursor)") renamed = renamed.replaceAll(name, turn);
    return renamed.replace(
      /TXN[0-9A-Z]{29}|rt_[\w-]{43}|eyJ[\w-]+\.[\w-]+\.[\w-]+|evt_[0-9A-Z]{29}/g,
      (name) => {
        const turn = this.#names.get(name) ?? `(${name.slice(0, 3)} ${this.#names.size})`;
        this.#names.set(name, turn);
        return turn;
      },
    );
  }

  /** What is remembered, as far as it was ever told or ever will be. */
  async state(): Promise<object> {
    const orders = (await this.side.orders(this.users)).map((order) => this.#orderState(order));
    const ledger = (await this.side.ledger(this.users)).map(
      ({ orderId, userId, minorUnits, months, paidAt }) =>
        JSON.stringify({ orderId, userId, minorUnits, months, paidAt }),
    );
    const mine = this.side.received.filter(({ body }) => this.users.some((user) => body.includes(user)));
    return {
      orders: orders.sort(),
      ledger: ledger.sort(),
      sent: mine.map(({ body, headers }) => JSON.stringify([withoutIds(body), headers])).sort(),
    };
  }

  #orderState(order: Order): string {
    const { orderId, userId, status, minorUnits, subject, looks, dueAt, leaseUntil } = order;
    const { createdAt, updatedAt, expiresAt, paidAt, closedAt, refundedAt, review } = order;
    const moments = [createdAt, updatedAt, expiresAt, paidAt ?? null, closedAt ?? null, refundedAt ?? null];
    const work = [looks, dueAt, leaseUntil];
    return JSON.stringify({
      orderId,
      userId,
      status,
      minorUnits,
      subject,
      moments,
      review: review ?? null,
      work,
    });
  }
}

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...init, redirect: "manual" });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function withoutIds(body: string): string {
  return body.replace(/TXN[0-9A-Z]{29}/g, "(TXN)").replace(/evt_[0-9A-Z]{29}/g, "(evt)");
}
