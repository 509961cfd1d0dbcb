import { type ErrorDetails, Refusal } from "../refusal.ts";

/** A JSON value, and the digits of each number that stands directly in the top-level object. */
export interface JsonText {
  value: unknown;
  digits: ReadonlyMap<string, string>;
}

/** Deeper than any body of this API by far; a hostile one cannot exhaust the stack. */
const deepest = 16;

/**
 * Reads JSON more strictly than `JSON.parse`: duplicate keys, control characters, lone surrogates and numbers beyond a
 * double are refused, each with its field named, and the digits of amounts are kept.
 *
 * @throws Refusal VALIDATION_ERROR
 */
export function readJson(bytes: Uint8Array): JsonText {
  return new JsonReader(decodeUtf8(bytes)).read();
}

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
const unprintable =
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

const numberAt = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const stringAt = /"([^"\\]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\]*)*)"/y;
const spaceAt = /[ \t\n\r]*/y;

class JsonReader {
  private readonly text: string;
  private at = 0;
  private readonly path: string[] = [];
  private readonly digits = new Map<string, string>();

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonText {
    const value = this.value();
    this.skipSpace();
    if (this.at < this.text.length) this.fail();
    return { value, digits: this.digits };
  }

  private value(): unknown {
    this.skipSpace();
    switch (this.text[this.at]) {
      case "{":
        return this.object();
      case "[":
        return this.array();
      case '"':
        return this.string();
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.enter();
    for (let isFirst = true; !this.closes("}", !isFirst); isFirst = false) {
      this.skipSpace();
      const key = this.string();
      this.path.push(key);
      if (Object.hasOwn(object, key)) {
        throw broken(this.field(), "duplicate", `${this.field()} stands twice in the body. Send it once.`);
      }
      this.expect(":");
      put(object, key, this.value());
      this.path.pop();
    }
    return object;
  }

  private array(): unknown[] {
    const array: unknown[] = [];
    this.enter();
    while (!this.closes("]", array.length > 0)) {
      this.path.push(String(array.length));
      array.push(this.value());
      this.path.pop();
    }
    return array;
  }

  private enter(): void {
    this.at += 1;
    if (this.path.length >= deepest) {
      throw broken(this.field(), "depth", "The body is nested too deeply. Send the documented fields only.");
    }
  }

  /** At the end of an object or array; otherwise moves over the comma that must stand before a further member. */
  private closes(bracket: "}" | "]", needsComma: boolean): boolean {
    this.skipSpace();
    if (this.text[this.at] === bracket) {
      this.at += 1;
      return true;
    }
    if (needsComma) this.expect(",");
    return false;
  }

  private string(): string {
    stringAt.lastIndex = this.at;
    const found = stringAt.exec(this.text);
    if (found === null) this.fail();
    this.at = stringAt.lastIndex;
    const raw = found[1] as string;
    const text = raw.includes("\\") ? (JSON.parse(escapeControls(found[0])) as string) : raw;
    if (unprintable.test(text)) refuseUnprintable(text, this.field());
    return text;
  }

  private number(): number {
    numberAt.lastIndex = this.at;
    const found = numberAt.exec(this.text);
    if (found === null) this.fail();
    this.at = numberAt.lastIndex;
    // 0x63, 099 and 99. begin like numbers; refused here, the field that holds them is named.
    if (/[\w.+-]/.test(this.text[this.at] ?? "")) this.fail();
    const number = Number(found[0]);
    if (!Number.isFinite(number)) {
      throw broken(
        this.field(),
        "maximum",
        `${this.field()} is too large. Correct it and send the request again.`,
      );
    }
    if (this.path.length === 1) this.digits.set(this.path[0] as string, found[0]);
    return number;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value;
  }

  private expect(mark: string): void {
    this.skipSpace();
    if (this.text[this.at] !== mark) this.fail();
    this.at += 1;
  }

  private skipSpace(): void {
    spaceAt.lastIndex = this.at;
    spaceAt.exec(this.text);
    this.at = spaceAt.lastIndex;
  }

  private field(): string {
    return this.path.length === 0 ? "body" : this.path.map(quotable).join(".");
  }

  private fail(): never {
    const where = this.at >= this.text.length ? "it ends too early" : `at character ${this.at + 1}`;
    throw broken(
      this.field(),
      "json",
      `The body is not valid JSON (${where}). Correct it and send the request again.`,
    );
  }
}

function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  // A plain assignment would change the prototype instead of naming an unknown field.
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** JSON.parse decodes the escapes; raw control characters reach our own refusal instead of its exception. */
function escapeControls(quoted: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being escaped
  const controls = /[\u0000-\u001f]/g;
  return quoted.replace(controls, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
