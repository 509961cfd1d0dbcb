import type {
  ErrorCode,
  ErrorCodeOf,
  Input,
  Operation,
  OperationId,
  Output,
  Paths,
  Schemas,
  WebhookId,
} from "@renewal/contract";
import { operations, validateBody } from "@renewal/contract";
import { describe, expectTypeOf, test } from "vitest";

describe("an operation id", () => {
  test("is one of the document's", () => {
    expectTypeOf<OperationId>().toEqualTypeOf<
      | "createToken"
      | "listPackages"
      | "createPayment"
      | "getPayment"
      | "listPayments"
      | "closePayment"
      | "refundPayment"
      | "receiveNotification"
      | "getMembership"
    >();
    expectTypeOf<WebhookId>().toEqualTypeOf<"paymentUpdated">();
  });

  test("that is misspelt does not compile", () => {
    // @ts-expect-error there is no such operation
    validateBody("createPayments", {});
    // @ts-expect-error there is no such operation
    type Unknown = Input<"createPayments">;
    // @ts-expect-error there is no such row
    operations.createPayments;
    expectTypeOf<Unknown>();
  });
});

describe("the table", () => {
  test("knows each operation exactly", () => {
    expectTypeOf<Operation<"getPayment">["path"]>().toEqualTypeOf<"/payment/{transaction_id}">();
    expectTypeOf<Operation<"createPayment">["method"]>().toEqualTypeOf<"POST">();
    expectTypeOf<Operation<"createPayment">["decimals"]>().toEqualTypeOf<readonly ["amount"]>();
    expectTypeOf<Operation["rateLimits"][number]>().toEqualTypeOf<
      "user" | "address" | "global" | "credentials" | "notifications"
    >();
  });
});

describe("the input of an operation", () => {
  test("carries amounts as the digits that the client wrote", () => {
    expectTypeOf<Input<"createPayment">["body"]["amount"]>().toEqualTypeOf<string>();
    expectTypeOf<Input<"receiveNotification">["body"]["amount"]>().toEqualTypeOf<string>();
    // @ts-expect-error a double is no money
    const input: Input<"createPayment"> = { body: { order_id: "ORD1", amount: 99.99 } };
    expectTypeOf(input);
  });

  test("has the parts that the operation has, and no other", () => {
    expectTypeOf<keyof Input<"createPayment">>().toEqualTypeOf<"body">();
    expectTypeOf<keyof Input<"getPayment">>().toEqualTypeOf<"path">();
    expectTypeOf<keyof Input<"closePayment">>().toEqualTypeOf<"path">();
    expectTypeOf<keyof Input<"listPayments">>().toEqualTypeOf<"query">();
    expectTypeOf<keyof Input<"listPackages">>().toEqualTypeOf<never>();
    expectTypeOf<Input<"getPayment">["path"]>().toEqualTypeOf<{ transaction_id: string }>();
    // @ts-expect-error it has no query
    type Query = Input<"getPayment">["query"];
    expectTypeOf<Query>();
  });

  test("has the defaults of absent parameters, and leaves the rest optional", () => {
    expectTypeOf<Input<"listPayments">["query"]["limit"]>().toEqualTypeOf<number>();
    expectTypeOf<Input<"listPayments">["query"]["cursor"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Input<"listPayments">["query"]["status"]>().toEqualTypeOf<
      "creating" | "pending" | "failed" | "closed" | "paid" | "refunded" | undefined
    >();
  });

  test("has the fields of the document, and no other", () => {
    expectTypeOf<keyof Input<"createPayment">["body"]>().toEqualTypeOf<
      "order_id" | "amount" | "currency" | "subject" | "return_url" | "notify_url"
    >();
    // @ts-expect-error curency is no field
    const body: Input<"createPayment">["body"] = { order_id: "ORD1", amount: "9.99", curency: "CNY" };
    expectTypeOf(body);
  });
});

describe("the output of an operation", () => {
  const created = { success: true, transaction_id: "TXN1", payment_url: "https://pay", message: "Done" };

  test("has a documented status", () => {
    expectTypeOf<Output<"listPackages">["status"]>().toEqualTypeOf<200 | 400 | 403 | 429 | 500 | 503>();
    const documented: Output<"createPayment"> = { status: 200, body: created };
    // @ts-expect-error 201 is not documented
    const other: Output<"createPayment"> = { status: 201, body: created };
    expectTypeOf([documented, other]);
  });

  test("has the body of its status", () => {
    const { payment_url: _, ...incomplete } = created;
    // @ts-expect-error payment_url is missing
    const missing: Output<"createPayment"> = { status: 200, body: incomplete };
    // @ts-expect-error url is no field
    const misspelt: Output<"createPayment"> = { status: 200, body: { ...created, url: "https://pay" } };
    // @ts-expect-error this is the body of a success
    const error: Output<"createPayment"> = { status: 400, body: created };
    // @ts-expect-error an amount in an answer is a number
    const amount: Output<"getPayment"> = { status: 200, body: { ...payment, amount: "99.99" } };
    expectTypeOf([missing, misspelt, error, amount]);
  });

  test("is told apart by its status", () => {
    const output = {} as Output<"createPayment">;
    if (output.status === 200) expectTypeOf(output.body).toEqualTypeOf<Schemas["PaymentCreated"]>();
    if (output.status === 422) expectTypeOf(output.body.error.code).toEqualTypeOf<"ORDER_ID_REUSED">();
  });

  test("carries an error code of its status", () => {
    expectTypeOf<ErrorCodeOf<"createPayment", 409>>().toEqualTypeOf<
      "ORDER_IN_PROGRESS" | "ORDER_ALREADY_PAID" | "ORDER_CLOSED"
    >();
    expectTypeOf<ErrorCodeOf<"createPayment", 200>>().toEqualTypeOf<never>();
    const closed = { status: 409, body: { error: { code: "ORDER_CLOSED", message: "Closed." } } } as const;
    const allowed: Output<"createPayment"> = closed;
    // @ts-expect-error closePayment never answers ORDER_CLOSED
    const other: Output<"closePayment"> = closed;
    expectTypeOf([allowed, other]);
  });
});

const payment = {} as Schemas["Payment"];

describe("the schemas", () => {
  test("have open enums in what is answered: a new value compiles, a known one is suggested", () => {
    expectTypeOf<"paid">().toExtend<Schemas["PaymentStatus"]>();
    expectTypeOf<"a_status_of_next_year">().toExtend<Schemas["PaymentStatus"]>();
    // `string` alone would suggest nothing.
    expectTypeOf<Schemas["PaymentStatus"]>().not.toEqualTypeOf<string>();
    expectTypeOf<Schemas["NotificationStatus"]>().toEqualTypeOf<"failed" | "closed" | "paid" | "refunded">();
  });

  test("have money as numbers", () => {
    expectTypeOf<Schemas["Payment"]["amount"]>().toEqualTypeOf<number>();
  });

  test("are the same that openapi-fetch takes", () => {
    expectTypeOf<
      Paths["/payment/create"]["post"]["responses"][200]["content"]["application/json"]
    >().toEqualTypeOf<Schemas["PaymentCreated"]>();
  });
});

describe("the error codes", () => {
  test("of the API are a closed list, those of an answer an open one", () => {
    // @ts-expect-error there is no such code
    const code: ErrorCode = "PAYMENT_REFUSED";
    expectTypeOf(code);
    expectTypeOf<ErrorCode>().toExtend<Schemas["ErrorCode"]>();
    expectTypeOf<"PAYMENT_REFUSED">().toExtend<Schemas["ErrorCode"]>();
  });
});
