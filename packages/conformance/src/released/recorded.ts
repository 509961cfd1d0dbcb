import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Case, Json } from "../case.ts";

const folder = join(import.meta.dirname, "..", "..", "released");

/** The release whose answers are kept. */
export const recordedServer = "server 0.1.0";

interface Recorded {
  name: string;
  operation: string;
  input: Json;
  answer: Json;
  expect: Json;
}

/** What a released server answered, as cases: the SDKs of this tree must still understand it. */
export function recordedCases(): Case[] {
  const { recorded, delivery } = JSON.parse(readFileSync(join(folder, "server-0.1.0.json"), "utf8")) as {
    recorded: Recorded[];
    delivery: { headers: Record<string, string> };
  };
  const timestamp = Number(delivery.headers["webhook-timestamp"]);
  const verified: Case = {
    ...{
      ...base,
      id: "recorded/delivery",
      title: "A delivery of a released server is verified",
      needs: ["webhooks"],
    },
    steps: [
      {
        ...{ do: "verify_webhook", ...delivery, now: new Date(timestamp * 1000).toISOString() },
        expect: { ok: { known: true, event: { type: "payment.updated", status: "paid", amount: "99.99" } } },
      },
    ],
  };
  return [...recorded.map(caseOf), verified];
}

const base = {
  on: "script" as const,
  needs: [],
  clients: {},
  serve: [],
  serve_tokens: [],
  network: [],
  seen: undefined,
  seen_tokens: 0,
  client: { token: "static-token", max_retries: 0 },
};

function caseOf({ name, operation, input, answer, expect }: Recorded): Case {
  const isToken = operation === "createToken";
  return {
    ...base,
    id: `recorded/${name}`,
    title: `What a released server answered (${name}) is understood`,
    ...(isToken ? { serve_tokens: [answer], seen_tokens: 1 } : { serve: [answer] }),
    steps: [{ do: "call", operation, input, expect }],
  };
}
