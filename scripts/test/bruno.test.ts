import { expect, test } from "vitest";
import { parse } from "yaml";
import { requests } from "../generate/bruno.ts";
import { type Operation, operations } from "../generate/document.ts";

const planted: Operation = {
  ...{ id: "pausePayment", method: "POST", path: "/payment/{transaction_id}/pause" },
  object: {
    ...(operations.find(({ id }) => id === "closePayment") as Operation).object,
    ...{
      operationId: "pausePayment",
      summary: "Pause an order",
      responses: { "202": { description: "Paused." } },
    },
  },
};

test("an operation that the order of the run does not name is asked at its end, for its first good status", () => {
  const files = Object.entries(requests([...operations, planted]));
  const [path, text] = files.at(-1) ?? [];
  expect(path).toBe(`examples/bruno/${files.length}-pausePayment.yml`);
  expect(parse(text ?? "")).toMatchObject({
    info: { name: "Pause an order", seq: files.length },
    http: { method: "POST", url: "{{baseUrl}}/v1/payment/:transaction_id/pause" },
    runtime: { assertions: [{ expression: "res.status", operator: "eq", value: "202" }] },
  });
});

test("an operation that is gone from the document is named, with the place that still has it", () => {
  const left = operations.filter(({ id }) => id !== "refundPayment");
  expect(() => requests(left)).toThrow("no refundPayment. Take it out of scripts/generate/bruno-flow.ts");
});

test("an example that is gone from the document is named, with the place that still has it", () => {
  const changed = operations.map((operation) => {
    if (operation.id !== "createPayment") return operation;
    const renamed = structuredClone(operation);
    const content = renamed.object.requestBody?.content["application/json"];
    if (content?.examples) delete content.examples.annual;
    return renamed;
  });
  expect(() => requests(changed)).toThrow("createPayment has no example annual.");
});
