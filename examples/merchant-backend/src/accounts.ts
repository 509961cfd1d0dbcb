import type { Context } from "koa";

/** Your own sign-in stands here. What matters for Renewal: the user id is yours, and no request may choose it freely. */
const accounts: Record<string, string> = { alice: "wonderland", bob: "builder" };

const cookie = "session";

/** Signs somebody in; false when the password is another. */
export function signIn(ctx: Context, name: unknown, password: unknown): boolean {
  if (typeof name !== "string" || !Object.hasOwn(accounts, name) || accounts[name] !== password) return false;
  ctx.cookies.set(cookie, name, { signed: true, httpOnly: true, sameSite: "lax" });
  return true;
}

/** Whose session the request belongs to. Answers 401 when it is nobody's. */
export function signedIn(ctx: Context): string {
  const user = ctx.cookies.get(cookie, { signed: true });
  if (user === undefined) ctx.throw(401, "Sign in first.");
  return user;
}
