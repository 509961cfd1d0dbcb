import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

interface RuleFile {
  groups: { rules: Alert[] }[];
}

interface RuleTest {
  alert_rule_test: { alertname: string; exp_alerts?: unknown[] }[];
}

/** The path of a file of this folder. */
export const pathOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const read = (name: string): unknown => parse(readFileSync(pathOf(name), "utf8"));

export const alerts = (read("prometheus/alerts.yml") as RuleFile).groups.flatMap(({ rules }) => rules);

/** What promtool is asked of each alert, in the order of the file. */
export const questions = (read("prometheus/alerts.test.yml") as { tests: RuleTest[] }).tests.flatMap(
  (asked) => asked.alert_rule_test,
);
