import type {
  Client,
  Delivery,
  LedgerEntry,
  NotificationRecord,
  Order,
  Package,
  PaymentStatus,
  RefreshToken,
  Refund,
} from "./model.ts";

/** The time, in milliseconds since 1970. Tests and mocks move it. */
export interface Clock {
  now(): number;
}

/** Names that nobody can guess and that are never given twice. */
export interface Ids {
  /** `TXN` and 10 to 40 letters and digits; later ones sort after earlier ones. */
  transactionId(): string;
  /** `evt_` and 10 to 40 letters and digits. */
  eventId(): string;
  /** A refresh token: `rt_` and 256 random bits. */
  refreshToken(): string;
  tokenFamily(): string;
}

export interface AccessTokenClaims {
  role: "member" | "merchant";
  clientId: string;
  /** Present exactly for the role `member`. */
  userId?: string;
  issuedAt: number;
  /** In seconds. */
  lifetime: number;
}

/** Answered at once where nobody has to be asked, so that nobody needs to wait. */
export type Known<T> = T | Promise<T>;

/** Cryptography. The keys stay behind it. A digest is answered at once where that needs no waiting. */
export interface Signer {
  accessToken(claims: AccessTokenClaims): Promise<string>;
  /** SHA-256 of the UTF-8 text, 64 lower-case hexadecimal digits. */
  hash(text: string): Known<string>;
  /** HMAC-SHA256 of the bytes: 32 bytes. A key that is text is taken as its UTF-8 bytes. */
  hmac(key: string | Uint8Array, bytes: Uint8Array): Known<Uint8Array>;
}

/** How an attempt to deliver ended: the status of any answer, or why there was none. */
export type AttemptOutcome = { status: number } | { error: string };

/**
 * Sends one notification to a merchant. Never throws, never follows a redirect, never connects to an address inside
 * the operator's network, and ends within 15 seconds.
 */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<AttemptOutcome>;

/** The store cannot be reached, or has no room now. Nothing of the call was written. */
export class StoreUnavailable extends Error {
  /** Seconds after which to ask again. */
  readonly retryAfter: number;

  constructor(message: string, options: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "StoreUnavailable";
    this.retryAfter = options.retryAfter ?? 1;
  }
}

/** What one decision about an order writes, all of it or nothing. */
export interface OrderChange {
  order?: Partial<Omit<Order, "transactionId" | "clientId" | "userId" | "orderId" | "createdAt">>;
  notification?: NotificationRecord;
  /** Counts the payment once; of several with one transactionId the earliest paidAt stays. */
  payment?: LedgerEntry;
  /** Takes the payment of this order out of the ledger. */
  voidPayment?: { at: number };
  delivery?: Delivery;
  /** Keeps the refund as it is here, in place of what was known of it. */
  refund?: Refund;
}

export interface OrderQuery {
  clientId: string;
  /** Absent: the orders of all the client's members. */
  userId?: string | undefined;
  status?: PaymentStatus | undefined;
  orderId?: string | undefined;
  /** Only orders that sort after this one in (createdAt, transactionId) descending. */
  after?: { createdAt: number; transactionId: string } | undefined;
  limit: number;
}

/** What one decision about a refresh token writes, all of it or nothing. */
export interface RefreshTokenChange {
  /** Marks it used at this time; a first use stays. */
  usedAt?: number;
  successor?: RefreshToken;
  /** Revokes every token of the family. */
  revokeFamilyAt?: number;
}

/** What is noted of an order when the gateway has it. */
export interface Placed {
  paymentUrl: string;
  updatedAt: number;
  dueAt: number;
}

/**
 * What is remembered. A call that returned has survived any crash; a call that threw {@link StoreUnavailable} wrote
 * nothing, or everything. The `decide` functions are pure and quick, and may be called again.
 */
export interface Store {
  /**
   * Keeps the order, unless this user has one with the same `orderId`: then that one is answered, untouched.
   * Of many callers at once exactly one inserts.
   */
  insertOrder(order: Order): Known<{ inserted: boolean; order: Order }>;
  findOrder(transactionId: string): Promise<Order | undefined>;
  findOrderByOrderId(clientId: string, userId: string, orderId: string): Promise<Order | undefined>;
  /** Newest first. */
  listOrders(query: OrderQuery): Promise<Order[]>;
  /** Takes a `creating` order whose lease has run out at `now`. Of many callers at once exactly one gets it. */
  takeLease(transactionId: string, now: number, until: number): Promise<Order | undefined>;
  /**
   * Notes where an order is paid, and gives its lease back. One in `creating` becomes `pending`; any other state stays,
   * for the gateway may have reported a payment first. Answers whether there is such an order.
   */
  placeOrder(transactionId: string, placed: Placed): Known<boolean>;
  /**
   * Reads the order, lets `decide` choose, and writes the choice, with no other change to that order in between.
   * Answers the order as it then stands; undefined when there is none.
   *
   * @param refundId the refund that `decide` is to see as well; undefined there when the order has none of that name
   */
  changeOrder(
    transactionId: string,
    decide: (order: Order, refund: Refund | undefined) => OrderChange | undefined,
    refundId?: string,
  ): Promise<Order | undefined>;
  /**
   * Up to `limit` orders in `creating`, `pending` or `failed` with `dueAt` and `leaseUntil` at or before `now`, oldest
   * due first; each gets `leaseUntil = until` and one more look. No other caller gets the same ones meanwhile.
   */
  claimDueOrders(now: number, until: number, limit: number): Promise<Order[]>;
  /**
   * Up to `limit` refunds in `asked` with `dueAt` and `leaseUntil` at or before `now`, oldest due first; each gets
   * `leaseUntil = until` and one more look. No other caller gets the same ones meanwhile.
   */
  claimDueRefunds(now: number, until: number, limit: number): Promise<Refund[]>;
  /**
   * The payments that count, in (paidAt, transactionId) order. A list is never changed once it is answered, so that it
   * may be answered again, and what was made of it remembered.
   */
  ledgerOf(clientId: string, userId: string): Known<readonly LedgerEntry[]>;

  /** The packages that can be bought now, cheapest first. The list is never changed once it is answered. */
  activePackages(): Known<readonly Package[]>;

  findClient(clientId: string): Promise<Client | undefined>;

  insertRefreshToken(token: RefreshToken): Promise<void>;
  /** As changeOrder. Answers the token as it stood before; undefined when there is none. */
  changeRefreshToken(
    hash: string,
    decide: (token: RefreshToken) => RefreshTokenChange | undefined,
  ): Promise<RefreshToken | undefined>;

  /**
   * Up to `limit` waiting deliveries with `dueAt` at or before `now`, but none of the clients in `except`; each gets
   * `dueAt = until`.
   */
  claimDueDeliveries(
    now: number,
    until: number,
    limit: number,
    except?: readonly string[],
  ): Promise<Delivery[]>;
  /** Writes the outcome of an attempt. */
  updateDelivery(
    eventId: string,
    change: Partial<
      Pick<Delivery, "state" | "attempts" | "dueAt" | "lastStatus" | "lastError" | "settledAt">
    >,
  ): Promise<void>;
  /** Newest first; for the operator's list. */
  listDeliveries(query: { state?: Delivery["state"]; limit: number }): Promise<Delivery[]>;
}
