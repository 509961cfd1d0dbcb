// `npm run new-user`: does what a newcomer does, from a clean clone to a paid order in each language, with the commands and
// programs of the guides as they stand, and writes how many commands and seconds that took into docs/new-user.md.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Block, blocksOf } from "./documents/blocks.ts";
import { root } from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";

interface Step {
  command: string;
  seconds: number;
}

interface Journey {
  language: string;
  guide: string;
  steps: Step[];
}

const folder = mkdtempSync(join(tmpdir(), "renewal-new-user-"));
// Its name is what the guide of Go calls it.
const clone = join(folder, "renewal");
const { RENEWAL_ENV: _, NODE_ENV: __, npm_config_prefix: ___, ...environment } = process.env;
// A newcomer has the programs of this machine, and not those of this working tree.
const path = (process.env.PATH ?? "").split(":").filter((part) => !part.includes("node_modules"));
const env = { ...environment, PATH: path.join(":") } as Record<string, string>;

try {
  const first: Step[] = [await timed(`git clone --quiet ${root} renewal`, folder, "git clone … renewal")];
  const server = await startServer(first);
  try {
    write(first, [await typescript(), await python(), await go(), await java()]);
  } finally {
    process.kill(-(server.pid as number), "SIGINT");
    await once(server, "exit");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The blocks of a guide in one language, as they stand. */
function blocks(guide: string, language: Block["language"]): string[] {
  return blocksOf(`docs/guides/${guide}`)
    .filter((block) => block.language === language)
    .map(({ source }) => source.trim());
}

/** @param shown what the page tells, where it is not what was typed */
async function timed(command: string, cwd: string, shown = command): Promise<Step> {
  const start = performance.now();
  const { ok, output, ending } = await run({ command, folder: cwd, environment: env, output: "keep" });
  if (!ok) throw new Error(`${command} failed (${ending}).\n${output}`);
  const seconds = tell(start, shown);
  if (/Pay here/.test(output) && !/The order is paid/.test(output))
    throw new Error(`The order was not paid.\n${output}`);
  return { command: shown, seconds };
}

/** Says on the terminal how long a command took. @param start as performance.now() told it @returns seconds */
function tell(start: number, command: string): number {
  const seconds = (performance.now() - start) / 1000;
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${command}`);
  return seconds;
}

async function startServer(steps: Step[]) {
  const [command = ""] = blocks("quick-start.md", "bash");
  const start = performance.now();
  const server = spawn("sh", ["-c", command], {
    cwd: clone,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  while (
    !said.includes("Renewal is listening on http://localhost:8080") &&
    !said.includes("127.0.0.1:8080")
  ) {
    if (server.exitCode !== null) throw new Error(`${command} ended.\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  steps.push({ command, seconds: tell(start, command) });
  return server;
}

/** A folder of one's own with the first program of a guide in it. */
function program(guide: string, language: Block["language"], file: string): string {
  const home = join(folder, language);
  mkdirSync(dirname(join(home, file)), { recursive: true });
  writeFileSync(join(home, file), `${blocks(guide, language)[0]}\n`);
  return home;
}

async function typescript(): Promise<Journey> {
  const guide = "typescript.md";
  const home = program(guide, "ts", "renew.mts");
  const [install = ""] = blocks(guide, "bash");
  await timed("npm pack -w @renewal/sdk --pack-destination .. --silent", clone);
  const packed = install.replace("@renewal/sdk", "../renewal-sdk-*.tgz");
  const isNew =
    Number(
      (await run({ command: "node --version", folder, environment: env, output: "keep" })).output.slice(1, 3),
    ) >= 23;
  const command = isNew ? "node renew.mts" : "npx --yes tsx renew.mts";
  return {
    language: "TypeScript",
    guide,
    steps: [await timed(packed, home, install), await timed(command, home)],
  };
}

async function python(): Promise<Journey> {
  const guide = "python.md";
  const home = program(guide, "python", "renew.py");
  const [install = ""] = blocks(guide, "bash");
  const typed = install.replace(/renewal$/, "../renewal/packages/python").replace("\n", " && ");
  const steps = [await timed(typed, home, install)];
  steps.push(await timed(". .venv/bin/activate && python renew.py", home, "python renew.py"));
  return { language: "Python", guide, steps };
}

async function go(): Promise<Journey> {
  const guide = "go.md";
  const home = program(guide, "go", "main.go");
  const [install = ""] = blocks(guide, "bash");
  return { language: "Go", guide, steps: [await timed(install, home), await timed("go run .", home)] };
}

async function java(): Promise<Journey> {
  const guide = "java.md";
  const home = program(guide, "java", "src/main/java/Renew.java");
  const [install = ""] = blocks(guide, "bash");
  writeFileSync(join(home, "pom.xml"), `${blocks(guide, "xml")[0]}\n`);
  const command =
    /`(mvn -q compile exec:java [^`]+)`/.exec(readFileSync(join(clone, "docs/guides", guide), "utf8"))?.[1] ??
    "";
  return { language: "Java", guide, steps: [await timed(install, clone), await timed(command, home)] };
}

function write(first: readonly Step[], journeys: readonly Journey[]): void {
  const seconds = (steps: readonly Step[]) => Math.round(steps.reduce((sum, step) => sum + step.seconds, 0));
  const commands = (steps: readonly Step[]) => steps.flatMap(({ command }) => command.split("\n")).length;
  const row = ({ language, guide, steps }: Journey) =>
    `| [${language}](guides/${guide}) | ${commands([...first, ...steps])} | ${seconds([...first, ...steps])} s | ${steps
      .flatMap(
        ({ command, seconds: took }) =>
          `${command
            .split("\n")
            .map((line) => `\`${line}\``)
            .join(", ")} ${took.toFixed(1)} s`,
      )
      .join("; ")} |`;
  const page = `# From a clean clone to the first paid order

What a newcomer types and waits for, by the guides alone. \`npm run new-user\` does it in a clean clone, with the commands and programs
that stand in the guides, and writes this page. Last run on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.version} for
this script, with what package managers had kept from before. SDKs come from the clone where a guide names a registry, since
none is published yet.

Everybody begins with ${first.map(({ command, seconds: took }) => `\`${command}\` (${took.toFixed(1)} s)`).join(" and ")}. The program pays by the sandbox's own order id; a person who pays by hand needs one click more.

| language | commands in all | time in all | of that |
| --- | --- | --- | --- |
${journeys.map(row).join("\n")}
`;
  writeFileSync(join(root, "docs", "new-user.md"), page);
  console.log(page);
}
