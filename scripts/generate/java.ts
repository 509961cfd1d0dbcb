import {
  document,
  followSchema,
  notice,
  type Operation,
  operations,
  type Schema,
  webhooks,
} from "./document.ts";
import { enumClass, inlineEnums, modelClass, namedEnums, querySchema, requestClass } from "./java-models.ts";
import { bodyClass, className, constantName, paramsClass } from "./java-names.ts";
import { prose } from "./java-prose.ts";
import { answerOf, itemOf, resourceFiles } from "./java-resources.ts";
import { answerSchema, collect, eventSchema, nameOf } from "./python-schemas.ts";
import type { Step } from "./step.ts";

const folder = "packages/java/src/generated/java/com/renewal";

/** What the gateway alone calls is nothing for an app. */
const forApps = operations.filter(({ object }) => object["x-audience"] !== "gateway");

/** packages/java: models, builders, the operation table and the methods. docs/decisions/java-sdk.md tells why by us. */
export const javaSdk: Step = {
  name: "java",
  outputs: [folder],
  async run() {
    const made = {
      ...inFolder("model", { ...models(), ...requests(), ...enums() }),
      ...inFolder("internal", { "Operations.java": operationTable(), "Events.java": events() }),
      ...resourceFiles(forApps),
    };
    return Object.fromEntries(
      Object.entries(made).map(([name, content]) => [`${folder}/${name}`, notice + content]),
    );
  },
};

function inFolder(name: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${name}/${file}`, content]));
}

/** The schemas of answers and events that become classes. */
function modelNames(): string[] {
  const names = new Set<string>();
  for (const schema of [...forApps.map(answerSchema), ...webhooks.map(eventSchema)]) collect(schema, names);
  return [...names].filter((name) => schemaOf(name).type === "object").sort();
}

function schemaOf(name: string): Schema {
  return followSchema({ $ref: `#/components/schemas/${name}` });
}

function models(): Record<string, string> {
  const events = webhooks.map((webhook) => nameOf(eventSchema(webhook)));
  return Object.fromEntries(
    modelNames().map((name) => {
      const paged = forApps.find(
        (operation) => nameOf(answerSchema(operation)) === name && itemOf(operation),
      );
      const pageOf = paged === undefined ? undefined : itemOf(paged);
      return [`${className(name)}.java`, modelClass(name, { pageOf, event: events.includes(name) })];
    }),
  );
}

/** Bodies and queries: everything that is sent, by its class. */
function sent(): [string, Schema, string][] {
  return forApps.flatMap((operation): [string, Schema, string][] => {
    const schema = operation.object.requestBody?.content["application/json"]?.schema;
    const body = bodyClass(operation);
    const params = paramsClass(operation);
    const what = `{@code ${operation.id}}: ${prose(operation.object.summary).replace(/^./, (letter) => letter.toLowerCase())}.`;
    return [
      ...(body === undefined || schema === undefined
        ? []
        : [[body, followSchema(schema), `What to send for ${what}`] as [string, Schema, string]]),
      ...(params === undefined
        ? []
        : [[params, querySchema(operation), `What to ask for with ${what}`] as [string, Schema, string]]),
    ];
  });
}

function requests(): Record<string, string> {
  const answered = new Set(modelNames().map(className));
  return Object.fromEntries(
    sent().map(([name, schema, what]) => {
      if (answered.has(name))
        throw new Error(`${name} is sent and answered. Give what is sent a schema of its own.`);
      return [`${name}.java`, requestClass(name, schema, what)];
    }),
  );
}

function enums(): Record<string, string> {
  const inline = [
    ...modelNames().flatMap((name) => inlineEnums(className(name), schemaOf(name))),
    ...sent().flatMap(([name, schema]) => inlineEnums(name, schema)),
  ];
  const named = namedEnums().filter(([name]) => isUsed(name));
  return Object.fromEntries(
    [...named, ...inline].map(([name, schema]) => [
      `${className(name)}.java`,
      enumClass(className(name), schema),
    ]),
  );
}

/** Open ones, and those of requests; what the gateway alone sends is nobody's. */
function isUsed(name: string): boolean {
  const names = new Set<string>();
  for (const [, schema] of sent()) collect(schema, names);
  return document.components.schemas[name]?.["x-open-enum"] === true || names.has(name);
}

function operationTable(): string {
  const [server] = document.servers;
  const answers = [...new Set(forApps.map(answerOf))].filter((name) => name !== undefined).sort();
  return `package com.renewal.internal;

${answers.map((name) => `import com.renewal.model.${name};\n`).join("")}import org.jspecify.annotations.Nullable;

/** What a client must know of each operation. */
public final class Operations {
    /** Where the API is when nobody says otherwise. */
    public static final String DEFAULT_BASE_URL = ${JSON.stringify(server?.url)};
${forApps.map(row).join("")}
    private Operations() {}

    /** An operation that answers nothing. */
    static Operation<@Nullable Void> nothing(String id, String method, String path) {
        return Operation.of(id, method, path);
    }
}
`;
}

function row(operation: Operation): string {
  const { id, method, path, object } = operation;
  const answer = answerOf(operation);
  const made =
    answer === undefined
      ? `nothing("${id}", "${method}", "${path}")`
      : `Operation.of("${id}", "${method}", "${path}", ${answer}::of)`;
  const marks = [
    ...(object["x-idempotent"] ? [".idempotent()"] : []),
    ...(object.security?.length !== 0 ? [".authenticated()"] : []),
    ...(isConfidential(operation) ? [".confidential()"] : []),
  ];
  return `
    /** {@code ${method} ${path.replaceAll(/[{}]/g, "")}}. */
    public static final Operation<${answer ?? "@Nullable Void"}> ${constantName(id)} =
            ${made}${marks.length > 0 ? `\n                    ${marks.join("")}` : ""};
`;
}

/** An answer with a secret anywhere in it must not be quoted. */
function isConfidential(operation: Operation): boolean {
  const schema = answerSchema(operation);
  const names = new Set<string>();
  collect(schema, names);
  const all = [...names].map((name) => document.components.schemas[name]);
  return JSON.stringify([schema, ...all]).includes('"format":"password"');
}

function events(): string {
  const known = webhooks.flatMap((webhook) => {
    const schema = eventSchema(webhook);
    const kinds = schema === undefined ? [] : (followSchema(schema).properties?.type?.enum ?? []);
    return kinds.map((kind) => [String(kind), nameOf(schema) ?? ""] as const);
  });
  const names = [...new Set(known.map(([, name]) => className(name)))].sort();
  return `package com.renewal.internal;

import com.renewal.WebhookEvent;
${names.map((name) => `import com.renewal.model.${name};\n`).join("")}import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of events that are known. */
public final class Events {
    private Events() {}

    /**
     * Reads an event.
     *
     * @param type its kind
     * @param json its fields
     * @return the event; null when this version does not know the kind
     */
    public static @Nullable WebhookEvent read(String type, Map<String, ?> json) {
        switch (type) {
${known.map(([kind, name]) => `            case "${kind}":\n                return ${className(name)}.of(json);\n`).join("")}            default:
                return null;
        }
    }
}
`;
}
