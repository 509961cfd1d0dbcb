// Builds the packages with turbo, without telemetry; everything after the file's name goes to `turbo run build`.
import { pathWithTools, quietTools, root, turbo } from "./infrastructure/repository.ts";
import { run } from "./infrastructure/run.ts";

const { ok, ending } = await run({
  command: turbo("run", "build", ...process.argv.slice(2)),
  folder: root,
  environment: { ...quietTools, PATH: pathWithTools() },
});
if (!ok) {
  console.error(`The build failed (${ending}).`);
  process.exitCode = 1;
}
