import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
  code: number | null;
  output: string;
}

/** How programs of each kind are run: from standard input, where packages of this repository are found. */
const commands = {
  Shell: ["bash", "-euo", "pipefail", "-s"],
  TypeScript: [
    "node",
    "--conditions=renewal-source",
    "--disable-warning=ExperimentalWarning",
    "--input-type=module-typescript",
    "-",
  ],
} as const;

export type Runnable = keyof typeof commands;

/** The program that runs a source from its standard input, in the folder of the server. */
export function programOf(language: Runnable): [program: string, ...parameters: string[]] {
  return [...commands[language]] as [string, ...string[]];
}

/** Runs a program of the documentation to its end, 60 s at the most. */
export function run(
  language: Runnable,
  source: string,
  environment: Record<string, string> = {},
): Promise<Ran> {
  const [program, ...parameters] = programOf(language);
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: server,
      env: { ...process.env, ...environment },
      timeout: 60_000,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on("close", (code) => resolve({ code, output }));
    child.stdin.end(source);
  });
}
