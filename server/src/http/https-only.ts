import { Refusal } from "@renewal/engine";
import type { Handler } from "./context.ts";

/** Serves what is encrypted on its way, or never leaves the machine. A token on plain HTTP is a token for everyone. */
export const httpsOnly: Handler = async (ctx, next) => {
  if (!ctx.state.secure) {
    throw new Refusal(
      "HTTPS_REQUIRED",
      "This API is served over HTTPS only. Use an address that begins with https://.",
    );
  }
  await next();
};
