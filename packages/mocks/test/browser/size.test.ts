import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const most = 50_000;

test("handlers and engine, as an app bundles them, are at most 50 kB minified and gzipped, msw aside", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL("../../src/index.ts", import.meta.url).pathname],
    ...{ bundle: true, write: false, metafile: true, minify: true, logLevel: "silent", external: ["msw"] },
    ...{ format: "esm", platform: "browser", target: "es2022", conditions: ["renewal-source"] },
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const size = gzipSync(code, { level: 9 }).length;
  console.log(`Handlers and engine: ${code.length} bytes minified, ${size} gzipped.`);
  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThanOrEqual(most);
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  expect(imports.map(({ path }) => path)).toEqual(["msw"]);
  // What a strict Content-Security-Policy forbids.
  expect(new TextDecoder().decode(code)).not.toMatch(/\beval\(|new Function\(/);
});
