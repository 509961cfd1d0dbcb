import { readFileSync } from "node:fs";
import { join } from "node:path";
import { document, documentText } from "@renewal/contract/document";
import { operations, webhooks } from "@renewal/contract/operations";
import openapiTS, { astToString } from "openapi-typescript";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../../scripts/infrastructure/repository.ts";

describe("the document that is served", () => {
  test("is openapi.yaml to the byte", () => {
    expect(documentText).toBe(readFileSync(join(root, "openapi.yaml"), "utf8"));
  });

  test("says the same as JSON and as YAML", () => {
    expect(document).toEqual(parse(documentText));
  });
});

describe("the copy in OpenAPI 3.0", () => {
  const copy = readFileSync(join(root, "packages", "contract", "openapi-3.0.yaml"), "utf8");

  test("is 3.0.3, and has no webhooks and no roles, which 3.0 does not know", () => {
    const { openapi, webhooks, paths } = parse(copy) as {
      openapi: string;
      webhooks?: unknown;
      paths: Record<string, Record<string, { security: Record<string, string[]>[] }>>;
    };
    expect([openapi, webhooks]).toEqual(["3.0.3", undefined]);
    expect(paths["/payment/{transaction_id}"]?.get?.security).toEqual([{ bearerAuth: [] }]);
  });

  test("has the same types for every path and schema", async () => {
    const [original, derived] = await Promise.all([typesOf(documentText), typesOf(copy)]);
    expect(derived).toEqual(original);
    expect(original.length).toBeGreaterThan(500);
  });
});

/** The lines of the types, without those on webhooks and without the one word of comments that 3.0 writes otherwise. */
async function typesOf(text: string): Promise<string[]> {
  const withoutWebhooks = { ...(parse(text) as Record<string, unknown>) };
  delete withoutWebhooks.webhooks;
  const types = astToString(await openapiTS(JSON.stringify(withoutWebhooks)));
  return types
    .replaceAll(/^\s*\*? *@example(s)? .*$/gm, "")
    .split("\n")
    .filter((line) => !/^\s*(\/\*\*|\*|\*\/)/.test(line));
}

describe("the operation table", () => {
  const paths = document.paths as Record<string, Record<string, { operationId: string }>>;
  const inDocument = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, method.toUpperCase(), path]),
  );

  test("has every operation of the document, with its method and path", () => {
    expect(Object.values(operations).map(({ id, method, path }) => [id, method, path])).toEqual(inDocument);
  });

  test("names the methods of the SDKs", () => {
    const names = Object.values(operations).map(({ resource, sdkMethod }) => `${resource}.${sdkMethod}`);
    expect(names).toEqual([
      "tokens.create",
      "packages.list",
      "payments.create",
      "notifications.receive",
      "payments.get",
      "payments.close",
      "payments.refund",
      "payments.list",
      "memberships.get",
    ]);
  });

  test("knows what is money, what comes in pages, who calls and what an absent field means", () => {
    const { createPayment, listPayments, receiveNotification, createToken } = operations;
    expect(createPayment.decimals).toEqual(["amount"]);
    expect(createPayment.defaults).toEqual({ currency: "CNY", subject: "Membership Renewal" });
    expect(Object.values(operations).filter(({ paginated }) => paginated)).toEqual([listPayments]);
    expect(listPayments.parameters[0]).toEqual({
      name: "limit",
      in: "query",
      required: false,
      type: "integer",
      default: 20,
    });
    expect(Object.values(operations).filter(({ audience }) => audience === "gateway")).toEqual([
      receiveNotification,
    ]);
    expect(listPayments.security).toEqual([
      { scheme: "bearerAuth", roles: ["member"] },
      { scheme: "bearerAuth", roles: ["merchant"] },
    ]);
    expect(createToken.security).toEqual([]);
    expect(createToken.requestMediaTypes).toEqual(["application/json", "application/x-www-form-urlencoded"]);
    expect(webhooks.paymentUpdated.decimals).toEqual(["amount"]);
  });
});
