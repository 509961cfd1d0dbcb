import { webhookCases } from "./written.ts";

/** Where the cases about signatures stand. */
export const webhookPath = "cases/webhooks.gen.json";

/** The text of that file. */
export async function webhookFile(): Promise<string> {
  const file = {
    $schema: "../schema/cases.schema.json",
    about: "How webhooks are verified, after docs/webhook-signatures.md.",
    generated: "npm run webhooks -w @renewal/conformance, with the server's own signer. Do not edit.",
    cases: await webhookCases(),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
