import { Refusal } from "@renewal/engine";
import type { Context } from "./context.ts";

/**
 * Lets through what is encrypted on its way, or never leaves the machine. A token on plain HTTP is a token for everyone,
 * so it is not redirected either: the client must be mended.
 *
 * @throws Refusal HTTPS_REQUIRED
 */
export function requireHttps(ctx: Context): void {
  if (ctx.state.secure) return;
  throw new Refusal(
    "HTTPS_REQUIRED",
    "This API is served over HTTPS only. Use an address that begins with https://.",
  );
}
