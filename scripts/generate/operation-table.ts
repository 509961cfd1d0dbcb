import {
  answerSchema,
  follow,
  methodName,
  notice,
  type Operation,
  operations,
  type Schema,
  webhooks,
} from "./document.ts";

/** The table that routes, validators' users and SDKs read instead of the document. */
export function operationTable(): string {
  const table = Object.fromEntries(operations.map((operation) => [operation.id, row(operation)]));
  const events = Object.fromEntries(webhooks.map(({ id, object }) => [id, { id, tag: object.tags[0] }]));
  const codes = follow<Schema>({ $ref: "#/components/schemas/ErrorCode" }).enum;
  return `${notice}
export const operations = ${JSON.stringify(table, null, 2)} as const;

export const webhooks = ${JSON.stringify(events, null, 2)} as const;

/** Every error code, as the document lists them. */
export const errorCodes = ${JSON.stringify(codes, null, 2)} as const;
`;
}

function row({ id, method, path, object, ...rest }: Operation) {
  const [tag] = object.tags;
  const responses = Object.entries(object.responses);
  return {
    id,
    method,
    path,
    tag,
    resource: tag,
    sdkMethod: methodName({ id, method, path, object, ...rest }),
    idempotent: object["x-idempotent"],
    audience: object["x-audience"] ?? "app",
    rateLimits: object["x-rate-limits"],
    security: (object.security ?? []).flatMap((alternative) =>
      Object.entries(alternative).map(([scheme, roles]) => ({ scheme, roles })),
    ),
    parameters: (object.parameters ?? []).map(({ name, in: where, required = false }) => ({
      name,
      in: where,
      required,
    })),
    requestMediaTypes: Object.keys(object.requestBody?.content ?? {}),
    decimals: decimalFields(object.requestBody?.content["application/json"]?.schema),
    paginated: isPaginated(object),
    successStatus: Number(responses.find(([status]) => status.startsWith("2"))?.[0]),
    statuses: responses.map(([status]) => Number(status)),
    answers: Object.fromEntries(
      responses.map(([status, response]) => [status, answerSchema(response) ?? null]),
    ),
    errorCodes: Object.fromEntries(
      responses.flatMap(([status, response]) =>
        response["x-error-codes"] === undefined ? [] : [[status, response["x-error-codes"]]],
      ),
    ),
    requiredHeaders: Object.fromEntries(
      responses.map(([status, response]) => [
        status,
        Object.entries(response.headers ?? {}).flatMap(([name, header]) =>
          follow(header).required ? [name] : [],
        ),
      ]),
    ),
  };
}

/** The fields of a body that are money: their digits are read from the text. */
function decimalFields(schema: Schema | undefined): string[] {
  if (schema === undefined) return [];
  return Object.entries(follow<Schema>(schema as Schema & { $ref: string }).properties ?? {}).flatMap(
    ([name, field]) =>
      follow<Schema>(field as Schema & { $ref: string }).format === "decimal" ? [name] : [],
  );
}

function isPaginated(object: Operation["object"]): boolean {
  const schema = object.responses["200"]?.content?.["application/json"]?.schema;
  const takesCursor = (object.parameters ?? []).some(({ name }) => name === "cursor");
  return (
    takesCursor &&
    "next_cursor" in (follow<Schema>((schema ?? {}) as Schema & { $ref: string }).properties ?? {})
  );
}
