import { isDeepStrictEqual } from "node:util";
import { Refusal, readJson } from "@renewal/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../town.ts";

function refusalOf(body: string | Uint8Array): Refusal {
  try {
    readJson(bytesOf(body));
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).code).toBe("VALIDATION_ERROR");
    return error as Refusal;
  }
  return expect.unreachable(`${body} was read`);
}

const faultOf = (body: string | Uint8Array) => {
  const { details } = refusalOf(body);
  return [details?.field, details?.rule];
};

/** What this reader refuses on purpose although it is JSON. */
const unprintable = /[\p{Cc}\p{Cs}]/u;
const printable = fc.string({ unit: "binary" }).filter((text) => !unprintable.test(text));
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(printable, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean()),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.oneof(printable, fc.constantFrom("__proto__", "constructor", "")), tie("value"), {
      maxKeys: 5,
    }),
  ),
})).value;
const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe("a body that is JSON", () => {
  test("is read as JSON.parse reads it, whatever its value", () => {
    fc.assert(
      fc.property(values, fc.constantFrom(undefined, 1, "\t", "\r\n"), (value, indent) => {
        fc.pre(depthOf(value) <= 16);
        const text = JSON.stringify(value, null, indent);
        expect(isDeepStrictEqual(readJson(bytesOf(text)).value, JSON.parse(text))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test("is read as JSON.parse reads it, however its characters are escaped", () => {
    const escaped = (text: string) =>
      Array.from(
        { length: text.length },
        (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
      ).join("");
    fc.assert(
      fc.property(printable, (text) => {
        expect(readJson(bytesOf(`"${escaped(text)}"`)).value).toBe(text);
      }),
    );
    expect(readJson(bytesOf('"\\"\\\\\\/\\u00e9 \\ud83d\\ude00"')).value).toBe('"\\/é 😀');
  });

  test("keeps the digits of every number at its top as they were written", () => {
    const { value, digits } = readJson(
      bytesOf(
        '{"amount": 99.990000000000000000001, "tiny":1e-400,"zero":-0,"in":{"amount":1.5}, "text":"7"}',
      ),
    );
    expect(value).toEqual({ amount: 99.99, tiny: 0, zero: -0, in: { amount: 1.5 }, text: "7" });
    expect(digits).toEqual({
      amount: "99.990000000000000000001",
      tiny: "1e-400",
      zero: "-0",
    });
  });

  test("gives no object another prototype: __proto__ is a key like any other", () => {
    const { value } = readJson(bytesOf('{"__proto__": {"isAdmin": true}, "constructor": 1, "toString": 2}'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor", "toString"]);
  });

  test("of thousands of keys is read in no time", () => {
    const keys = Array.from({ length: 6000 }, (_, index) => `"k${index}":1`);
    const body = bytesOf(`{${keys.join(",")}}`);
    const start = performance.now();
    readJson(body);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe("a body is refused, with its fault named,", () => {
  test.each([
    ["a key that stands twice", '{"amount":1,"amount":99.99}', "amount", "duplicate"],
    ["a key that stands twice, once by escapes", '{"amount":1,"\\u0061mount":99.99}', "amount", "duplicate"],
    ["a key that stands twice further in", '{"a":{"b":1,"b":1}}', "a.b", "duplicate"],
    ["__proto__ twice", '{"__proto__":1,"__proto__":1}', "__proto__", "duplicate"],
    ["an empty key twice", '{"":1,"":1}', '""', "duplicate"],
    ["a raw line end in a text", '{"subject":"a\nb"}', "subject", "characters"],
    ["a raw line end beside an escape", '{"subject":"\\u0041\n"}', "subject", "characters"],
    ["an escaped line end", '{"subject":"a\\nb"}', "subject", "characters"],
    ["NUL by escape", '{"subject":"a\\u0000"}', "subject", "characters"],
    ["DEL", '{"subject":"\u007f"}', "subject", "characters"],
    ["a control character beyond ASCII", '{"subject":"\u0085"}', "subject", "characters"],
    ["a control character in a key", '{"sub\\u0000ject":1}', "body", "characters"],
    ["the first half of a surrogate pair", '{"subject":"\\ud83d!"}', "subject", "characters"],
    ["the second half of a surrogate pair", '{"subject":"\\ude00"}', "subject", "characters"],
    ["halves in the wrong order", '{"subject":"\\ude00\\ud83d"}', "subject", "characters"],
    ["a number beyond a double", '{"amount":1e400}', "amount", "maximum"],
    ["a number beyond a double in a list", '{"a":[0,-1e999]}', "a.1", "maximum"],
    ["NaN", '{"amount":NaN}', "amount", "json"],
    ["Infinity", '{"amount":Infinity}', "amount", "json"],
    ["-Infinity", '{"amount":-Infinity}', "amount", "json"],
    ["hexadecimal digits", '{"amount":0x10}', "amount", "json"],
    ["a leading zero", '{"amount":01}', "amount", "json"],
    ["a leading plus", '{"amount":+1}', "amount", "json"],
    ["a point without digits before", '{"amount":.5}', "amount", "json"],
    ["a point without digits after", '{"amount":5.}', "amount", "json"],
    ["a minus alone", '{"amount":-}', "amount", "json"],
    ["a comma at the end of an object", '{"amount":1,}', "body", "json"],
    ["a comma at the end of a list", "[1,]", "1", "json"],
    ["two commas", "[1,,2]", "1", "json"],
    ["a comma first", "{,}", "body", "json"],
    ["a missing comma", '{"a":1 "b":2}', "body", "json"],
    ["a missing colon", '{"a" 1}', "a", "json"],
    ["a comment", '{"a":1/**/}', "body", "json"],
    ["a comment of a line", '//\n{"a":1}', "body", "json"],
    ["single quotes", "{'a':1}", "body", "json"],
    ["a bare key", "{a:1}", "body", "json"],
    ["an unknown escape", '"\\x41"', "body", "json"],
    ["an escape of three digits", '"\\u041"', "body", "json"],
    ["a text that does not end", '{"a":"b', "a", "json"],
    ["an object that does not end", '{"a":1', "body", "json"],
    ["a word that does not end", "tru", "body", "json"],
    ["a word in capitals", "True", "body", "json"],
    ["two values", "{}{}", "body", "json"],
    ["a byte order mark", "\ufeff{}", "body", "json"],
    ["a space of Unicode", "\u00a0{}", "body", "json"],
    ["nothing", "", "body", "json"],
    ["spaces only", " \r\n\t", "body", "json"],
  ])("for %s", (_, body, field, rule) => expect(faultOf(body)).toEqual([field, rule]));

  test.each([
    ["a broken sequence", [0x22, 0xc3, 0x22]],
    ["an overlong form", [0x22, 0xc0, 0x80, 0x22]],
    ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["what lies beyond Unicode", [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ["a lone byte", [0x80]],
  ])("for %s that is not UTF-8", (_, bytes) => {
    expect(faultOf(Uint8Array.from(bytes))).toEqual(["body", "encoding"]);
  });

  test("for being nested deeper than 16, whether in lists or objects and whether it ends or not", () => {
    const nest = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(readJson(bytesOf(nest(16))).value).toBeDefined();
    for (const body of [nest(17), nest(30_000), "[".repeat(65_000), '{"a":'.repeat(13_000)]) {
      expect(refusalOf(body).details?.rule).toBe("depth");
    }
  });

  test("with the place where it ends too early, or goes wrong", () => {
    expect(refusalOf('{"a":1').message).toContain("it ends too early");
    expect(refusalOf('{"a":1;').message).toContain("at character 7");
  });

  test("without more than 64 characters of the client's own words, and none of them broken", () => {
    const key = "😀".repeat(1000);
    const refusal = refusalOf(`{"${key}":1,"${key}":2}`);
    expect(refusal.details?.field).toBe(`${"😀".repeat(64)}…`);
    expect(refusal.message).not.toMatch(/\p{Cs}/u);
  });
});

describe("whatever comes in", () => {
  const fragments = fc.constantFrom(
    ...'{}[]:,"\\',
    '"a"',
    "__proto__",
    "1e9",
    "-",
    "0",
    ".",
    "true",
    "\\ud800",
    "\n",
    " ",
  );
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.array(fragments, { maxLength: 60 }).map((parts) => bytesOf(parts.join(""))),
    fc.string({ unit: "binary" }).map((text) => bytesOf(`{"a":"${text}"}`)),
    // Good JSON with one byte changed.
    fc.tuple(values, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const body = bytesOf(JSON.stringify(value));
      body[at % Math.max(1, body.length)] = byte;
      return body;
    }),
  );

  test("is read or refused, and never anything else", () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(hostile, (body) => {
        try {
          const { value } = readJson(body);
          outcomes.read += 1;
          // What is read is what everybody else would read.
          expect(isDeepStrictEqual(value, JSON.parse(new TextDecoder().decode(body)))).toBe(true);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          outcomes.refused += 1;
          // What is called no JSON is none for anybody.
          const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
          if (error.details?.rule === "json") expect(() => JSON.parse(text)).toThrow(SyntaxError);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(500);
  });

  test("of the largest size is read or refused within a moment", () => {
    const bodies = [
      `"${"\\n".repeat(32_000)}"`,
      `"${"\\".repeat(65_000)}`,
      `"${"a".repeat(65_000)}`,
      `${"1".repeat(65_000)}`,
      `1e${"1".repeat(65_000)}`,
      `1.${"0".repeat(65_000)}x`,
      " ".repeat(65_000),
      `[${"0,".repeat(32_000)}`,
      `{${'"a":1,'.repeat(10_000)}`,
      `"${"\\ud83d".repeat(10_000)}"`,
    ];
    const start = performance.now();
    for (const body of bodies) expect(() => readJson(bytesOf(body))).toThrow(Refusal);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
