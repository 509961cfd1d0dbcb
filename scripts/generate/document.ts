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

export interface Response {
  description: string;
  headers?: Record<string, { $ref?: string; required?: boolean; schema?: Schema }>;
  content?: Record<string, { schema: Schema; examples?: Record<string, { value?: unknown; $ref?: string }> }>;
  "x-error-codes"?: string[];
}

export interface OperationObject {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters?: Parameter[];
  requestBody?: {
    content: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
  };
  responses: Record<string, Response>;
  security?: Record<string, string[]>[];
  "x-idempotent": boolean;
  "x-rate-limits": string[];
  "x-audience"?: string;
}

export interface Document {
  openapi: string;
  info: Record<string, unknown>;
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, OperationObject>>;
  webhooks: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, Schema> } & Record<string, Record<string, unknown>>;
}

/** One operation with its path and method, and every reference of the document but those to schemas followed. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  object: OperationObject;
}

export const documentPath = join(root, "openapi.yaml");

export const documentText = readFileSync(documentPath, "utf8");

export const document = parse(documentText) as Document;

/** Follows a reference inside the document. */
export function follow<T extends object>(value: T | { $ref: string }): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  const found = value.$ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
  return follow(found as T);
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

function operationsOf(paths: Record<string, Record<string, OperationObject>>): Operation[] {
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
export function methodName(operation: Operation): string {
  const [tag = ""] = operation.object.tags;
  const noun = tag.replace(/s$/, "");
  return operation.id.replace(new RegExp(`${noun}s?$`, "i"), "");
}

/** The name of the schema of a response's body, e.g. `Error`; every body is a named component. */
export function answerSchema(response: Response): string | undefined {
  const schema = response.content?.["application/json"]?.schema;
  return schema?.$ref?.split("/").at(-1);
}

export const notice = "// Generated from openapi.yaml by `npm run generate`. Do not edit.\n";
