import { Refusal } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";

/**
 * Headers that must stand once. Node takes the first of several, a proxy perhaps the last: who sends two may want us to
 * disagree.
 */
const single = new Set([
  "host",
  "authorization",
  "content-type",
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "x-signature",
  "x-request-id",
  "origin",
  "expect",
]);

/** Refuses requests that two readers could read differently. */
export const wellFormed: Handler = (ctx, next) => {
  refuseAmbiguous(ctx);
  return next();
};

/** The path of the request's target; undefined when the target cannot be read. */
export function readPath(ctx: Context): string | undefined {
  const target = ctx.req.url ?? "";
  // Proxies are asked with whole addresses, and servers may be.
  return target.startsWith("/") || target === "*" || URL.canParse(target) ? ctx.path : undefined;
}

function refuseAmbiguous(ctx: Context): void {
  const { req } = ctx;
  if (readPath(ctx) === undefined) {
    throw refuse(
      "request",
      "target",
      "target",
      "The request's target is no address. Send the path of an operation.",
    );
  }
  refuseDuplicates(req.rawHeaders);
  if (req.headers.host === undefined && req.httpVersion !== "1.0") {
    throw refuse("header", "Host", "required", "Host is required. Add it and send the request again.");
  }
  const coding = req.headers["transfer-encoding"]?.toLowerCase();
  if (coding !== undefined && coding !== "chunked") {
    throw refuse("header", "Transfer-Encoding", "enum", "Transfer-Encoding must be chunked, or left out.");
  }
}

/** @param raw names and values in turns, as they came: Node's own lists by name are made anew for every request */
function refuseDuplicates(raw: readonly string[]): void {
  const seen: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] as string).toLowerCase();
    if (!single.has(name)) continue;
    if (seen.includes(name)) {
      const header = spelled(name);
      throw refuse("header", header, "duplicate", `${header} stands twice in the headers. Send it once.`);
    }
    seen.push(name);
  }
}

function refuse(where: string, field: string, rule: string, message: string): Refusal {
  return new Refusal("VALIDATION_ERROR", message, { details: { in: where, field, rule } });
}

function spelled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}
