import type { Input, OperationId } from "@renewal/contract";
import { validateBody, validateParameters } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "../refusal.ts";
import { readForm } from "./form.ts";
import { type JsonText, quotable, readJson, refuseUnprintable } from "./json.ts";

/** One request, neutral of HTTP libraries. */
export interface RawRequest {
  /** The values of the path's parameters, percent-decoded. */
  path: Record<string, string>;
  query: URLSearchParams;
  /** A request header by its name in any case; undefined when absent. */
  header(name: string): string | undefined;
  /** The body's bytes as they came; empty when there is none. */
  body: Uint8Array;
}

/**
 * What the operation was asked, checked against the document: parameters coerced by their schemas, the body never, and
 * amounts as the digits that the client wrote.
 *
 * @throws Refusal VALIDATION_ERROR with every fault, UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE
 */
export function readInput<Id extends OperationId>(
  id: Id,
  request: RawRequest,
  limits: { maxBodyBytes: number },
): Input<Id> {
  const operation = operations[id];
  const checked = validateParameters(id, {
    path: readPath(request.path),
    query: readQuery(request.query),
  });
  if (checked.faults.length > 0) throw refuseFaults(checked.faults);
  const parameters = { path: checked.path, query: checked.query };
  if (operation.requestMediaTypes.length === 0) return parameters as Input<Id>;
  const { value, digits } = readBody(operation.requestMediaTypes, request, limits.maxBodyBytes);
  const body = validateBody(id, value);
  if (body.length > 0) throw refuseFaults(body);
  return { ...parameters, body: withDigits(value as object, digits, operation.decimals) } as Input<Id>;
}

function readPath(path: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(path)) refuseUnprintable(value, name, "path");
  return path;
}

function readQuery(query: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of query) {
    const field = quotable(name);
    if (Object.hasOwn(values, name)) {
      throw new Refusal("VALIDATION_ERROR", `${field} stands twice in the query. Send it once.`, {
        details: { in: "query", field, rule: "duplicate" },
      });
    }
    refuseUnprintable(name, field, "query");
    refuseUnprintable(value, field, "query");
    Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return values;
}

function readBody(mediaTypes: readonly string[], request: RawRequest, maxBodyBytes: number): JsonText {
  if (request.body.byteLength > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const type = mediaTypeOf(request, mediaTypes);
  if (type === "application/json") return readJson(request.body);
  return { value: readForm(request.body), digits: new Map() };
}

export function tooLarge(maxBodyBytes: number): Refusal {
  return new Refusal(
    "PAYLOAD_TOO_LARGE",
    `The body is larger than ${maxBodyBytes} bytes. Send a smaller one.`,
  );
}

/**
 * @param encoding the value of `Content-Encoding`
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE
 */
export function refuseEncoded(encoding: string | undefined): void {
  if ((encoding ?? "identity").toLowerCase() === "identity") return;
  throw new Refusal(
    "UNSUPPORTED_MEDIA_TYPE",
    "The body must not be compressed. Send it as it is, without Content-Encoding.",
    { details: { in: "header", field: "Content-Encoding", rule: "enum" } },
  );
}

/** @throws Refusal UNSUPPORTED_MEDIA_TYPE for another type, another charset than UTF-8, or an encoded body */
function mediaTypeOf(request: RawRequest, mediaTypes: readonly string[]): string {
  const [type = "", ...parameters] = (request.header("content-type") ?? "").toLowerCase().split(";");
  const plain = parameters.every((parameter) => {
    const [name, value = ""] = parameter.trim().split("=");
    return name !== "charset" || /^"?utf-?8"?$/.test(value);
  });
  const encoding = request.header("content-encoding")?.toLowerCase() ?? "identity";
  if (!mediaTypes.includes(type.trim()) || !plain || encoding !== "identity") {
    throw new Refusal(
      "UNSUPPORTED_MEDIA_TYPE",
      `Content-Type must be ${mediaTypes.join(" or ")}. Set it, and send the body in UTF-8 without Content-Encoding.`,
    );
  }
  return type.trim();
}

interface Fault {
  in: string;
  field: string;
  rule: string;
  message: string;
}

/** The first fault speaks for all; all of them stand in `details.errors`. */
function refuseFaults(faults: readonly Fault[]): Refusal {
  const [first] = faults as [Fault, ...Fault[]];
  return new Refusal("VALIDATION_ERROR", first.message, {
    details: {
      in: first.in,
      field: first.field,
      rule: first.rule,
      ...(faults.length > 1 ? { errors: [...faults] } : {}),
    },
  });
}

function withDigits(body: object, digits: ReadonlyMap<string, string>, decimals: readonly string[]): object {
  const amounts = decimals.flatMap((field) => (digits.has(field) ? [[field, digits.get(field)]] : []));
  return { ...body, ...Object.fromEntries(amounts) };
}
