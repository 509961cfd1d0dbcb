import type { errorCodes, operations as table, webhooks } from "./generated/operations.ts";
import type { components, operations } from "./generated/types.ts";

/** The schemas of the document by name, e.g. `Schemas["Payment"]`. */
export type Schemas = components["schemas"];

/** Every operation of the API, e.g. `createPayment`. */
export type OperationId = keyof typeof table;

/** The row of an operation in the table. */
export type Operation<Id extends OperationId = OperationId> = (typeof table)[Id];

/** What the server sends to merchants, e.g. `paymentUpdated`. */
export type WebhookId = keyof typeof webhooks;

/** Every error code that this version of the API sends. */
export type ErrorCode = (typeof errorCodes)[number];

/** An intersection as one object type, so that editors and compiler errors show its fields. */
type Flat<T> = { [Key in keyof T]: T[Key] };

type Parameters<Id extends OperationId> = operations[Id]["parameters"];

type Query<Id extends OperationId> = [Parameters<Id>["query"]] extends [undefined]
  ? undefined
  : Filled<NonNullable<Parameters<Id>["query"]>, Defaulted<Id>>;

/** The parameters that have a default: once a request is checked, they are there. */
type Defaulted<Id extends OperationId> = Extract<
  Operation<Id>["parameters"][number],
  { default: unknown }
>["name"];

type Filled<Fields, Name> = Flat<
  Omit<Fields, Name & keyof Fields> & Required<Pick<Fields, Name & keyof Fields>>
>;

type Body<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? WithDigits<Content, Operation<Id>["decimals"][number]>
  : never;

type WithDigits<Content, Decimal> = {
  [Field in keyof Content]: Field extends Decimal ? string : Content[Field];
};

/** A part of the input, unless the operation has none. */
type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : { [Key in Name]: Value };

/**
 * What an operation is asked, once it is checked: `path`, `query` and `body`, each where the operation has it.
 *
 * Amounts in the body are the digits that the client wrote, such as `"99.99"`: money never passes through a double.
 * Parameters have the types of their schemas, and those with a default are always there.
 */
export type Input<Id extends OperationId> = Part<"path", Parameters<Id>["path"]> &
  Part<"query", Query<Id>> &
  Part<"body", Body<Id>>;

/** The codes that an operation sends with a status, e.g. `ErrorCodeOf<"createPayment", 422>` is `ORDER_ID_REUSED`. */
export type ErrorCodeOf<Id extends OperationId, Status extends number> =
  Operation<Id>["errorCodes"] extends Record<Status, readonly (infer Code)[]> ? Code : never;

type Responses<Id extends OperationId> = operations[Id]["responses"];

type Answered<
  Id extends OperationId,
  Status extends keyof Responses<Id> & number,
> = Status extends keyof Operation<Id>["errorCodes"]
  ? ErrorAnswer<ErrorCodeOf<Id, Status>>
  : Responses<Id>[Status] extends { content: { "application/json": infer Content } }
    ? Content
    : undefined;

interface ErrorAnswer<Code> {
  error: Flat<Omit<Schemas["ErrorBody"], "code"> & { code: Code }>;
}

/**
 * What an operation answers: one of its documented statuses with that status's body, told apart by `status`. The body
 * of an error carries one of the codes that the document gives to the status.
 */
export type Output<Id extends OperationId> = {
  [Status in keyof Responses<Id> & number]: {
    status: Status;
    headers?: Record<string, string>;
    body: Answered<Id, Status>;
  };
}[keyof Responses<Id> & number];
