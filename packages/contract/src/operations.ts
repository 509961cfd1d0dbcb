export { errorCodes, operations, webhooks } from "./generated/operations.ts";
export type { ErrorCode, ErrorCodeOf, Input, Operation, OperationId, Output, Schemas } from "./operation.ts";
