import { expect, test } from "vitest";
import { InvalidResponseError, type Payment, ServerError } from "../../src/index.ts";
import { type Act, json, refusal } from "../network/scripted-server.ts";
import { failure, world } from "../network/world.ts";

function page(ids: string[], next?: string): Act {
  const data = ids.map((transaction_id) => ({ transaction_id, status: "paid" }));
  return json(200, { data, ...(next !== undefined && { next_cursor: next }), of_tomorrow: true });
}

async function idsOf(payments: AsyncIterable<Payment>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { transaction_id } of payments) ids.push(transaction_id);
  return ids;
}

const three = [page(["A", "B"], "c1"), page([], "c2"), page(["C"])];

test("iterating over a list sees the items of all pages, in order, an empty one in between included", async () => {
  const { server, renewal } = await world(three);
  expect(await idsOf(renewal.payments.list({ status: "paid", limit: 2 }))).toEqual(["A", "B", "C"]);
  expect(server.seen.map(({ path }) => path)).toEqual([
    "/v1/payments?status=paid&limit=2",
    "/v1/payments?status=paid&limit=2&cursor=c1",
    "/v1/payments?status=paid&limit=2&cursor=c2",
  ]);
});

test("a page knows its items, its cursor, the page behind it, and what a later API adds", async () => {
  const { renewal } = await world(three);
  const first = await renewal.payments.list();
  expect(first.data.map(({ transaction_id }) => transaction_id)).toEqual(["A", "B"]);
  expect(first).toMatchObject({ next_cursor: "c1", hasNextPage: true, of_tomorrow: true });
  const second = await first.nextPage();
  const third = await second?.nextPage();
  expect(third?.hasNextPage).toBe(false);
  expect(await third?.nextPage()).toBeUndefined();
});

test("iterating over a page goes on from it", async () => {
  const { renewal } = await world(three);
  expect(await idsOf(await renewal.payments.list())).toEqual(["A", "B", "C"]);
});

test("whoever stops early asks for no further page", async () => {
  const { server, renewal } = await world(three);
  for await (const { transaction_id } of renewal.payments.list()) {
    if (transaction_id === "B") break;
  }
  expect(server.seen).toHaveLength(1);
});

test("pages are asked for with the options of the call, retries included", async () => {
  const away = refusal(503, "SERVICE_UNAVAILABLE");
  const { server, renewal } = await world([page(["A"], "c1"), away, page(["B"])]);
  expect(await idsOf(renewal.payments.list({}, { headers: { "X-Mine": "yes" } }))).toEqual(["A", "B"]);
  expect(server.seen.map(({ headers }) => headers["x-mine"])).toEqual(["yes", "yes", "yes"]);
});

test("an error on a later page ends the iteration with it", async () => {
  const { renewal } = await world([page(["A"], "c1"), refusal(500, "INTERNAL_ERROR")]);
  expect(await failure(idsOf(renewal.payments.list()))).toBeInstanceOf(ServerError);
});

test("a list that leads to itself ends with an error instead of never", async () => {
  const { renewal } = await world([page(["A"], "c1")]);
  expect(await failure(idsOf(renewal.payments.list()))).toBeInstanceOf(InvalidResponseError);
});
