import { describe, expect, test } from "vitest";
import { openTown } from "../town.ts";

const prices = [
  { package_id: "monthly", amount: 9.99, currency: "CNY" },
  { package_id: "quarterly", amount: 26.99, currency: "CNY" },
  { package_id: "yearly", amount: 99.99, currency: "CNY" },
];

describe("a price", () => {
  test("is listed with its package, the cheapest first, and can be paid", async () => {
    const town = openTown();
    const { status, body } = await town.ask("listPackages");
    expect(status).toBe(200);
    expect(body.data).toEqual([
      { id: "monthly", name: "Monthly Membership", months: 1, amount: 9.99, currency: "CNY" },
      { id: "quarterly", name: "Quarterly Membership", months: 3, amount: 26.99, currency: "CNY" },
      { id: "yearly", name: "Annual Membership", months: 12, amount: 99.99, currency: "CNY" },
    ]);
    for (const { id, amount, currency } of body.data) {
      expect((await town.create({ order_id: id, amount, currency })).status).toBe(200);
    }
  });

  test.each([
    ["a cent more", { amount: 100 }],
    ["a cent less", { amount: 99.98 }],
    ["another currency", { currency: "USD" }],
  ])("that nothing has is refused with those that are accepted: %s", async (_, change) => {
    const town = openTown();
    const { status, body } = await town.create(change);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "VALIDATION_ERROR" });
    expect(body.error.details).toEqual({
      ...{ in: "body", field: "amount", rule: "price", reason: "AMOUNT_NOT_A_PRICE", prices },
    });
    expect(town.store.tables.orders.size).toBe(0);
  });

  test("of a package that is no longer sold is refused, and its package is not offered", async () => {
    const town = openTown();
    for (const offer of town.store.tables.packages) offer.active = offer.id !== "yearly";
    const { body } = await town.create();
    expect(body.error.details.prices).toEqual(prices.slice(0, 2));
  });

  test("that two packages share buys neither, for nobody could tell which", async () => {
    const offer = { name: "A", months: 1, minorUnits: 9999, currency: "CNY", active: true };
    const town = openTown({
      packages: [
        { ...offer, id: "a" },
        { ...offer, id: "b", months: 12 },
      ],
    });
    expect((await town.create()).body.error.details.reason).toBe("AMOUNT_NOT_A_PRICE");
  });

  test("in yen has no decimals, in dinars three", async () => {
    const offer = { id: "m", name: "M", months: 1, active: true };
    const town = openTown({
      packages: [
        { ...offer, id: "yen", minorUnits: 1500, currency: "JPY" },
        { ...offer, id: "dinar", minorUnits: 1234, currency: "KWD" },
      ],
    });
    const yen = await town.create({ order_id: "YEN", amount: 1500, currency: "JPY" });
    expect(await town.payment(yen.body.transaction_id)).toMatchObject({ amount: 1500, package_id: "yen" });
    const dinar = await town.create({ order_id: "DINAR", amount: 1.234, currency: "KWD" });
    expect(await town.payment(dinar.body.transaction_id)).toMatchObject({ amount: 1.234 });
    const half = await town.create({ amount: 1500.5, currency: "JPY" });
    expect(half.body.error.details).toMatchObject({ field: "amount", rule: "decimals" });
  });
});

describe("terms", () => {
  test.each([
    ["without host", "https://"],
    ["with a user name", "https://user@shop.example.com/"],
    ["with a password", "https://:secret@shop.example.com/"],
    ["of another scheme", "javascript:alert(1)"],
    ["of a file", "file:///etc/passwd"],
    ["that is relative", "/thanks"],
    ["with a port that is none", "https://shop.example.com:99999/"],
  ])("with an address %s are refused, with the field named", async (_, url) => {
    for (const field of ["return_url", "notify_url"]) {
      const { status, body } = await openTown().create({ [field]: url });
      expect([status, body.error.code, body.error.details.field]).toEqual([400, "VALIDATION_ERROR", field]);
    }
  });

  test("have at most 256 characters of subject, counted as they are kept", async () => {
    const town = openTown();
    const longest = "\u{1f600}".repeat(256);
    const { body } = await town.create({ subject: longest });
    expect((await town.payment(body.transaction_id)).subject).toBe(longest);
    // Each of these is one character as sent and two in NFC.
    const { status, body: refused } = await town.create({ order_id: "LONG", subject: "\u0958".repeat(200) });
    expect([status, refused.error.details.field, refused.error.details.rule]).toEqual([
      400,
      "subject",
      "maxLength",
    ]);
  });

  test("with a misspelt field are refused, and nothing is charged in another currency", async () => {
    const { status, body } = await openTown().create({ currency: undefined, curency: "USD" });
    expect([status, body.error.details.field]).toEqual([400, "curency"]);
  });

  test("with several faults name them all", async () => {
    const { body } = await openTown().create({ order_id: "no spaces", amount: "99.99", extra: 1 });
    const fields = body.error.details.errors.map(({ field }: { field: string }) => field);
    expect(fields.sort()).toEqual(["amount", "extra", "order_id"]);
  });
});
