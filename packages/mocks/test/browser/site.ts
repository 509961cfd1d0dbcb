import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";

/** What a careful shop sends: no eval, no inline script, no inline style, and only its own worker. */
export const strictPolicy = [
  ...[
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src data: 'self'",
  ],
  ...["connect-src 'self' https://api.example.com", "form-action 'self'", "base-uri 'none'"],
].join("; ");

/** A shop's own site with history fallback, as development servers have it. */
export async function openSite(): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    entryPoints: [new URL("app.ts", import.meta.url).pathname],
    ...{
      bundle: true,
      write: false,
      logLevel: "silent",
      format: "esm",
      platform: "browser",
      target: "es2022",
    },
    conditions: ["renewal-source"],
  });
  const require = createRequire(import.meta.url);
  const files: Record<string, [string, string]> = {
    "/app.js": ["text/javascript", outputFiles[0]?.text ?? ""],
    "/mockServiceWorker.js": [
      "text/javascript",
      readFileSync(require.resolve("msw/mockServiceWorker.js"), "utf8"),
    ],
    "/style.css": ["text/css", "body { background: red }"],
  };
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="stylesheet" href="/style.css"></head><body><script type="module" src="/app.js"></script></body></html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site.test");
    const [type, text] = files[pathname] ?? ["text/html", page];
    response.writeHead(200, {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Security-Policy": strictPolicy,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
