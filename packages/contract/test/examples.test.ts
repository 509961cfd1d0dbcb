import {
  type OperationId,
  operations,
  validateBody,
  validateParameters,
  validateResponse,
  validateWebhook,
  webhooks,
} from "@renewal/contract";
import { document } from "@renewal/contract/document";
import { describe, expect, test } from "vitest";

interface Described {
  $ref?: string;
  examples?: Record<string, Described & { value?: unknown }>;
  example?: unknown;
  content?: Record<string, Described>;
  headers?: Record<string, Described>;
  requestBody?: Described;
  responses?: Record<string, Described>;
  parameters?: (Described & { name: string; in: string })[];
}

const ids = Object.keys(operations) as OperationId[];

function at(...path: string[]): Described {
  return path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown>)[name],
    document,
  ) as Described;
}

function follow<T extends Described>(value: T): T {
  return value.$ref === undefined ? value : follow(at(...value.$ref.slice(2).split("/")) as T);
}

function operation(id: OperationId): Described {
  const { path, method } = operations[id];
  return at("paths", path, method.toLowerCase());
}

/** Every example of a body, with a name for the test's title. */
function bodies(described: Described | undefined): [string, unknown][] {
  return Object.entries(follow(described ?? {}).content ?? {}).flatMap(([type, media]) =>
    Object.entries(media.examples ?? {}).map(([name, example]): [string, unknown] => [
      `${name} (${type})`,
      follow(example).value,
    ]),
  );
}

function headerExamples(response: Described): Record<string, string> {
  const headers = Object.entries(follow(response).headers ?? {});
  return Object.fromEntries(headers.map(([name, header]) => [name, String(follow(header).example)]));
}

describe.each(ids)("the documented examples of %s", (id) => {
  const { requestBody, responses = {} } = operation(id);

  test.each(bodies(requestBody))("the request %s is accepted", (_, body) => {
    expect(validateBody(id, body)).toEqual([]);
  });

  test.each(
    Object.entries(responses).flatMap(([status, response]) =>
      bodies(response).map(([name, body]) => ({ status, name, body, headers: headerExamples(response) })),
    ),
  )("the answer $status $name is as documented, headers included", ({ status, body, headers }) => {
    expect(validateResponse(id, Number(status), body, headers)).toEqual([]);
  });

  test("the parameters are accepted", () => {
    const parameters = (operation(id).parameters ?? []).map(follow);
    const given = (place: string) =>
      Object.fromEntries(
        parameters.filter((one) => one.in === place).map((one) => [one.name, String(one.example)]),
      );
    const parts = { path: given("path"), query: given("query"), header: given("header") };
    expect(validateParameters(id, parts).faults).toEqual([]);
  });

  test("exist for every documented status", () => {
    const statuses = Object.entries(responses).filter(([, response]) => bodies(response).length > 0);
    expect(statuses.map(([status]) => Number(status))).toEqual([...operations[id].statuses]);
  });
});

describe.each(Object.values(webhooks))("the documented examples of the webhook $id", ({ id, method }) => {
  const described = at("webhooks", id, method.toLowerCase());
  const parameters = (described.parameters ?? []).map(follow);
  const headers = Object.fromEntries(parameters.map(({ name, example }) => [name, String(example)]));

  test.each(bodies(described.requestBody))("%s is as documented, headers included", (_, body) => {
    expect(validateWebhook(id, { headers, body })).toEqual([]);
  });
});
