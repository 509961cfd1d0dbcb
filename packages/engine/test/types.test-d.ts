import type { Output } from "@renewal/contract";
import type { Answer, Engine, Limiter, Store } from "@renewal/engine";
import { describe, expectTypeOf, test } from "vitest";
import type { Handlers } from "../src/engine.ts";

describe("a handler", () => {
  test("that answers with a documented status and its fields compiles", () => {
    const handler: Handlers["receiveNotification"] = async () => ({ status: 200, body: { success: true } });
    expectTypeOf(handler);
  });

  test("that answers with a status that the document does not have does not compile", () => {
    // @ts-expect-error listPackages is never answered with 201
    const handler: Handlers["listPackages"] = async () => ({ status: 201, body: { data: [] } });
    expectTypeOf(handler);
  });

  test("that answers with a wrong or missing field does not compile", () => {
    // @ts-expect-error success is a boolean
    const wrong: Handlers["receiveNotification"] = async () => ({ status: 200, body: { success: "yes" } });
    // @ts-expect-error success is missing
    const missing: Handlers["receiveNotification"] = async () => ({ status: 200, body: {} });
    // @ts-expect-error the field is called data
    const misspelt: Handlers["listPackages"] = async () => ({ status: 200, body: { items: [] } });
    expectTypeOf([wrong, missing, misspelt]);
  });

  test("that answers with a field too many does not compile, where it names what it answers", () => {
    async function listPackages(): Promise<Output<"listPackages">> {
      // @ts-expect-error the document has no field for a note
      return { status: 200, body: { data: [], note: "on sale" } };
    }
    expectTypeOf(listPackages).toExtend<Handlers["listPackages"]>();
  });

  test("that answers with an error code of another status does not compile", () => {
    const refused: Handlers["createPayment"] = async () => ({
      status: 422,
      body: { error: { code: "ORDER_ID_REUSED", message: "Use another." } },
    });
    // @ts-expect-error ORDER_CLOSED is sent with 409
    const wrong: Handlers["createPayment"] = async () => ({
      status: 422,
      body: { error: { code: "ORDER_CLOSED", message: "Use another." } },
    });
    expectTypeOf([refused, wrong]);
  });

  test("that reads a field that the request does not have does not compile", () => {
    // @ts-expect-error the field is called currency
    const handler: Handlers["createPayment"] = async (_, { body }) => Promise.reject(body.curency);
    expectTypeOf(handler);
  });

  test("gets amounts as digits, never as a double", () => {
    expectTypeOf<Parameters<Handlers["createPayment"]>[1]["body"]["amount"]>().toEqualTypeOf<string>();
    expectTypeOf<Parameters<Handlers["receiveNotification"]>[1]["body"]["amount"]>().toEqualTypeOf<string>();
  });

  test("of an order that a member creates speaks with a member", () => {
    expectTypeOf<Parameters<Handlers["createPayment"]>[2]["userId"]>().toEqualTypeOf<string>();
    // @ts-expect-error a merchant may ask as well, and has no user id
    expectTypeOf<Parameters<Handlers["getPayment"]>[2]["userId"]>();
  });

  test("of an operation cannot be left out", () => {
    const { createPayment, ...others } = {} as Handlers;
    // @ts-expect-error createPayment is missing
    const handlers: Handlers = others;
    expectTypeOf([createPayment, handlers]);
  });
});

describe("the engine", () => {
  test("performs no operation that the document does not have", () => {
    const engine = {} as Engine;
    expectTypeOf(engine.perform).returns.resolves.toEqualTypeOf<Answer>();
    // @ts-expect-error there is no such operation
    expectTypeOf(() => engine.perform("createPayments", {} as never, undefined));
  });

  test("takes no port that leaves something out", () => {
    // @ts-expect-error changeOrder is missing
    const store: Store = {} as Omit<Store, "changeOrder">;
    // @ts-expect-error take is missing
    const limiter: Limiter = {};
    expectTypeOf([store, limiter]);
  });
});
