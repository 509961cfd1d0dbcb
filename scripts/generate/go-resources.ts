import {
  document,
  follow,
  followSchema,
  methodName,
  type Operation,
  type Response,
  type Schema,
} from "./document.ts";
import { goComment, goName, goText } from "./go-names.ts";
import { collectObjects, goTag, goType, isOptionalBoolean, wordsOf } from "./go-types.ts";
import { answerSchema, nameOf } from "./python-schemas.ts";

/** Written by hand over what is generated, which then has a name of its own: it fills in the client's credentials. */
const wrapped = new Set(["createToken"]);

interface Argument {
  name: string;
  field: Schema;
  words: string;
  required: boolean;
}

const tagName = (tag: string) => goName(tag.replace(/s$/, ""));
const tagOf = ({ object }: Operation) => object.tags[0] as string;
const publicName = (operation: Operation) => goName(methodName(operation));
const paramsName = (operation: Operation) => `${tagName(tagOf(operation))}${publicName(operation)}Params`;

function inQuery({ object }: Operation): Argument[] {
  return object.parameters
    .filter((parameter) => parameter.in === "query")
    .map(({ name, schema, description, required = false }) => ({
      ...{ name, field: schema, words: withDefault(description, schema), required },
    }));
}

function inBody({ object }: Operation): Argument[] {
  const schema = object.requestBody?.content["application/json"]?.schema;
  const { properties = {}, required = [] } = schema === undefined ? {} : followSchema(schema);
  return Object.entries(properties).map(([name, field]) => ({
    ...{ name, field, words: withDefault(wordsOf(field), field), required: required.includes(name) },
  }));
}

function withDefault(words: string, field: Schema): string {
  const otherwise = followSchema(field).default;
  return otherwise === undefined ? words : `${words.trimEnd()} ${String(otherwise)} when absent.`;
}

const argumentsOf = (operation: Operation) => [...inBody(operation), ...inQuery(operation)];

/** The schema name that enums of an operation's arguments are named after. */
function ownerOf({ object }: Operation): string {
  return nameOf(object.requestBody?.content["application/json"]?.schema) ?? "";
}

/** The models of the answers of these operations, and of their arguments. */
export function objectsOf(operations: readonly Operation[]): string[] {
  const names = new Set<string>();
  for (const operation of operations) {
    collectObjects(answerSchema(operation), names);
  }
  return [...names];
}

/** What a client must know of each operation. */
export function goOperations(operations: readonly Operation[]): string {
  const rows = operations.map((operation) => {
    const { id, method, path, object } = operation;
    const facts = [
      ["id", goText(id)],
      ["method", goText(method)],
      ["path", goText(path)],
      ["idempotent", String(object["x-idempotent"])],
      ["authenticated", String(object.security?.length !== 0)],
      ["confidential", String(isConfidential(operation))],
    ];
    const width = Math.max(...facts.map(([name = ""]) => name.length)) + 1;
    const lines = facts.map(([name, value]) => `\t${`${name}:`.padEnd(width)} ${value},\n`).join("");
    return `var operation${goName(id)} = operation{\n${lines}}\n`;
  });
  return `// Where the API is when nobody says otherwise.
const defaultBaseURL = ${goText(document.servers[0]?.url)}

${rows.join("\n")}`;
}

/** An answer with a secret anywhere in it must not be quoted. */
function isConfidential(operation: Operation): boolean {
  return objectsOf([operation]).some((name) =>
    JSON.stringify(document.components.schemas[name]).includes('"format":"password"'),
  );
}

/** A type for each tag with a method for each operation, and one that holds them all. */
export function goResources(operations: readonly Operation[]): string {
  const tags = [...new Set(operations.map(tagOf))];
  const members = tags.map(
    (tag) =>
      `${goComment(`${goName(tag)}: ${tagWords(tag)}`, "\t")}\t${goName(tag)} *${goName(tag)}Resource\n`,
  );
  const width = Math.max(...tags.map((tag) => tag.length)) + 1;
  const made = tags.map((tag) => `\t\t${`${goName(tag)}:`.padEnd(width)} &${goName(tag)}Resource{client},\n`);
  return `// Resources are the operations of the API, by what they are about.
type Resources struct {
${members.join("\n")}}

func newResources(client *Client) Resources {
	return Resources{
${made.join("")}	}
}

${tags
  .map(
    (tag) =>
      `${goComment(`${goName(tag)}Resource: ${tagWords(tag)}`)}type ${goName(tag)}Resource struct{ client *Client }\n`,
  )
  .join("\n")}
${operations.map((operation) => `${params(operation)}${method(operation)}`).join("\n")}`;
}

function tagWords(tag: string): string {
  return document.tags.find(({ name }) => name === tag)?.description ?? `The operations of ${tag}.`;
}

function params(operation: Operation): string {
  const all = argumentsOf(operation);
  if (all.length === 0) return "";
  const name = paramsName(operation);
  const fields = all.map(({ name: field, field: schema, words, required }) => {
    const pointer = isOptionalBoolean(schema, required) ? "*" : "";
    const type = pointer + goType(schema, ownerOf(operation) && ownerOf(operation) + goName(field));
    const need = required ? " Required." : "";
    return `${goComment(`${goName(field)}: ${words.trimEnd()}${need}`, "\t")}\t${goName(field)} ${type} ${goTag(field, type, required)}\n`;
  });
  return `// ${name} are the arguments of ${goName(tagOf(operation))}.${publicName(operation)}. What is empty is not sent.
type ${name} struct {
${fields.join("\n")}}

`;
}

function method(operation: Operation): string {
  const item = itemOf(operation);
  if (item === undefined) {
    const name = wrapped.has(operation.id) ? methodName(operation) : publicName(operation);
    return single(operation, name, prose(operation, name));
  }
  const name = publicName(operation);
  const page = answerOf(operation);
  const { receiver, given } = heading(operation);
  return `${prose(operation, name)}func (r *${receiver}) ${name}(${given}) iter.Seq2[${item}, error] {
	return pages(params.Cursor, func(cursor string) ([]${item}, string, error) {
		params.Cursor = cursor
		page, err := r.${name}Page(ctx, params, options...)
		if err != nil {
			return nil, "", err
		}
		return page.Data, page.NextCursor, nil
	})
}

${single(operation, `${name}Page`, goComment(`${name}Page is one page of ${name}. The next one begins at the NextCursor of ${page}; on the last it is empty.`))}`;
}

function heading(operation: Operation) {
  const path = operation.object.parameters.filter((parameter) => parameter.in === "path");
  const given = [
    "ctx context.Context",
    ...path.map(({ name }) => `${argumentName(name)} string`),
    ...(argumentsOf(operation).length > 0 ? [`params ${paramsName(operation)}`] : []),
    "options ...CallOption",
  ];
  return { receiver: `${goName(tagOf(operation))}Resource`, given: given.join(", "), path };
}

function argumentName(name: string): string {
  const camel = goName(name);
  return camel.charAt(0).toLowerCase() + camel.slice(1);
}

function writtenValue({ name, field, required }: Argument): string {
  const value = `params.${goName(name)}`;
  return !required && field.format === "decimal" ? `orAbsent(${value})` : value;
}

function single(operation: Operation, name: string, comment: string): string {
  const { receiver, given, path } = heading(operation);
  const answer = answerOf(operation);
  const [returned, made, target] =
    answer === undefined
      ? ["error", "", "nil"]
      : [`(*${answer}, error)`, `\tanswer := &${answer}{}\n`, "answer"];
  const inPath = path.map((one) => `${goText(one.name)}: ${argumentName(one.name)}`).join(", ");
  const list = (all: Argument[]) =>
    all.map((one) => `\t\t\t{${goText(one.name)}, ${writtenValue(one)}},\n`).join("");
  const parts = [
    ...(path.length > 0 ? [["path", `map[string]string{${inPath}},\n`]] : []),
    ...(inQuery(operation).length > 0 ? [["query", `[]field{\n${list(inQuery(operation))}\t\t},\n`]] : []),
    ...(inBody(operation).length > 0 ? [["body", `[]field{\n${list(inBody(operation))}\t\t},\n`]] : []),
  ];
  const args =
    parts.length === 0
      ? "arguments{}"
      : `arguments{\n${parts.map(([part, value]) => `\t\t${part}: ${value}`).join("")}\t}`;
  const call = `r.client.perform(ctx, &operation${goName(operation.id)}, ${args}, ${target}, options)`;
  const rest =
    answer === undefined
      ? `\treturn ${call}\n`
      : `${made}\terr := ${call}\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treturn answer, nil\n`;
  return `${comment}func (r *${receiver}) ${name}(${given}) ${returned} {\n${rest}}\n`;
}

function prose(operation: Operation, name: string): string {
  const { summary, description } = operation.object;
  return goComment(
    `${name}: ${summary}.\n\n${description.trimEnd()}\n\nIt fails with ${failures(operation)}.\n\n${goExample(operation)}`,
  );
}

function failures({ object }: Operation): string {
  const kinds = new Map<string, string[]>();
  for (const [status, response] of Object.entries(object.responses)) {
    for (const code of follow<Response>(response)["x-error-codes"] ?? []) {
      const kind = kindOf(Number(status), code);
      kinds.set(kind, [...(kinds.get(kind) ?? []), code]);
    }
  }
  const all = [...kinds].map(([kind, codes]) => `[${kind}] (${codes.join(", ")})`);
  return all.length < 2
    ? (all[0] ?? "what the network does")
    : `${all.slice(0, -1).join(",\n")} or\n${all.at(-1)}`;
}

/** The kind that the module gives to a status and code; its `kindOf` decides the same way. */
function kindOf(status: number, code: string): string {
  if (code === "PAYMENT_FAILED") return "KindPaymentFailed";
  if (status === 401 || code === "INVALID_GRANT") return "KindAuthentication";
  if (status === 403) return "KindPermission";
  if (status === 404) return "KindNotFound";
  if (status === 409 || status === 422) return "KindConflict";
  if (status === 429) return "KindRateLimit";
  return status >= 500 || status === 408 ? "KindServer" : "KindValidation";
}

/** The call as somebody would write it, with the document's own example. */
export function goExample(operation: Operation): string {
  const { parameters, requestBody } = operation.object;
  const [first] = Object.values(requestBody?.content["application/json"]?.examples ?? {});
  const body = first === undefined ? {} : ((follow(first) as { value: Record<string, unknown> }).value ?? {});
  const asked = parameters.find(({ in: where, name }) => where === "query" && name !== "cursor");
  const query = asked === undefined ? {} : { [asked.name]: asked.example };
  const values = Object.entries({ ...body, ...query });
  // As gofmt sets it.
  const width = Math.max(...values.map(([name]) => goName(name).length)) + 1;
  const fields = values.map(([name, value]) => {
    const field = argumentsOf(operation).find((argument) => argument.name === name)?.field ?? {};
    return `\t\t${`${goName(name)}:`.padEnd(width)} ${literal(value, field)},`;
  });
  const path = parameters.filter(({ in: where }) => where === "path").map((one) => goText(one.example));
  const struct = fields.length === 0 ? "{}" : `{\n${fields.join("\n")}\n\t}`;
  const given = [
    "ctx",
    ...path,
    ...(argumentsOf(operation).length > 0 ? [`renewal.${paramsName(operation)}${struct}`] : []),
  ];
  const call = `client.${goName(tagOf(operation))}.${publicName(operation)}(${given.join(", ")})`;
  if (answerOf(operation) === undefined) return `\terr := ${call}`;
  if (itemOf(operation) === undefined) return `\tanswer, err := ${call}`;
  return `\tfor item, err := range ${call} {\n\t\tif err != nil {\n\t\t\treturn err\n\t\t}\n\t\tfmt.Println(item)\n\t}`;
}

function literal(value: unknown, field: Schema): string {
  return followSchema(field).format === "decimal" ? `renewal.MustAmount("${value}")` : goText(value);
}

/** The model of a page's items, for operations that are answered in pages. */
function itemOf(operation: Operation): string | undefined {
  const { data, next_cursor } = followSchema(answerSchema(operation) ?? {}).properties ?? {};
  const isPaged = next_cursor && operation.object.parameters.some(({ name }) => name === "cursor");
  return isPaged ? nameOf(data?.items) : undefined;
}

/**
 * The model of what an operation answers; undefined when it answers nothing.
 *
 * @throws Error when the answer has no name that the model could have
 */
function answerOf(operation: Operation): string | undefined {
  const schema = answerSchema(operation);
  const name = nameOf(schema);
  if (schema !== undefined && name === undefined)
    throw new Error(`${operation.id} answers a schema without a name. Give it one in components.`);
  return name;
}
