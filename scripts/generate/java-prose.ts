import { follow, followSchema, methodName, type Operation, type Response, type Schema } from "./document.ts";
import { bodyClass, fieldType, memberName, paramsClass, pascalCase } from "./java-names.ts";

const widest = 110;

/** The exception that the SDK throws for a status and code; its Answers.kind decides the same way. */
function exceptionClass(status: number, code: string): string {
  if (code === "PAYMENT_FAILED") return "PaymentFailedException";
  if (status === 401 || code === "INVALID_GRANT") return "AuthenticationException";
  if (status === 403) return "PermissionDeniedException";
  if (status === 404) return "NotFoundException";
  if (status === 409 || status === 422) return "ConflictException";
  if (status === 429) return "RateLimitException";
  return status >= 500 || status === 408 ? "ServerException" : "ValidationException";
}

/** Markdown of the document as Javadoc: what it escapes, and code, bold and paragraphs. */
export function prose(markdown: string): string {
  return markdown
    .trim()
    .split(/(`[^`]*`)/)
    .map((part) => (/^`.*`$/s.test(part) ? code(part.slice(1, -1)) : escaped(part)))
    .join("")
    .replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
    .replace(/\n\n+/g, "\n\n<p>");
}

function code(text: string): string {
  // A backslash might begin an escape that javac resolves even in comments.
  return /[\\{}]|\*\//.test(text) ? `<code>${escaped(text)}</code>` : `{@code ${text}}`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;")
    .replaceAll("\\", "&#92;")
    .replaceAll("*/", "*&#47;")
    .replaceAll("{", "&#123;")
    .replaceAll("}", "&#125;");
}

/** A Javadoc comment. Lines that end in a line break of their own keep it; the rest is filled. */
export function javadoc(text: string, indent: string): string {
  const lines = text.split("\n").flatMap((line) => wrapped(line, widest - indent.length));
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function wrapped(line: string, width: number): string[] {
  if (line.length <= width || /^ {4}/.test(line)) return [line];
  const at = line.lastIndexOf(" ", width);
  if (at <= 0) return [line];
  const hanging = line.startsWith("@") ? "    " : "";
  return [line.slice(0, at), ...wrapped(hanging + line.slice(at + 1), width)];
}

/** The words beside a reference say more than those of what it refers to. */
export function wordsOf(field: Schema): string {
  const { description = followSchema(field).description ?? "" } = field;
  const otherwise = followSchema(field).default;
  return otherwise === undefined ? description : `${description.trimEnd()} ${String(otherwise)} when absent.`;
}

/** In the middle of a sentence, and without an end. */
export function phrase(text: string): string {
  const flat = prose(text).replace(/\s+/g, " ").replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(flat) ? flat.charAt(0).toLowerCase() + flat.slice(1) : flat;
}

/** All that an editor shows of a method: what it does, what it takes, what it throws, and how it is called. */
export function methodProse(
  operation: Operation,
  shape: { given: string[]; answer: string; async: boolean },
): string {
  const { summary, description } = operation.object;
  const tags = [
    ...shape.given.map((name) => `@param ${name} ${argumentWords(operation, name)}`),
    ...(shape.answer === "void" ? [] : [`@return ${answerWords(operation, shape)}`]),
    ...(shape.async ? [] : thrown(operation)),
  ];
  const example = shape.async ? "" : `\n\n<pre>{@code\n${exampleOf(operation, shape.answer)}\n}</pre>`;
  return `${prose(summary)}.\n\n<p>${prose(description)}${example}\n\n${tags.join("\n")}`;
}

function argumentWords({ object }: Operation, name: string): string {
  if (name === "request") return "what to send";
  if (name === "params") return "what to ask for";
  if (name === "options") return "what this call decides for itself";
  const parameter = object.parameters.find((one) => memberName(one.name) === name);
  return phrase(parameter?.description ?? name);
}

function answerWords({ object }: Operation, shape: { answer: string; async: boolean }): string {
  const [, success] = Object.entries(object.responses).find(([status]) => status.startsWith("2")) ?? [];
  const words = phrase(success === undefined ? "the answer" : follow<Response>(success).description);
  if (shape.answer.startsWith("Pages<")) return "every item of all pages, each asked for when it is needed";
  if (shape.answer.startsWith("AsyncPages<")) return "every item of all pages";
  return shape.async ? `${words}, later; cancelling it ends the call` : words;
}

function thrown({ object }: Operation): string[] {
  const classes = new Map<string, Set<string>>();
  for (const [status, response] of Object.entries(object.responses)) {
    for (const told of follow<Response>(response)["x-error-codes"] ?? []) {
      const name = exceptionClass(Number(status), told);
      classes.set(name, (classes.get(name) ?? new Set()).add(`{@code ${told}}`));
    }
  }
  return [...classes].map(([name, codes]) => `@throws com.renewal.errors.${name} ${[...codes].join(", ")}`);
}

/** The call as somebody would write it, with the document's own example. */
export function exampleOf(operation: Operation, answer: string): string {
  const { parameters, requestBody, tags } = operation.object;
  const path = parameters.flatMap(({ in: where, example }) =>
    where === "path" ? [JSON.stringify(example)] : [],
  );
  const [first] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  const body = first === undefined ? undefined : (follow(first) as { value: Record<string, unknown> }).value;
  const schema = requestBody?.content["application/json"]?.schema;
  const given = [...path];
  const request = bodyClass(operation);
  if (body !== undefined && schema !== undefined && request !== undefined) {
    given.push(built(request, body, followSchema(schema).properties ?? {}));
  }
  const params = paramsClass(operation);
  const asked = parameters.filter(({ in: where, required }) => where === "query" && required === true);
  if (params !== undefined && asked.length > 0) {
    const values = Object.fromEntries(asked.map(({ name, example }) => [name, example]));
    given.push(
      built(params, values, Object.fromEntries(asked.map(({ name, schema: type }) => [name, type]))),
    );
  }
  const call = `client.${tags[0]}().${memberName(methodName(operation))}(${given.join(", ")})`;
  if (answer.startsWith("Pages<")) {
    return `for (${answer.slice(6, -1)} item : ${call}) {\n    System.out.println(item);\n}`;
  }
  return answer === "void" ? `${call};` : `${answer} answer = ${call};`;
}

function built(type: string, values: Record<string, unknown>, fields: Record<string, Schema>): string {
  const setters = Object.entries(values).map(([name, value]) => {
    const { type: kind } = fieldType(fields[name] ?? {}, type, name);
    return `\n        .${memberName(name)}(${argument(kind, value)})`;
  });
  return `${type}.builder()${setters.join("")}\n        .build()`;
}

function argument(kind: string, value: unknown): string {
  if (["String", "Secret", "BigDecimal"].includes(kind)) return JSON.stringify(String(value));
  if (kind === "Integer" || kind === "Boolean") return String(value);
  return `${pascalCase(kind)}.of(${JSON.stringify(value)})`;
}
