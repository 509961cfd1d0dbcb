import { type Fault, type Place, type Rule, responses } from "./place.ts";

/** Clients decide by the code, so each status says which codes it carries, and shows each one. */
export const errorCodes: Rule = function* (document) {
  const known = document.at("components").at("schemas").at("ErrorCode").at("enum").value;
  for (const { status, response } of responses(document)) {
    if (!/^[45]/.test(status)) {
      if (response.has("x-error-codes"))
        yield response.at("x-error-codes").fault("Only errors have error codes.");
      continue;
    }
    const codes = response.at("x-error-codes").value;
    if (!Array.isArray(codes) || codes.length === 0) {
      yield response.fault("An error lists its codes in x-error-codes.");
      continue;
    }
    for (const code of codes) {
      if (!Array.isArray(known) || !known.includes(code)) {
        yield response.at("x-error-codes").fault(`${code} is not in the schema ErrorCode.`);
      }
    }
    yield* examplesOfCodes(response, codes);
  }
};

function* examplesOfCodes(response: Place, codes: readonly string[]): Iterable<Fault> {
  for (const media of response.at("content").children) {
    const examples = media.at("examples").children.map((example) => example.followed.at("value"));
    for (const example of examples) {
      const code = example.at("error").at("code").value;
      if (!codes.includes(String(code)))
        yield example.fault(`The example's code ${code} is not in x-error-codes.`);
    }
    const shown = examples.map((example) => example.at("error").at("code").value);
    for (const code of codes) {
      if (!shown.includes(code)) yield media.fault(`No example shows the code ${code}.`);
    }
  }
}

/** Every error has one shape, on every route and for every cause. */
export const oneErrorShape: Rule = function* (document) {
  for (const { status, response } of responses(document)) {
    if (!/^[45]/.test(status)) continue;
    const schema = response.at("content").at("application/json").at("schema");
    if (schema.fields.$ref !== "#/components/schemas/Error") {
      yield response.fault("The body of an error is application/json of the schema Error.");
    }
  }
};

const limitHeaders = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

/** The headers that clients are promised. */
export const responseHeaders: Rule = function* (document) {
  for (const { status, response } of responses(document)) {
    const named = [...requiredOf(status), ...(/^(2\d\d|429)$/.test(status) ? limitHeaders : [])];
    for (const name of named.filter((name) => !response.at("headers").has(name))) {
      yield response.fault(`The response ${status} does not have the header ${name}.`);
    }
    for (const name of requiredOf(status)) {
      const header = response.at("headers").at(name).followed;
      if (header.value !== undefined && header.at("required").value !== true) {
        yield response.at("headers").at(name).fault(`The header ${name} is required on ${status}.`);
      }
    }
  }
};

/** A client that is told to wait must be told how long. */
function requiredOf(status: string): string[] {
  return status === "429" || status === "503" ? ["X-Request-Id", "Retry-After"] : ["X-Request-Id"];
}
