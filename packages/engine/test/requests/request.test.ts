import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { describe, expect, test } from "vitest";
import { ann, clientSecret, openTown, outcome, shop, yearly } from "../town.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const credentials = `grant_type=client_credentials&client_id=shop&client_secret=${encodeURIComponent(clientSecret)}`;

describe("a body", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "Application/JSON ; charset=utf8",
    "application/json; profile=x",
  ])("of type %s is read as JSON", async (type) => {
    const answer = await openTown().ask("createPayment", {
      caller: ann,
      body: yearly,
      headers: { "content-type": type },
    });
    expect(answer.status).toBe(200);
  });

  test.each([
    ["content-type", "text/plain"],
    ["content-type", ""],
    ["content-type", "application/jsonp"],
    ["content-type", "application/json; charset=utf-16"],
    ["content-type", "application/json; charset=gbk"],
    ["content-type", "application/x-www-form-urlencoded"],
    ["content-type", "text/plain, application/json"],
    ["content-encoding", "gzip"],
    ["content-encoding", "br"],
  ])("with %s: %s is refused with 415, and no order is made", async (header, value) => {
    const town = openTown();
    const answer = await town.ask("createPayment", {
      caller: ann,
      body: yearly,
      headers: { [header]: value },
    });
    expect(outcome(answer)).toBe("415 UNSUPPORTED_MEDIA_TYPE");
    expect(answer.body.error.message).toMatch(/must be application\/json\./);
    expect(town.store.tables.orders.size).toBe(0);
  });

  test("of 65,536 bytes is read, of one more it is refused with 413", async () => {
    const padded = (bytes: number) => JSON.stringify(yearly).padEnd(bytes, " ");
    const ask = (body: string) => openTown().ask("createPayment", { caller: ann, body });
    expect(outcome(await ask(padded(65_536)))).toBe("200");
    expect(outcome(await ask(padded(65_537)))).toBe("413 PAYLOAD_TOO_LARGE");
  });

  test.each(["[]", '"text"', "null", "1", "true"])("that is %s and no object is refused", async (body) => {
    const answer = await openTown().ask("createPayment", { caller: ann, body });
    expect(outcome(answer)).toBe("400 VALIDATION_ERROR");
    expect(answer.body.error.details).toMatchObject({ in: "body", field: "body", rule: "type" });
  });

  test("never makes a number of a text, or a text of a number", async () => {
    const town = openTown();
    for (const change of [
      { amount: "99.99" },
      { order_id: 1 },
      { subject: true },
      { amount: null },
      { amount: [99.99] },
    ]) {
      const { body } = await town.create(change);
      expect(body.error.details).toMatchObject({ field: Object.keys(change)[0], rule: "type" });
    }
  });
});

describe("a form", () => {
  const ask = (body: string | Uint8Array) => openTown().ask("createToken", { body, headers: form });

  test("is read with its escapes and its spaces", async () => {
    expect(outcome(await ask(credentials))).toBe("200");
    expect(outcome(await ask(credentials.replaceAll("%20", "+")))).toBe("200");
    expect(outcome(await ask(`${credentials}&user_id=a%2Bb%40example.com`))).toBe("200");
  });

  test.each([
    ["a field twice", `${credentials}&client_id=shop`, "client_id", "duplicate"],
    ["a field twice, once by escapes", `${credentials}&client%5Fid=shop`, "client_id", "duplicate"],
    ["__proto__ twice", "__proto__=1&__proto__=2", "__proto__", "duplicate"],
    ["__proto__", `${credentials}&__proto__=1`, "__proto__", "additionalProperties"],
    ["an unknown field", `${credentials}&scope=all`, "scope", "additionalProperties"],
    ["a broken escape", "grant_type=%zz", "grant_type", "encoding"],
    ["half an escape", "grant_type=%", "grant_type", "encoding"],
    ["an escape that is no UTF-8", "grant_type=%ff", "grant_type", "encoding"],
    ["NUL", `${credentials}&user_id=a%00`, "user_id", "characters"],
    ["a line end", `${credentials}&user_id=a%0d%0a`, "user_id", "characters"],
    ["a field without a name", `${credentials}&=1`, '""', "additionalProperties"],
    ["two fields without a name", "=1&=2", '""', "duplicate"],
    ["no field", "", "grant_type", "required"],
  ])("with %s is refused, with the field named", async (_, body, field, rule) => {
    const answer = await ask(body);
    expect(outcome(answer)).toBe("400 VALIDATION_ERROR");
    const faults = answer.body.error.details.errors ?? [answer.body.error.details];
    expect(faults).toContainEqual(expect.objectContaining({ field, rule }));
  });

  test("that is not UTF-8 is refused", async () => {
    const answer = await ask(Uint8Array.of(0x61, 0x3d, 0xff));
    expect(answer.body.error.details.rule).toBe("encoding");
  });
});

describe("parameters", () => {
  const list = (query: string) => openTown().ask("listPayments", { caller: ann, query });

  test("have the types of their schemas", async () => {
    expect(outcome(await list("limit=5&status=paid&order_id=A"))).toBe("200");
  });

  test.each([
    ["limit", "limit=0", "minimum"],
    ["limit", "limit=101", "maximum"],
    ["limit", "limit=1e1", "type"],
    ["limit", "limit=0x10", "type"],
    ["limit", "limit=", "type"],
    ["limit", "limit=5&limit=6", "duplicate"],
    ["status", "status=PAID", "enum"],
    ["order_id", "order_id=a%20b", "pattern"],
    ["cursor", "cursor=made-up", "cursor"],
    ["cursor", "cursor=%F0%9F%98%80", undefined],
    ["stauts", "stauts=paid", "additionalProperties"],
    ["order_id", "order_id=a%00", "characters"],
    ["__proto__", "__proto__=1", "additionalProperties"],
  ])("that are wrong are refused with the name of %s: %s", async (field, query, rule) => {
    const answer = await list(query);
    expect(outcome(answer)).toBe("400 VALIDATION_ERROR");
    expect(answer.body.error.details).toMatchObject({ in: "query", field, ...(rule && { rule }) });
  });

  test("in the path may hold no control character, and are refused before the store is asked", async () => {
    for (const transaction_id of ["TXN\u0000", "TXN 1", "../etc", "x".repeat(65)]) {
      const answer = await openTown().ask("getPayment", { caller: ann, path: { transaction_id } });
      expect(outcome(answer)).toBe("400 VALIDATION_ERROR");
      expect(answer.body.error.details).toMatchObject({ in: "path", field: "transaction_id" });
    }
  });
});

describe("an operation", () => {
  const ids = Object.keys(operations) as OperationId[];
  const path = { transaction_id: "TXN1" };
  const isOpen = (id: OperationId) => ["createToken", "listPackages", "receiveNotification"].includes(id);

  test.each(ids.filter((id) => !isOpen(id)))(
    "%s is refused without a token, before anything else",
    async (id) => {
      const answer = await openTown().ask(id, { path, body: "{" });
      expect(outcome(answer)).toBe("401 INVALID_TOKEN");
      expect(answer.headers["WWW-Authenticate"]).toMatch(/^Bearer /);
    },
  );

  test("for members only is refused to a merchant, who is told how to get a member's token", async () => {
    const answer = await openTown().ask("createPayment", { caller: shop, body: yearly });
    expect(outcome(answer)).toBe("403 FORBIDDEN");
    expect(answer.body.error.message).toBe(
      "This needs a member's token. Get one from POST /auth/token with user_id.",
    );
  });

  test.each(ids.filter(isOpen))("%s asks for no token", async (id) => {
    const { body } = await openTown().ask(id, { body: "{}" });
    expect(body.error?.code).not.toBe("INVALID_TOKEN");
  });
});
