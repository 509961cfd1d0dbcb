import {
  addMonths,
  type LedgerEntry,
  type Order,
  type Package,
  type PaymentStatus,
  periodsOf,
  toAmount,
} from "@renewal/engine";
import type { SandboxPayment } from "@renewal/engine/sandbox";
import { checkoutPath, type Town } from "./town.ts";

/** An order that is there before the test begins. */
export interface PresetOrder {
  order_id: string;
  user_id: string;
  /** Default: the first client's. */
  client_id?: string;
  /** Default: the cheapest. */
  package_id?: string;
  /** Default: `pending`. */
  status?: Exclude<PaymentStatus, "creating">;
  /** Default: now. */
  created_at?: string;
  /** Of a paid or refunded one. Default: when it was created. */
  paid_at?: string;
  subject?: string;
  return_url?: string;
  notify_url?: string;
}

/** A membership that is there before the test begins: one paid order that leads to it. */
export interface PresetMembership {
  user_id: string;
  client_id?: string;
  package_id?: string;
  /** When it ends or ended. */
  expires_at: string;
}

/** What the mock remembers, and what a test may put into it. */
export interface MockState {
  /** Every order, oldest first. */
  readonly orders: readonly Order[];
  /** Every payment that counts towards a membership. */
  readonly ledger: readonly LedgerEntry[];
  readonly packages: readonly Package[];
  /** What the sandbox's gateway was brought to register. */
  readonly payments: readonly SandboxPayment[];
  /** Until when a member is one; undefined for somebody who never paid. */
  expiryOf(userId: string, clientId?: string): Date | undefined;
  /** @throws TypeError for an unknown package or client, an order_id that is taken, or a moment that cannot be read */
  addOrder(order: PresetOrder): Promise<Order>;
  addMembership(membership: PresetMembership): Promise<Order>;
}

export function stateOf(town: Town): MockState {
  const { tables } = town.store;
  const firstClient = () => town.options.clients[0]?.clientId ?? "demo";
  const state: MockState = {
    get orders() {
      return [...tables.orders.values()].map((order) => ({ ...order }));
    },
    get ledger() {
      return [...tables.ledger.values()].map((entry) => ({ ...entry }));
    },
    get packages() {
      return tables.packages.map((entry) => ({ ...entry }));
    },
    get payments() {
      return structuredClone([...town.payments.rows.values()]);
    },
    expiryOf(userId, clientId = firstClient()) {
      const paid = [...tables.ledger.values()].filter(
        (entry) => entry.userId === userId && entry.clientId === clientId,
      );
      const last = periodsOf(paid, town.options.businessTimeZone).at(-1);
      return last === undefined ? undefined : new Date(last.endsAt);
    },
    addOrder: (preset) => addOrder(town, { client_id: firstClient(), ...preset }),
    async addMembership({ expires_at, ...member }) {
      const offer = packageOf(town, member.package_id);
      const paidAt = addMonths(momentOf(expires_at), -offer.months, town.options.businessTimeZone);
      const paid_at = new Date(paidAt).toISOString();
      const order_id = `preset-${tables.orders.size + 1}`;
      return state.addOrder({ ...member, order_id, status: "paid", created_at: paid_at, paid_at });
    },
  };
  return state;
}

async function addOrder(town: Town, preset: PresetOrder & { client_id: string }): Promise<Order> {
  await town.ready;
  if (!town.store.tables.clients.has(preset.client_id))
    throw new TypeError(`There is no client ${preset.client_id}. Name it in the option clients.`);
  const order = await orderOf(town, preset);
  const { inserted } = await town.store.insertOrder(order);
  if (!inserted)
    throw new TypeError(`${preset.user_id} has an order ${preset.order_id} already. Choose another.`);
  if (order.status === "paid") {
    const { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency } = order;
    const entry = { transactionId, clientId, userId, orderId, packageId, months, minorUnits, currency };
    town.store.tables.ledger.set(transactionId, { ...entry, paidAt: order.paidAt as number });
  }
  await town.payments.insert(paymentOf(order));
  town.dueAt = undefined;
  return { ...order };
}

async function orderOf(town: Town, preset: PresetOrder & { client_id: string }): Promise<Order> {
  const offer = packageOf(town, preset.package_id);
  const { status = "pending", subject = "Membership Renewal" } = preset;
  const createdAt = preset.created_at === undefined ? town.clock.now() : momentOf(preset.created_at);
  const changedAt = preset.paid_at === undefined ? createdAt : momentOf(preset.paid_at);
  const transactionId = town.makeTransactionId();
  const expiresAt = createdAt + 24 * 3_600_000;
  const { return_url: returnUrl, notify_url: notifyUrl } = preset;
  const terms = [offer.minorUnits, offer.currency, subject, returnUrl ?? null, notifyUrl ?? null];
  return {
    ...{ transactionId, clientId: preset.client_id, userId: preset.user_id, orderId: preset.order_id },
    fingerprint: await town.signer.hash(JSON.stringify(terms)),
    ...{ status, minorUnits: offer.minorUnits, currency: offer.currency, subject },
    ...{ packageId: offer.id, months: offer.months, returnUrl, notifyUrl },
    paymentUrl: `${town.checkoutOrigin}${checkoutPath}/${transactionId}`,
    ...{ createdAt, updatedAt: changedAt, expiresAt, leaseUntil: 0, dueAt: createdAt + 5 * 60_000, looks: 0 },
    ...(status === "paid" || status === "refunded" ? { paidAt: changedAt } : {}),
    ...(status === "refunded" ? { refundedAt: changedAt } : {}),
    ...(status === "closed" ? { closedAt: changedAt } : {}),
  };
}

/** The same order at the gateway, so that it can be paid, declined and closed there. */
function paymentOf(order: Order): SandboxPayment {
  const { transactionId, orderId, minorUnits, currency, subject, months, returnUrl, createdAt, expiresAt } =
    order;
  return {
    ...{ transactionId, orderId, minorUnits, currency, subject, months, returnUrl, createdAt, expiresAt },
    status: order.status as SandboxPayment["status"],
    statusAt: order.updatedAt,
    ...{ declines: order.status === "failed" ? 1 : 0, planned: 0, notifications: [], claimedUntil: 0 },
  };
}

function packageOf({ store }: Town, id: string | undefined): Package {
  const sorted = [...store.tables.packages].sort((a, b) => a.minorUnits - b.minorUnits);
  const found = id === undefined ? sorted[0] : sorted.find((offer) => offer.id === id);
  if (found !== undefined) return found;
  const names = sorted.map((offer) => `${offer.id} (${toAmount(offer.minorUnits, offer.currency)})`);
  throw new TypeError(`There is no package ${id}. There are: ${names.join(", ")}.`);
}

function momentOf(text: string): number {
  const moment = Date.parse(text);
  if (Number.isNaN(moment))
    throw new TypeError(`${text} is no moment. Give one such as 2026-01-31T10:00:00Z.`);
  return moment;
}
