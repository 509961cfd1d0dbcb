import { expect, test } from "vitest";
import { Renewal } from "../../src/index.ts";
import { json, refusal, startScripted } from "./scripted-server.ts";

test("a payment is created although the API is away for two tries", async () => {
  const unavailable = refusal(503, "SERVICE_UNAVAILABLE");
  const created = {
    success: true,
    transaction_id: "TXN1",
    payment_url: "https://pay.example.com",
    message: "ok",
  };
  const server = await startScripted([unavailable, unavailable, json(200, created)]);
  const sleep = async () => {};
  const renewal = new Renewal({ baseUrl: server.url, token: "t", sleep });
  const { data, attempts } = await renewal.payments.create({ order_id: "A", amount: 9.99 }).withResponse();
  await server.close();
  expect(data).toEqual(created);
  expect(attempts).toBe(3);
});
