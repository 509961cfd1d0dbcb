export type { Fault } from "./faults.ts";
export type { ErrorCode, ErrorCodeOf, Input, Operation, OperationId, Output, Schemas } from "./operation.ts";
export { validateAnswer, validateBody, validateEvent, validateParameters } from "./validate.ts";
