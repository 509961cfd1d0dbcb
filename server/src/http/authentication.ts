import type { KeyObject } from "node:crypto";
import { type Caller, Refusal, StoreUnavailable } from "@renewal/engine";
import jwt from "koa-jwt";
import type { Context } from "./context.ts";

export interface TokenRules {
  issuer: string;
  audience: string;
  /** The algorithms that are accepted, whatever a token says of itself. */
  algorithms: readonly string[];
  /** The value of the header `typ`; undefined accepts any, for identity providers that set none. */
  type?: string;
  /** The public key of that name; undefined when there is none. */
  publicKey(kid: string | undefined): Promise<KeyObject | undefined>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Tokens that were verified a moment ago; verifying one costs more than all else that a read does. */
const mostTokens = 10_000;

export interface Authentication {
  /** Finds out whom the request's token speaks for; why it speaks for nobody is kept for after the limits. */
  identify(ctx: Context): Promise<void>;
  /** Forgets the verified tokens. Call it when keys have changed. */
  forget(): void;
}

export function authentication(rules: TokenRules): Authentication {
  const verified = new Map<string, { caller: Caller; expiresAt: number }>();
  const verify = verifier(rules);
  return {
    forget: () => verified.clear(),
    async identify(ctx) {
      const token = bearerToken(ctx);
      const known = token === undefined ? undefined : verified.get(token);
      if (known !== undefined && known.expiresAt > rules.now()) {
        ctx.state.caller = known.caller;
        return;
      }
      const outcome = await verify(ctx);
      if (outcome instanceof Refusal) {
        ctx.state.tokenRefusal = outcome;
        return;
      }
      ctx.state.caller = outcome.caller;
      if (verified.size >= mostTokens) verified.delete(verified.keys().next().value as string);
      verified.set(token as string, outcome);
    },
  };
}

function bearerToken(ctx: Context): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(ctx.get("Authorization"))?.[1];
}

type Verify = (ctx: Context) => Promise<{ caller: Caller; expiresAt: number } | Refusal>;

function verifier(rules: TokenRules): Verify {
  const check = jwt({
    // koa-jwt hands the key on to jsonwebtoken, which takes a KeyObject; text would be parsed for every request.
    secret: (async (header: { kid?: string }) => {
      const key = await rules.publicKey(header.kid);
      if (key === undefined) throw new Error("unknown key");
      return key;
    }) as never,
    algorithms: [...rules.algorithms] as never,
    issuer: rules.issuer,
    audience: rules.audience,
    passthrough: true,
    key: "verifiedToken",
    // For jsonwebtoken: the header is wanted too, and expiry is judged below, by our own clock.
    ...({ complete: true, ignoreExpiration: true } as object),
  });
  return async (ctx) => {
    if (ctx.get("Authorization") === "") return missing();
    await check(ctx as never, async () => undefined);
    const failure = ctx.state.jwtOriginalError as Error | undefined;
    if (failure instanceof StoreUnavailable) throw failure;
    const token = ctx.state.verifiedToken as VerifiedToken | undefined;
    return token === undefined ? invalid() : callerOf(token, rules);
  };
}

interface VerifiedToken {
  header: { typ?: string };
  payload: { sub?: unknown; client_id?: unknown; role?: unknown; exp?: unknown; nbf?: unknown };
}

function callerOf({ header, payload }: VerifiedToken, rules: TokenRules) {
  const { sub, client_id: clientId = "external", role = "member", exp, nbf } = payload;
  const seconds = rules.now() / 1000;
  if (rules.type !== undefined && header.typ?.toLowerCase() !== rules.type) return invalid();
  if (typeof exp !== "number" || typeof sub !== "string" || sub === "" || typeof clientId !== "string")
    return invalid();
  if (nbf !== undefined && (typeof nbf !== "number" || nbf > seconds + 5)) return invalid();
  if (exp <= seconds) return expired();
  const expiresAt = exp * 1000;
  if (role === "merchant") return { caller: { role, clientId } as const, expiresAt };
  return role === "member" ? { caller: { role, clientId, userId: sub } as const, expiresAt } : invalid();
}

const again = "Get a new one from POST /auth/token and send the request again.";

function missing(): Refusal {
  return new Refusal(
    "INVALID_TOKEN",
    "The request carries no access token. Send the header Authorization: Bearer <token>.",
  );
}

function invalid(): Refusal {
  return new Refusal("INVALID_TOKEN", `The access token is not valid here. ${again}`);
}

function expired(): Refusal {
  return new Refusal("INVALID_TOKEN", `The access token has expired. ${again}`);
}
