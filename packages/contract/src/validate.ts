import { answerFaults, type Fault, requestFaults } from "./faults.ts";
import { errorCodes, operations, webhooks } from "./generated/operations.ts";
import * as checks from "./generated/validators.js";
import type { ErrorCode, OperationId, WebhookId } from "./operation.ts";
import { readText } from "./text.ts";

/** The parts of a request that come as text. */
export interface ParameterTexts {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  header?: HeaderValues;
}

/** What they stand for, with the defaults of absent ones, and what is wrong with them. */
export interface CheckedParameters {
  /** At most 20 of each place; none when the parameters are as documented. */
  faults: Fault[];
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** By names in small letters, with those that the document does not name. */
  header: Record<string, unknown>;
}

/** As HTTP libraries hold them, by names in any case. */
export type HeaderValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const places = ["path", "query", "header"] as const;

type Tell = typeof requestFaults;

function faultsOf(
  check: checks.Validate | undefined,
  value: unknown,
  where: Fault["in"],
  tell: Tell,
): Fault[] {
  return check === undefined || check(value) ? [] : tell(check.errors ?? [], where);
}

/**
 * Checks a request's body. The body stays as it is: it is never coerced, and absent fields get no defaults; those stand
 * in the operation's `defaults`.
 *
 * @param value what the body's JSON, or form, says; anything but the documented fields is refused, keys such as
 * `__proto__` included
 * @returns at most 20 faults; none when the body is as documented
 * @example validateBody("createPayment", { order_id: "ORD1", amount: 99.99 }) // []
 */
export function validateBody(id: OperationId, value: unknown): Fault[] {
  return faultsOf(checks.bodies[id], value, "body", requestFaults);
}

/**
 * Checks the parameters of a request, which come as text, and gives them the types and defaults of their schemas.
 * Unknown ones in path and query are refused, unknown headers ignored. What is given stays as it is.
 *
 * @example validateParameters("listPayments", { query: { limit: "50" } }).query // { limit: 50 }
 */
export function validateParameters(id: OperationId, given: ParameterTexts): CheckedParameters {
  return checkParameters(operations[id].parameters, checks.parameters[id], given, requestFaults);
}

function checkParameters(
  parameters: readonly { name: string; in: string; type: string }[],
  check: checks.ParameterChecks | undefined,
  given: ParameterTexts,
  tell: Tell,
): CheckedParameters {
  const checked: CheckedParameters = {
    faults: [],
    path: { ...given.path },
    query: { ...given.query },
    header: given.header === undefined ? {} : smallNames(given.header),
  };
  for (const { name, in: place, type } of parameters) {
    const values = checked[place as "path" | "query" | "header"];
    const key = place === "header" ? name.toLowerCase() : name;
    const text = Object.hasOwn(values, key) ? values[key] : undefined;
    if (typeof text === "string") values[key] = readText(text, type);
  }
  for (const place of places) {
    const faults = faultsOf(check?.[place], checked[place], place, tell);
    if (faults.length > 0) checked.faults.push(...faults);
  }
  return checked;
}

function smallNames(headers: HeaderValues): Record<string, unknown> {
  const present = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : String(value),
    ]),
  );
}

/**
 * Checks an answer against the document: its status, its body, the error code that the status may carry and, when they
 * are given, its headers.
 *
 * @param body undefined when there is none
 * @param headers fields and headers that the document does not name are fine
 * @example validateResponse("listPackages", 418, {})[0]?.message // "418 is no documented status of listPackages."
 */
export function validateResponse(
  id: OperationId,
  status: number,
  body: unknown,
  headers?: HeaderValues,
): Fault[] {
  const check = checks.responses[id]?.[status];
  if (check === undefined) {
    const message = `${status} is no documented status of ${id}.`;
    return [{ in: "status", field: "status", rule: "enum", message }];
  }
  return [
    ...(headers === undefined ? [] : faultsOf(check.headers, typedHeaders(headers), "header", answerFaults)),
    ...faultsOf(check.body, body, "body", answerFaults),
    ...undocumentedCode(id, status, body),
  ];
}

function typedHeaders(headers: HeaderValues): Record<string, unknown> {
  const typed = Object.entries(smallNames(headers)).map(([name, value]) => {
    const type = Object.hasOwn(checks.headerTypes, name) ? checks.headerTypes[name] : undefined;
    return [name, type === undefined ? value : readText(String(value), type)];
  });
  return Object.fromEntries(typed);
}

/** A documented shape may still carry a code that the document does not give to that status. */
function undocumentedCode(id: OperationId, status: number, body: unknown): Fault[] {
  const codes = (operations[id].errorCodes as Record<number, readonly string[]>)[status];
  const code = (body as { error?: { code?: unknown } } | null | undefined)?.error?.code;
  // What is no code at all is told of by the schema.
  if (codes === undefined || codes.includes(code as string) || !errorCodes.includes(code as ErrorCode))
    return [];
  const message = `error.code must be one of ${codes.join(", ")} when ${id} answers ${status}.`;
  return [{ in: "body", field: "error.code", rule: "enum", message }];
}

/**
 * Checks a notification to a merchant: the headers that the document requires, and the body.
 *
 * @example validateWebhook("paymentUpdated", { headers: request.headers, body: JSON.parse(text) })
 */
export function validateWebhook(id: WebhookId, sent: { headers: HeaderValues; body: unknown }): Fault[] {
  const parameters = { header: sent.headers };
  return [
    ...checkParameters(webhooks[id].parameters, checks.webhookParameters[id], parameters, answerFaults)
      .faults,
    ...faultsOf(checks.webhookBodies[id], sent.body, "body", answerFaults),
  ];
}
