export type { Fault } from "./faults.ts";
export * from "./operations.ts";
export {
  type CheckedParameters,
  type HeaderValues,
  type ParameterTexts,
  validateBody,
  validateParameters,
  validateResponse,
  validateWebhook,
} from "./validate.ts";
