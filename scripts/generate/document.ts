import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../infrastructure/repository.ts";

export interface Schema {
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  $ref?: string;
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description: string;
  schema: Schema;
  example?: unknown;
}

export interface Header {
  description: string;
  required?: boolean;
  schema: Schema;
}

type Example = { value: unknown } | { $ref: string };

type Content = Record<string, { schema: Schema; examples?: Record<string, Example> }>;

export interface Response {
  description: string;
  headers?: Record<string, Header | { $ref: string }>;
  content?: Content;
  "x-error-codes"?: string[];
}

interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
  security?: Record<string, string[]>[];
  "x-idempotent": boolean;
  "x-rate-limits": string[];
  "x-audience"?: string;
}

type Paths = Record<string, Record<string, OperationObject>>;

interface Document {
  info: { version: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  security: Record<string, string[]>[];
  paths: Paths;
  webhooks: Paths;
  components: { schemas: Record<string, Schema> };
}

/** One operation with its path and method; every reference of it is followed, but those to schemas and headers. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  object: OperationObject;
}

export const documentText = readFileSync(join(root, "openapi.yaml"), "utf8");

export const document = parse(documentText) as Document;

export const notice = "// Generated from openapi.yaml by `npm run generate`. Do not edit.\n";

/**
 * Follows a reference inside the document.
 *
 * @throws Error when it leads nowhere
 */
export function follow<T extends object>(value: T | { $ref: string }): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  const found = value.$ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`openapi.yaml refers to ${value.$ref}, which is not there.`);
  return follow(found as T);
}

export function followSchema(schema: Schema): Schema {
  return follow<Schema>(schema as Schema & { $ref: string });
}

function resolve(object: OperationObject): OperationObject {
  const responses = Object.entries(object.responses).map(([status, response]) => [status, follow(response)]);
  return {
    ...object,
    parameters: (object.parameters ?? []).map((parameter) => follow(parameter)),
    responses: Object.fromEntries(responses),
    security: object.security ?? document.security,
  };
}

function operationsOf(paths: Paths): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, object]) => ({
      id: object.operationId,
      method: method.toUpperCase(),
      path,
      object: resolve(object),
    })),
  );
}

export const operations = operationsOf(document.paths);

export const webhooks = operationsOf(document.webhooks);

/** `createPayment` of the tag `payments` is `create`: what is left without the tag's noun. */
export function methodName({ id, object }: Operation): string {
  const [tag = ""] = object.tags;
  const noun = tag.replace(/s$/, "");
  return id.replace(new RegExp(`${noun}s?$`, "i"), "");
}
