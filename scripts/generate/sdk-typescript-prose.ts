import { follow, methodName, type Operation, type Response } from "./document.ts";
import { literal } from "./literal.ts";

/** The class that the SDK throws for a status and code; its `apiError` decides the same way. */
export function errorClass(status: number, code: string): string {
  if (code === "PAYMENT_FAILED") return "PaymentFailedError";
  if (status === 401 || code === "INVALID_GRANT") return "AuthenticationError";
  if (status === 403) return "PermissionError";
  if (status === 404) return "NotFoundError";
  if (status === 409 || status === 422) return "ConflictError";
  if (status === 429) return "RateLimitError";
  return status >= 500 || status === 408 ? "ServerError" : "ValidationError";
}

/** Where the method of an operation is found, e.g. `renewal.payments.create`. */
export function methodPath(operation: Operation): string {
  return `renewal.${operation.object.tags[0]}.${methodName(operation)}`;
}

/** A documentation comment of one or many lines. */
export function docstring(text: string, indent = ""): string {
  const lines = text.trimEnd().split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** All that an editor shows of a method: what it does, what it takes, what it throws, and how it is called. */
export function methodProse(operation: Operation, example: string): string {
  const { summary, description, parameters } = operation.object;
  const pathParameters = parameters.filter((parameter) => parameter.in === "path");
  return [
    `${summary}\n\n${description.trimEnd()}\n`,
    ...pathParameters.map(({ name, description: words }) => `@param ${name} ${words}`),
    ...throws(operation),
    `@example\n${example}`,
  ].join("\n");
}

function throws({ object }: Operation): string[] {
  const classes = new Map<string, Set<string>>();
  for (const [status, response] of Object.entries(object.responses)) {
    for (const code of follow<Response>(response)["x-error-codes"] ?? []) {
      const name = errorClass(Number(status), code);
      classes.set(name, (classes.get(name) ?? new Set()).add(`\`${code}\``));
    }
  }
  return [...classes].map(([name, codes]) => `@throws ${name} ${[...codes].join(", ")}`);
}

/** The call as somebody would write it, with the document's own example. */
export function exampleCall(operation: Operation, paginated: boolean): string {
  const { parameters, requestBody } = operation.object;
  const path = parameters.flatMap((parameter) =>
    parameter.in === "path" ? [literal(parameter.example)] : [],
  );
  const [first] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  const body = first === undefined ? [] : [literal((follow(first) as { value: unknown }).value)];
  const asked = parameters.find(({ in: where, name }) => where === "query" && name !== "cursor");
  const query = paginated && asked !== undefined ? [literal({ [asked.name]: asked.example })] : [];
  const call = `${methodPath(operation)}(${[...path, ...body, ...query].join(", ")})`;
  return paginated ? `for await (const item of ${call}) console.log(item);` : `const answer = await ${call};`;
}
