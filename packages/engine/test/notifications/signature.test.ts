import { createHmac } from "node:crypto";
import { webCryptoSigner } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import { bytesOf, gatewaySecret, openTown, signature } from "../town.ts";

/** A town with one order, and the notification that pays it. */
async function townToPay(secrets: readonly string[] = [gatewaySecret]) {
  const town = openTown({ settings: { gatewaySecrets: () => secrets } });
  const { transaction_id } = (await town.create()).body;
  town.gateway.pay(transaction_id);
  const body = bytesOf(town.gateway.notification(transaction_id));
  const send = async (headers: Record<string, string>, bytes = body) => {
    const { status, body: answer } = await town.ask("receiveNotification", { body: bytes, headers });
    return answer.error === undefined ? status : `${status} ${answer.error.code}`;
  };
  return { town, body, send, transaction_id };
}

const refused = "401 INVALID_SIGNATURE";
const good = (body: Uint8Array) => signature(body);

describe("a notification", () => {
  test.each<[string, (body: Uint8Array) => string]>([
    ["in small letters", good],
    ["in capitals", (body) => good(body).toUpperCase()],
    ["in both", (body) => good(body).replace(/[a-f]/, (digit) => digit.toUpperCase())],
  ])("signed by 64 hexadecimal digits %s is taken", async (_, sign) => {
    const { body, send } = await townToPay();
    expect(await send({ "x-signature": sign(body) })).toBe(200);
  });

  test.each<[string, (body: Uint8Array) => string]>([
    ["without its last digit", (body) => good(body).slice(0, 63)],
    ["with a digit more", (body) => `${good(body)}0`],
    ["with half of its digits", (body) => good(body).slice(0, 32)],
    ["twice", (body) => good(body).repeat(2)],
    ["behind a space", (body) => ` ${good(body)}`],
    ["before a space", (body) => `${good(body)} `],
    ["before a line end", (body) => `${good(body)}\n`],
    ["behind the name of the algorithm", (body) => `sha256=${good(body)}`],
    ["behind 0x", (body) => `0x${good(body).slice(2)}`],
    ["with one letter that is no digit", (body) => `g${good(body).slice(1)}`],
    ["in base64", (body) => createHmac("sha256", gatewaySecret).update(body).digest("base64")],
    [
      "with one bit changed",
      (body) => (Number.parseInt(good(body).slice(0, 1), 16) ^ 1).toString(16) + good(body).slice(1),
    ],
    [
      "with its last bit changed",
      (body) => good(body).slice(0, -1) + (Number.parseInt(good(body).slice(-1), 16) ^ 1).toString(16),
    ],
    ["under another secret", (body) => signature(body, "another secret")],
    ["under the empty secret", (body) => signature(body, "")],
    [
      "under another algorithm",
      (body) => createHmac("sha512", gatewaySecret).update(body).digest("hex").slice(0, 64),
    ],
    ["for another body", () => signature(bytesOf("{}"))],
    ["all zeros", () => "0".repeat(64)],
    ["empty", () => ""],
    ["a list of two", (body) => `${good(body)}, ${good(body)}`],
  ])("whose signature comes %s is refused, and renews nothing", async (_, sign) => {
    const { town, body, send } = await townToPay();
    expect(await send({ "x-signature": sign(body) })).toBe(refused);
    expect((await town.membership()).status).toBe("none");
  });

  test("without a signature is refused", async () => {
    const { send } = await townToPay();
    expect(await send({})).toBe(refused);
  });

  test("is verified over its raw bytes: the same JSON with a space more is another body", async () => {
    const { body, send } = await townToPay();
    const spaced = bytesOf(`${new TextDecoder().decode(body)} `);
    expect(await send({ "x-signature": good(body) }, spaced)).toBe(refused);
    expect(await send({ "x-signature": good(spaced) }, spaced)).toBe(200);
  });

  test.each<[string, Record<string, string>, Uint8Array]>([
    ["is no JSON", {}, bytesOf("{")],
    ["is no UTF-8", {}, Uint8Array.of(0xff)],
    ["is of another type", { "content-type": "text/plain" }, bytesOf("{}")],
    ["is empty", {}, new Uint8Array()],
  ])(
    "that %s is refused for its signature first, and for what it is only when signed",
    async (_, headers, body) => {
      const { send } = await townToPay();
      expect(await send({ ...headers, "x-signature": "0".repeat(64) }, body)).toBe(refused);
      const type = "content-type" in headers ? "415 UNSUPPORTED_MEDIA_TYPE" : "400 VALIDATION_ERROR";
      expect(await send({ ...headers, "x-signature": good(body) }, body)).toBe(type);
    },
  );

  test("larger than any real one is refused before its signature is computed", async () => {
    const { send } = await townToPay();
    expect(await send({ "x-signature": "0".repeat(64) }, new Uint8Array(65_537))).toBe(
      "413 PAYLOAD_TOO_LARGE",
    );
    expect(await send({ "x-signature": "0".repeat(64) }, new Uint8Array(65_536))).toBe(refused);
  });

  test("needs no access token, and none replaces the signature", async () => {
    const { town, body } = await townToPay();
    const caller = { role: "merchant", clientId: "shop" } as const;
    expect((await town.ask("receiveNotification", { caller, body })).body.error.code).toBe(
      "INVALID_SIGNATURE",
    );
  });
});

describe("the gateway's secrets", () => {
  test("are both good while they are rotated", async () => {
    const { body, send } = await townToPay(["new", "old"]);
    expect(await send({ "x-signature": signature(body, "old") })).toBe(200);
    expect(await send({ "x-signature": signature(body, "new") })).toBe(200);
    expect(await send({ "x-signature": signature(body, "older") })).toBe(refused);
  });

  test("are read anew for every notification", async () => {
    const secrets = ["old"];
    const { body, send } = await townToPay(secrets);
    expect(await send({ "x-signature": signature(body, "old") })).toBe(200);
    secrets[0] = "new";
    expect(await send({ "x-signature": signature(body, "old") })).toBe(refused);
  });

  test("that are missing let nothing through", async () => {
    const { body, send } = await townToPay([]);
    expect(await send({ "x-signature": signature(body, "") })).toBe(refused);
  });
});

test("digests made in a browser are those that everybody makes", async () => {
  const signer = webCryptoSigner(async () => "");
  // RFC 4231, test case 2; FIPS 180-4, "abc".
  const digest = await signer.hmac("Jefe", bytesOf("what do ya want for nothing?"));
  expect(Buffer.from(digest).toString("hex")).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  expect(await signer.hash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const key = Uint8Array.of(0, 255, 128);
  const bytes = bytesOf("支付");
  expect(Buffer.from(await signer.hmac(key, bytes))).toEqual(
    createHmac("sha256", key).update(bytes).digest(),
  );
});
