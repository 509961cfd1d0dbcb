import { broken, decodeUtf8, quotable, refuseUnprintable } from "./characters.ts";

/**
 * Reads a form body as strictly as JSON: duplicate names, broken percent-encoding and control characters are refused.
 *
 * @throws Refusal VALIDATION_ERROR
 */
export function readForm(bytes: Uint8Array): Record<string, string> {
  const fields: Record<string, string> = {};
  const text = decodeUtf8(bytes);
  if (text === "") return fields;
  for (const pair of text.split("&")) {
    const split = pair.indexOf("=");
    const name = decodeField(split < 0 ? pair : pair.slice(0, split), "body");
    const field = quotable(name);
    const value = decodeField(split < 0 ? "" : pair.slice(split + 1), field);
    if (Object.hasOwn(fields, name)) {
      throw broken(field, "duplicate", `${field} stands twice in the body. Send it once.`);
    }
    refuseUnprintable(name, field);
    refuseUnprintable(value, field);
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return fields;
}

function decodeField(text: string, field: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw broken(
      field,
      "encoding",
      "The form is not percent-encoded UTF-8. Encode it and send the request again.",
    );
  }
}
