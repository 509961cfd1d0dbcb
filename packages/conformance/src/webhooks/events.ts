import type { Json } from "../case.ts";
import { bad, good, one, paid, signed } from "./signed.ts";

const say = async (name: string, title: string, body: string, expect: Json) =>
  one(name, title, { body, headers: await signed(body) }, expect);
/** What a verified body becomes. */
export const events: Json[] = [
  await say(
    "unknown-type",
    "An event of an unknown type comes back whole, and is no error",
    '{"type":"membership.expired","id":"evt_9","data":{"a":[1]}}',
    good({ type: "membership.expired", id: "evt_9", data: { a: [1] } }, false),
  ),
  await say(
    "no-type",
    "An event without a type is an unknown one",
    '{"id":"evt_9"}',
    good({ id: "evt_9" }, false),
  ),
  await say(
    "type-of-another-kind",
    "A type that is no text is an unknown one",
    '{"type":7,"id":"evt_9"}',
    good({ id: "evt_9" }, false),
  ),
  await say(
    "unknown-fields",
    "Fields that nobody knows are kept",
    paid.replace('"status"', '"loyalty":{"points":7},"status"'),
    good({ status: "paid", loyalty: { points: 7 } }),
  ),
  await say(
    "unknown-status",
    "A state that nobody knows is kept",
    paid.replace('"paid"', '"disputed"'),
    good({ status: "disputed" }),
  ),
  await say(
    "documented-vector",
    "The vector of the documentation verifies: a known type with few fields is no error",
    '{"type":"payment.updated","id":"evt_1"}',
    { ok: { event: { type: "payment.updated", id: "evt_1" } } },
  ),
  await say(
    "non-ascii",
    "Text beyond ASCII survives",
    paid.replace("user_42", "会员-é🎉"),
    good({ user_id: "会员-é🎉" }),
  ),
  await say("spaces", "White space around the JSON does no harm", ` ${paid}\n`, good()),
  ...(await Promise.all(
    [
      ["no-json", "paid"],
      ["empty", ""],
      ["list", "[]"],
      ["text", '"paid"'],
      ["null", "null"],
      ["number", "7"],
      ["cut", paid.slice(0, 50)],
    ].map(([name = "", body = ""]) =>
      say(
        `malformed-${name}`,
        `An authentic body that is no JSON object (${name}) is malformed`,
        body,
        bad("malformed_body"),
      ),
    ),
  )),
];
