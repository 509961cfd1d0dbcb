import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { alerts, pathOf, questions } from "./alerts.ts";

const promtool = process.env.PROMTOOL_PATH;

function ask(...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(promtool as string, words, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

describe("Every alert", () => {
  test.each(alerts.map(({ alert }) => alert))("%s is tested to fire, and to stay silent", (name) => {
    const asked = questions.filter(({ alertname }) => alertname === name);
    expect(asked.filter(({ exp_alerts = [] }) => exp_alerts.length > 0)).not.toEqual([]);
    expect(asked.filter(({ exp_alerts = [] }) => exp_alerts.length === 0)).not.toEqual([]);
  });

  test("leads to its section of the operator's guide, which has one for each and no other", () => {
    const guide = readFileSync(pathOf("../docs/operating.md"), "utf8");
    const sections = [...guide.matchAll(/^### (Renewal\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alerts.map(({ alert }) => alert));
    for (const { alert, annotations, labels } of alerts) {
      expect(annotations.runbook).toBe(`docs/operating.md#${alert.toLowerCase()}`);
      const [, section = ""] = guide.split(`### ${alert}\n`);
      const [text = ""] = section.split(/^#/m);
      for (const part of ["Means", "Look at", "Do"]) expect(text).toContain(`**${part}:**`);
      expect(["page", "ticket"]).toContain(labels.severity);
    }
  });
});

describe.skipIf(promtool === undefined)("promtool", () => {
  test("has nothing against the configuration and the rules, whatever it looks for", () => {
    const folder = mkdtempSync(join(tmpdir(), "renewal-promtool-"));
    const token = join(folder, "token");
    writeFileSync(token, "t");
    const configuration = parse(readFileSync(pathOf("prometheus/prometheus.yml"), "utf8"));
    expect(configuration.rule_files).toEqual(["alerts.yml"]);
    configuration.rule_files = [pathOf("prometheus/alerts.yml")];
    configuration.scrape_configs[0].authorization.credentials_file = token;
    writeFileSync(join(folder, "prometheus.yml"), stringify(configuration));
    const { status, said } = ask(
      "check",
      "config",
      "--lint=all",
      "--lint-fatal",
      join(folder, "prometheus.yml"),
    );
    rmSync(folder, { recursive: true });
    expect([status, said]).toEqual([0, expect.stringContaining(`SUCCESS: ${alerts.length} rules found`)]);
  });

  test("sees each alert fire when it is to, and stay silent when it is not", () => {
    const { status, said } = ask("test", "rules", pathOf("prometheus/alerts.test.yml"));
    expect([status, said]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });
});
