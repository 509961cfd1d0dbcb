#!/usr/bin/env node
import { start } from "./commands/start.ts";
import { ConfigurationFaults } from "./configuration.ts";

const usage = `renewal <command>

  start     runs the server
`;

const commands: Record<string, () => Promise<void>> = { start };

const [name = "start"] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await command().catch((error: unknown) => {
    // A fault of the configuration is the operator's to mend; its place in our code would not help.
    const told =
      error instanceof ConfigurationFaults || error instanceof Error ? error.message : String(error);
    process.stderr.write(`${told}\n`);
    process.exitCode = 1;
  });
}
