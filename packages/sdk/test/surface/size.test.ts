import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const resolveDir = fileURLToPath(new URL("../..", import.meta.url));

/** Bytes of what an app that contains only this sends to a browser, minified and gzipped. */
async function size(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false },
    conditions: ["renewal-source"],
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

test("the whole client, openapi-fetch included, is no more than 8.0 kB", async () => {
  const client =
    'import { Renewal } from "@renewal/sdk"; new Renewal({ token: "t" }).packages.list().then(console.log);';
  const bytes = await size(client);
  expect(bytes).toBeLessThanOrEqual(8000);
  expect(bytes).toBeGreaterThan(4000);
});

test("verifyWebhook alone is no more than 1.5 kB, and brings no client", async () => {
  const bytes = await size('export { verifyWebhook } from "@renewal/sdk";');
  expect(bytes).toBeLessThanOrEqual(1500);
  expect(bytes).toBeGreaterThan(1000);
});
