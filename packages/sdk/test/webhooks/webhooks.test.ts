import { createHmac } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  signWebhook,
  type VerifyWebhookOptions,
  verifyWebhook,
  WebhookVerificationError,
} from "../../src/index.ts";

const secrets = "demo-webhook-secret";
const payload = '{"type":"payment.updated","id":"evt_1"}';
const data = { type: "payment.updated", id: "evt_1" };
const id = "evt_1";
const timestamp = 1768465801;
const now = () => timestamp * 1000;
const standard = await signWebhook({ payload, secrets, id, timestamp });
const { "x-signature": digits = "", ...threeHeaders } = standard;

/** Why a webhook is not accepted; the good one with some options changed. */
async function reasonOf(changed: Partial<VerifyWebhookOptions>): Promise<string> {
  try {
    await verifyWebhook({ payload, headers: standard, secrets, now, ...changed });
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookVerificationError);
    expect(error).toMatchObject({ name: "WebhookVerificationError", code: "WEBHOOK_VERIFICATION" });
    return (error as WebhookVerificationError).reason;
  }
  return "accepted";
}

const with_ = (headers: Record<string, string | undefined>) => ({ headers: { ...standard, ...headers } });

describe("signatures", () => {
  test("are those of the vectors in docs/webhook-signatures.md", () => {
    expect(standard).toEqual({
      "x-signature": "259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef",
      "webhook-id": "evt_1",
      "webhook-timestamp": "1768465801",
      "webhook-signature": "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w=",
    });
    expect(digits).toBe(createHmac("sha256", secrets).update(payload).digest("hex"));
  });

  test("under whsec_ and base64 are those of the key that it stands for", async () => {
    const key = Buffer.from([0, 1, 2, 250, 251, 252, 253, 254, 255, 0]);
    const whsec = `whsec_${key.toString("base64")}`;
    const signed = await signWebhook({ payload, secrets: whsec, id, timestamp });
    expect(signed["x-signature"]).toBe(createHmac("sha256", key).update(payload).digest("hex"));
    expect(await reasonOf({ headers: signed, secrets: whsec })).toBe("accepted");
  });

  test("while the secret is replaced, are made with each, and verified with any", async () => {
    const both = await signWebhook({ payload, secrets: ["new", "old"], id, timestamp });
    expect(both["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const own of ["new", "old", ["other", "old"], ["new", "other"]]) {
      expect(await reasonOf({ headers: both, secrets: own })).toBe("accepted");
    }
    expect(await reasonOf({ headers: both, secrets: ["other", "another"] })).toBe("no_match");
    const onlyDigits = { "X-Signature": both["x-signature"] };
    expect(await reasonOf({ headers: onlyDigits, secrets: ["old", "new"] })).toBe("accepted");
    expect(await reasonOf({ headers: onlyDigits, secrets: ["old"] })).toBe("no_match");
  });

  test("get an id and the time of now when none are given", async () => {
    const made = await signWebhook({ payload, secrets });
    expect(made["webhook-id"]).toMatch(/^evt_[A-Za-z0-9]{1,64}$/);
    expect(await reasonOf({ headers: made, now: undefined })).toBe("accepted");
  });
});

describe("a webhook is accepted", () => {
  const bytes = new TextEncoder().encode(payload);
  const inside = new Uint8Array([1, 2, ...bytes, 3]).subarray(2, -1);
  const payloads: Record<string, VerifyWebhookOptions["payload"]> = {
    text: payload,
    bytes,
    "bytes inside of others": inside,
    "a Node buffer": Buffer.from(payload),
    "an ArrayBuffer": bytes.buffer,
  };
  test.each(Object.entries(payloads))("as %s", async (_name, raw) => {
    expect(await verifyWebhook({ payload: raw, headers: standard, secrets, now })).toEqual({
      type: "payment.updated",
      data,
    });
  });

  test("as a request, with the headers of its own", async () => {
    const request = new Request("https://shop.example.com", {
      method: "POST",
      body: payload,
      headers: standard,
    });
    expect(await verifyWebhook({ payload: request, secrets, now })).toEqual({
      type: "payment.updated",
      data,
    });
  });

  test("under a secret of the environment, when none is given", async () => {
    vi.stubEnv("RENEWAL_WEBHOOK_SECRET", `the-old-one,${secrets}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await reasonOf({ secrets: undefined })).toBe("accepted");
    vi.stubEnv("RENEWAL_WEBHOOK_SECRET", "");
    expect(await reasonOf({ secrets: undefined })).toBe("bad_secret");
  });

  test("with headers in any shape and case", async () => {
    const shouted = Object.fromEntries(
      Object.entries(standard).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    for (const headers of [
      new Headers(standard),
      shouted,
      threeHeaders,
      { "X-Signature": digits.toUpperCase() },
    ]) {
      expect(await reasonOf({ headers })).toBe("accepted");
    }
  });

  test("up to the tolerance, in both directions", async () => {
    const at = (seconds: number) => ({ now: () => (timestamp + seconds) * 1000 });
    expect(await reasonOf(at(300.999))).toBe("accepted");
    expect(await reasonOf(at(301))).toBe("too_old");
    expect(await reasonOf(at(-300))).toBe("accepted");
    expect(await reasonOf(at(-300.001))).toBe("too_new");
    expect(await reasonOf({ ...at(10), tolerance: 10 })).toBe("accepted");
    expect(await reasonOf({ ...at(11), tolerance: 10 })).toBe("too_old");
    expect(await reasonOf({ ...at(0), tolerance: Number.NaN })).not.toBe("accepted");
    expect(await reasonOf({ ...at(86_400 * 365), tolerance: Number.POSITIVE_INFINITY })).toBe("accepted");
  });

  test("with its signature anywhere among entries that mean nothing here", async () => {
    const good = standard["webhook-signature"];
    const bad = `v1,${"A".repeat(43)}=`;
    for (const list of [
      `garbage ${good}`,
      `v1,a,b ${good}`,
      ` ${good}`,
      `v1a,xyz  ${good}`,
      `${bad} ${good} ${bad}`,
      `${"x ".repeat(300)}${good}`,
    ]) {
      expect([list, await reasonOf(with_({ "webhook-signature": list }))]).toEqual([list, "accepted"]);
    }
  });

  test("of a kind that is not known, as an unknown event with its whole body", async () => {
    for (const body of ['{"type":"payment.disputed","of_tomorrow":[1]}', '{"transaction_id":"TXN1"}', "{}"]) {
      const headers = await signWebhook({ payload: body, secrets });
      expect(await verifyWebhook({ payload: body, headers, secrets })).toEqual({
        type: "unknown",
        data: JSON.parse(body),
      });
    }
  });

  test("with fields and states that a later API adds", async () => {
    const body = '{"type":"payment.updated","status":"held","of_tomorrow":1}';
    const headers = await signWebhook({ payload: body, secrets });
    expect((await verifyWebhook({ payload: body, headers, secrets })).data).toEqual(JSON.parse(body));
  });
});

describe("a webhook is refused, for one reason each", () => {
  const cases: [string, Partial<VerifyWebhookOptions>, string][] = [
    ["without headers", { headers: {} }, "missing_header"],
    ["without any given headers", { headers: undefined }, "missing_header"],
    ["without its id", with_({ "webhook-id": undefined }), "missing_header"],
    ["without its timestamp", with_({ "webhook-timestamp": "" }), "missing_header"],
    ["without its entries", with_({ "webhook-signature": undefined }), "missing_header"],
    [
      "with X-Signature alone where a timestamp is required",
      { headers: { "x-signature": digits }, requireTimestamp: true },
      "missing_header",
    ],
    ["with a digit too few", { headers: { "x-signature": digits.slice(1) } }, "malformed_header"],
    [
      "with a digit that is none",
      { headers: { "x-signature": digits.replace(/.$/, "g") } },
      "malformed_header",
    ],
    [
      "with base64 for digits",
      { headers: { "x-signature": standard["webhook-signature"] } },
      "malformed_header",
    ],
    ["with no entry of version 1", with_({ "webhook-signature": "v2,abc v1a,abc" }), "malformed_header"],
    [
      "with the version in capitals",
      with_({ "webhook-signature": `V1,${"A".repeat(43)}=` }),
      "malformed_header",
    ],
    [
      "with base64 that lacks its padding",
      with_({ "webhook-signature": standard["webhook-signature"]?.slice(0, -1) }),
      "malformed_header",
    ],
    ["with base64url", with_({ "webhook-signature": `v1,${"_".repeat(43)}=` }), "malformed_header"],
    ["with another body", { payload: payload.replace("evt_1", "evt_2") }, "no_match"],
    ["with its body written again", { payload: JSON.stringify(data, null, 1) }, "no_match"],
    ["with another id", with_({ "webhook-id": "evt_2" }), "no_match"],
    ["with another timestamp", with_({ "webhook-timestamp": String(timestamp + 1) }), "no_match"],
    ["under another secret", { secrets: "another" }, "no_match"],
    [
      "with good digits behind bad entries",
      with_({ "webhook-signature": `v1,${"A".repeat(43)}=` }),
      "no_match",
    ],
    ["without a secret", { secrets: [] }, "bad_secret"],
    ["with an empty secret", { secrets: ["good", ""] }, "bad_secret"],
    ["with no environment variable for a secret", { secrets: undefined as unknown as string }, "bad_secret"],
    ["with a line break behind the secret", { secrets: `${secrets}\n` }, "bad_secret"],
    ["with half a secret", { secrets: "whsec_" }, "bad_secret"],
    ["with a secret that is no base64", { secrets: "whsec_#" }, "bad_secret"],
    ["as a parsed body", { payload: data as unknown as string }, "body_not_raw"],
    ["as no body", { payload: undefined as unknown as string }, "body_not_raw"],
    ["as a number", { payload: 7 as unknown as string }, "body_not_raw"],
  ];
  test.each(cases)("%s", async (_name, changed, reason) => {
    expect(await reasonOf(changed)).toBe(reason);
  });

  test("as a request whose body was read before", async () => {
    const request = new Request("https://shop.example.com", {
      method: "POST",
      body: payload,
      headers: standard,
    });
    await request.text();
    expect(await reasonOf({ payload: request, headers: undefined })).toBe("body_not_raw");
  });

  test.each(["not json", "[]", "null", "7", '"text"', ""])(
    "as %j, which is authentic and no event",
    async (body) => {
      expect(
        await reasonOf({ payload: body, headers: await signWebhook({ payload: body, secrets, timestamp }) }),
      ).toBe("malformed_body");
    },
  );

  test.each(["abc", "1768465801.5", "1e9", "-1", " 1768465801", "0x6968a909"])(
    "with %j for a timestamp, though it is signed",
    async (text) => {
      const headers = await signWebhook({ payload, secrets, id, timestamp: text as unknown as number });
      expect(await reasonOf({ headers })).toBe("malformed_header");
    },
  );

  test("in words that never quote the secret or the body", async () => {
    const error = await verifyWebhook({ payload: "private", headers: standard, secrets: "my-secret" }).catch(
      (one) => one,
    );
    expect(`${error.stack}${JSON.stringify(error)}`).not.toMatch(/private|my-secret/);
  });
});
