import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Options } from "tsup";

/**
 * Private to this repository: a published package carries their code and their types inside itself. The code comes in
 * because tsup bundles whatever is no dependency but a development dependency; the types need a hint.
 */
const unpublished = { "@renewal/contract": "packages/contract", "@renewal/engine": "packages/engine" };

const root = fileURLToPath(new URL(".", import.meta.url));

/** How every package is built: ES modules for Node 20 and browsers of 2023, with declarations. */
export function esm(options: Options): Options {
  return {
    format: "esm",
    target: "es2022",
    platform: "neutral",
    // `node:sqlite` has no name without the prefix.
    removeNodeProtocol: false,
    dts: { compilerOptions: { paths: sources() } },
    sourcemap: true,
    clean: true,
    ...options,
  };
}

/** Declarations of what is found through node_modules would stay imports of packages that nobody can install. */
function sources(): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(unpublished).flatMap(([name, folder]) => {
      const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
        exports: Record<string, { "renewal-source"?: string }>;
      };
      return Object.entries(exports).flatMap(([path, { "renewal-source": source }]) =>
        source === undefined ? [] : [[name + path.slice(1), [join(root, folder, source)]]],
      );
    }),
  );
}
