import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../infrastructure/chromium.ts";
import { signalTree } from "../infrastructure/processes.ts";
import { root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";
import { follow, type Journey } from "./languages.ts";

/** Where the server of the README listens. */
const api = "http://localhost:8080";

export interface Outcome {
  commit: string;
  /** Seconds of `git clone`, `npm ci` and `npm start` until it answers. */
  server: { clone: number; install: number; start: number };
  languages: Walked[];
}

export interface Walked {
  language: string;
  versions: string;
  commands: number;
  seconds: number;
}

/** Goes every journey in a clean clone of the last commit. @throws Error with what a command said when it fails */
export async function walk(journeys: readonly Journey[]): Promise<Outcome> {
  if (await fetch(`${api}/healthz`).catch(() => undefined))
    throw new Error(`Something listens on ${api} already. End it, so that the server of the README can.`);
  const folder = mkdtempSync(join(tmpdir(), "renewal-new-user-"));
  const clone = join(folder, "renewal");
  const before = existsSync(ourJars);
  let server: ChildProcess | undefined;
  try {
    const cloned = await timed(["git", "clone", "--quiet", root, clone], folder);
    const commit = (await say("git rev-parse --short HEAD", clone)).trim();
    const [install, start] = startCommands(clone);
    const installed = await timed(install, clone);
    const began = performance.now();
    server = spawn(start, { cwd: clone, shell: true, detached: true, stdio: "ignore" });
    await answers(server);
    const times = { clone: cloned, install: installed, start: seconds(began) };
    const languages = [await payByHand(clone, folder)];
    for (const journey of journeys) languages.push(await go(journey, clone, folder));
    return { commit, server: times, languages };
  } finally {
    if (server?.pid !== undefined) signalTree(server.pid, "SIGKILL");
    if (!before) rmSync(ourJars, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The way of Java installs here; what was not there before goes again. */
const ourJars = join(homedir(), ".m2", "repository", "com", "renewal");

/** `npm ci && npm start`, as the README has it, in its two parts. */
function startCommands(clone: string): [string, string] {
  const [, install, start] =
    /^(npm ci) && (npm start)\b/m.exec(readFileSync(join(clone, "README.md"), "utf8")) ?? [];
  if (install === undefined || start === undefined)
    throw new Error("README.md has no line that begins with `npm ci && npm start`.");
  return [install, start];
}

async function go(journey: Journey, clone: string, folder: string): Promise<Walked> {
  const place = join(folder, journey.language.toLowerCase());
  mkdirSync(place);
  const versions = (await say(journey.versions, place)).split("\n")[0]?.trim() ?? "";
  const commands = follow(journey, join(clone, "docs", "guides"), place);
  const began = performance.now();
  let said = "";
  for (const command of commands) said = await say(command, place);
  if (!/The order is paid/.test(said)) throw new Error(`${journey.language}: nothing was paid.\n${said}`);
  return { language: journey.language, versions, commands: commands.length, seconds: seconds(began) };
}

/** The commands of the README, and the button of the checkout page. */
async function payByHand(clone: string, folder: string): Promise<Walked> {
  const text = readFileSync(join(clone, "README.md"), "utf8");
  const blocks = [...text.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, source = ""]) => source);
  const [create = "", look = ""] = blocks.filter((block) => block.includes("curl"));
  const began = performance.now();
  const url = /"payment_url":"([^"]+)"/.exec(await say(create, folder))?.[1] ?? "";
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  try {
    const page = await (await browser.newContext({ locale: "en-US" })).newPage();
    await page.goto(url);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.getByRole("heading", { name: "Payment complete" }).waitFor();
  } finally {
    await browser.close();
  }
  const token = create.slice(0, create.indexOf("\n\n"));
  const membership = await say(`${token}\n${look}`, folder);
  if (!membership.includes('"active"')) throw new Error(`The membership is not active.\n${membership}`);
  const versions = (await say("curl --version", folder)).split(" ").slice(0, 2).join(" ");
  return { language: "curl and a browser", versions, commands: 3, seconds: seconds(began) };
}

async function answers(server: ChildProcess): Promise<void> {
  for (const end = Date.now() + 300_000; Date.now() < end; ) {
    if (server.exitCode !== null) throw new Error("npm start ended before the server answered.");
    if ((await fetch(`${api}/readyz`).catch(() => undefined))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The server did not answer within 5 minutes.");
}

async function timed(command: string | string[], folder: string): Promise<number> {
  const began = performance.now();
  await say(command, folder);
  return seconds(began);
}

/** Runs a command in a shell of the user's own, without what npm adds for its scripts, and answers what it printed. */
async function say(command: string | string[], folder: string): Promise<string> {
  const { ok, ending, output } = await run({ command, folder, output: "keep", timeoutMs: 600_000 });
  if (!ok) throw new Error(`${command} failed (${ending}).\n${output.slice(-3000)}`);
  return output;
}

const seconds = (began: number): number => (performance.now() - began) / 1000;
