import { document, followSchema, type Schema } from "./document.ts";
import { goComment, goName, goText } from "./go-names.ts";
import { nameOf } from "./python-schemas.ts";

const schemas = document.components.schemas;

/** Sums up the object schemas that a schema leads to. */
export function collectObjects(schema: Schema | undefined, names: Set<string>): void {
  if (schema === undefined) return;
  const name = nameOf(schema);
  const { type, properties = {}, items } = followSchema(schema);
  if (name !== undefined && type === "object") {
    if (names.has(name)) return;
    names.add(name);
  }
  for (const property of [...Object.values(properties), items]) collectObjects(property, names);
}

/**
 * The type of a field in Go. A closed enum of an argument whose values an open one has is that one, so that what was
 * answered can be asked for.
 *
 * @param owner the type and field that an enum without a name of its own is named after
 */
export function goType(field: Schema, owner: string): string {
  const schema = followSchema(field);
  // An enum of an argument alone has no type: the API refuses what it does not take, and says what it does.
  if (schema.enum !== undefined && (nameOf(field) !== undefined || owner !== ""))
    return enumName(field, owner);
  switch (schema.type) {
    case "array":
      return `[]${goType(schema.items as Schema, owner)}`;
    case "integer":
      return "int";
    case "boolean":
      return "bool";
    case "number":
      return schema.format === "decimal" ? "Amount" : "float64";
    case "object":
      return nameOf(field) ?? "map[string]any";
    default:
      return schema.format === "date-time" ? "time.Time" : schema.format === "password" ? "Secret" : "string";
  }
}

/** Whether an argument may be false and mean it: absent is then something else. */
export function isOptionalBoolean(field: Schema, required: boolean): boolean {
  return !required && followSchema(field).type === "boolean";
}

function enumName(field: Schema, owner: string): string {
  if (nameOf(field) === undefined) return owner;
  const values = followSchema(field).enum ?? [];
  const open = Object.entries(schemas).find(
    ([, schema]) => schema["x-open-enum"] === true && values.every((value) => schema.enum?.includes(value)),
  );
  if (open === undefined) return "string";
  return open[0];
}

/** Enums with a name of the document that answers or arguments have, and those of single fields. */
export function enums(objects: readonly string[]): [name: string, schema: Schema][] {
  const named = Object.entries(schemas).filter(
    ([, { enum: values, ...rest }]) => values && rest["x-open-enum"],
  );
  const inline = objects.flatMap((object) =>
    Object.entries(followSchema({ $ref: `#/components/schemas/${object}` }).properties ?? {}).flatMap(
      ([name, schema]): [string, Schema][] =>
        schema.enum === undefined ? [] : [[object + goName(name), schema]],
    ),
  );
  return [...named, ...inline];
}

/** A type of text with a constant for each value that is known. */
export function goEnum(name: string, { enum: values = [], description = "" }: Schema): string {
  // Codes are what programs compare most: CodeRateLimitExceeded.
  const prefix = name === "ErrorCode" ? "Code" : name;
  const constants = values.map((value) => [prefix + goName(String(value)), goText(value)] as const);
  const width = Math.max(...constants.map(([constant]) => constant.length));
  const lines = constants
    .map(([constant, text]) => `\t${constant.padEnd(width)} ${name} = ${text}\n`)
    .join("");
  return `${goComment(`${name}: ${description}`)}//
// Values that this version does not know are kept as they are.
type ${name} string

// Known values of [${name}].
const (
${lines})
`;
}

/** What a model reads, with a comment for each field, and the fields that this version does not know. */
export function goModel(name: string): string {
  const schema = followSchema({ $ref: `#/components/schemas/${name}` });
  const { properties = {}, required = [], description = "" } = schema;
  const fields = Object.entries(properties).map(([property, field]) =>
    structField(name, property, field, required.includes(property)),
  );
  const promised = ["data", `(*plain)(m)`, ...required.map(goText)].join(", ");
  return `${goComment(description === "" ? `${name} is what the API calls by this name.` : `${name}: ${description}`)}type ${name} struct {
${fields.join("\n")}
	// Extra holds the fields that this version does not know.
	Extra Extra \`json:"-"\`
}

// UnmarshalJSON reads the object, and keeps what this version does not know in Extra.
func (m *${name}) UnmarshalJSON(data []byte) error {
	type plain ${name}
	extra, err := readModel(${promised})
	if err != nil {
		return err
	}
	m.Extra = extra
	return nil
}

// MarshalJSON writes the object as the API does, with what is in Extra.
func (m ${name}) MarshalJSON() ([]byte, error) {
	type plain ${name}
	return writeModel(plain(m), m.Extra)
}
`;
}

function structField(owner: string, property: string, field: Schema, required: boolean): string {
  const type = goType(field, owner + goName(property));
  const isObject = followSchema(field).type === "object";
  const absent = required ? "" : isObject ? " Nil when absent." : " Zero when absent.";
  const words = `${goName(property)}: ${wordsOf(field)}`.trimEnd();
  return `${goComment(words + absent, "\t")}\t${goName(property)} ${isObject && !required ? "*" : ""}${type} ${goTag(property, type, required)}
`;
}

/** The tag by which a field is read from JSON and written to it. */
export function goTag(name: string, type: string, required: boolean): string {
  const omit = required ? "" : ["time.Time", "Amount", "Secret"].includes(type) ? ",omitzero" : ",omitempty";
  return `\`json:"${name}${omit}"\``;
}

/** The words beside a reference say more than those of what it refers to. */
export function wordsOf(field: Schema): string {
  return field.description ?? followSchema(field).description ?? "";
}
