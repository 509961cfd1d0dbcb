#!/usr/bin/env node
import { help, usage } from "./commands/help.ts";
import { keys } from "./commands/keys.ts";
import { start } from "./commands/start.ts";

const commands: Record<string, (words: readonly string[]) => Promise<void>> = { start, keys, help };

const [name = "start", ...words] = process.argv.slice(2);
const known = name === "--help" || name === "-h" ? "help" : name;
const command = Object.hasOwn(commands, known) ? commands[known] : undefined;
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await command(words).catch((error: unknown) => {
    // What an operator can mend is told in words; its place in our code would not help.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
