// Generated from openapi.yaml by `npm run generate`. Do not edit.
import type { Call } from "../call.ts";
import type { Operation } from "../operation.ts";
import type { CallOptions } from "../options.ts";
import type { PageCall } from "../pages.ts";
import { Resource } from "../resource.ts";
import type { CreatePaymentRequest, GetMembershipQuery, ListPaymentsQuery, Membership, PackageList, Payment, PaymentCreated, RefundPaymentRequest, Token, TokenRequest } from "./models.ts";

const createToken: Operation = { id: "createToken", method: "POST", route: "/auth/token", idempotent: true, authenticated: false };

/** Short-lived access tokens for a merchant's server and for its members. */
export class Tokens extends Resource {
  /**
   * Get an access token
   *
   * Exchanges client credentials for an access token that is valid for 15 minutes.
   *
   * With `user_id` the token is a member's: hand it, with its refresh token, to that member's app. Without
   * `user_id` it is the merchant's own and reads the payments and memberships of all its members.
   *
   * A refresh token works once and is answered with its successor. Using it again after more than 10 seconds
   * revokes the whole family, because a copy of it must be in other hands.
   *
   * The body may be JSON or a form (`application/x-www-form-urlencoded`), as OAuth 2.0 clients send it.
   *
   * @throws ValidationError `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
   * @throws AuthenticationError `INVALID_GRANT`, `INVALID_CLIENT`
   * @throws PermissionError `HTTPS_REQUIRED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.tokens.create({
   *   grant_type: "client_credentials",
   *   client_id: "demo",
   *   client_secret: "demo-secret",
   *   user_id: "user_42",
   * });
   */
  create(body: TokenRequest, options?: CallOptions): Call<Token> {
    return this.call(createToken, { body }, options);
  }
}

const listPackages: Operation = { id: "listPackages", method: "GET", route: "/packages", idempotent: true, authenticated: false };

/** What can be bought, and at what price. */
export class Packages extends Resource {
  /**
   * List the membership packages
   *
   * The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the exact
   * `amount` and `currency` of one of them.
   *
   * @throws ValidationError `VALIDATION_ERROR`
   * @throws PermissionError `HTTPS_REQUIRED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.packages.list();
   */
  list(options?: CallOptions): Call<PackageList> {
    return this.call(listPackages, {}, options);
  }
}

const createPayment: Operation = {
  id: "createPayment",
  method: "POST",
  route: "/payment/create",
  idempotent: true,
  authenticated: true,
};

const getPayment: Operation = {
  id: "getPayment",
  method: "GET",
  route: "/payment/{transaction_id}",
  idempotent: true,
  authenticated: true,
};

const closePayment: Operation = {
  id: "closePayment",
  method: "POST",
  route: "/payment/{transaction_id}/close",
  idempotent: true,
  authenticated: true,
};

const refundPayment: Operation = {
  id: "refundPayment",
  method: "POST",
  route: "/payment/{transaction_id}/refund",
  idempotent: true,
  authenticated: true,
};

const listPayments: Operation = { id: "listPayments", method: "GET", route: "/payments", idempotent: true, authenticated: true };

/** Payment orders for membership renewal. */
export class Payments extends Resource {
  /**
   * Create a payment order
   *
   * Creates a new payment order for membership renewal and answers the address of the checkout page, where the
   * person pays.
   *
   * `order_id` is yours and is the idempotency key, unique per user. The same order sent again answers the same
   * bytes with `Idempotent-Replayed: true`; with other parameters it is refused with `ORDER_ID_REUSED`.
   *
   * Counts against the limit of 5 requests per hour per user, replays and invalid requests included.
   *
   * @throws ValidationError `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `FORBIDDEN`, `HTTPS_REQUIRED`
   * @throws ConflictError `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`, `ORDER_CLOSED`, `ORDER_ID_REUSED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws PaymentFailedError `PAYMENT_FAILED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.payments.create({ order_id: "ORD123456", amount: 99.99, currency: "CNY", subject: "Annual Membership" });
   */
  create(body: CreatePaymentRequest, options?: CallOptions): Call<PaymentCreated> {
    return this.call(createPayment, { body }, options);
  }

  /**
   * Get a payment order
   *
   * One payment order by its `transaction_id`. A member sees its own orders, a merchant those of its members;
   * anybody else's is answered as if it did not exist.
   *
   * @param transaction_id The `transaction_id` that creating the order answered.
   * @throws ValidationError `VALIDATION_ERROR`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `HTTPS_REQUIRED`
   * @throws NotFoundError `TRANSACTION_NOT_FOUND`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.payments.get("TXN789012");
   */
  get(transaction_id: string, options?: CallOptions): Call<Payment> {
    return this.call(getPayment, { path: { transaction_id } }, options);
  }

  /**
   * Close an unpaid payment order
   *
   * Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a closed
   * order answers it again. A payment that was already on its way still counts: the order then becomes `paid`.
   *
   * @param transaction_id The `transaction_id` that creating the order answered.
   * @throws ValidationError `VALIDATION_ERROR`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `HTTPS_REQUIRED`
   * @throws NotFoundError `TRANSACTION_NOT_FOUND`
   * @throws ConflictError `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws PaymentFailedError `PAYMENT_FAILED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.payments.close("TXN789012");
   */
  close(transaction_id: string, options?: CallOptions): Call<Payment> {
    return this.call(closePayment, { path: { transaction_id } }, options);
  }

  /**
   * Refund a paid payment order
   *
   * Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers the order as
   * it then stands. When all of it went back the order is `refunded` and its renewal is taken back; a refund of a part
   * leaves the membership as it is.
   *
   * `refund_id` is yours and is the idempotency key, unique per order. The same refund sent again moves no money a
   * second time and has the header `Idempotent-Replayed: true`; with another `amount` it is refused with
   * `REFUND_ID_REUSED`. When the gateway does not answer, the refund is kept and carried out later: send the same
   * request again to learn of it.
   *
   * @param transaction_id The `transaction_id` that creating the order answered.
   * @throws ValidationError `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `FORBIDDEN`, `HTTPS_REQUIRED`
   * @throws NotFoundError `TRANSACTION_NOT_FOUND`
   * @throws ConflictError `ORDER_IN_PROGRESS`, `ORDER_NOT_PAID`, `ORDER_CLOSED`, `REFUND_ID_REUSED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws PaymentFailedError `PAYMENT_FAILED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.payments.refund("TXN789012", { refund_id: "REF123456", amount: 20.5 });
   */
  refund(transaction_id: string, body: RefundPaymentRequest, options?: CallOptions): Call<Payment> {
    return this.call(refundPayment, { path: { transaction_id }, body }, options);
  }

  /**
   * List payment orders
   *
   * Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its members.
   * Follow `next_cursor` until it is absent. Orders created while you page never shift what you have yet to see.
   *
   * @throws ValidationError `VALIDATION_ERROR`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `HTTPS_REQUIRED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * for await (const item of renewal.payments.list({ limit: 20 })) console.log(item);
   */
  list(query: ListPaymentsQuery = {}, options?: CallOptions): PageCall<Payment> {
    return this.pages(listPayments, { query }, options);
  }
}

const getMembership: Operation = { id: "getMembership", method: "GET", route: "/membership", idempotent: true, authenticated: true };

/** How long a membership lasts, and which payments made it so. */
export class Memberships extends Resource {
  /**
   * Get a membership
   *
   * How long the membership lasts and which payments made it so. A member reads its own; a merchant names one of
   * its members by `user_id`. Somebody who never paid has the status `none` and an empty history.
   *
   * @throws ValidationError `VALIDATION_ERROR`
   * @throws AuthenticationError `INVALID_TOKEN`
   * @throws PermissionError `FORBIDDEN`, `HTTPS_REQUIRED`
   * @throws RateLimitError `RATE_LIMIT_EXCEEDED`
   * @throws ServerError `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`
   * @example
   * const answer = await renewal.memberships.get();
   */
  get(query: GetMembershipQuery = {}, options?: CallOptions): Call<Membership> {
    return this.call(getMembership, { query }, options);
  }
}
