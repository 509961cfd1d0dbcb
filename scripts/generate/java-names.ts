import { followSchema, type Operation, type Schema } from "./document.ts";
import { nameOf } from "./python-schemas.ts";

const reserved = new Set(
  (
    "abstract assert boolean break byte case catch char class const continue default do double else enum extends final " +
    "finally float for goto if implements import instanceof int interface long native new package private protected " +
    "public return short static strictfp super switch synchronized this throw throws transient try void volatile while " +
    "true false null var record yield " +
    // What every object has, and what every model has.
    "clone finalize notify wait hashCode toString getClass fields extraFields rawResponse toMap build builder of text known"
  ).split(" "),
);

/** Classes that java.lang has too would have to be spelt out everywhere. */
const renamed: Record<string, string> = { Package: "MembershipPackage" };

/** `would_be` is `WouldBe`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** A name of the document as the name of a method or an argument. */
export function memberName(name: string): string {
  const pascal = pascalCase(name);
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return reserved.has(camel) ? `${camel}_` : camel;
}

/** `payment.updated` and `wouldBe` are `PAYMENT_UPDATED` and `WOULD_BE`. */
export function constantName(value: unknown): string {
  const words = String(value)
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
  return /^[0-9]/.test(words) ? `_${words}` : words;
}

/** The class of a schema of the document. */
export function className(schema: string): string {
  return renamed[schema] ?? schema;
}

/** What a field is in Java, and how it is read from JSON. */
export interface FieldType {
  type: string;
  /** As a return value: a number that must be there need not be an object. */
  returned: string;
  reader: string;
  imports: string[];
}

/** A name of its own for an enumeration without one: of the field, or of class and field. */
export function enumName(owner: string, field: string): string {
  const name = pascalCase(field);
  return name.startsWith(owner) ? name : owner + name;
}

/** The type of a field; `owner` is the class that has it. */
export function fieldType(field: Schema, owner: string, name: string): FieldType {
  const schema = followSchema(field);
  const ref = nameOf(field);
  if (schema.enum !== undefined && schema.type === "string") {
    const type = ref === undefined ? enumName(owner, name) : className(ref);
    return simple(type, `Fields.TEXT.andThen(${type}::of)`);
  }
  if (schema.type === "array") {
    const item = fieldType(schema.items ?? {}, owner, name);
    return simple(`List<${item.type}>`, `Fields.list(${item.reader})`, ["java.util.List", ...item.imports]);
  }
  if (schema.type === "object" && ref !== undefined) {
    const type = className(ref);
    return simple(type, `Fields.object(item -> ${type}.of(item, answer))`);
  }
  return (
    scalars[`${schema.type} ${schema.format}`] ?? scalars[`${schema.type}`] ?? simple("Object", "Fields.ANY")
  );
}

function simple(type: string, reader: string, imports: string[] = []): FieldType {
  return { type, returned: type, reader, imports };
}

const scalars: Record<string, FieldType> = {
  string: simple("String", "Fields.TEXT"),
  "string date-time": simple("Instant", "Fields.INSTANT", ["java.time.Instant"]),
  "string password": simple("Secret", "Fields.SECRET", ["com.renewal.Secret"]),
  number: simple("BigDecimal", "Fields.DECIMAL", ["java.math.BigDecimal"]),
  integer: { type: "Integer", returned: "int", reader: "Fields.INTEGER", imports: [] },
  boolean: { type: "Boolean", returned: "boolean", reader: "Fields.FLAG", imports: [] },
};

/** The class of an operation's body; undefined without one. */
export function bodyClass({ id, object }: Operation): string | undefined {
  const schema = object.requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return undefined;
  return className(nameOf(schema) ?? `${pascalCase(id)}Request`);
}

/** The class of an operation's query; undefined without one. */
export function paramsClass({ id, object }: Operation): string | undefined {
  return object.parameters.some((parameter) => parameter.in === "query")
    ? `${pascalCase(id)}Params`
    : undefined;
}
