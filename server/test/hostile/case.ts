import type { Asking } from "../http/running.ts";

/** A request that a client of good will never sends, and what it must be told. */
export interface Hostile {
  /** What is wrong with it, to stand behind "a request with". */
  about: string;
  asking: Asking;
  status: number;
  code: string;
  /** The field that must be named; absent, or empty, where any name will do. */
  field?: string;
  rule?: string;
}

type Fault = readonly [about: string, body: unknown, field: string, rule: string];

/** Bodies that break a rule of the document or of JSON: each is 400 VALIDATION_ERROR, with its field and its rule. */
export function invalidBodies(faults: readonly Fault[], method = "POST"): Hostile[] {
  return faults.map(([about, body, field, rule]) => ({
    ...{ about, field, rule, status: 400, code: "VALIDATION_ERROR" },
    asking: { method, body, headers: { "Content-Type": "application/json" } },
  }));
}

/** Bodies whose type, size or encoding no operation takes, whatever they hold. */
export function invalidTypes(body: string): Hostile[] {
  const typed = (about: string, headers: Record<string, string>, sent: unknown = body): Hostile => ({
    ...{ about, status: 415, code: "UNSUPPORTED_MEDIA_TYPE" },
    asking: { method: "POST", body: sent, headers },
  });
  const json = { "Content-Type": "application/json" };
  return [
    typed("XML", { "Content-Type": "application/xml" }),
    typed("a multipart form", { "Content-Type": "multipart/form-data; boundary=x" }),
    typed("text", { "Content-Type": "text/plain" }),
    typed(
      "JSON in UTF-16",
      { "Content-Type": "application/json; charset=utf-16" },
      Buffer.from(body, "utf16le"),
    ),
    typed("JSON by a made-up name", { "Content-Type": "application/jsonp" }),
    typed("a type that begins like JSON", { "Content-Type": "application/json-patch+json" }),
    typed("bytes of no type", { "Content-Type": "" }, Buffer.from(body)),
    typed("a gzip bomb", { ...json, "Content-Encoding": "gzip" }),
    typed("an unknown encoding", { ...json, "Content-Encoding": "compress" }),
    {
      ...{ about: "100 KiB of spaces", status: 413, code: "PAYLOAD_TOO_LARGE" },
      asking: { method: "POST", headers: json, body: `${" ".repeat(102_400)}${body}` },
    },
    {
      ...{ about: "one byte more than 64 KiB", status: 413, code: "PAYLOAD_TOO_LARGE" },
      asking: { method: "POST", headers: json, body: `${" ".repeat(65_537 - body.length)}${body}` },
    },
  ];
}

/** Text that is no JSON, or that two readers of JSON read differently. */
export function brokenJson(body: string): Fault[] {
  const inside = body.slice(1, -1);
  return [
    ["no body", "", "body", "json"],
    ["only spaces", "   ", "body", "json"],
    ["half a body", body.slice(0, -10), "", "json"],
    ["something behind the body", `${body} {}`, "body", "json"],
    ["single quotes", body.replaceAll('"', "'"), "body", "json"],
    ["a comment", `/* */ ${body}`, "body", "json"],
    ["a comma too many", `{${inside},}`, "body", "json"],
    ["an array", `[${body}]`, "body", "type"],
    ["null", "null", "body", "type"],
    ["a string", '"ORD1"', "body", "type"],
    ["a number", "1", "body", "type"],
    ["a byte order mark", `\ufeff${body}`, "body", "json"],
    [
      "bytes that are no UTF-8",
      Buffer.concat([Buffer.from(body.slice(0, -2)), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      "body",
      "encoding",
    ],
    [
      "an overlong NUL",
      Buffer.concat([Buffer.from(body.slice(0, -2)), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]),
      "body",
      "encoding",
    ],
    [
      "a thousand arrays in each other",
      `{"a":${"[".repeat(1000)}${"]".repeat(1000)},${inside}}`,
      "",
      "depth",
    ],
    ["thirty thousand arrays that never end", "[".repeat(30_000), "", "depth"],
    ["an unknown field", `{${inside}, "colour": "red"}`, "colour", "additionalProperties"],
    ["__proto__", `{${inside}, "__proto__": {"admin": true}}`, "__proto__", "additionalProperties"],
    [
      "__proto__ by escapes",
      `{${inside}, "\\u005f_proto__": {"admin": true}}`,
      "__proto__",
      "additionalProperties",
    ],
    [
      "constructor",
      `{${inside}, "constructor": {"prototype": {"admin": true}}}`,
      "constructor",
      "additionalProperties",
    ],
    [
      "a key of 10,000 letters",
      `{${inside}, "${"k".repeat(10_000)}": 1}`,
      `${"k".repeat(64)}…`,
      "additionalProperties",
    ],
    ["an empty key", `{${inside}, "": 1}`, '""', "additionalProperties"],
    ["a NUL in a key", `{${inside}, "a\\u0000": 1}`, "", "characters"],
  ];
}
