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

/** Lets through what every reader reads alike. */
export const wellFormed: Handler = (ctx, next) => {
  refuseAmbiguous(ctx);
  return next();
};

/** The path of the request's target; undefined when the target cannot be read. */
export function readPath(ctx: Context): string | undefined {
  const target = ctx.req.url ?? "";
  if (target.startsWith("/") && !target.includes("#")) {
    const end = target.indexOf("?");
    return end === -1 ? target : target.slice(0, end);
  }
  // Proxies are asked with whole addresses, and servers may be.
  return target.startsWith("/") || target === "*" || URL.canParse(target) ? ctx.path : undefined;
}

/**
 * Refuses requests that two readers could read differently.
 *
 * @throws Refusal VALIDATION_ERROR
 */
export function refuseAmbiguous(ctx: Context): void {
  const { req } = ctx;
  // It is empty for a target that cannot be read.
  if (ctx.state.path === "") {
    throw refuse(
      "request",
      "target",
      "target",
      "The request's target is no address. Send the path of an operation.",
    );
  }
  // Where there are as many names as headers, none stands twice.
  if (Object.keys(req.headers).length * 2 !== req.rawHeaders.length) refuseDuplicates(req.rawHeaders);
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
