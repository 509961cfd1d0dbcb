import { readFileSync } from "node:fs";
import { run } from "../../scripts/infrastructure/run.ts";
import { pathOf } from "./alerts.ts";

/** The commands of a section of the operator's guide. */
export function commandsOf(section: string): string[] {
  const [, rest] = readFileSync(pathOf("../docs/operating.md"), "utf8").split(`\n### ${section}\n`);
  const [, block] = /```sh\n([\s\S]*?)```/.exec(rest?.split(/^### /m)[0] ?? "") ?? [];
  if (block === undefined) throw new Error(`docs/operating.md has no commands under "${section}".`);
  return block.trimEnd().split("\n");
}

/** Where commands run, and what becomes of those that no shell of a test can run. */
export interface Place {
  folder: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Runs the commands of a section, what is meant for a container on this machine, and stops at the first that fails. */
export async function follow(section: string, { folder, environment, stop, start }: Place): Promise<void> {
  let before = "";
  for (const command of commandsOf(section)) {
    if (/^(docker compose|systemctl) stop /.test(command)) await stop();
    else if (/^(docker compose|systemctl) start /.test(command)) await start();
    else if (command.startsWith("umask")) before = `${command}; `;
    else {
      const here = before + command.replace(/^docker compose exec -T postgres /, "");
      const { ok, ending, output } = await run({ command: here, folder, environment, output: "keep" });
      if (!ok) throw new Error(`${command} has failed (${ending}):\n${output}`);
    }
  }
}
