import { broken, decodeUtf8, quotable, refuseUnprintable, unprintable } from "./characters.ts";

/** A JSON value, and the digits of each number that stands directly in the top-level object. */
export interface JsonText {
  value: unknown;
  digits: Readonly<Record<string, string>>;
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

// The text is read by the codes of its characters: an expression for each token took three times as long.
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const zero = 0x30;

class JsonReader {
  private readonly text: string;
  private at = 0;
  private readonly path: string[] = [];
  private readonly digits: Record<string, string> = {};

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonText {
    const value = this.value();
    this.next();
    if (this.at < this.text.length) this.fail();
    return { value, digits: this.digits };
  }

  private value(): unknown {
    switch (this.next()) {
      case openBrace:
        return this.object();
      case openBracket:
        return this.array();
      case quote:
        return this.string();
      case 0x74: // t
        return this.word("true", true);
      case 0x66: // f
        return this.word("false", false);
      case 0x6e: // n
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.enter();
    for (let isFirst = true; !this.closes(closeBrace, !isFirst); isFirst = false) {
      this.next();
      const key = this.string();
      this.path.push(key);
      if (Object.hasOwn(object, key)) {
        throw broken(this.field(), "duplicate", `${this.field()} stands twice in the body. Send it once.`);
      }
      this.expect(colon);
      put(object, key, this.value());
      this.path.pop();
    }
    return object;
  }

  private array(): unknown[] {
    const array: unknown[] = [];
    this.enter();
    while (!this.closes(closeBracket, array.length > 0)) {
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
  private closes(bracket: number, needsComma: boolean): boolean {
    if (this.next() === bracket) {
      this.at += 1;
      return true;
    }
    if (needsComma) this.expect(comma);
    return false;
  }

  private string(): string {
    const { text, at } = this;
    if (text.charCodeAt(at) !== quote) this.fail();
    let end = at + 1;
    let isPlain = true;
    let hasEscapes = false;
    for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(end)) {
      if (end >= text.length) this.fail();
      if (code < 0x20 || code > 0x7e) isPlain = false;
      if (code === backslash) hasEscapes = true;
      end += code === backslash ? this.escape(end) : 1;
    }
    this.at = end + 1;
    const raw = text.slice(at + 1, end);
    if (isPlain && !hasEscapes) return raw;
    const read = hasEscapes ? (JSON.parse(`"${escapeControls(raw)}"`) as string) : raw;
    if (unprintable.test(read)) refuseUnprintable(read, this.field());
    return read;
  }

  /** How many characters the escape at this place has. */
  private escape(at: number): number {
    const letter = this.text.charAt(at + 1);
    if (letter !== "" && '"\\/bfnrt'.includes(letter)) return 2;
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(this.text.slice(at + 2, at + 6))) this.fail();
    return 6;
  }

  private number(): number {
    const start = this.at;
    this.at = endOfNumber(this.text, start);
    // 0x63, 099 and 99. begin like numbers; refused here, the field that holds them is named.
    if (this.at === start || /[\w.+-]/.test(this.text.charAt(this.at))) this.fail();
    const digits = this.text.slice(start, this.at);
    const number = Number(digits);
    if (!Number.isFinite(number)) {
      throw broken(
        this.field(),
        "maximum",
        `${this.field()} is too large. Correct it and send the request again.`,
      );
    }
    if (this.path.length === 1) put(this.digits, this.path[0] as string, digits);
    return number;
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value;
  }

  private expect(mark: number): void {
    if (this.next() !== mark) this.fail();
    this.at += 1;
  }

  /** Moves over spaces, and tells the code of what stands behind them; NaN at the end. */
  private next(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.at += 1;
    }
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

function put<T>(object: Record<string, T>, key: string, value: T): void {
  if (key !== "__proto__") object[key] = value;
  // A plain assignment would change the prototype instead of naming an unknown field.
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** JSON.parse decodes the escapes; raw control characters reach our own refusal instead of its exception. */
function escapeControls(raw: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being escaped
  const controls = /[\u0000-\u001f]/g;
  return raw.replace(controls, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Where the number that begins at this place ends; the place itself when none begins there. */
function endOfNumber(text: string, start: number): number {
  const whole = text.charCodeAt(start) === minus ? start + 1 : start;
  let end = text.charCodeAt(whole) === zero ? whole + 1 : endOfDigits(text, whole);
  if (end === whole) return start;
  if (text.charCodeAt(end) === point) {
    const after = endOfDigits(text, end + 1);
    if (after > end + 1) end = after;
  }
  if (/[eE]/.test(text.charAt(end))) {
    const sign = text.charCodeAt(end + 1);
    const power = sign === minus || sign === plus ? end + 2 : end + 1;
    const after = endOfDigits(text, power);
    if (after > power) end = after;
  }
  return end;
}

function endOfDigits(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= zero + 9;
}
