import { createHash } from "node:crypto";
import { document, documentText } from "@renewal/contract/document";
import { withCodeSamples } from "../docs/code-samples.ts";
import type { Context, Handler } from "./context.ts";
import { isReading } from "./reading.ts";

export interface Probes {
  /** Whether requests can be served now; false while stopping, or without the store. */
  ready(): Promise<boolean>;
  /** The public keys that our tokens can be checked with. */
  jwks(): object;
}

interface Page {
  type: string;
  body: string;
  status?: number;
  /** For how many seconds anybody may keep it; absent: it is asked for anew every time. */
  maxAge?: number;
}

/** What is served beside the API: whether we live, the document, and the keys. */
export function pages(probes: Probes, publicUrl: () => string): Handler {
  const served: Record<string, () => Page | Promise<Page>> = {
    "/openapi.json": () => json(localised(publicUrl()), { maxAge: 300 }),
    "/openapi.yaml": () => ({ type: "application/yaml", body: documentText, maxAge: 300 }),
    "/.well-known/jwks.json": () => json(probes.jwks(), { maxAge: 300 }),
    "/healthz": () => json({ status: "alive" }),
    "/readyz": async () => {
      const ready = await probes.ready();
      return json({ status: ready ? "ready" : "unavailable" }, { status: ready ? 200 : 503 });
    },
  };
  return async (ctx, next) => {
    const page = Object.hasOwn(served, ctx.path) ? served[ctx.path] : undefined;
    if (page === undefined) return next();
    if (isReading(ctx)) show(ctx, await page());
  };
}

function json(value: unknown, about: Pick<Page, "status" | "maxAge"> = {}): Page {
  return { type: "application/json", body: JSON.stringify(value), ...about };
}

function show(ctx: Context, { type, body, status = 200, maxAge }: Page): void {
  ctx.status = status;
  ctx.type = type;
  ctx.body = body;
  if (maxAge === undefined) return;
  ctx.set("Cache-Control", `public, max-age=${maxAge}`);
  ctx.set("ETag", `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`);
  if (ctx.fresh) ctx.status = 304;
}

/** The document with this server first, so that tools that read it talk to us, and with programs that do. */
function localised(publicUrl: string): object {
  const servers = [{ url: `${publicUrl}/v1`, description: "This server" }];
  return withCodeSamples({ ...document, servers }, publicUrl);
}
