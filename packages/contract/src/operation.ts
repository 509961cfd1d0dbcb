import type { operations as table } from "./generated/operations.ts";
import type { components, operations } from "./generated/types.ts";

/** The schemas of the document by name, e.g. `Schemas["Payment"]`. */
export type Schemas = components["schemas"];

/** Every operation of the API, e.g. `createPayment`. */
export type OperationId = keyof typeof table;

/** The row of an operation in the table. */
export type Operation<Id extends OperationId> = (typeof table)[Id];

/** Every error code that this version of the API sends. */
export type ErrorCode = typeof import("./generated/operations.ts").errorCodes[number];

type Parameters<Id extends OperationId> = operations[Id]["parameters"];

type Body<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? WithDigits<Content, Operation<Id>["decimals"][number]>
  : never;

/** Money is read from the digits that the client wrote: `"99.99"`, never a double. */
type WithDigits<Content, Decimal extends string> = {
  [Field in keyof Content]: Field extends Decimal ? string : Content[Field];
};

type Part<Name extends string, Value> = [Value] extends [never]
  ? unknown
  : [Value] extends [undefined]
    ? unknown
    : { [Key in Name]: NonNullable<Value> };

/** What an operation is asked: `path`, `query` and `body`, each where the operation has it. */
export type Input<Id extends OperationId> = Part<"path", Parameters<Id>["path"]> &
  Part<"query", Parameters<Id>["query"]> &
  Part<"body", Body<Id>>;

type Responses<Id extends OperationId> = operations[Id]["responses"];

type Answered<Id extends OperationId, Status extends keyof Responses<Id>> = Responses<Id>[Status] extends {
  content: { "application/json": infer Content };
}
  ? Status extends ErrorStatus<Id>
    ? ErrorAnswer<ErrorCodeOf<Id, Status>>
    : Content
  : never;

type ErrorStatus<Id extends OperationId> = NumberOf<keyof Operation<Id>["errorCodes"]>;

type NumberOf<Text> = Text extends `${infer Value extends number}` ? Value : Text;

/** The codes that an operation sends with a status, e.g. `ErrorCodeOf<"createPayment", 422>` is `ORDER_ID_REUSED`. */
export type ErrorCodeOf<Id extends OperationId, Status> = Status extends number
  ? Operation<Id>["errorCodes"] extends infer Codes
    ? `${Status}` extends keyof Codes
      ? Codes[`${Status}`] extends readonly (infer Code)[]
        ? Code
        : never
      : Status extends keyof Codes
        ? Codes[Status] extends readonly (infer Code)[]
          ? Code
          : never
        : never
    : never
  : never;

interface ErrorAnswer<Code> {
  error: Omit<Schemas["ErrorBody"], "code"> & { code: Code };
}

/** What an operation answers: one of its documented statuses with that status's body. */
export type Output<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: {
    status: Status;
    headers?: Record<string, string>;
    body: Answered<Id, Status>;
  };
}[keyof Responses<Id>];
