export { answerTo, refusalFor } from "./answers.ts";
export { type Caller, type Member, type Merchant, rolesOf } from "./caller.ts";
export { deliveryOf } from "./deliveries/event.ts";
export { afterAttempt, deliverySchedule } from "./deliveries/schedule.ts";
export type { DeliveryAttempt, EndedAttempt, SendOptions } from "./deliveries/send.ts";
export { signDelivery, webhookKey } from "./deliveries/sign.ts";
export { type Answer, createEngine, type Engine } from "./engine.ts";
export * from "./gateway.ts";
export { sortableIds } from "./ids.ts";
export { LastUsed } from "./last-used.ts";
export {
  type Limiter,
  type LimitState,
  type LimitVerdict,
  type LocalLimiter,
  limitHeaders,
  memoryLimiter,
  overLimit,
} from "./limits/limiter.ts";
export {
  defaultLimits,
  type LimitCheck,
  type LimitName,
  type LimitPolicies,
  type LimitPolicy,
  limitChecks,
  network,
} from "./limits/policies.ts";
export { addMonths, type Period, periodsOf } from "./memberships/renewal.ts";
export { refundKey } from "./memory/orders.ts";
export { webCryptoSigner } from "./memory/signer.ts";
export { type MemoryStore, memoryStore } from "./memory/store.ts";
export type { MemoryTables } from "./memory/tables.ts";
export * from "./model.ts";
export { decimalsOf, parseMinorUnits, toAmount } from "./money.ts";
export { equalBytes } from "./notifications/signature.ts";
export { defaultPackages } from "./packages/list.ts";
export { type Difference, type DifferenceKind, differenceOf, mendable } from "./payments/compare.ts";
export { applyReport, type GatewayReport, movesUp } from "./payments/states.ts";
export * from "./ports.ts";
export { type ErrorDetails, Refusal, statusOf } from "./refusal.ts";
export {
  acceptableRequestId,
  exposedHeaders,
  methodNotAllowed,
  notFound,
  protectiveHeaders,
} from "./requests/addresses.ts";
export { readForm } from "./requests/form.ts";
export { readJson } from "./requests/json.ts";
export { type RawRequest, refuseEncoded, tooLarge } from "./requests/request.ts";
export { defaultSettings, type Settings } from "./settings.ts";
export { bearerToken, expiredToken, invalidToken } from "./tokens/bearer.ts";
export { callerOf, type DecodedToken } from "./tokens/claims.ts";
export { type VerifiedToken, VerifiedTokens } from "./tokens/verified.ts";
