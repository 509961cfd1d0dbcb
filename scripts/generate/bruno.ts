import { stringify } from "yaml";
import { flow, sandboxPayment, type Turn } from "./bruno-flow.ts";
import { document, follow, notice, type Operation, operations, type Parameter } from "./document.ts";
import type { Step } from "./step.ts";

const folder = "examples/bruno";

/** Where the API begins behind the server's own address, such as `/v1`. */
const basePath = new URL(document.servers[0]?.url ?? "").pathname;

/** A collection for Bruno, in its OpenCollection format: a request per operation, in an order that can be run. */
export const bruno: Step = {
  name: "bruno",
  outputs: [folder],
  run: async () => ({
    [`${folder}/opencollection.yml`]: yaml(collection),
    [`${folder}/environments/local.yml`]: yaml(environment),
    ...requests(operations),
  }),
};

const collection = {
  opencollection: "1.0.0",
  info: { name: "Renewal", version: document.info.version },
  docs: {
    content: [
      "Every operation of the API, in an order that can be run from end to end against `npm start`:",
      "choose the environment `local` and run the collection. Each run is a new member's.",
    ].join("\n"),
    type: "text/markdown",
  },
  bundled: false,
};

const environment = {
  name: "local",
  variables: [
    { name: "baseUrl", value: "http://127.0.0.1:8080" },
    { name: "clientId", value: "demo" },
    { name: "clientSecret", value: "demo-secret" },
    // The gateway's, not the demo client's: the server makes it at its first start and tells nobody.
    { name: "webhookSecret", value: "" },
  ],
};

/**
 * The files of the requests, by their paths.
 *
 * @throws Error when the flow names an operation or an example that the document does not have
 */
export function requests(known: readonly Operation[]): Record<string, string> {
  const stray = flow.find(({ operation }) => operation !== "sandbox" && !find(known, operation));
  if (stray !== undefined)
    throw new Error(
      `openapi.yaml has no ${stray.operation}. Take it out of scripts/generate/bruno-flow.ts too.`,
    );
  const forgotten = known.filter(({ id }) => !flow.some(({ operation }) => operation === id));
  const turns = [...flow, ...forgotten.map(({ id }): Turn => ({ operation: id }))];
  return Object.fromEntries(
    turns.map((turn, index) => {
      const operation = find(known, turn.operation);
      const words = [String(index + 1).padStart(2, "0"), turn.operation, exampleOf(turn)];
      const name = words.filter((word) => word !== undefined).join("-");
      const request = operation === undefined ? payment(index + 1) : requestOf(operation, turn, index + 1);
      return [`${folder}/${name}.yml`, yaml(request)];
    }),
  );
}

function find(known: readonly Operation[], id: string): Operation | undefined {
  return known.find((operation) => operation.id === id);
}

const exampleOf = (turn: Partial<Turn>): string | undefined => turn.example;

function requestOf(operation: Operation, turn: Turn, seq: number): object {
  const { method, object } = operation;
  const example = bodyExample(operation, turn.example);
  const ok = Object.keys(object.responses).find((status) => status.startsWith("2"));
  const says = Object.entries(turn.says ?? {}).map(([field, value]) => [`res.body.${field}`, value] as const);
  const summary = turn.example === undefined ? object.summary : `${object.summary}: ${example?.summary}`;
  return {
    info: { name: summary, type: "http", seq },
    http: {
      ...{ method, url: urlOf(operation) },
      ...(object.parameters.length > 0 && { params: object.parameters.map(parameter(turn)) }),
      ...(example && { body: { type: "json", data: filled(example.value, turn) } }),
      ...auth(operation, turn),
    },
    runtime: {
      ...scripts(turn),
      assertions: [["res.status", ok as string] as const, ...says].map(([expression, value]) => ({
        ...{ expression, operator: "eq", value },
      })),
    },
    docs: [object.description.trim(), ...(turn.remark === undefined ? [] : [turn.remark])].join("\n\n"),
  };
}

function payment(seq: number): object {
  return {
    info: { name: sandboxPayment.name, type: "http", seq },
    http: {
      ...{ method: "POST", url: "{{paymentUrl}}" },
      body: { type: "form-urlencoded", data: [{ name: "action", value: "pay" }] },
    },
    runtime: { assertions: [{ expression: "res.status", operator: "lt", value: "400" }] },
    docs: sandboxPayment.remark,
  };
}

function bodyExample(
  { id, object }: Operation,
  name?: string,
): { summary: string; value: object } | undefined {
  const examples = object.requestBody?.content["application/json"]?.examples;
  if (examples === undefined) return undefined;
  const chosen = name === undefined ? Object.values(examples)[0] : examples[name];
  if (chosen === undefined)
    throw new Error(`${id} has no example ${name}. Correct scripts/generate/bruno-flow.ts.`);
  return follow(chosen) as { summary: string; value: object };
}

function filled(body: object, { variables = {} }: Turn): string {
  const fields = Object.entries(body).map(([field, value]) => [
    field,
    variables[field] === undefined ? value : `{{${variables[field]}}}`,
  ]);
  return JSON.stringify(Object.fromEntries(fields), null, 2);
}

/** Of the query only `limit` is on: the others narrow a list down, or belong to a merchant. */
const isOn = (parameter: Parameter) => parameter.in === "path" || parameter.name === "limit";

function urlOf({ path, object }: Operation): string {
  const query = object.parameters
    .filter((parameter) => parameter.in === "query" && isOn(parameter))
    .map(({ name, example }) => `${name}=${example}`);
  const address = `{{baseUrl}}${basePath}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
  return query.length === 0 ? address : `${address}?${query.join("&")}`;
}

function parameter({ variables = {} }: Turn) {
  return (one: Parameter): object => ({
    name: one.name,
    value: variables[one.name] === undefined ? String(one.example) : `{{${variables[one.name]}}}`,
    type: one.in,
    description: one.description,
    ...(!isOn(one) && { disabled: true }),
  });
}

function auth({ object }: Operation, { asMerchant = false }: Turn): object {
  const roles = (object.security ?? []).flatMap((scheme) => scheme.bearerAuth ?? []);
  if (roles.length === 0) return {};
  const token = asMerchant || !roles.includes("member") ? "{{merchantToken}}" : "{{memberToken}}";
  return { auth: { type: "bearer", token } };
}

function scripts({ before, after, keeps = {} }: Turn): object {
  const kept = Object.entries(keeps).map(
    ([variable, field]) => `bru.setVar("${variable}", res.getBody().${field});`,
  );
  const code = {
    "before-request": before,
    "after-response": after ?? (kept.join("\n") || undefined),
  };
  const given = Object.entries(code).filter(([, text]) => text !== undefined);
  return given.length === 0 ? {} : { scripts: given.map(([type, text]) => ({ type, code: text })) };
}

function yaml(value: object): string {
  return notice.replace("//", "#") + stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
