import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathWithTools, root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";

/** Package folder, and what a file in its `src/feature/` imports. */
type Import = readonly [folder: string, specifier: string];

const refused: Import[] = [
  ["packages/contract", "@renewal/engine"],
  ["packages/contract", "@renewal/sdk"],
  ["packages/contract", "node:fs"],
  ["packages/contract", "../../../engine/src/index.ts"],
  ["packages/engine", "@renewal/server"],
  ["packages/engine", "@renewal/mocks"],
  ["packages/engine", "@renewal/sdk/errors"],
  ["packages/engine", "node:crypto"],
  ["packages/engine", "fs"],
  ["packages/engine", "../../../../server/src/storage/store.ts"],
  ["packages/engine", "../../../../server/dist/index.js"],
  ["packages/engine", "../../../mocks/src/index.ts"],
  ["packages/engine", "../../../../packages/sdk/anything.ts"],
  ["packages/engine", "../../../../scripts/infrastructure/redis.ts"],
  ["packages/sdk", "@renewal/engine"],
  ["packages/sdk", "@renewal/server"],
  ["packages/sdk", "@renewal/mocks"],
  ["packages/sdk", "node:buffer"],
  ["packages/sdk", "../../../engine/src/index.ts"],
  ["packages/mocks", "@renewal/server"],
  ["packages/mocks", "@renewal/sdk"],
  ["packages/mocks", "../../../../server/src/index.ts"],
  ["server", "@renewal/mocks"],
  ["server", "@renewal/sdk"],
  ["server", "../../../packages/engine/src/index.ts"],
];

const accepted: Import[] = [
  ["packages/engine", "@renewal/contract"],
  ["packages/engine", "@renewal/contract/operations"],
  ["packages/engine", "../packages/list.ts"],
  ["packages/sdk", "@renewal/contract"],
  ["packages/mocks", "@renewal/engine"],
  ["packages/mocks", "@renewal/contract/document"],
  ["packages/mocks", "node:http"],
  ["server", "@renewal/engine"],
  ["server", "@renewal/contract"],
  ["server", "node:http"],
];

const shapes: Record<string, (specifier: string) => string> = {
  "an import": (specifier) => `import { thing } from "${specifier}";\n\nexport const kept = thing;\n`,
  "an import of types": (specifier) =>
    `import type { Thing } from "${specifier}";\n\nexport type Kept = Thing;\n`,
  "a dynamic import": (specifier) => `export const kept = import("${specifier}");\n`,
  "a re-export": (specifier) => `export { thing } from "${specifier}";\n`,
};

const cases = (imports: Import[]) =>
  imports.flatMap(([folder, specifier]) =>
    Object.entries(shapes).map(([shape, write]) => ({ folder, specifier, shape, text: write(specifier) })),
  );
const fileOf = ({ folder, specifier, shape }: { folder: string; specifier: string; shape: string }) =>
  join(folder, "src", "feature", `${`${shape} ${specifier}`.replaceAll(/\W+/g, "-")}.ts`);

let folder: string;
let faulty: Set<string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "renewal-directions-"));
  for (const name of ["biome.json", ".gitignore"]) cpSync(join(root, name), join(folder, name));
  for (const planted of cases([...refused, ...accepted])) {
    const path = join(folder, fileOf(planted));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, planted.text);
  }
  const { output } = await run({
    command: ["biome", "lint", "--max-diagnostics=none", "--diagnostic-level=error", "--reporter=json", "."],
    folder,
    environment: { PATH: pathWithTools() },
    output: "keep",
  });
  const json = output.split("\n").find((line) => line.startsWith("{"));
  const { diagnostics } = JSON.parse(json ?? "{}") as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const rules = [
    "lint/style/noRestrictedImports",
    "lint/correctness/noNodejsModules",
    // Refuses "fs", so that it becomes "node:fs", which the first one refuses, types included.
    "lint/style/useNodejsImportProtocol",
  ];
  faulty = new Set(
    diagnostics.filter(({ category }) => rules.includes(category)).map(({ location }) => location.path),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter refuses", () => {
  test.each(cases(refused))("$shape of $specifier in $folder", (planted) => {
    expect(faulty).toContain(fileOf(planted));
  });
});

describe("the linter accepts", () => {
  test.each(cases(accepted))("$shape of $specifier in $folder", (planted) => {
    expect(faulty).not.toContain(fileOf(planted));
  });
});
