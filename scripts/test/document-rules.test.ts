import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import renewal from "../document-rules/plugin.ts";
import { pathWithTools, quietTools, root } from "../infrastructure/repository.ts";

interface Plant {
  rule: string;
  /** What is wrong, in words. */
  fault: string;
  /** The JSON pointer whose value is replaced, or removed when there is none. */
  at: string;
  put?: unknown;
  /** Where the fault must be shown; else at `at`, or for what was removed, where it stood. */
  shown?: string;
}

const create = "/paths/~1payment~1create/post";
const list = "/paths/~1packages/get";
const schemas = "/components/schemas";
const client = "/components/responses/InvalidClient";
const own = "renewal";

const plants: Plant[] = [
  ...["operationId", "summary", "description", "tags", "x-idempotent", "x-rate-limits", "security"].map(
    (name): Plant => ({ rule: `${own}/complete-operations`, fault: `no ${name}`, at: `${create}/${name}` }),
  ),
  { rule: `${own}/complete-operations`, fault: "a blank summary", at: `${create}/summary`, put: " " },
  { rule: `${own}/complete-operations`, fault: "two tags", at: `${list}/tags`, put: ["packages", "tokens"] },
  { rule: `${own}/complete-operations`, fault: "maybe idempotent", at: `${list}/x-idempotent`, put: "maybe" },
  { rule: `${own}/complete-operations`, fault: "no limit at all", at: `${list}/x-rate-limits`, put: [] },
  {
    rule: `${own}/complete-operations`,
    fault: "a webhook without a description",
    at: "/webhooks/paymentUpdated/post/description",
  },
  ...["default", "4XX"].map(
    (status): Plant => ({
      rule: `${own}/statuses-by-code`,
      fault: `the status ${status}`,
      at: `${list}/responses/${status}`,
      put: { $ref: "#/components/responses/InternalError" },
    }),
  ),
  {
    rule: `${own}/statuses-by-code`,
    fault: "two successes",
    at: `${list}/responses/204`,
    put: { description: "Nothing." },
    shown: `${list}/responses`,
  },
  {
    rule: `${own}/scalar-parameters`,
    fault: "a parameter that is a list",
    at: "/paths/~1payments/get/parameters/2/schema",
    put: { type: "array", items: { type: "string" } },
    shown: "/paths/~1payments/get/parameters/2",
  },
  {
    rule: `${own}/examples-everywhere`,
    fault: "a body without example",
    at: `${create}/requestBody/content/application~1json/examples`,
  },
  {
    rule: `${own}/examples-everywhere`,
    fault: "an example that stands elsewhere",
    at: `${client}/content/application~1json/examples/wrongSecret`,
    put: { externalValue: "https://example.com/error.json" },
    shown: `${client}/content/application~1json`,
  },
  {
    rule: `${own}/examples-everywhere`,
    fault: "a parameter without example",
    at: "/components/parameters/TransactionId/example",
  },
  {
    rule: `${own}/examples-everywhere`,
    fault: "a header without example",
    at: "/components/headers/Retry-After/example",
  },
  { rule: `${own}/error-codes`, fault: "an error without codes", at: `${client}/x-error-codes` },
  {
    rule: `${own}/error-codes`,
    fault: "an unlisted code",
    at: `${client}/x-error-codes`,
    put: ["INVALID_CLIENT", "NEW_CODE"],
  },
  {
    rule: `${own}/error-codes`,
    fault: "a success with codes",
    at: `${list}/responses/200/x-error-codes`,
    put: ["INVALID_CLIENT"],
  },
  {
    rule: `${own}/error-codes`,
    fault: "a code without example",
    at: `${client}/x-error-codes`,
    put: ["INVALID_CLIENT", "INVALID_GRANT"],
    shown: `${client}/content/application~1json`,
  },
  {
    rule: `${own}/error-codes`,
    fault: "an example of another code",
    at: `${client}/content/application~1json/examples/wrongSecret/value/error/code`,
    put: "INVALID_GRANT",
    shown: `${client}/content/application~1json/examples/wrongSecret/value`,
  },
  {
    rule: `${own}/one-error-shape`,
    fault: "an error of its own shape",
    at: `${client}/content/application~1json/schema`,
    put: { $ref: "#/components/schemas/ErrorBody" },
    shown: client,
  },
  {
    rule: `${own}/response-headers`,
    fault: "no X-Request-Id",
    at: `${client}/headers/X-Request-Id`,
    shown: client,
  },
  {
    rule: `${own}/response-headers`,
    fault: "an optional X-Request-Id",
    at: `${client}/headers/X-Request-Id`,
    put: { $ref: "#/components/headers/X-RateLimit-Reset" },
  },
  {
    rule: `${own}/response-headers`,
    fault: "a 429 without Retry-After",
    at: "/components/responses/RateLimitExceeded/headers/Retry-After",
    shown: "/components/responses/RateLimitExceeded",
  },
  {
    rule: `${own}/response-headers`,
    fault: "a 503 that may leave out Retry-After",
    at: "/components/responses/ServiceUnavailable/headers/Retry-After",
    put: { $ref: "#/components/headers/Retry-After-Optional" },
  },
  {
    rule: `${own}/response-headers`,
    fault: "a success without the state of the limits",
    at: `${list}/responses/200/headers/X-RateLimit-Reset`,
    shown: `${list}/responses/200`,
  },
  ...Object.entries({
    oneOf: [{ type: "string" }],
    anyOf: [{ type: "string" }],
    not: { type: "number" },
    const: "CNY",
    exclusiveMinimum: 0,
    exclusiveMaximum: 10,
    multipleOf: 0.01,
    patternProperties: {},
    $defs: {},
    if: {},
    nullable: true,
    contentEncoding: "base64",
  }).map(
    ([keyword, value]): Plant => ({
      rule: `${own}/profile`,
      fault: `the keyword ${keyword}`,
      at: `${schemas}/Currency/${keyword}`,
      put: value,
    }),
  ),
  ...[["string", "null"], "null", undefined].map(
    (type): Plant => ({
      rule: `${own}/profile`,
      fault: `the type ${JSON.stringify(type)}`,
      at: `${schemas}/Currency/type`,
      put: type,
      shown: `${schemas}/Currency`,
    }),
  ),
  ...["uri", "email", "uuid", "float", "date"].map(
    (format): Plant => ({
      rule: `${own}/profile`,
      fault: `the format ${format}`,
      at: `${schemas}/Currency/format`,
      put: format,
    }),
  ),
  {
    rule: `${own}/profile`,
    fault: "additionalProperties with a schema",
    at: `${schemas}/ErrorDetails/additionalProperties`,
    put: { type: "string" },
  },
  {
    rule: `${own}/profile`,
    fault: "text beside a $ref",
    at: `${schemas}/Payment/properties/amount/description`,
    put: "What was paid.",
    shown: `${schemas}/Payment/properties/amount`,
  },
  {
    rule: `${own}/profile`,
    fault: "a schema of another file",
    at: `${schemas}/Payment/properties/amount/$ref`,
    put: "other.yaml#/Amount",
    shown: `${schemas}/Payment/properties/amount`,
  },
  {
    rule: `${own}/profile`,
    fault: "a union in a header",
    at: "/components/headers/Retry-After/schema/oneOf",
    put: [],
  },
  {
    rule: `${own}/money-is-decimal`,
    fault: "an amount that is a double",
    at: `${schemas}/Amount/format`,
    shown: `${schemas}/Amount`,
  },
  {
    rule: `${own}/money-is-decimal`,
    fault: "an amount that is text",
    at: `${schemas}/Amount/type`,
    put: "string",
    shown: `${schemas}/Amount`,
  },
  {
    rule: `${own}/money-is-decimal`,
    fault: "an amount without bound",
    at: `${schemas}/Amount/maximum`,
    shown: `${schemas}/Amount`,
  },
  {
    rule: `${own}/named-objects`,
    fault: "an object written into a response",
    at: `${list}/responses/200/content/application~1json/schema`,
    put: { type: "object", properties: { data: { type: "string" } } },
  },
  {
    rule: `${own}/named-objects`,
    fault: "an object written into another",
    at: `${schemas}/PackageList/properties/data/items`,
    put: { type: "object" },
  },
  {
    rule: `${own}/closed-requests`,
    fault: "a request that takes anything",
    at: `${schemas}/TokenRequest/additionalProperties`,
    shown: `${schemas}/TokenRequest`,
  },
  {
    rule: `${own}/closed-requests`,
    fault: "an open enum in a request",
    at: `${schemas}/TokenRequest/properties/grant_type/x-open-enum`,
    put: true,
  },
  {
    rule: `${own}/closed-requests`,
    fault: "an open enum in a parameter",
    at: `${schemas}/PaymentStatusFilter/x-open-enum`,
    put: true,
  },
  {
    rule: `${own}/open-responses`,
    fault: "a response that can never grow",
    at: `${schemas}/Package/additionalProperties`,
    put: false,
  },
  {
    rule: `${own}/open-responses`,
    fault: "a closed enum in a response",
    at: `${schemas}/PaymentStatus/x-open-enum`,
    shown: `${schemas}/PaymentStatus`,
  },
  {
    rule: `${own}/open-responses`,
    fault: "a closed enum in a webhook",
    at: `${schemas}/PaymentEvent/properties/type/x-open-enum`,
    shown: `${schemas}/PaymentEvent/properties/type`,
  },
  {
    rule: "no-invalid-media-type-examples",
    fault: "an example of the wrong type",
    at: "/components/examples/PaidPayment/value/amount",
    put: "99.99",
  },
  {
    rule: "no-invalid-media-type-examples",
    fault: "an example with a misspelt field",
    at: `${create}/requestBody/content/application~1json/examples/annual/value/curency`,
    put: "CNY",
  },
  {
    rule: "no-invalid-parameter-examples",
    fault: "an impossible example of a parameter",
    at: "/components/parameters/TransactionId/example",
    put: "no spaces",
  },
  {
    rule: "no-unused-components",
    fault: "a schema that nothing uses",
    at: `${schemas}/Lost`,
    put: { type: "string" },
  },
  {
    rule: "security-defined",
    fault: "a security scheme that is not there",
    at: `${list}/security`,
    put: [{ magic: [] }],
    shown: `${list}/security/0/magic`,
  },
  {
    rule: "operation-tag-defined",
    fault: "a tag that is not there",
    at: `${list}/tags/0`,
    put: "offers",
  },
];

interface Problem {
  ruleId: string;
  severity: string;
  location: { pointer: string }[];
}

/** What `redocly lint` says of each document, with the configuration of this repository. */
function lint(documents: readonly unknown[], folder: string): Problem[][] {
  const files = documents.map((document, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const words = ["lint", "--format=json", "--config", join(root, "redocly.yaml"), ...files];
  const { stdout, stderr } = spawnSync("redocly", words, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, ...quietTools, PATH: pathWithTools() },
  });
  const reports = stdout.split(/^\}(?=\{|\s*$)/m).slice(0, -1);
  if (reports.length !== documents.length)
    throw new Error(`redocly did not check every document:\n${stderr}`);
  return reports.map((report) => (JSON.parse(`${report}}`) as { problems: Problem[] }).problems);
}

function planted({ at, put }: Plant): unknown {
  const document = parse(text) as unknown;
  const names = at
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/"));
  const last = names.pop() as string;
  const holder = names.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], document);
  if (put === undefined) delete (holder as Record<string, unknown>)[last];
  else (holder as Record<string, unknown>)[last] = put;
  return document;
}

const text = readFileSync(join(root, "openapi.yaml"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "renewal-document-rules-"));
let found: Problem[][] = [];

beforeAll(() => {
  found = lint([...plants.map(planted), parse(text)], folder);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe("openapi.yaml", () => {
  test("as it stands is refused by no rule, and warned of by none", () => {
    expect(found.at(-1)).toEqual([]);
  });

  test.each(plants.map((plant, index) => ({ ...plant, index })))(
    "with $fault is refused by $rule",
    ({ rule, at, put, shown, index }) => {
      const places = (found[index] ?? [])
        .filter(({ ruleId, severity }) => ruleId === rule && severity === "error")
        .flatMap(({ location }) => location.map(({ pointer }) => pointer.slice(1)));
      const where = shown ?? (put === undefined ? at.slice(0, at.lastIndexOf("/")) : at);
      expect(places).toContain(where);
    },
  );
});

test("each of our own rules is seen to refuse something", () => {
  const refusing = new Set(plants.map(({ rule }) => rule));
  const names = Object.keys(renewal().rules.oas3).map((name) => `${own}/${name}`);
  expect(names.filter((name) => !refusing.has(name))).toEqual([]);
});
