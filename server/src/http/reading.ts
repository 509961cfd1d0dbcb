import { methodNotAllowed } from "@renewal/engine";
import type { Context } from "./context.ts";

/**
 * Whether a page is to be shown. Who asks by OPTIONS what it takes is answered here.
 *
 * @throws Refusal METHOD_NOT_ALLOWED for what is neither reading nor that question
 */
export function isReading(ctx: Context): boolean {
  if (ctx.method === "GET" || ctx.method === "HEAD") return true;
  ctx.set("Allow", "GET, HEAD, OPTIONS");
  if (ctx.method !== "OPTIONS") throw methodNotAllowed(ctx.method, ["GET"]);
  ctx.status = 204;
  return false;
}
