import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { freePort } from "../scripts/infrastructure/daemon.ts";

const server = join(import.meta.dirname, "..", "server", "dist", "cli.js");
const patience = 20_000;

/**
 * Milliseconds from the start of the process to its first good answer: of our server as `npm start` runs it, on SQLite,
 * and of bare Koa. They take turns.
 *
 * @param folder where the server keeps its data
 * @throws Error when the server was not built, or a process does not answer within 20 s
 */
export async function startTimes(folder: string, rounds: number): Promise<Record<string, number[]>> {
  if (!existsSync(server)) throw new Error("The server is not built. Run: npm run build");
  const known = mkdtempSync(join(folder, "known-"));
  const ours = (DATA_DIR: string) =>
    firstAnswer(
      () => [server, "start"],
      (PORT) => ({ DATA_DIR, PORT }),
    );
  await ours(known);
  const times: Record<string, number[]> = {
    "bare Koa": [],
    "Renewal, SQLite": [],
    "Renewal, SQLite, first": [],
  };
  for (let round = 0; round < rounds; round++) {
    times["bare Koa"]?.push(
      await firstAnswer((port) => [join(import.meta.dirname, "subjects", "koa.ts"), port]),
    );
    times["Renewal, SQLite"]?.push(await ours(known));
    times["Renewal, SQLite, first"]?.push(await ours(mkdtempSync(join(folder, "new-"))));
  }
  return times;
}

async function firstAnswer(
  wordsOf: (port: string) => readonly string[],
  environmentOf: (port: string) => Record<string, string> = () => ({}),
): Promise<number> {
  const port = await freePort();
  const words = wordsOf(`${port}`);
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environmentOf(`${port}`) },
    stdio: "ignore",
  });
  try {
    while (!(await answers(port))) {
      const took = performance.now() - began;
      if (child.exitCode !== null || took > patience)
        throw new Error(`${words[0]} did not answer (${Math.round(took)} ms, exit code ${child.exitCode}).`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return performance.now() - began;
  } finally {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: "127.0.0.1", port, path: "/v1/packages" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on("error", () => resolve(false));
  });
}
