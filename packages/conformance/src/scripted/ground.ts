import type { Case, Json } from "../case.ts";
import { mismatch } from "../match.ts";
import type { Ground } from "../run-case.ts";
import type { ScriptedServer, Seen } from "./server.ts";

/** The scripted answers of a case as the ground that it runs on. */
export function scriptedGround(one: Case, server: ScriptedServer): Ground {
  const stage = server.stage(one);
  return {
    values: { base_url: stage.baseUrl, origin: server.origin },
    judge: () => [
      ...judged("the server", stage.seen, one.seen ?? one.serve.length),
      ...judged("the token route", stage.seenTokens, one.seen_tokens),
    ],
  };
}

function judged(who: string, seen: readonly Seen[], expected: number | Json | readonly Json[]): string[] {
  if (Array.isArray(expected) && seen.length === expected.length) return mismatch(seen, expected, who);
  const count = Array.isArray(expected) ? expected.length : expected;
  if (mismatch(seen.length, count).length === 0) return [];
  const asked = seen.map(({ method, path }) => `${method} ${path}`).join(", ");
  return [`${who} saw ${seen.length} requests, not ${JSON.stringify(count)}: ${asked}`];
}
