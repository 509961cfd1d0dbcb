import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../infrastructure/repository.ts";

interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, string>;
  env?: Record<string, string>;
}
interface Job {
  needs?: string;
  permissions?: Record<string, string>;
  steps: Step[];
}

const workflow = parse(readFileSync(join(root, ".github/workflows/release.yml"), "utf8")) as {
  jobs: Record<string, Job>;
};
const words = Object.values(workflow.jobs).flatMap(({ steps }) =>
  steps.flatMap((step) => [step.run ?? "", ...Object.values(step.with ?? {}).map(String)]),
);

test("the workflow releases by the commands that the dry run tries", () => {
  const called = [...words.join("\n").matchAll(/node scripts\/release\.ts ([a-z]+(?: [a-z]+)?)/g)];
  expect(new Set(called.map(([, command]) => command))).toEqual(
    new Set(["check", "version", "publish", "pack python", "pack java", "tag"]),
  );
  expect(words.join("\n")).not.toMatch(/npm publish|changeset publish|python -m build|\bmvn\b/);
});

test("every package is published by an identity that lasts for one run, with its provenance", () => {
  const { npm, python, java } = workflow.jobs;
  for (const job of [npm, python, java]) expect(job?.permissions?.["id-token"]).toBe("write");
  expect(npm?.steps.some(({ env }) => env?.NPM_CONFIG_PROVENANCE === "true")).toBe(true);
  expect(java?.steps.some(({ uses }) => uses?.startsWith("actions/attest-build-provenance@"))).toBe(true);
  expect(python?.steps.some(({ uses }) => uses?.startsWith("pypa/gh-action-pypi-publish@"))).toBe(true);
  expect(words.join("\n")).not.toMatch(/secrets\.(?!GITHUB_TOKEN)/);
});

test.skipIf(spawnSync("go", ["version"]).status !== 0)(
  "actionlint finds nothing in the workflows",
  { timeout: 300_000 },
  () => {
    const tools = join(root, "scripts", "release", "tools");
    // Its own checks alone: shellcheck and pyflakes judge by whatever version this machine has.
    const command = ["tool", "actionlint", "-shellcheck=", "-pyflakes=", "-no-color"];
    const files = ["ci.yml", "release.yml"].map((name) => join(root, ".github", "workflows", name));
    const { status, stdout, stderr } = spawnSync("go", [...command, ...files], {
      cwd: tools,
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: "" });
  },
);
