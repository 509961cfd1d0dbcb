import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const sources = new URL("../src/", import.meta.url).pathname;

/** What a bundler makes of a program that imports these names from a source file of this package. */
export async function bundleOf(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: sources, loader: "ts" },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}

/** In bytes, as it travels. */
export function gzipped(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}
