import { document, followSchema, methodName, type Operation, type Schema } from "./document.ts";
import { argumentName, docstring, methodProse, python, snakeCase } from "./python-prose.ts";
import { answerSchema, nameOf } from "./python-schemas.ts";

/** Threads wait for an answer, tasks await it. */
export type Flavour = "sync" | "async";

/** A class for each tag with a method for each operation, and one that holds them all. */
export function resourcesModule(operations: readonly Operation[], flavour: Flavour): string {
  const base = flavour === "async" ? "AsyncResource" : "Resource";
  const caller = flavour === "async" ? "asynchronous import AsyncCaller" : "sync import Caller";
  const models = [...new Set(operations.flatMap((operation) => [answerOf(operation), itemOf(operation)]))]
    .filter((name) => name !== undefined && name !== "None")
    .sort();
  const tags = [...new Set(operations.map(({ object }) => object.tags[0] as string))];
  const classes = tags.map((tag) =>
    resource(
      tag,
      operations.filter(({ object }) => object.tags[0] === tag),
      flavour,
    ),
  );
  return `"""The operations of the API, for ${flavour === "async" ? "tasks" : "threads"}."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from renewal._core.operation import Arguments
from renewal._generated import operations
from renewal._resources.base import ${base}

if TYPE_CHECKING:
    from renewal._core.money import Amount
    from renewal._core.options import CallOptions
    from renewal._generated.models import ${models.join(", ")}
    from renewal._http.${caller}
    from renewal._resources.pages import ${flavour === "async" ? "AsyncPages" : "Pages"}

${classes.join("\n")}
${holder(tags, flavour)}`;
}

function prefixed(name: string, flavour: Flavour): string {
  return flavour === "async" ? `Async${name}` : name;
}

function className(tag: string, flavour: Flavour): string {
  return prefixed(tag.charAt(0).toUpperCase() + tag.slice(1), flavour);
}

function tagDescription(tag: string): string {
  return document.tags.find(({ name }) => name === tag)?.description ?? `The operations of ${tag}.`;
}

function resource(tag: string, inTag: readonly Operation[], flavour: Flavour): string {
  const methods = inTag.map((operation) => method(operation, flavour)).join("\n");
  const base = prefixed("Resource", flavour);
  return `class ${className(tag, flavour)}(${base}):\n${docstring(tagDescription(tag), "    ")}\n${methods}`;
}

/** Properties, so that what is written by hand over a class can stand in its place. */
function holder(tags: readonly string[], flavour: Flavour): string {
  const properties = tags.map((tag) => {
    const name = className(tag, flavour);
    const words = docstring(tagDescription(tag), "        ");
    return `    @cached_property\n    def ${tag}(self) -> ${name}:\n${words}        return ${name}(self._caller)\n`;
  });
  return `class ${prefixed("Resources", flavour)}:
    """Everything that the document's operations make a client of."""

    def __init__(self, caller: ${prefixed("Caller", flavour)}) -> None:
        self._caller = caller

${properties.join("\n")}`;
}

function method(operation: Operation, flavour: Flavour): string {
  const { id } = operation;
  const item = itemOf(operation);
  const answer = item === undefined ? answerOf(operation) : `${prefixed("Pages", flavour)}[${item}]`;
  const waits = flavour === "async" && item === undefined;
  const table = `operations.${snakeCase(id).toUpperCase()}`;
  const words = docstring(methodProse(operation, flavour === "async", item !== undefined), "        ");
  const call = item === undefined ? "_call" : "_pages";
  return `    ${waits ? "async " : ""}def ${snakeCase(methodName(operation))}(${signature(operation)}) -> ${answer}:
${words}        return ${waits ? "await " : ""}self.${call}(${table}, options, Arguments(${given(operation)}))
`;
}

function bodyFields({ object }: Operation): { name: string; field: Schema; required: boolean }[] {
  const schema = object.requestBody?.content["application/json"]?.schema;
  const { properties = {}, required = [] } = schema === undefined ? {} : followSchema(schema);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    field,
    required: required.includes(name),
  }));
}

/** What stands in the path comes first and needs no name; all else is named, so that its order may change. */
function signature(operation: Operation): string {
  const { parameters } = operation.object;
  const path = parameters.filter((parameter) => parameter.in === "path");
  const named = [
    ...bodyFields(operation),
    ...parameters.flatMap(({ in: where, name, schema, required = false }) =>
      where === "query" ? [{ name, field: schema, required }] : [],
    ),
  ];
  return [
    "self",
    ...path.map(({ name }) => `${argumentName(name)}: str`),
    "*",
    ...named.map(({ name, field, required }) =>
      required
        ? `${argumentName(name)}: ${type(field)}`
        : `${argumentName(name)}: ${type(field)} | None = None`,
    ),
    "options: CallOptions | None = None",
  ].join(", ");
}

function given(operation: Operation): string {
  const { parameters } = operation.object;
  const part = (name: string, members: string[]) =>
    members.length === 0
      ? []
      : [`${name}={${members.map((member) => `"${member}": ${argumentName(member)}`).join(", ")}}`];
  return [
    ...part(
      "path",
      parameters.flatMap(({ in: where, name }) => (where === "path" ? [name] : [])),
    ),
    ...part(
      "query",
      parameters.flatMap(({ in: where, name }) => (where === "query" ? [name] : [])),
    ),
    ...part(
      "body",
      bodyFields(operation).map(({ name }) => name),
    ),
  ].join(", ");
}

function type(field: Schema): string {
  const schema = followSchema(field);
  const { enum: values, type: kind, format } = schema;
  if (values !== undefined) {
    const known = `Literal[${values.map(python).join(", ")}]`;
    return schema["x-open-enum"] === true ? `${known} | str` : known;
  }
  if (format === "decimal") return "Amount";
  if (kind === "array" || kind === "object") return "object";
  return { string: "str", integer: "int", number: "float", boolean: "bool" }[kind ?? "string"] ?? "object";
}

/** The model of a page's items, for operations that are answered in pages. */
function itemOf(operation: Operation): string | undefined {
  const { data, next_cursor } = followSchema(answerSchema(operation) ?? {}).properties ?? {};
  const isPaged =
    next_cursor !== undefined && operation.object.parameters.some(({ name }) => name === "cursor");
  return isPaged ? nameOf(data?.items) : undefined;
}

/** The model of what an operation answers. */
function answerOf(operation: Operation): string {
  return nameOf(answerSchema(operation)) ?? "None";
}
