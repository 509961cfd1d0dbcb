import { type Fault, operations, type Place, type Rule, webhooks } from "./place.ts";

const demands: Record<string, (value: unknown) => boolean> = {
  operationId: isText,
  summary: isText,
  description: isText,
  tags: (value) => Array.isArray(value) && value.length === 1,
  "x-idempotent": (value) => typeof value === "boolean",
  "x-rate-limits": isListOfTexts,
  security: Array.isArray,
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

/** Types, tables, SDKs and documentation are made from these; nothing is guessed. */
export const completeOperations: Rule = function* (document) {
  for (const operation of operations(document)) {
    for (const [name, holds] of Object.entries(demands)) {
      if (!operation.has(name)) yield operation.fault(`The operation does not say its ${name}.`);
      else if (!holds(operation.at(name).value)) yield operation.at(name).fault(wording[name] ?? empty(name));
    }
  }
  for (const webhook of webhooks(document)) {
    for (const name of ["operationId", "summary", "description", "tags"]) {
      if (demands[name]?.(webhook.at(name).value) !== true) {
        yield webhook.fault(`The webhook does not say its ${name}.`);
      }
    }
  }
};

const wording: Record<string, string> = {
  tags: "An operation has exactly one tag: it names the resource in the SDKs.",
  "x-idempotent": "x-idempotent is true or false: SDKs repeat only what is idempotent.",
  "x-rate-limits": "x-rate-limits lists the limits that count the request.",
  security: "security lists the alternatives; an empty list says that anyone may call.",
};

function empty(name: string): string {
  return `${name} is empty.`;
}

/** A client can only be ready for statuses that it can read of. */
export const statusesByCode: Rule = function* (document) {
  for (const operation of operations(document)) {
    const responses = operation.at("responses").children;
    for (const response of responses) {
      if (!/^[1-5]\d\d$/.test(response.name)) {
        yield response.fault(`${response.name} is no status. Document each status by its code.`);
      }
    }
    const successes = responses.filter(({ name }) => /^2/.test(name));
    if (successes.length !== 1) {
      yield operation
        .at("responses")
        .fault("An operation has exactly one success, so that SDKs return one type.");
    }
  }
};

/** Parameters arrive as text; only what is one value is read in one way. */
export const scalarParameters: Rule = function* (document) {
  for (const operation of [...operations(document), ...webhooks(document)]) {
    for (const place of operation.at("parameters").children) {
      const parameter = place.followed;
      const { type } = parameter.at("schema").followed.fields;
      if (!["string", "integer", "boolean"].includes(String(type))) {
        yield parameter.fault("A parameter is one string, integer or boolean.");
      }
    }
  }
};

/** Whoever reads the documentation, and every test and mock, begins with an example. */
export const examplesEverywhere: Rule = function* (document) {
  for (const operation of [...operations(document), ...webhooks(document)]) {
    yield* bodiesWithoutExample(operation.at("requestBody").followed);
    for (const place of operation.at("parameters").children) yield* withoutExample(place.followed);
    for (const place of operation.at("responses").children) {
      yield* bodiesWithoutExample(place.followed);
      for (const header of place.followed.at("headers").children) yield* withoutExample(header.followed);
    }
  }
};

function* bodiesWithoutExample(place: Place): Iterable<Fault> {
  for (const media of place.at("content").children) {
    const values = media.at("examples").children.map((example) => example.followed.has("value"));
    if (values.length === 0 || values.includes(false)) {
      yield media.fault(`The body ${media.name} needs examples, each with its value.`);
    }
  }
}

function* withoutExample(place: Place): Iterable<Fault> {
  if (!place.has("example")) yield place.fault("The parameter or header needs an example.");
}
