import { validateBody } from "@renewal/contract";
import type { Caller } from "../caller.ts";

/** What was read of a token: nothing of it has a type until it is looked at. */
export interface DecodedToken {
  header: { typ?: unknown; crit?: unknown };
  payload: Record<string, unknown> | string;
}

/**
 * Whom a token with a good signature speaks for; undefined when it does not say so.
 *
 * @param type the header `typ` that access tokens carry, e.g. `at+jwt`; with it no other kind of token passes as one
 * @param lenient whether `azp` may stand for `client_id`, and an absent role for a member's, as with identity providers
 */
export function callerOf(token: DecodedToken, type: string, lenient: boolean): Caller | undefined {
  const { header, payload } = token;
  if (typeof payload !== "object" || !isType(header.typ, type)) return undefined;
  // By RFC 7515 what `crit` names must be understood, and we understand none of it.
  if (header.crit !== undefined || typeof payload.exp !== "number") return undefined;
  const clientId = payload.client_id ?? (lenient ? payload.azp : undefined);
  const role = payload.role ?? (lenient ? "member" : undefined);
  if (role === "merchant") {
    return isPossible(clientId, undefined) && typeof payload.sub === "string"
      ? { role, clientId }
      : undefined;
  }
  const userId = payload.sub;
  return role === "member" && typeof userId === "string" && isPossible(clientId, userId)
    ? { role, clientId, userId }
    : undefined;
}

function isType(given: unknown, type: string): boolean {
  return typeof given === "string" && given.toLowerCase().replace(/^application\//, "") === type;
}

/** Whether the document lets anybody be called so: the names come into keys of limits and rows of the store. */
function isPossible(clientId: unknown, userId: string | undefined): clientId is string {
  const asked = { grant_type: "client_credentials", client_id: clientId, ...(userId && { user_id: userId }) };
  return typeof clientId === "string" && userId !== "" && validateBody("createToken", asked).length === 0;
}
