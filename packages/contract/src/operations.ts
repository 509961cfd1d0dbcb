export { descriptions, errorCodes, operations, webhooks } from "./generated/operations.ts";
export type { paths as Paths } from "./generated/types.ts";
export type {
  ErrorCode,
  ErrorCodeOf,
  Input,
  Operation,
  OperationId,
  Output,
  Schemas,
  WebhookId,
} from "./operation.ts";
