export { type Behaviour, behaviourOf, type MagicOrderId, magicIn, magicOrderIds } from "./behaviours.ts";
export type { Page } from "./checkout/frame.ts";
export { type Language, preferredLanguage } from "./checkout/language.ts";
export type { CheckoutRequest } from "./checkout/requests.ts";
export { type MemoryPayments, memoryPayments } from "./memory.ts";
export type { SignedNotification } from "./notifications.ts";
export {
  notifyDueAt,
  type PlannedNotification,
  type SandboxPayment,
  type SandboxPayments,
} from "./payment.ts";
export { createSandbox, type Sandbox } from "./sandbox.ts";
export type { SandboxFault, SandboxWorld } from "./world.ts";
