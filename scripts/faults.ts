// `npm run test:faults`: the server's fault suite with the numbers of docs/faults.md, which takes most of an hour.
// `npm run test:faults -- soak storm` runs those files alone.
import { join } from "node:path";
import { pathWithTools, quietTools, root } from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";
import { Surroundings } from "./testing/needs.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interruption.abort());

const surroundings = new Surroundings();
try {
  const environment = {
    ...(await surroundings.provide("postgres")),
    ...(await surroundings.provide("redis")),
  };
  const folder = join(root, "server");
  const words = process.argv.slice(2);
  const files = words.length === 0 ? ["test/faults/"] : words.map((word) => `test/faults/${word}`);
  const { ok } = await run({
    command: ["vitest", "run", "--project", "faults", ...files],
    folder,
    environment: { ...quietTools, PATH: pathWithTools(folder), ...environment, RENEWAL_FAULTS: "full" },
    signal: interruption.signal,
  });
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await surroundings.stop();
}
