// Generated from openapi.yaml by `npm run generate`. Do not edit.
import type { Paths, Schemas } from "@renewal/contract/operations";

/** What `renewal.tokens.create` takes. */
export type TokenRequest = Schemas["TokenRequest"];

/** What `renewal.tokens.create` answers. */
export type Token = Schemas["Token"];

/** What `renewal.packages.list` answers. */
export type PackageList = Schemas["PackageList"];

/** What stands in `PackageList`. */
export type Package = Schemas["Package"];

/** What `renewal.payments.create` takes. */
export type CreatePaymentRequest = Schemas["CreatePaymentRequest"];

/** What `renewal.payments.create` answers. */
export type PaymentCreated = Schemas["PaymentCreated"];

/** What `renewal.payments.get` answers. */
export type Payment = Schemas["Payment"];

/**
 * `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
 * follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
 * back and the renewal was taken back. A state never moves backwards.
 */
export type PaymentStatus = Schemas["PaymentStatus"];

/** What `renewal.payments.refund` takes. */
export type RefundPaymentRequest = Schemas["RefundPaymentRequest"];

/** What `renewal.memberships.get` answers. */
export type Membership = Schemas["Membership"];

/** `none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed. */
export type MembershipStatus = Schemas["MembershipStatus"];

/** What one payment added. */
export type MembershipPeriod = Schemas["MembershipPeriod"];

/** A payment order changed its state. */
export type PaymentEvent = Schemas["PaymentEvent"];

/** What went wrong, for programs. New codes may appear; treat an unknown one by its status. */
export type ErrorCode = Schemas["ErrorCode"];

/** More about the error. Which fields are present depends on the code. */
export type ErrorDetails = Schemas["ErrorDetails"];

/** What stands in `ErrorDetails`. */
export type Price = Schemas["Price"];

/** What stands in `ErrorDetails`. */
export type FieldError = Schemas["FieldError"];

/** What `renewal.payments.list` is asked with. */
export type ListPaymentsQuery = NonNullable<Paths["/payments"]["get"]["parameters"]["query"]>;

/** What `renewal.memberships.get` is asked with. */
export type GetMembershipQuery = NonNullable<Paths["/membership"]["get"]["parameters"]["query"]>;
