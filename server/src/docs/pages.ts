import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Context, Handler } from "../http/context.ts";
import { isReading } from "../http/reading.ts";
import { guidePage, landingPage } from "./guides.ts";
import { layout, type PageContent, pagePolicy, type Support } from "./layout.ts";
import {
  referencePage,
  referencePolicy,
  referenceScript,
  referenceStyle,
  rendererScript,
} from "./reference.ts";
import { style } from "./style.ts";

export interface DocsOptions {
  support: Support;
  publicUrl: () => string;
  /** Whether the demo client is there. */
  demo: boolean;
}

interface Served {
  type: "html" | "css" | "js";
  body: string | Buffer;
  policy?: string;
  /** In the body already. */
  gzipped?: boolean;
}

/** Serves /docs and what lies under it: guides as plain pages, the reference, and their files. Others pass. */
export function docsPages(options: DocsOptions): Handler {
  return async (ctx, next) => {
    if (ctx.path !== "/docs" && !ctx.path.startsWith("/docs/")) return next();
    const found = await find(options, ctx.path.slice("/docs".length));
    if (found === undefined) return next();
    if (isReading(ctx)) show(ctx, found);
  };
}

async function find({ support, publicUrl, demo }: DocsOptions, path: string): Promise<Served | undefined> {
  const page = (content: PageContent): Served => ({ ...html(layout(content, support)), policy: pagePolicy });
  switch (path) {
    case "":
    case "/":
      return page(landingPage());
    case "/reference":
      return { ...html(referencePage({ demo }, support)), policy: referencePolicy };
    case "/assets/style.css":
      return { type: "css", body: style };
    case "/assets/reference.js":
      return { type: "js", body: referenceScript };
    case "/assets/reference.css":
      return { type: "css", body: referenceStyle };
    case "/assets/scalar.js":
      return { type: "js", body: await rendererScript(), gzipped: true };
  }
  const guide = guidePage(path.slice(1), publicUrl());
  return guide === undefined ? undefined : page(guide);
}

function html(body: string): Served {
  return { type: "html", body };
}

function show(ctx: Context, { type, body, policy, gzipped }: Served): void {
  ctx.status = 200;
  ctx.type = type;
  if (policy !== undefined) ctx.set("Content-Security-Policy", policy);
  ctx.set("Cache-Control", "public, max-age=300");
  ctx.set("ETag", `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`);
  if (gzipped) ctx.vary("Accept-Encoding");
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  const unpack = gzipped && ctx.acceptsEncodings("gzip") !== "gzip";
  if (gzipped && !unpack) ctx.set("Content-Encoding", "gzip");
  ctx.body = unpack ? gunzipSync(body as Buffer) : body;
}
