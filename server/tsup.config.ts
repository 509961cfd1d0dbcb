import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig } from "tsup";
import { esm } from "../tsup.base.ts";

export default defineConfig(
  esm({
    entry: ["src/index.ts", "src/cli.ts"],
    platform: "node",
    // The renderer of /docs/reference is a whole file of its own, which browsers get compressed.
    async onSuccess() {
      const renderer = dirname(createRequire(import.meta.url).resolve("@scalar/api-reference"));
      mkdirSync("dist/docs", { recursive: true });
      const script = readFileSync(join(renderer, "browser", "standalone.js"));
      writeFileSync("dist/docs/scalar.js.gz", gzipSync(script, { level: 9 }));
    },
  }),
);
