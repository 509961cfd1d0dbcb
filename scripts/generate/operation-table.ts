import {
  follow,
  followSchema,
  methodName,
  notice,
  type Operation,
  operations,
  type Parameter,
  type Response,
  type Schema,
  webhooks,
} from "./document.ts";
import { literal } from "./literal.ts";

/** The table that routes, the validators' users and the SDKs read instead of the document. */
export function operationTable(): string {
  const codes = followSchema({ $ref: "#/components/schemas/ErrorCode" }).enum;
  return `${notice}
/** Every operation of the API. */
export const operations = ${literal(byId(operations, operationRow))} as const;

/** What the server sends to a merchant's \`notify_url\`. */
export const webhooks = ${literal(byId(webhooks, webhookRow))} as const;

/** What the document says of each operation and webhook, in Markdown. Apart, so that a bundle without it is smaller. */
export const descriptions = ${literal(byId([...operations, ...webhooks], prose))} as const;

/** Every error code, as the document lists them. */
export const errorCodes = ${literal(codes)} as const;
`;
}

function byId<T>(all: readonly Operation[], row: (operation: Operation) => T): Record<string, T> {
  return Object.fromEntries(all.map((operation) => [operation.id, row(operation)]));
}

function operationRow(operation: Operation) {
  const { id, method, path, object } = operation;
  const [tag] = object.tags;
  const responses = Object.entries(object.responses);
  const body = object.requestBody?.content["application/json"]?.schema;
  return {
    id,
    method,
    path,
    tag,
    resource: tag,
    sdkMethod: methodName(operation),
    idempotent: object["x-idempotent"],
    audience: object["x-audience"] ?? "app",
    rateLimits: object["x-rate-limits"],
    security: (object.security ?? []).flatMap((alternative) =>
      Object.entries(alternative).map(([scheme, roles]) => ({ scheme, roles })),
    ),
    parameters: object.parameters.map(parameterRow),
    requestMediaTypes: Object.keys(object.requestBody?.content ?? {}),
    decimals: fieldsWhere(body, ({ format }) => format === "decimal").map(([name]) => name),
    defaults: Object.fromEntries(
      fieldsWhere(body, (field) => "default" in field).map(([name, field]) => [name, field.default]),
    ),
    paginated: isPaginated(operation),
    successStatus: Number(responses.find(([status]) => status.startsWith("2"))?.[0]),
    statuses: responses.map(([status]) => Number(status)),
    errorCodes: errorCodesOf(responses),
  };
}

function webhookRow({ id, method, object }: Operation) {
  const body = object.requestBody?.content["application/json"]?.schema;
  return {
    id,
    method,
    tag: object.tags[0],
    parameters: object.parameters.map(parameterRow),
    requestMediaTypes: Object.keys(object.requestBody?.content ?? {}),
    decimals: fieldsWhere(body, ({ format }) => format === "decimal").map(([name]) => name),
  };
}

function prose({ object: { summary, description } }: Operation) {
  return { summary, description: description.trimEnd() };
}

/** Parameters come as text; `type` says what becomes of it, and `default` what an absent one means. */
function parameterRow({ name, in: where, required = false, schema }: Parameter) {
  const followed = followSchema(schema);
  return {
    name,
    in: where,
    required,
    type: followed.type,
    ...("default" in followed ? { default: followed.default } : {}),
  };
}

function fieldsWhere(body: Schema | undefined, holds: (field: Schema) => boolean): [string, Schema][] {
  return Object.entries(body === undefined ? {} : (followSchema(body).properties ?? {}))
    .map(([name, field]): [string, Schema] => [name, followSchema(field)])
    .filter(([, field]) => holds(field));
}

function errorCodesOf(responses: [string, Response][]): Record<string, string[]> {
  return Object.fromEntries(
    responses.flatMap(([status, { "x-error-codes": codes }]) =>
      codes === undefined ? [] : [[status, codes]],
    ),
  );
}

/** Pages are asked for with `cursor`, and lead to the next one with `next_cursor`. */
export function isPaginated({ object }: Operation): boolean {
  const success = follow<Response>(object.responses["200"] ?? { description: "" });
  const page = success.content?.["application/json"]?.schema;
  return (
    object.parameters.some(({ name }) => name === "cursor") &&
    fieldsWhere(page, () => true).some(([name]) => name === "next_cursor")
  );
}
