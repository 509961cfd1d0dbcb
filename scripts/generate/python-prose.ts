import { follow, followSchema, methodName, type Operation, type Response, type Schema } from "./document.ts";

/** The longest line of an example. */
const widest = 90;

/** The class that the SDK raises for a status and code; its `api_error` decides the same way. */
function errorClass(status: number, code: string): string {
  if (code === "PAYMENT_FAILED") return "PaymentFailedError";
  if (status === 401 || code === "INVALID_GRANT") return "AuthenticationError";
  if (status === 403) return "PermissionDeniedError";
  if (status === 404) return "NotFoundError";
  if (status === 409 || status === 422) return "ConflictError";
  if (status === 429) return "RateLimitError";
  return status >= 500 || status === 408 ? "ServerError" : "ValidationError";
}

/** A documentation string of one or many lines. */
export function docstring(text: string, indent: string): string {
  const safe = text.trimEnd().replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  const lines = safe.split("\n").map((line) => (line === "" ? "" : indent + line));
  const end = lines.length === 1 ? '"""' : `\n${indent}"""`;
  return `${indent}"""${lines.join("\n").trimStart()}${end}\n`;
}

/** `wouldBe` is `would_be`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A name of the document as the name of an argument. */
export function argumentName(name: string): string {
  const reserved =
    /^(?:from|import|class|def|return|in|is|not|and|or|if|else|for|while|with|as|pass|lambda|global)$/;
  return reserved.test(name) ? `${name}_` : name;
}

/** All that an editor shows of a method: what it does, what it takes, what it raises, and how it is called. */
export function methodProse(operation: Operation, isAsync: boolean, paginated: boolean): string {
  const { summary, description } = operation.object;
  return [
    `${summary}.\n\n${description.trimEnd()}\n`,
    `Args:\n${[...describedArguments(operation), ["options", "options of this call"]].map(describe).join("\n")}\n`,
    `Raises:\n${raised(operation).map(describe).join("\n")}\n`,
    `Example:\n${pythonCall(operation, isAsync, paginated)}`,
  ].join("\n");
}

function describe([name, words]: string[]): string {
  return `    ${name}: ${words?.trimEnd().replaceAll("\n", "\n        ")}`;
}

function describedArguments({ object }: Operation): string[][] {
  const body = object.requestBody?.content["application/json"]?.schema;
  const fields = Object.entries(body === undefined ? {} : (followSchema(body).properties ?? {}));
  return [
    ...object.parameters.map(({ name, description }) => [argumentName(name), description]),
    ...fields.map(([name, field]) => [argumentName(name), wordsOf(field)]),
  ];
}

/** The words beside a reference say more than those of what it refers to. */
function wordsOf(field: Schema): string {
  const { description = followSchema(field).description ?? "" } = field;
  const otherwise = followSchema(field).default;
  return otherwise === undefined ? description : `${description.trimEnd()} ${String(otherwise)} when absent.`;
}

function raised({ object }: Operation): string[][] {
  const classes = new Map<string, Set<string>>();
  for (const [status, response] of Object.entries(object.responses)) {
    for (const code of follow<Response>(response)["x-error-codes"] ?? []) {
      const name = errorClass(Number(status), code);
      classes.set(name, (classes.get(name) ?? new Set()).add(`\`${code}\``));
    }
  }
  return [...classes].map(([name, codes]) => [name, [...codes].join(", ")]);
}

/** The call as somebody would write it, with the document's own example. */
export function pythonCall(operation: Operation, isAsync: boolean, paginated: boolean): string {
  const { parameters, requestBody, tags } = operation.object;
  const path = parameters.flatMap(({ in: where, example: value }) =>
    where === "path" ? [python(value)] : [],
  );
  const [first] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  const body = first === undefined ? {} : ((follow(first) as { value: object }).value ?? {});
  const asked = parameters.find(({ in: where, name }) => where === "query" && name !== "cursor");
  const query = paginated && asked !== undefined ? { [asked.name]: asked.example } : {};
  const named = Object.entries({ ...body, ...query }).map(
    ([name, value]) => `${argumentName(name)}=${python(value)}`,
  );
  const given = [...path, ...named];
  const wait = isAsync ? "await " : "";
  const [before, after] = paginated
    ? [`${isAsync ? "async " : ""}for item in `, ":\n        print(item)"]
    : [`answer = ${wait}`, ""];
  const call = `${before}client.${tags[0]}.${snakeCase(methodName(operation))}`;
  const short = `    ${call}(${given.join(", ")})${after}`;
  if (short.length <= widest) return short;
  return `    ${call}(\n${given.map((one) => `        ${one},\n`).join("")}    )${after}`;
}

/** A JSON value in Python; a number with decimals is money. */
export function python(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number" && !Number.isInteger(value)) return `Decimal("${value}")`;
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value)) return `(${value.map((item) => `${python(item)}, `).join("")})`;
  return JSON.stringify(value);
}
