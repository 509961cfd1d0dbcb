import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buttonsOf, openPage as open, textOf } from "./reading.ts";
import { choose, foundTown, type Town, transactionOf, until } from "./town.ts";

let town: Town;
beforeEach(async () => {
  town = await foundTown();
});
afterEach(() => town.close());

describe("Paying", () => {
  test("leads to a page that says so", async () => {
    const url = await town.order();
    const answer = await choose(url, { action: "pay" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${new URL(url).pathname}/paid`);
    expect(textOf((await open(`${url}/paid`)).html)).toContain("Payment complete ¥99.99 was paid.");
  });

  test("sends the person on only once the API was told", async () => {
    let told = false;
    town.api.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      told = true;
      return 200;
    };
    await choose(await town.order(), { action: "pay" });
    expect(told).toBe(true);
  });

  test("sends the person on after 3 seconds when the API does not answer", async () => {
    town.api.answer = () => new Promise(() => {});
    const started = performance.now();
    const answer = await choose(await town.order(), { action: "pay" });
    expect(answer.status).toBe(303);
    expect(performance.now() - started).toBeGreaterThan(2900);
    expect(performance.now() - started).toBeLessThan(9000);
  });

  test("counts once, however often the form is sent and by however many at once", async () => {
    const url = await town.order();
    const form = { action: "pay", declines: "0" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => choose(url, form)));
    answers.push(await choose(url, form), await choose(url, { action: "decline", declines: "0" }));
    for (const answer of answers) expect(answer.headers.get("location")).toMatch(/\/paid$/);
    expect(town.arrivals).toHaveLength(1);
  });

  test("makes the second of two clicks wait for the API as the first one does", async () => {
    let told = 0;
    town.api.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      told += 1;
      return 200;
    };
    const url = await town.order();
    const first = choose(url, { action: "pay" });
    await until(() => town.arrivals.length === 1, "the first click is on its way");
    await choose(url, { action: "pay" });
    expect(told).toBe(1);
    await first;
  });
});

describe("Declining", () => {
  test("leads back to the same page, which says so and offers another try", async () => {
    const url = await town.order();
    const answer = await choose(url, { action: "decline", declines: "0" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(new URL(url).pathname);
    const { html } = await open(url);
    expect(html).toContain("<title>The payment was declined");
    expect(textOf(html)).toContain("Nothing was charged.");
    expect(buttonsOf(html)).toEqual(["pay", "decline"]);
  });

  test("counts once per form, and again with the form of the next try", async () => {
    const url = await town.order();
    await Promise.all([1, 2, 3].map(() => choose(url, { action: "decline", declines: "0" })));
    expect(town.arrivals).toHaveLength(1);
    const { html } = await open(url);
    const declines = /name="declines" value="(\d+)"/.exec(html)?.[1] as string;
    await choose(url, { action: "decline", declines });
    expect(town.arrivals).toHaveLength(2);
  });
});

describe("Who may settle a payment", () => {
  test.each([
    ["another site's form", { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
    ["a form of a sibling domain", { "Sec-Fetch-Site": "same-site" }],
    ["another site's form in an old browser", { Origin: "https://evil.example" }],
    ["a sandboxed frame", { Origin: "null" }],
  ])("%s may not, and nothing happens", async (_who, headers) => {
    const url = await town.order();
    const answer = await choose(url, { action: "pay" }, headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(textOf(await answer.text())).toContain("This did not come from the checkout");
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });

  test("the checkout's own form may, and a program that is no browser", async () => {
    for (const headers of [{ "Sec-Fetch-Site": "same-origin" }, { Origin: town.origin }, {}]) {
      const answer = await choose(await town.order(), { action: "pay" }, headers as Record<string, string>);
      expect(answer.status).toBe(303);
    }
  });
});

describe("Requests that the checkout does not serve", () => {
  const form = "application/x-www-form-urlencoded";
  test.each([
    ["no choice", form, ""],
    ["an unknown choice", form, "action=refund"],
    ["a count that is none", form, "action=decline&declines=-1"],
    ["JSON", "application/json", '{"action":"pay"}'],
    ["a form of a megabyte", form, `action=pay&x=${"x".repeat(1_000_000)}`],
  ])("a form with %s is refused and changes nothing", async (_what, type, body) => {
    const url = await town.order();
    const answer = await fetch(url, { method: "POST", headers: { "Content-Type": type }, body });
    expect(answer.status).toBe(400);
    expect(textOf(await answer.text())).toContain("We could not read your choice");
    expect(await town.sandbox.gateway.query(transactionOf(url))).toMatchObject({ status: "pending" });
  });

  test.each([
    "TXN0000000000",
    "",
    "%00",
    "..%2f",
    "TXN1/paid/more",
    "TXN1/edit",
    "'; drop table",
    "x".repeat(5000),
  ])("an address that leads nowhere is a page that says so: /%s", async (path) => {
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? new URLSearchParams({ action: "pay" }) : null;
      const answer = await fetch(`${town.origin}/sandbox/pay/${path}`, { method, body });
      expect([404, 405]).toContain(answer.status);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  test("another method is told which ones there are", async () => {
    const url = await town.order();
    const put = await fetch(url, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  test("another path is left to the rest of the server", async () => {
    expect(await (await fetch(`${town.origin}/sandbox/other`)).text()).toBe("Not Found");
  });
});
