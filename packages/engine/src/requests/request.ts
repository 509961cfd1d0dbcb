import type { CheckedParameters, Input, OperationId } from "@renewal/contract";
import { validateBody, validateParameters } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { Refusal } from "../refusal.ts";
import { quotable, refuseUnprintable } from "./characters.ts";
import { readForm } from "./form.ts";
import { type JsonText, readJson } from "./json.ts";

/** One request, neutral of HTTP libraries. */
export interface RawRequest {
  /** The values of the path's parameters, percent-decoded. */
  path: Record<string, string>;
  /** Undefined when the address has none. */
  query: URLSearchParams | undefined;
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
  const { path, query } = readParameters(id, request);
  if (operation.requestMediaTypes.length === 0) return { path, query } as Input<Id>;
  const { value, digits } = readBody(operation.requestMediaTypes, request, limits.maxBodyBytes);
  const faults = validateBody(id, value);
  if (faults.length > 0) throw refuseFaults(faults);
  const body = withDigits(value as Record<string, unknown>, digits, operation.decimals);
  return { path, query, body } as Input<Id>;
}

type Parameters = Pick<CheckedParameters, "path" | "query">;

/** Most operations have no parameters and are sent none: there is nothing to check, and one answer for all of them. */
const noParameters: Parameters = Object.freeze({ path: Object.freeze({}), query: Object.freeze({}) });

function readParameters(id: OperationId, { path, query }: RawRequest): Parameters {
  const isAsked = query !== undefined && query.size !== 0;
  if (operations[id].parameters.length === 0 && !isAsked && isEmpty(path)) return noParameters;
  const checked = validateParameters(id, { path: readPath(path), query: isAsked ? readQuery(query) : {} });
  if (checked.faults.length > 0) throw refuseFaults(checked.faults);
  return checked;
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}

function readPath(path: Record<string, string>): Record<string, string> {
  for (const name of Object.keys(path)) refuseUnprintable(path[name] as string, name, "path");
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
  return { value: readForm(request.body), digits: {} };
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

/** As nearly every client writes it; anything else is taken apart. */
const usualJson = ["application/json", "application/json; charset=utf-8"];

/** @throws Refusal UNSUPPORTED_MEDIA_TYPE for another type, another charset than UTF-8, or an encoded body */
function mediaTypeOf(request: RawRequest, mediaTypes: readonly string[]): string {
  const written = request.header("content-type") ?? "";
  const type = usualJson.includes(written) ? "application/json" : utf8TypeOf(written);
  const encoding = request.header("content-encoding")?.toLowerCase() ?? "identity";
  if (type === undefined || !mediaTypes.includes(type) || encoding !== "identity") {
    throw new Refusal(
      "UNSUPPORTED_MEDIA_TYPE",
      `Content-Type must be ${mediaTypes.join(" or ")}. Set it, and send the body in UTF-8 without Content-Encoding.`,
    );
  }
  return type;
}

/** The media type in small letters; undefined when it comes with another charset than UTF-8. */
function utf8TypeOf(written: string): string | undefined {
  const [type = "", ...parameters] = written.toLowerCase().split(";");
  const isUtf8 = parameters.every((parameter) => {
    const [name, value = ""] = parameter.trim().split("=");
    return name !== "charset" || /^"?utf-?8"?$/.test(value);
  });
  return isUtf8 ? type.trim() : undefined;
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

/** The body was read for this request alone, so that its amounts are put into it instead of into a copy. */
function withDigits(body: Record<string, unknown>, digits: JsonText["digits"], decimals: readonly string[]) {
  for (const field of decimals) if (Object.hasOwn(digits, field)) body[field] = digits[field];
  return body;
}
