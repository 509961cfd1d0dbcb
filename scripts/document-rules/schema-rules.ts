import {
  bodySchemas,
  type Fault,
  operations,
  type Place,
  type Rule,
  schemasFrom,
  subschemas,
  webhooks,
} from "./place.ts";

/** What generators of four languages, ajv and OpenAPI 3.0 all read alike. Whatever else there is, they do not. */
const keywords = new Set([
  "additionalProperties",
  "default",
  "deprecated",
  "description",
  "enum",
  "examples",
  "format",
  "items",
  "maximum",
  "maxItems",
  "maxLength",
  "minimum",
  "minItems",
  "minLength",
  "pattern",
  "properties",
  "required",
  "type",
  "x-open-enum",
]);

const types = new Set(["array", "boolean", "integer", "number", "object", "string"]);

/** Other formats rewrite the text in some language, or pull in a package. */
const formats = new Set(["date-time", "decimal", "password"]);

/** The part of OpenAPI 3.1 that every tool reads alike, and that becomes 3.0 without a loss. */
export const profile: Rule = function* (document) {
  yield* references(document);
  for (const schema of allSchemas(document)) {
    for (const keyword of schema.children) {
      if (!keywords.has(keyword.name)) {
        yield keyword.fault(`${keyword.name} is outside of the profile that every generator reads.`);
      }
    }
    const { type, format, additionalProperties } = schema.fields;
    if (!types.has(type as string)) yield schema.fault("A schema has one type, and that is not null.");
    if (format !== undefined && !formats.has(format as string)) {
      yield schema
        .at("format")
        .fault(`The format ${format} is read differently by languages. Use a pattern.`);
    }
    if (additionalProperties !== undefined && typeof additionalProperties !== "boolean") {
      yield schema.at("additionalProperties").fault("additionalProperties is true or false.");
    }
  }
};

/** A reference stands alone and stays inside the document. */
function* references(place: Place): Iterable<Fault> {
  const { $ref: reference } = place.fields;
  if (typeof reference === "string") {
    if (Object.keys(place.fields).length > 1)
      yield place.fault("Nothing stands beside a $ref: 3.0 would lose it.");
    if (!reference.startsWith("#/"))
      yield place.fault("A $ref stays inside the document, which is one file.");
  }
  for (const child of place.children) yield* references(child);
}

/** A double is no money: digits are read from the text, and languages have types for them. */
export const moneyIsDecimal: Rule = function* (document) {
  for (const schema of allSchemas(document)) {
    const { type, format, minimum, maximum } = schema.fields;
    if ((type === "number") !== (format === "decimal")) {
      yield schema.fault("A number is money, and money is type: number with format: decimal.");
    } else if (type === "number" && (typeof minimum !== "number" || typeof maximum !== "number")) {
      yield schema.fault("Money has a minimum and a maximum.");
    }
  }
};

/** Generators name an inline object as they like, and each one otherwise. */
export const namedObjects: Rule = function* (document) {
  for (const schema of allSchemas(document)) {
    const isComponent = schema.path.length === 3 && schema.path[1] === "schemas";
    if (!isComponent && (schema.fields.type === "object" || schema.has("properties"))) {
      yield schema.fault(
        "An object is a component with a name. Move it to components/schemas and refer to it.",
      );
    }
  }
};

/** What we read is closed, so that a misspelt field is refused. */
export const closedRequests: Rule = function* (document) {
  const read = operations(document).flatMap((operation) => [
    ...bodySchemas(operation.at("requestBody")),
    ...operation.at("parameters").children.map((parameter) => parameter.followed.at("schema")),
  ]);
  for (const schema of schemasFrom(read)) {
    if (schema.fields.type === "object" && schema.fields.additionalProperties !== false) {
      yield schema.fault("A request's object refuses unknown fields: additionalProperties: false.");
    }
    if (schema.has("x-open-enum")) yield schema.at("x-open-enum").fault("An enum of a request is closed.");
  }
};

/** What we send is open, so that a new field or value breaks no client. */
export const openResponses: Rule = function* (document) {
  const sent = [
    ...operations(document).flatMap((operation) => operation.at("responses").children.flatMap(bodySchemas)),
    ...webhooks(document).flatMap((webhook) => bodySchemas(webhook.at("requestBody"))),
  ];
  for (const schema of schemasFrom(sent)) {
    if (schema.fields.additionalProperties === false) {
      yield schema.at("additionalProperties").fault("A response's object is open to new fields.");
    }
    if (schema.has("enum") && schema.fields["x-open-enum"] !== true) {
      yield schema.fault("An enum of a response is open to new values: x-open-enum: true.");
    }
  }
};

/** Every schema that is written out in the document, each once. */
function allSchemas(document: Place): Place[] {
  const start = [...document.at("components").at("schemas").children, ...schemasUnder(document)];
  const written = new Map<string, Place>();
  for (let place = start.pop(); place !== undefined; place = start.pop()) {
    if (place.has("$ref") || place.value === undefined) continue;
    written.set(place.path.join("/"), place);
    start.push(...subschemas(place));
  }
  return [...written.values()];
}

/** The values of every key `schema`: those of bodies, parameters and headers. */
function schemasUnder(place: Place): Place[] {
  if (place.name === "examples" || place.name === "example") return [];
  return place.children.flatMap((child) => (child.name === "schema" ? [child] : schemasUnder(child)));
}
