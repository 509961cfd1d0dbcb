import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { document, followSchema, type Operation, operations, type Schema, webhooks } from "./document.ts";
import { docstring, python, snakeCase } from "./python-prose.ts";
import { resourcesModule } from "./python-resources.ts";
import { answerSchema, collect, eventSchema, nameOf, readersDocument } from "./python-schemas.ts";
import { pythonTool } from "./python-tools.ts";
import type { Step } from "./step.ts";

const folder = "packages/python/src/renewal";
const notice = "# Generated from openapi.yaml by `npm run generate`. Do not edit.\n";

/** What the gateway alone calls is nothing for an app. */
const forApps = operations.filter(({ object }) => object["x-audience"] !== "gateway");

/** packages/python: the models by datamodel-code-generator; the table, the values and the methods by us. */
export const pythonSdk: Step = {
  name: "python",
  outputs: [`${folder}/_generated`, `${folder}/models.py`],
  async run(scratch) {
    const file = (name: string) => join(scratch, name);
    mkdirSync(file("_generated"));
    writeFileSync(file("schemas.json"), JSON.stringify(readersDocument(forApps)));
    for (const [name, content] of Object.entries(ours())) writeFileSync(file(name), notice + content);
    await pythonTool(
      ...["datamodel_code_generator", "--input", file("schemas.json")],
      ...["--output", file("_generated/models.py")],
    );
    const names = [...Object.keys(ours()), "_generated/models.py"];
    const ruff = ["--quiet", "--no-cache", "--config", "pyproject.toml"];
    await pythonTool("ruff", "check", ...ruff, "--fix", "--exit-zero", ...names.map(file));
    await pythonTool("ruff", "format", ...ruff, ...names.map(file));
    return Object.fromEntries(names.map((name) => [`${folder}/${name}`, readFileSync(file(name), "utf8")]));
  },
};

function ours(): Record<string, string> {
  return {
    "models.py": publicModels(),
    "_generated/__init__.py": '"""What follows from openapi.yaml."""\n',
    "_generated/values.py": values(),
    "_generated/operations.py": operationTable(),
    "_generated/events.py": events(),
    "_generated/resources.py": resourcesModule(forApps, "sync"),
    "_generated/async_resources.py": resourcesModule(forApps, "async"),
  };
}

/** A class is public under the name that the document gives it. */
function publicModels(): string {
  const models = modelNames().map((name) => `${name} as ${name}`);
  const known = enumNames().map((name) => `${name} as ${name}`);
  return `"""What the API answers and sends."""

from renewal._generated.models import ${models.join(", ")}
from renewal._generated.values import ${known.join(", ")}

__all__ = [${[...modelNames(), ...enumNames()].sort().map(python).join(", ")}]
`;
}

/** The schemas of answers and events that become classes. */
function modelNames(): string[] {
  const names = new Set<string>();
  for (const schema of [...forApps.map(answerSchema), ...webhooks.map(eventSchema)]) collect(schema, names);
  return [...names]
    .filter((name) => followSchema({ $ref: `#/components/schemas/${name}` }).type === "object")
    .sort();
}

function enumNames(): string[] {
  return Object.entries(document.components.schemas)
    .filter(([, schema]) => schema.enum !== undefined && schema["x-open-enum"] === true)
    .map(([name]) => name);
}

/** The open enums. Apart from the models, which take long to import. */
function values(): string {
  const aliases = enumNames().map((name) => {
    const { enum: known = [], description = "" } = document.components.schemas[name] as Schema;
    return `${name}: TypeAlias = Literal[${known.map(python).join(", ")}] | str\n${docstring(description, "")}`;
  });
  return `"""Values that have names. Others may come: a newer API knows more than this version does."""

from typing import Literal, TypeAlias

${aliases.join("\n")}`;
}

function operationTable(): string {
  const [server] = document.servers;
  const answers = [...new Set(forApps.map(answerSchema).map(nameOf))]
    .filter((name) => name !== undefined)
    .sort();
  return `"""What a client must know of each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renewal._core.operation import Operation

if TYPE_CHECKING:
    from renewal._generated.models import ${answers.join(", ")}

#: Where the API is when nobody says otherwise.
DEFAULT_BASE_URL = ${python(server?.url)}

${forApps.map(row).join("\n\n")}
`;
}

function row(operation: Operation): string {
  const { id, method, path, object } = operation;
  const answer = nameOf(answerSchema(operation));
  const body = object.requestBody?.content["application/json"]?.schema;
  const decimals = Object.entries(body === undefined ? {} : (followSchema(body).properties ?? {}))
    .filter(([, field]) => followSchema(field).format === "decimal")
    .map(([name]) => name);
  const known = {
    id,
    method,
    path,
    answer,
    idempotent: object["x-idempotent"],
    authenticated: object.security?.length !== 0,
    ...(decimals.length > 0 && { decimals }),
    ...(isConfidential(operation) && { confidential: true }),
  };
  const fields = Object.entries(known).map(([name, value]) => `${name}=${python(value)}`);
  return `${snakeCase(id).toUpperCase()}: Operation[${answer ?? "None"}] = Operation(${fields.join(", ")})`;
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
    return kinds.map((kind) => [kind, nameOf(schema)] as const);
  });
  const names = [...new Set(known.map(([, name]) => name))];
  return `"""The kinds of events that are known, and the models that they are read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from renewal._generated.models import ${names.join(", ")}

EVENTS = {${known.map(([kind, name]) => `${python(kind)}: ${python(name)}`).join(", ")}}

KnownEvent: TypeAlias = ${python(names.join(" | "))}
`;
}
