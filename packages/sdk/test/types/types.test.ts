import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("..", import.meta.url));

test("wrong fields, missing fields and mixed currencies do not compile; unknown fields and values do", () => {
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram([`${folder}/types/consumer.ts`], options);
  const faults = ts.getPreEmitDiagnostics(program);
  expect(
    ts.formatDiagnostics(faults, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => folder,
      getNewLine: () => "\n",
    }),
  ).toBe("");
  expect(program.getSourceFile(`${folder}types/consumer.ts`)?.text.match(/@ts-expect-error/g)).toHaveLength(
    18,
  );
}, 60_000);
