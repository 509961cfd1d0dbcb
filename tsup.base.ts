import type { Options } from "tsup";

/** Private to this repository: a published package carries their code and their types inside itself. */
const unpublished = /^@renewal\/(contract|engine)(\/|$)/;

/** How every package is built: ES modules for Node 20 and browsers of 2023, with declarations. */
export function esm(options: Options): Options {
  return {
    format: "esm",
    target: "es2022",
    platform: "neutral",
    dts: { resolve: [unpublished] },
    noExternal: [unpublished],
    sourcemap: true,
    clean: true,
    ...options,
  };
}
