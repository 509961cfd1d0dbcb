import {
  bearerToken,
  type Clock,
  callerOf,
  type DecodedToken,
  expiredToken,
  invalidToken,
  Refusal,
  StoreUnavailable,
  type VerifiedToken,
  VerifiedTokens,
} from "@renewal/engine";
import koaJwt from "koa-jwt";
import type { TokenKeys } from "../keys/token-keys.ts";
import type { Context } from "./context.ts";

export interface TokenRules {
  issuer: string;
  audience: string;
  /** The algorithms that are accepted, whatever a token says of itself. */
  algorithms: readonly string[];
  /** The header `typ` of access tokens. */
  type: string;
  /** Whether the tokens are an identity provider's, which leave out what ours say. */
  lenient: boolean;
  keys: TokenKeys;
  clock: Clock;
  /** Where a client gets a new token, for the messages. */
  source: string;
}

/** Clocks of two machines may differ by so much, in seconds. */
const tolerance = 5;

/** Finds out whom a request's token speaks for. */
export interface Authentication {
  /**
   * Why the token speaks for nobody is kept in the state, to be thrown after the limits have counted the request.
   *
   * @returns a promise only where the signature has to be looked at
   */
  identify(ctx: Context): void | Promise<void>;
}

export function authentication(rules: TokenRules): Authentication {
  const { keys, clock } = rules;
  // By the whole header, so that a token that is known need not be looked for in it.
  const verified = new VerifiedTokens();
  keys.onChange(() => verified.clear());
  const verify = verifier(rules);
  return {
    identify(ctx) {
      const header = ctx.req.headers.authorization ?? "";
      const known = verified.get(header, clock.now());
      if (known === undefined) return verifyNow(ctx, header);
      ctx.state.caller = known.caller;
    },
  };

  async function verifyNow(ctx: Context, header: string): Promise<void> {
    try {
      const found = await verify(ctx);
      verified.add(header, found);
      ctx.state.caller = found.caller;
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof StoreUnavailable)) throw error;
      ctx.state.tokenRefusal = error;
    }
  }
}

function verifier(rules: TokenRules): (ctx: Context) => Promise<VerifiedToken> {
  const { keys, clock } = rules;
  const options = {
    // koa-jwt hands the key on to jsonwebtoken as it is. Text in its place would be parsed again for every request.
    secret: async (header: { kid?: unknown; alg?: unknown }) => {
      const { kid, alg } = header;
      if (typeof kid !== "string" || typeof alg !== "string" || !rules.algorithms.includes(alg))
        throw unknownKey;
      const key = await keys.find({ kid, alg });
      if (key === undefined) throw unknownKey;
      return key;
    },
    getToken: (ctx: Context) => bearerToken(ctx.get("Authorization")),
    key: "decodedToken",
    algorithms: [...rules.algorithms],
    issuer: rules.issuer,
    audience: rules.audience,
    clockTolerance: tolerance,
    complete: true,
    // Read at each verification.
    get clockTimestamp() {
      return Math.floor(clock.now() / 1000);
    },
  };
  const check = koaJwt(options as unknown as koaJwt.Options);
  return async (ctx) => {
    await check(ctx as never, async () => undefined).catch((error: unknown) => {
      throw refusalOf((error as { originalError?: unknown }).originalError ?? error, rules);
    });
    const token = ctx.state.decodedToken as DecodedToken & { payload: { exp: number } };
    const caller = callerOf(token, rules.type, rules.lenient);
    if (caller === undefined) throw invalidToken(rules.source);
    return { caller, expiresAt: (token.payload.exp + tolerance) * 1000 };
  };
}

const unknownKey = new Error("No key of ours has this name.");

/** Whether the token is at fault or we are: what we cannot check now, we do not call wrong. */
function refusalOf(error: unknown, rules: TokenRules): unknown {
  if (error instanceof Refusal || error instanceof StoreUnavailable) return error;
  if (!(error instanceof Error)) return error;
  if (error.name === "TokenExpiredError") return expiredToken(rules.source, error);
  return invalidToken(rules.source, error);
}
