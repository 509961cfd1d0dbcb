import { accepted } from "./accepted.ts";
import { ages } from "./ages.ts";
import { events } from "./events.ts";
import { forms } from "./forms.ts";
import { refused } from "./refused.ts";
import { secretsAndBodies, signing } from "./secrets.ts";

/** Where the cases about signatures stand. */
export const webhookPath = "cases/webhooks.gen.json";

/** The text of that file. */
export function webhookFile(): string {
  const file = {
    $schema: "../schema/cases.schema.json",
    about: "How webhooks are verified, after docs/webhook-signatures.md.",
    generated: "npm run webhooks -w @renewal/conformance, with the server's own signer. Do not edit.",
    cases: [...accepted, ...forms, ...refused, ...ages, ...events, ...secretsAndBodies, ...signing],
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
