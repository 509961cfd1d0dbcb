import { type Fault, faultsFrom } from "./faults.ts";
import { operations } from "./generated/operations.ts";
import * as validators from "./generated/validators.js";
import type { OperationId } from "./operation.ts";

const byName = validators as unknown as Record<string, validators.Validate>;

function check(name: string, value: unknown, where: Fault["in"]): Fault[] {
  const validate = byName[name];
  if (validate === undefined) return [];
  return validate(value) ? [] : faultsFrom(validate.errors, where);
}

/**
 * Checks a request's body, without changing it: a body is never coerced.
 *
 * @returns the faults; none when the body is as documented
 * @example validateBody("createPayment", { order_id: "ORD1", amount: 99.99 }) // []
 */
export function validateBody(id: OperationId, value: unknown): Fault[] {
  return check(`body_${id}`, value, "body");
}

/**
 * Checks the parameters of a request, which come as text, and gives them the types and defaults of their schemas.
 *
 * @example validateParameters("listPayments", { path: {}, query: { limit: "50" } }).query // { limit: 50 }
 */
export function validateParameters(
  id: OperationId,
  given: { path: Record<string, string>; query: Record<string, string> },
): { faults: Fault[]; path: Record<string, unknown>; query: Record<string, unknown> } {
  const path = { ...given.path };
  const query = { ...given.query };
  return {
    faults: [...check(`path_${id}`, path, "path"), ...check(`query_${id}`, query, "query")],
    path,
    query,
  };
}

/**
 * Checks an answer against the document: its status, its required headers and its body.
 *
 * @param headers the names of the headers that are set, in any case
 */
export function validateAnswer(
  id: OperationId,
  answer: { status: number; headers: readonly string[]; body: unknown },
): Fault[] {
  const operation = operations[id];
  const schema = (operation.answers as Record<string, string | null>)[answer.status];
  if (schema === undefined) {
    return [
      {
        in: "header",
        field: "status",
        rule: "enum",
        message: `${answer.status} is not documented for ${id}.`,
      },
    ];
  }
  const names = new Set(answer.headers.map((name) => name.toLowerCase()));
  const required = (operation.requiredHeaders as Record<string, readonly string[]>)[answer.status] ?? [];
  const missing = required
    .filter((name) => !names.has(name.toLowerCase()))
    .map((field): Fault => ({ in: "header", field, rule: "required", message: `${field} is required.` }));
  return [...missing, ...check(`answer_${schema}`, answer.body, "body"), ...undocumentedCode(id, answer)];
}

/** A documented shape may still carry a code that the document does not give to that status. */
function undocumentedCode(id: OperationId, answer: { status: number; body: unknown }): Fault[] {
  const codes = (operations[id].errorCodes as Record<string, readonly string[]>)[answer.status];
  const code = (answer.body as { error?: { code?: string } } | null)?.error?.code;
  if (codes === undefined || code === undefined || codes.includes(code)) return [];
  const message = `${code} is not documented for ${id} with status ${answer.status}.`;
  return [{ in: "body", field: "error.code", rule: "enum", message }];
}

/** Checks the body of a notification to a merchant. */
export function validateEvent(value: unknown): Fault[] {
  return check("webhook_paymentUpdated", value, "body");
}
