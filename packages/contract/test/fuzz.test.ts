import {
  type Fault,
  type OperationId,
  operations,
  validateBody,
  validateParameters,
  validateResponse,
  validateWebhook,
} from "@renewal/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const ids = Object.keys(operations) as OperationId[];
const id = fc.constantFrom(...ids);

/** Names that are fields somewhere in the document, and names that mean something to JavaScript. */
const name = fc.oneof(
  fc.constantFrom("order_id", "amount", "currency", "subject", "status", "timestamp", "grant_type", "error"),
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "length", "data", "code"),
  fc.string({ unit: "binary" }),
);

/** Whatever JSON can say, in shapes close to what the API expects. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, -0, 1e308, 5e-324, Number.MAX_SAFE_INTEGER + 1),
    fc.double(),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(name, tie("value"), { maxKeys: 8, noNullPrototype: false }),
  ),
})).value;

const anything = fc.oneof(
  json,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.anything({ withNullPrototype: true, withObjectString: true, withSparseArray: true, key: name }),
);

const texts = fc.dictionary(name, fc.string({ unit: "binary" }), { maxKeys: 6 });

function isWellFormed(faults: Fault[]): boolean {
  return faults.every(
    ({ field, rule, message }) => field !== "" && rule !== "" && message.length > 10 && message.length < 500,
  );
}

/** Twenty of each place at most. */
function isSmall(faults: Fault[], places = 1): boolean {
  return faults.length <= 20 * places && isWellFormed(faults);
}

describe("whatever is sent, the checks answer and never throw", () => {
  test("to a body", () => {
    fc.assert(
      fc.property(id, anything, (id, body) => isSmall(validateBody(id, body))),
      { numRuns: 20_000 },
    );
  });

  test("to parameters", () => {
    fc.assert(
      fc.property(id, texts, texts, texts, (id, path, query, header) =>
        isSmall(validateParameters(id, { path, query, header }).faults, 3),
      ),
      { numRuns: 10_000 },
    );
  });

  test("to an answer and a notification", () => {
    const status = fc.oneof(fc.constantFrom(200, 400, 409, 429, 503), fc.nat(999));
    fc.assert(
      fc.property(id, status, anything, texts, (id, status, body, headers) =>
        [
          validateResponse(id, status, body, headers),
          validateWebhook("paymentUpdated", { headers, body }),
        ].every((faults) => isSmall(faults, 3)),
      ),
      { numRuns: 10_000 },
    );
  });
});

describe("whatever is sent, a body is only ever judged", () => {
  const order = fc.record(
    {
      order_id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      amount: fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100),
      currency: fc.stringMatching(/^[A-Z]{3}$/),
      subject: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
      return_url: fc.webUrl(),
    },
    { requiredKeys: ["order_id", "amount"] },
  );

  test("every documented order is accepted", () => {
    fc.assert(fc.property(order, (body) => validateBody("createPayment", body).length === 0));
  });

  test("and one with any other field is refused for that field", () => {
    const known = ["order_id", "amount", "currency", "subject", "return_url", "notify_url"];
    const other = name.filter((name) => !known.includes(name));
    fc.assert(
      fc.property(order, other, json, (order, name, value) => {
        const body = JSON.parse(JSON.stringify(order)) as object;
        Object.defineProperty(body, name, { value, enumerable: true });
        expect(validateBody("createPayment", body).map(({ rule }) => rule)).toEqual(["additionalProperties"]);
      }),
    );
  });

  test("it is never changed", () => {
    fc.assert(
      fc.property(id, json, (id, body) => {
        const before = JSON.stringify(body);
        validateBody(id, body);
        return JSON.stringify(body) === before;
      }),
    );
  });
});
