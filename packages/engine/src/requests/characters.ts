import { type ErrorDetails, Refusal } from "../refusal.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw broken(
      "",
      "encoding",
      "The body is not valid UTF-8. Encode it in UTF-8 and send the request again.",
    );
  }
}

/** NUL and the other control characters, the ones beyond ASCII included, and halves of a surrogate pair. */
export const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being refused
  /[\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export function refuseUnprintable(
  text: string,
  field: string,
  where: "body" | "query" | "path" = "body",
): void {
  if (unprintable.test(text)) {
    throw broken(
      field,
      "characters",
      `${field} contains a control character or broken Unicode. Remove it and send the request again.`,
      { in: where },
    );
  }
}

export function broken(field: string, rule: string, message: string, more: ErrorDetails = {}): Refusal {
  return new Refusal("VALIDATION_ERROR", message, {
    details: { in: "body", field: field || "body", rule, ...more },
  });
}

/** A client's own words in an error message stay short and printable. */
export function quotable(name: string): string {
  if (name === "") return '""';
  const clean = name.replace(new RegExp(unprintable, "g"), "?");
  // By code points: half a surrogate pair would be broken Unicode of our own.
  const characters = Array.from(clean.slice(0, 130));
  return characters.length > 64 ? `${characters.slice(0, 64).join("")}…` : clean;
}
