import fc from "fast-check";

/** What a client, a person, the gateway or the time does next. Orders are named by their turn. */
export type Command =
  | { kind: "token"; user: number; how: "json" | "form" | "wrong" | "merchant" }
  | { kind: "refresh"; user: number; again: boolean }
  | { kind: "create"; user: number; orderId: string; amount: string; extra: Record<string, unknown> }
  | { kind: "read"; user: number; order: number; how: "get" | "close" | "head" }
  | { kind: "list"; user: number; query: string; next: boolean }
  | { kind: "membership"; user: number; query: string }
  | { kind: "packages" }
  | { kind: "checkout"; order: number; action: "pay" | "decline" | "look" | "nonsense"; language: string }
  | {
      kind: "notify";
      order: number;
      status: string;
      amount: string;
      sign: "right" | "wrong" | "none";
      ago: number;
    }
  | { kind: "refund"; order: number; by: "merchant" | "member"; refundId: string; amount: string | undefined }
  | { kind: "odd"; user: number; which: number }
  | { kind: "time"; milliseconds: number; renews: boolean };

/** The first one does most, so that orders meet their owners; the third one never has a token to begin with. */
const user = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 1, 2);
const order = fc.integer({ min: 0, max: 5 });
const one = fc.constantFrom;

/** The sandbox's magic that needs no real waiting, and ids of no magic. */
const orderIds = one(
  ...["ORD1", "ORD2", "ORD3", "ord_4", "sandbox-autopay-1", "sandbox-autodecline-1", "sandbox-twice-1"],
  ...["sandbox-autopay-twice-1", "sandbox-autopay-late-1", "sandbox-autopay-refund-1", "sandbox-refuse-1"],
  ...[
    "sandbox-autopay-wrong-amount-1",
    "sandbox-autopay-wrong-signature-once-1",
    "sandbox-pay-after-close-1",
  ],
  ...["sandbox-autopay-wrong-signature-always-1", "sandbox-autopay-failed-after-paid-1", "bad id", ""],
);

const amounts = one(
  "9.99",
  "26.99",
  "99.99",
  "99.990",
  "9.9900e1",
  "19.99",
  "9.999",
  "-1",
  "1e999",
  '"9.99"',
  "0",
);

const extras = fc.record(
  {
    currency: one("CNY", "USD", "cny", 7),
    subject: one("Annual Membership", "e\u0301t\u00e9", "", "x".repeat(257), "zero\u0000"),
    return_url: one("https://shop.example.com/thanks?x=1", "javascript:alert(1)", "/relative"),
    notify_url: one("HOOK", "https://user:pass@shop.example.com/"),
    curency: one("CNY"),
  },
  { requiredKeys: [] },
);

// The ordinary outweighs the odd, or no order would ever get anywhere.
const plain = fc.constant({});
const withHook = fc.constant({ notify_url: "HOOK" });

const seconds = 1000;
const hours = 3_600_000;
const days = 24 * hours;

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: one("token"), user, how: one("json", "form", "wrong", "merchant") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: one("refresh"), user, again: fc.boolean() }) },
  {
    weight: 12,
    arbitrary: fc.record({
      ...{ kind: one("create"), user, orderId: orderIds },
      amount: fc.oneof({ weight: 8, arbitrary: one("9.99", "99.99") }, { weight: 1, arbitrary: amounts }),
      extra: fc.oneof(
        { weight: 4, arbitrary: plain },
        { weight: 3, arbitrary: withHook },
        { weight: 1, arbitrary: extras },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: one("read"), user, order, how: one("get", "get", "close", "head") }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: one("list"), user, next: fc.boolean() },
      query: one(
        ...[
          "",
          "?limit=1",
          "?limit=2",
          "?status=paid",
          "?status=pending",
          "?order_id=ORD1",
          "?limit=0",
          "?limit=x",
        ],
        ...["?status=lost", "?cursor=nonsense", "?limit=1&limit=2", "?unknown=1", "?limit=101"],
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: one("membership"),
      user,
      query: one("", "", "?user_id=SELF", "?user_id=x", "?user_id="),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: one("packages") }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ kind: one("checkout"), order, language: one("en", "zh-CN,zh;q=0.9", "") },
      action: one("pay", "pay", "decline", "look", "nonsense"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: one("notify"), order, sign: one("right", "right", "right", "wrong", "none") },
      status: one("paid", "paid", "failed", "closed", "refunded", "lost"),
      amount: one("9.99", "99.99", "99.99", "1.00", '"9.99"'),
      ago: one(0, 0, 1000, 3600 * seconds, -5000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: one("refund"), order, by: one("merchant", "merchant", "merchant", "member") },
      refundId: one("REF1", "REF1", "REF2", "REF3", "bad id"),
      amount: one(undefined, undefined, "9.99", "5", "1.005", "0", "500"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: one("odd"), user, which: fc.integer({ min: 0, max: 13 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: one("time"),
      renews: fc.boolean(),
      milliseconds: one(
        1 * seconds,
        6 * seconds,
        20 * seconds,
        10 * 60 * seconds,
        2 * hours,
        25 * hours,
        31 * days,
        370 * days,
      ),
    }),
  },
) as fc.Arbitrary<Command>;
