export { type Answered, Call } from "./call.ts";
export { Renewal } from "./client.ts";
export {
  ApiError,
  type ApiErrorFacts,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PaymentFailedError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./errors/api.ts";
export {
  AbortedError,
  ConfigurationError,
  ConnectionError,
  InvalidResponseError,
  TimeoutError,
} from "./errors/client.ts";
export { type ErrorFacts, RenewalError } from "./errors/family.ts";
export type * from "./generated/models.ts";
export type * from "./generated/resources.ts";
export type { ErrorEvent, Hooks, RequestEvent, ResponseEvent, RetryEvent } from "./hooks.ts";
export type { LimitState } from "./limit.ts";
export { type Logger, logTo, redacted } from "./logging.ts";
export type { Answer, Middleware, OutgoingRequest } from "./middleware.ts";
export { isIn, type Money, sum } from "./money.ts";
export type { Operation } from "./operation.ts";
export type {
  Authentication,
  CallOptions,
  ClientCredentials,
  ClientOptions,
  GivenToken,
  RenewalOptions,
  TokenSupplier,
} from "./options.ts";
export { Page, PageCall } from "./pages.ts";
export type { Payments, WaitOptions } from "./resources/payments.ts";
export type { Tokens } from "./resources/tokens.ts";
export { type WebhookFault, WebhookVerificationError } from "./webhooks/error.ts";
export type { PaymentUpdated, UnknownEvent, WebhookEvent } from "./webhooks/event.ts";
export { type SignWebhookOptions, signWebhook } from "./webhooks/sign.ts";
export type { Bytes } from "./webhooks/signature.ts";
export { type VerifyWebhookOptions, verifyWebhook, type WebhookHeaders } from "./webhooks/verify.ts";
