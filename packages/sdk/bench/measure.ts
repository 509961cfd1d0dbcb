import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const folder = import.meta.dirname;

export function median(all: number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}

/** Bytes of a browser bundle, minified and gzipped. What only Node has is left outside. */
export async function size(contents: string): Promise<number> {
  const external = [
    "node:*",
    "crypto",
    "http",
    "https",
    "events",
    "stream",
    "util",
    "child_process",
    "os",
    "fs",
    "buffer",
  ];
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false },
    ...{ external, logLevel: "silent", legalComments: "none" },
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

/** Milliseconds of `await import()` in a fresh process, the median of some. */
export function importTime(module: string, rounds = 15): number {
  const program = `const t = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - t);`;
  const file = join(mkdtempSync(join(folder, "node_modules", ".import-")), "import.mjs");
  writeFileSync(file, program);
  return median(
    Array.from({ length: rounds }, () =>
      Number(execFileSync(process.execPath, [file], { encoding: "utf8" })),
    ),
  );
}

export interface Callee {
  name: string;
  call: () => PromiseLike<unknown>;
}

/** How many calls one SDK makes before it is another's turn: an app has one SDK, and its code stays in the caches. */
const turn = 100;

/**
 * Microseconds of a call, the median of all. The SDKs take turns, each a hundred calls, so that a slow second of the
 * machine falls on all alike.
 */
export async function callTimes(
  callees: Callee[],
  warm: number,
  rounds: number,
): Promise<Record<string, number>> {
  const times = new Map(callees.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < warm + rounds; round++) {
    for (const { name, call } of callees) {
      for (let count = 0; count < turn; count++) {
        const start = performance.now();
        await call();
        if (round >= warm) times.get(name)?.push((performance.now() - start) * 1000);
      }
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

export async function startServer(): Promise<{ base: string; stop: () => void }> {
  const child = fork(join(folder, "server.ts"));
  const port = await new Promise((resolve) => child.once("message", resolve));
  return { base: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
