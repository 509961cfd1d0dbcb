import { createHash } from "node:crypto";
import { document, documentText } from "@renewal/contract/document";
import type { Handler } from "./context.ts";

export interface Probes {
  /** Whether requests can be served now; false while starting, stopping, or without the store. */
  ready(): Promise<boolean>;
  /** The public keys that our tokens can be checked with. */
  jwks(): Promise<object>;
}

type Page = { type: string; body: string | Promise<string>; status?: number; maxAge?: number };

/** What is served beside the API: whether we live, the document, and the keys. */
export function pages(probes: Probes, publicUrl: () => string): Handler {
  const documentPages: Record<string, () => Page> = {
    "/openapi.json": () => ({
      type: "application/json",
      body: JSON.stringify(localised(publicUrl())),
      maxAge: 300,
    }),
    "/openapi.yaml": () => ({ type: "application/yaml", body: documentText, maxAge: 300 }),
  };
  const served: Record<string, () => Page | Promise<Page>> = {
    ...documentPages,
    "/healthz": () => ({ type: "application/json", body: JSON.stringify({ status: "ok" }) }),
    "/readyz": async () => {
      const ready = await probes.ready();
      const body = JSON.stringify({ status: ready ? "ready" : "unavailable" });
      return { type: "application/json", body, status: ready ? 200 : 503 };
    },
    "/.well-known/jwks.json": async () => ({
      type: "application/json",
      body: JSON.stringify(await probes.jwks()),
      maxAge: 300,
    }),
  };
  return async (ctx, next) => {
    const page = Object.hasOwn(served, ctx.path) ? served[ctx.path] : undefined;
    if (page === undefined || (ctx.method !== "GET" && ctx.method !== "HEAD")) return next();
    const { type, body, status = 200, maxAge } = await page();
    ctx.status = status;
    ctx.type = type;
    ctx.body = await body;
    if (maxAge !== undefined) {
      ctx.set("Cache-Control", `public, max-age=${maxAge}`);
      ctx.set(
        "ETag",
        `"${createHash("sha256")
          .update(await body)
          .digest("base64url")
          .slice(0, 22)}"`,
      );
      if (ctx.fresh) ctx.status = 304;
    }
  };
}

/** The document with this server first, so that tools that read it talk to us. */
function localised(publicUrl: string): object {
  return { ...document, servers: [{ url: `${publicUrl}/v1`, description: "This server" }] };
}
