import { afterEach } from "vitest";
import { type Command, run } from "../http/process.ts";
import type { TestDatabase } from "../storage/databases.ts";

/** What a command printed, and how it ended. */
export interface Typed {
  code: number | null;
  stdout: string;
  stderr: string;
}

const running: Command[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((command) => command.discard()));
});

/** Types `renewal …` in a folder of its own, waits for its end, and leaves nothing behind. */
export async function type(words: string, environment: Record<string, string> = {}): Promise<Typed> {
  const command = await run(words.split(" "), environment);
  running.push(command);
  return { code: await command.ended(), stdout: command.stdout(), stderr: command.stderr() };
}

/** What the environment of a server and of its commands says of a database. */
export function placeOf({ location }: TestDatabase): Record<string, string> {
  return location.url === undefined
    ? { DATA_DIR: location.file.replace(/\/[^/]*$/, "") }
    : { DATABASE_URL: location.url };
}
