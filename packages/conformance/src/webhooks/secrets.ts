import type { Json } from "../case.ts";
import { bad, binary, one, paid, s, secret } from "./signed.ts";

const bads: [string, unknown][] = [
  ["empty", [""]],
  ["none", []],
  ["space-before", [` ${secret}`]],
  ["line-break", [`${secret}\n`]],
  ["whsec-alone", ["whsec_"]],
  ["whsec-no-base64", ["whsec_%%%"]],
  ["whsec-odd-length", ["whsec_AAAAA"]],
  ["one-of-two", [secret, ""]],
];
/** Secrets that cannot be any, and bodies that are not raw. */
export const secretsAndBodies: Json[] = [
  ...bads.map(([name, secrets]) =>
    one(
      `secret-${name}`,
      `A secret that cannot be one (${name}) is bad_secret, before anything else is looked at`,
      { headers: { "x-signature": "zz" }, secrets },
      bad("bad_secret"),
    ),
  ),
  one(
    "body-parsed",
    "A body that was parsed is refused with a word about why",
    { headers: s, parsed: JSON.parse(paid), needs: ["parsed_body"] },
    bad("body_not_raw"),
  ),
  one(
    "body-parsed-without-headers",
    "… before the headers are looked at",
    { headers: {}, parsed: {}, needs: ["parsed_body"] },
    bad("body_not_raw"),
  ),
];

const vectors = [
  [
    "text",
    "demo-webhook-secret",
    "259b8cdead333f59196039ec2ed0ba262b561740aa8a6cdf4388bd926ccde8ef",
    "v1,OnnIzq94Q3uKCIopQLcLTanqruzCCeCMH3S9mUSQP1w=",
  ],
  [
    "base64",
    binary,
    "84e03b6da3b6fdca3bcde9a96e61604054d3664445d84dfa6b548b5d717d7ed8",
    "v1,iTc1PmmI0CNHB3Ef60rcKhMIGM1sw89tWZTyCPJh7p4=",
  ],
];
/** What the SDK signs for tests must be what the server signs: the vectors of docs/webhook-signatures.md. */
export const signing: Json[] = vectors.map(([name, key, hex, entry]) => ({
  name: `signs-${name}`,
  title: `What the SDK signs for tests is the documented vector (${name})`,
  needs: ["webhooks"],
  steps: [
    {
      do: "sign_webhook",
      payload_base64: Buffer.from('{"type":"payment.updated","id":"evt_1"}').toString("base64"),
      ...{ secrets: [key], webhook_id: "evt_1", timestamp: 1768465801 },
      expect: {
        ok: {
          headers: {
            "x-signature": hex,
            "webhook-id": "evt_1",
            "webhook-timestamp": "1768465801",
            "webhook-signature": entry,
          },
        },
      },
    },
  ],
}));
