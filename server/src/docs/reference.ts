import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { escaped, type Support } from "./layout.ts";

/**
 * What the renderer needs and no more: scripts of this server alone, without eval. It makes style elements as it runs,
 * so inline styles are let in; calls go to this server.
 */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** @param demo whether the demo client is there, with which "Test request" works at once */
export function referencePage({ demo }: { demo: boolean }, support: Support): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Renewal</title>
<meta name="description" content="Every operation, field, status and error code of the Renewal API.">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/reference.css">
<script src="/docs/assets/scalar.js" defer></script>
<script src="/docs/assets/reference.js" defer></script>
</head>
<body>
<nav class="site" aria-label="Site"><a href="/docs">Guides</a><a href="${escaped(support.status)}">Status</a></nav>
<noscript><p>The reference needs JavaScript. Without it, read <a href="/openapi.yaml">the document</a>, or <a href="/docs">the guides</a>, or write to ${escaped(support.email)}.</p></noscript>
<div id="reference"${demo ? " data-demo" : ""}></div>
</body>
</html>
`;
}

/** The way back to the guides; the renderer keeps clear of as much as its variable says. */
export const referenceStyle = `
:root { color-scheme: light dark; --scalar-custom-header-height: 3rem; }
body { margin: 0; }
.site {
  position: sticky; top: 0; z-index: 10; display: flex; gap: 1.5rem; align-items: center; height: 3rem; padding: 0 1.25rem;
  border-bottom: 1px solid #dce2ea; background: #ffffff; font: .9375rem system-ui, sans-serif;
}
.site a { color: #0a5f54; }
.dark-mode .site { border-color: #2a3545; background: #0f0f0f; }
.dark-mode .site a { color: #45cdb4; }
`;

/** Starts the renderer in the browser. With the demo client it first gets a member's token for "Test request". */
export const referenceScript = `(async () => {
  const place = document.querySelector("#reference");
  const token = "demo" in place.dataset ? await demoToken().catch(() => undefined) : undefined;
  Scalar.createApiReference(place, {
    url: "/openapi.json",
    // Where this page came from, under whatever name it was reached: other origins would need CORS.
    servers: [{ url: location.origin + "/v1", description: "This server" }],
    withDefaultFonts: false,
    telemetry: false,
    hideClientButton: true,
    showDeveloperTools: "never",
    agent: { disabled: true },
    mcp: { disabled: true },
    hiddenClients: true,
    documentDownloadType: "direct",
    authentication: {
      preferredSecurityScheme: "bearerAuth",
      securitySchemes: { bearerAuth: { token } },
    },
  });

  async function demoToken() {
    const answer = await fetch("/v1/auth/token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret", user_id: "user_42",
      }),
    });
    return (await answer.json()).access_token;
  }
})();
`;

let renderer: Promise<Buffer> | undefined;

/** The renderer's script, compressed: beside the built server, or from the sources where it is installed. */
export function rendererScript(): Promise<Buffer> {
  renderer ??= readRenderer().catch((error: unknown) => {
    renderer = undefined;
    throw error;
  });
  return renderer;
}

async function readRenderer(): Promise<Buffer> {
  const built = new URL("./docs/scalar.js.gz", import.meta.url);
  if (existsSync(built)) return readFile(built);
  const entry = createRequire(import.meta.url).resolve("@scalar/api-reference");
  return promisify(gzip)(await readFile(join(dirname(entry), "browser", "standalone.js")));
}
