import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import type { Daemon } from "../../scripts/infrastructure/daemon.ts";
import { startPrometheus } from "../../scripts/infrastructure/prometheus.ts";
import { type Merchant, openMerchant } from "../../server/test/deliveries/merchant.ts";
import { alerts, pathOf } from "./alerts.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { traffic } from "./traffic.ts";

interface Panel {
  title: string;
  type: string;
  targets?: { expr: string }[];
}

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

const panels = (
  JSON.parse(readFileSync(pathOf("grafana/dashboards/renewal.json"), "utf8")) as { panels: Panel[] }
).panels.filter(({ type }) => type !== "row");

// Grafana puts in a time that holds four scrapes or more.
const queries = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [title, expr.replaceAll("$__rate_interval", "5m")] as const),
);

/** The series that an expression looks at, as it selects them. */
const selectorsOf = (expr: string) =>
  expr.match(/\b(?:up|[a-z]+(?:_[a-z0-9]+)+)\b(?:\{[^}]*\})?(?!\s*\()/g) ?? [];

const selectors = alerts.flatMap(({ alert, expr }) =>
  selectorsOf(expr.replaceAll(/\bby\s*\([^)]*\)/g, "")).map((selector) => [alert, selector] as const),
);

describe.skipIf(process.env.PROMETHEUS_PATH === undefined || process.env.TEST_REDIS_URL === undefined)(
  "A Prometheus that scraped two servers with traffic",
  { timeout: 60_000 },
  () => {
    let merchant: Merchant;
    let fleet: Fleet;
    let prometheus: Daemon;
    beforeAll(async () => {
      merchant = await openMerchant();
      // In development, since production sends nothing to a merchant on this machine.
      const token = "f".repeat(32);
      const secret = "a-secret-of-this-test-that-is-long-enough";
      fleet = await startFleet({
        ...{ METRICS_TOKEN: token, WEBHOOK_SECRET: secret, NOTIFY_ALLOWED_HOSTS: merchant.host },
        ...{ RATE_LIMIT_PER_USER: "100000", RATE_LIMIT_PER_IP: "100000" },
      });
      prometheus = await startPrometheus(configuration(fleet.urls, token));
      // What is counted before the first scrape is seen by none of the rates.
      for (let round = 1; round <= 3; round += 1) {
        await traffic(fleet.urls, merchant.url, secret, round);
        await untilScraped();
      }
    }, 120_000);
    afterAll(async () => {
      await Promise.all([prometheus?.stop(), merchant?.close()]);
      await fleet?.stop();
    });

    async function ask<T>(path: string, words: Record<string, string> = {}): Promise<T> {
      const answer = await fetch(`${prometheus.url}/api/v1/${path}?${new URLSearchParams(words)}`);
      const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
      if (status !== "success") throw new Error(error);
      return data;
    }

    /** What a query finds, without what is no number. */
    async function find(query: string): Promise<Sample[]> {
      const { result } = await ask<{ result: Sample[] }>("query", { query });
      return result.filter(({ value }) => !Number.isNaN(Number(value[1])));
    }

    async function untilScraped(): Promise<void> {
      const since = Date.now() / 1000;
      await vi.waitUntil(
        async () => {
          const scraped = await find('timestamp(up{job="renewal"} == 1)');
          return scraped.length === 2 && scraped.every(({ value }) => Number(value[1]) > since);
        },
        { timeout: 30_000, interval: 100 },
      );
    }

    test.each(queries)("has something to show in the panel %s: %s", async (_title, expr) => {
      await expect.poll(async () => (await find(expr)).length).toBeGreaterThan(0);
    });

    test.each(selectors)("has what %s looks at: %s", async (_alert, selector) => {
      await expect.poll(async () => (await find(selector)).length).toBeGreaterThan(0);
    });

    test("evaluates every alert without an error", async () => {
      const rules = async () => {
        const { groups } = await ask<{ groups: { rules: Record<string, string>[] }[] }>("rules");
        return groups
          .flatMap(({ rules }) => rules)
          .map(({ name, health, lastError }) => [name, health, lastError]);
      };
      await expect.poll(rules).toEqual(alerts.map(({ alert }) => [alert, "ok", undefined]));
    });

    test("fires for the payment whose amount was wrong, and for no server that is well", async () => {
      const firing = async () =>
        (await find('ALERTS{alertstate="firing"}')).map(({ metric }) => metric.alertname);
      await expect.poll(firing).toContain("RenewalPaymentsRefused");
      for (const name of ["RenewalDown", "RenewalServerDown", "RenewalDatabaseDown", "RenewalRedisLost"])
        expect(await firing()).not.toContain(name);
    });
  },
);

/** prometheus.yml with the addresses and the token of this test, and in less of a hurry to wait. */
function configuration(urls: readonly string[], token: string): string {
  const real = parse(readFileSync(pathOf("prometheus/prometheus.yml"), "utf8"));
  const [job] = real.scrape_configs;
  job.static_configs[0].targets = urls.map((url) => new URL(url).host);
  job.authorization = { credentials: token };
  return stringify({
    ...real,
    global: { scrape_interval: "500ms", evaluation_interval: "500ms" },
    rule_files: [pathOf("prometheus/alerts.yml")],
  });
}
