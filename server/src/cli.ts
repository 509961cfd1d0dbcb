#!/usr/bin/env node
import { commands, findCommand, overview } from "./commands/all.ts";
import { Misuse } from "./commands/command.ts";
import { help } from "./commands/help.ts";
import { start } from "./commands/start.ts";

await run(process.argv.slice(2)).catch((error: unknown) => {
  // What an operator can mend is told in words; its place in our code would not help.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Misuse ? 2 : 1;
});

async function run(words: readonly string[]): Promise<void> {
  const [first] = words;
  if (first === undefined) return start.run([]);
  if (first === "help" || first === "--help" || first === "-h") {
    process.stdout.write(help(overview()));
    return;
  }
  const found = findCommand(words);
  if (found !== undefined) return found.command.run(found.rest);
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  throw new Misuse(overview(group.length > 0 ? group : undefined).trimEnd());
}
