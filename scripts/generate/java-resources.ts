import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../infrastructure/repository.ts";
import { document, followSchema, methodName, type Operation } from "./document.ts";
import { bodyClass, className, constantName, memberName, paramsClass, pascalCase } from "./java-names.ts";
import { javadoc, methodProse, prose } from "./java-prose.ts";
import { answerSchema, nameOf } from "./python-schemas.ts";

const handwritten = join(root, "packages/java/src/main/java/com/renewal");

/** A class for each tag with a method for each operation, for threads and for futures, and what holds them all. */
export function resourceFiles(operations: readonly Operation[]): Record<string, string> {
  const tags = [...new Set(operations.map(({ object }) => object.tags[0] as string))];
  return Object.fromEntries(
    [false, true].flatMap((isAsync) => [
      ...tags.map((tag) => [
        `${resourceName(tag, isAsync)}.java`,
        resource(
          tag,
          operations.filter(({ object }) => object.tags[0] === tag),
          isAsync,
        ),
      ]),
      [`${isAsync ? "Async" : ""}Resources.java`, holder(tags, isAsync)],
    ]),
  );
}

function resourceName(tag: string, isAsync: boolean): string {
  return (isAsync ? "Async" : "") + pascalCase(tag);
}

function tagWords(tag: string): string {
  return document.tags.find(({ name }) => name === tag)?.description ?? `The operations of ${tag}.`;
}

function holder(tags: readonly string[], isAsync: boolean): string {
  const prefix = isAsync ? "Async" : "";
  const fields = tags.map((tag) => `    private final ${resourceName(tag, isAsync)} ${memberName(tag)};\n`);
  const made = tags.map(
    (tag) => `        this.${memberName(tag)} = new ${resourceName(tag, isAsync)}(core);\n`,
  );
  const accessors = tags.map(
    (tag) => `
${javadoc(`{@return ${prose(tagWords(tag)).replace(/\.$/, "")}}`, "    ")}    public ${resourceName(tag, isAsync)} ${memberName(tag)}() {
        return ${memberName(tag)};
    }
`,
  );
  return `package com.renewal;

import com.renewal.internal.Core;

/** Everything that the document's operations make a client of. */
abstract class ${prefix}Resources {
${fields.join("")}
    ${prefix}Resources(Core core) {
${made.join("")}    }
${accessors.join("")}}
`;
}

function resource(tag: string, operations: readonly Operation[], isAsync: boolean): string {
  const name = resourceName(tag, isAsync);
  const byHand = join(handwritten, `Handwritten${name}.java`);
  const above = existsSync(byHand) ? readFileSync(byHand, "utf8") : "";
  const parent = above === "" ? `${isAsync ? "Async" : ""}Resource` : `Handwritten${name}`;
  const methods = operations.flatMap((operation) => overloads(operation, isAsync, above)).join("\n");
  const answers = operations.flatMap((operation) => {
    const names = [bodyClass(operation), paramsClass(operation), itemOf(operation) ?? answerOf(operation)];
    return names.filter((one) => one !== undefined);
  });
  const futures = isAsync && operations.some((operation) => itemOf(operation) === undefined);
  const imports = [
    "com.renewal.internal.Arguments",
    "com.renewal.internal.Core",
    "com.renewal.internal.Operations",
    ...answers.map((one) => `com.renewal.model.${one}`),
    ...(futures ? ["java.util.concurrent.CompletableFuture"] : []),
    ...(isAsync && operations.some((one) => answerOf(one) === undefined)
      ? ["org.jspecify.annotations.Nullable"]
      : []),
  ];
  const lines = [...new Set(imports)].sort().map((one) => `import ${one};\n`);
  return `package com.renewal;

${lines.join("")}
${javadoc(prose(tagWords(tag)), "")}public final class ${name} extends ${parent} {
    ${name}(Core core) {
        super(core);
    }

${methods}}
`;
}

/** With options and without; and without what is asked for when all of that may be absent. */
function overloads(operation: Operation, isAsync: boolean, above: string): string[] {
  const { parameters } = operation.object;
  const path = parameters
    .filter(({ in: where }) => where === "path")
    .map(({ name }) => ["String", memberName(name)]);
  const body = bodyClass(operation);
  const params = paramsClass(operation);
  const needed = [...path, ...(body === undefined ? [] : [[body, "request"]])];
  const asked = params === undefined ? [] : [[params, "params"]];
  const isAskedOptional = parameters.every(
    ({ in: where, required }) => where !== "query" || required !== true,
  );
  const shapes = [
    ...(asked.length > 0 && isAskedOptional ? [needed] : []),
    [...needed, ...asked],
    [...needed, ...asked, ["RequestOptions", "options"]],
  ];
  return shapes.map((given) => method(operation, given as [string, string][], isAsync, above));
}

function method(operation: Operation, given: [string, string][], isAsync: boolean, above: string): string {
  const item = itemOf(operation);
  const model = answerOf(operation);
  const plain = item === undefined ? (model ?? (isAsync ? "@Nullable Void" : "void")) : `Pages<${item}>`;
  const future = item === undefined ? `CompletableFuture<${plain}>` : `Async${plain}`;
  const answer = isAsync ? future : plain;
  const names = given.map(([, name]) => name);
  const words = methodProse(operation, { given: names, answer, async: isAsync });
  const name = memberName(methodName(operation));
  const types = given.map(([type]) => type);
  const overrides = declares(above, name, types) ? "    @Override\n" : "";
  const signature = given.map((pair) => pair.join(" ")).join(", ");
  const options = names.includes("options") ? "options" : "RequestOptions.none()";
  const verb = item === undefined ? "call" : "pages";
  const call = `${verb}(Operations.${constantName(operation.id)}, ${argumentsOf(operation, names)}, ${options});`;
  return `${javadoc(words, "    ")}${overrides}    public ${answer} ${name}(${signature}) {
        ${answer === "void" ? "" : "return "}${call}
    }
`;
}

function argumentsOf({ object }: Operation, given: string[]): string {
  const parts = object.parameters
    .filter(({ in: where }) => where === "path")
    .map(({ name }) => `.path("${name}", ${memberName(name)})`);
  if (given.includes("params")) parts.push(".query(params)");
  if (given.includes("request")) parts.push(".body(request)");
  return `Arguments.NONE${parts.join("")}`;
}

/** Whether what was written by hand counts on this very method. */
function declares(above: string, name: string, types: string[]): boolean {
  return [...above.matchAll(/abstract [^;(]*?(\w+)\(([^)]*)\)/g)].some(([, declared, given = ""]) => {
    const declaredTypes = given.split(", ").map((pair) => pair.replace(/ \w+$/, ""));
    return declared === name && declaredTypes.join() === types.join();
  });
}

/** The model of a page's items, for operations that are answered in pages. */
export function itemOf(operation: Operation): string | undefined {
  const { data, next_cursor } = followSchema(answerSchema(operation) ?? {}).properties ?? {};
  const isPaged =
    next_cursor !== undefined && operation.object.parameters.some(({ name }) => name === "cursor");
  const item = isPaged ? nameOf(data?.items) : undefined;
  return item === undefined ? undefined : className(item);
}

/** The model of what an operation answers. */
export function answerOf(operation: Operation): string | undefined {
  const name = nameOf(answerSchema(operation));
  return name === undefined ? undefined : className(name);
}
