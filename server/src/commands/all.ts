import { checkConfig } from "./check-config.ts";
import { clientsAdd } from "./clients/add.ts";
import { clientsList } from "./clients/list.ts";
import { clientsRotate } from "./clients/rotate.ts";
import type { Command } from "./command.ts";
import { deliveriesList } from "./deliveries/list.ts";
import { deliveriesReplay } from "./deliveries/replay.ts";
import { keysGenerate } from "./keys/generate.ts";
import { keysRotate } from "./keys/rotate.ts";
import { migrate } from "./migrate.ts";
import { reconcile } from "./reconcile.ts";
import { start } from "./start.ts";

/** Every command but `help`, in the order in which it tells them. */
export const commands: readonly Command[] = [
  ...[start, checkConfig, migrate],
  ...[clientsAdd, clientsRotate, clientsList],
  ...[deliveriesList, deliveriesReplay],
  reconcile,
  ...[keysGenerate, keysRotate],
];

/** The command that words begin with, and the words behind its name. */
export function findCommand(words: readonly string[]): { command: Command; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(" "));
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  return undefined;
}

/** One line for each command. */
export function overview(those: readonly Command[] = commands): string {
  const width = Math.max(...those.map(({ name }) => name.length)) + 3;
  const lines = those.map(({ name, says }) => `  ${name.padEnd(width)}${says}\n`);
  return `renewal <command>\n\n${lines.join("")}\n\`renewal <command> --help\` tells its options; \`renewal help\` every variable.\n`;
}

/** The table of all commands, in Markdown. */
export function commandTable(): string {
  const rows = commands.map(({ usage, says }) => `| \`renewal ${usage}\` | ${says} |`);
  return ["| command | does |", "| --- | --- |", ...rows].join("\n");
}
