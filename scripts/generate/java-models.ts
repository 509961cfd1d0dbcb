import { document, followSchema, type Operation, type Schema } from "./document.ts";
import { className, constantName, type FieldType, fieldType, memberName } from "./java-names.ts";
import { javadoc, phrase, prose, wordsOf } from "./java-prose.ts";
import { nameOf } from "./python-schemas.ts";

interface Field extends FieldType {
  name: string;
  member: string;
  words: string;
  required: boolean;
}

function fieldsOf(schema: Schema, owner: string): Field[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).map(([name, field]) => ({
    ...fieldType(field, owner, name),
    name,
    member: memberName(name),
    words: wordsOf(field),
    required: required.includes(name),
  }));
}

function file(imports: string[], body: string): string {
  const lines = [...new Set(imports)].sort().map((name) => `import ${name};\n`);
  return `package com.renewal.model;\n\n${lines.join("")}${lines.length > 0 ? "\n" : ""}${body}`;
}

/** Something that is answered or sent to us. */
export function modelClass(
  schemaName: string,
  roles: { pageOf?: string | undefined; event: boolean },
): string {
  const schema = followSchema({ $ref: `#/components/schemas/${schemaName}` });
  const name = className(schemaName);
  const fields = fieldsOf(schema, name);
  const parents = [
    ...(roles.pageOf === undefined ? [] : [`Page<${roles.pageOf}>`]),
    ...(roles.event ? ["WebhookEvent"] : []),
  ];
  const imports = [
    "com.renewal.RawResponse",
    "java.util.Map",
    "org.jspecify.annotations.Nullable",
    ...(roles.pageOf === undefined ? [] : ["com.renewal.Page"]),
    ...(roles.event ? ["com.renewal.WebhookEvent"] : []),
    ...fields.flatMap((field) => field.imports),
  ];
  const declared = fields.map(
    (field) => `    private final ${nullable(field, field.type)} ${field.member};\n`,
  );
  const read = fields.map(
    ({ member, name: key, reader, required }) =>
      `        this.${member} = Fields.${required ? "required" : "optional"}(json, "${key}", ${reader});\n`,
  );
  const known = fields.map(({ name: key, member }) => `\n                "${key}", ${member}`);
  return file(
    imports,
    `${javadoc(modelProse(schemaName, schema), "")}public final class ${name} extends Model${
      parents.length > 0 ? ` implements ${parents.join(", ")}` : ""
    } {
${declared.join("")}
    private ${name}(Map<String, ?> json, @Nullable RawResponse answer) {
        super(json, answer);
${read.join("")}    }

    /**
     * Reads one, for tests of your own code for instance.
     *
     * @param json fields by their names in the document: texts, BigDecimals or ints, Booleans, lists and maps
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static ${name} of(Map<String, ?> json) {
        return new ${name}(json, null);
    }

    /**
     * Reads one out of an answer.
     *
     * @param json fields by their names in the document
     * @param answer what they came in; null when in none
     * @return what they say
     * @throws IllegalArgumentException a field is missing, or not of its type
     */
    public static ${name} of(Map<String, ?> json, @Nullable RawResponse answer) {
        return new ${name}(json, answer);
    }

${fields.map((field) => accessor(field, roles.pageOf !== undefined)).join("\n")}
    @Override
    Map<String, @Nullable Object> fields() {
        return Fields.of(${known.join(",")});
    }
}
`,
  );
}

function modelProse(name: string, { description }: Schema): string {
  return description === undefined ? `The document's {@code ${name}}.` : prose(description);
}

function nullable({ required }: Field, type: string): string {
  return required ? type : `@Nullable ${type}`;
}

function accessor(field: Field, isPage: boolean): string {
  const override = isPage && ["data", "next_cursor"].includes(field.name) ? "    @Override\n" : "";
  const words = `{@return ${phrase(field.words) || field.name}${field.required ? "" : "; null when absent"}}`;
  const type = field.required ? field.returned : `@Nullable ${field.type}`;
  return `${javadoc(words, "    ")}${override}    public ${type} ${field.member}() {
        return ${field.member};
    }
`;
}

/** Something to send, in a body or in a query, with its builder. */
export function requestClass(name: string, schema: Schema, what: string): string {
  const fields = fieldsOf(schema, name);
  const given = fields.map(({ name: key, member, required }) => {
    const value = `builder.${member}`;
    return `\n                "${key}", ${required ? `Fields.given(${value}, "${member}")` : value}`;
  });
  const imports = ["org.jspecify.annotations.Nullable", ...fields.flatMap((field) => field.imports)];
  return file(
    imports,
    `${javadoc(what, "")}public final class ${name} extends RequestModel {
    private ${name}(Builder builder) {
        super(Fields.of(${given.join(",")}));
    }

    /** {@return a builder, which has nothing so far} */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ${name}}. */
    public static final class Builder {
${fields.map(({ type, member }) => `        private @Nullable ${type} ${member};\n`).join("")}
        private Builder() {}

${fields.flatMap((field) => setters(field)).join("\n")}
        /**
         * Makes the request.
         *
         * @return what was given
         * @throws com.renewal.errors.ConfigurationException something that is required is missing
         */
        public ${name} build() {
            return new ${name}(this);
        }
    }
}
`,
  );
}

function setters(field: Field): string[] {
  const { member, type, required } = field;
  const fromText: Record<string, string> = {
    BigDecimal: `Fields.amount("${member}", value)`,
    Secret: "Secret.of(value)",
  };
  const text = fromText[type];
  return [
    setter(field, type, "value", required),
    ...(text === undefined ? [] : [setter(field, "String", text, required)]),
  ];
}

function setter({ member, words }: Field, type: string, value: string, required: boolean): string {
  const comment = `Sets ${required ? "what is required" : "what may be absent"}.

@param value ${phrase(words) || member}
@return this${value.startsWith("Fields.amount") ? "\n@throws com.renewal.errors.ConfigurationException these are no digits" : ""}`;
  return `${javadoc(comment, "        ")}        public Builder ${member}(${type} value) {
            this.${member} = ${value};
            return this;
        }
`;
}

/** A list of values that may grow. */
export function enumClass(name: string, schema: Schema): string {
  const values = (schema.enum ?? []).map((value) => [constantName(value), String(value)] as const);
  const constants = values.map(
    ([constant, value]) => `    /** {@code ${value}}. */
    public static final ${name} ${constant} = new ${name}("${value}");
`,
  );
  const known = values.map(([constant, value]) => `        /** {@code ${value}}. */\n        ${constant},\n`);
  const cases = values.map(
    ([constant, value]) => `            case "${value}":\n                return Known.${constant};\n`,
  );
  return file(
    [],
    `${javadoc(prose(schema.description ?? `The values of ${name}.`), "")}public final class ${name} extends OpenEnum {
    private static final long serialVersionUID = 1;

${constants.join("\n")}
    /** The values that this version knows, to switch over. */
    public enum Known {
${known.join("")}        /** One that this version does not know; {@link #text()} tells it. */
        UNRECOGNIZED
    }

    private ${name}(String text) {
        super(text);
    }

    /**
     * Gives the value of a text.
     *
     * @param text the text, as the API has it; it may be one that this version does not know
     * @return its value
     */
    public static ${name} of(String text) {
        return new ${name}(text);
    }

    /** {@return which of the values that this version knows it is, to switch over} */
    public Known known() {
        switch (text()) {
${cases.join("")}            default:
                return Known.UNRECOGNIZED;
        }
    }
}
`,
  );
}

/** The query of an operation as a schema, so that it becomes a class like that of a body. */
export function querySchema({ object }: Operation): Schema {
  const query = object.parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    required: query.filter(({ required }) => required === true).map(({ name }) => name),
    properties: Object.fromEntries(
      query.map(({ name, description, schema }) => [name, { ...schema, description }]),
    ),
  };
}

/** The open enumerations of the document, by name. */
export function namedEnums(): [string, Schema][] {
  return Object.entries(document.components.schemas).filter(
    ([, schema]) => schema.enum !== undefined && schema.type === "string",
  );
}

/** The enumerations of a class's fields that have no name of their own. */
export function inlineEnums(owner: string, schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, Schema][] =>
    nameOf(field) === undefined && field.enum !== undefined && field.type === "string"
      ? [[fieldType(field, owner, name).type, field]]
      : [],
  );
}
