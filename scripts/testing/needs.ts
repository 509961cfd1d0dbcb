import { findCaddy } from "../infrastructure/caddy.ts";
import { findChromium } from "../infrastructure/chromium.ts";
import type { Daemon } from "../infrastructure/daemon.ts";
import { findHadolint } from "../infrastructure/hadolint.ts";
import { startPostgres } from "../infrastructure/postgres.ts";
import { findPostgresTools } from "../infrastructure/postgres-tools.ts";
import { findPrometheus } from "../infrastructure/prometheus.ts";
import { startRedis } from "../infrastructure/redis.ts";
import { findStripeMock } from "../infrastructure/stripe-mock.ts";

/** What a suite can ask to have beside it while it runs. */
export type Need =
  | "postgres"
  | "redis"
  | "chromium"
  | "prometheus"
  | "caddy"
  | "hadolint"
  | "postgres-tools"
  | "stripe-mock";

export const needNames: Need[] = [
  "postgres",
  "redis",
  "chromium",
  "prometheus",
  "caddy",
  "hadolint",
  "postgres-tools",
  "stripe-mock",
];

interface Provision {
  /** Told to the suite. */
  environment: Record<string, string>;
  daemon?: Daemon;
}

const providers: Record<Need, () => Promise<Provision>> = {
  postgres: async () => {
    const daemon = await startPostgres();
    return { daemon, environment: { TEST_DATABASE_URL: daemon.url } };
  },
  redis: async () => {
    const daemon = await startRedis();
    return { daemon, environment: { TEST_REDIS_URL: daemon.url } };
  },
  chromium: async () => ({ environment: { CHROMIUM_PATH: findChromium() } }),
  prometheus: async () => {
    const { prometheus, promtool } = findPrometheus();
    return { environment: { PROMETHEUS_PATH: prometheus, PROMTOOL_PATH: promtool } };
  },
  caddy: async () => ({ environment: { CADDY_PATH: findCaddy() } }),
  "postgres-tools": async () => ({ environment: { POSTGRES_TOOLS: findPostgresTools() } }),
  "stripe-mock": async () => ({ environment: { STRIPE_MOCK_PATH: await findStripeMock() } }),
  hadolint: async () => ({ environment: { HADOLINT_PATH: await findHadolint() } }),
};

/** Starts what suites ask for, when the first one asks, and keeps it for those that follow. */
export class Surroundings {
  readonly #provisions = new Map<Need, Promise<Provision>>();

  /**
   * The variables that tell a suite where the thing is.
   * @throws Missing when this machine lacks it, Error when it does not start
   */
  async provide(need: Need): Promise<Record<string, string>> {
    const provision = this.#provisions.get(need) ?? providers[need]();
    this.#provisions.set(need, provision);
    return (await provision).environment;
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.#provisions.values());
    this.#provisions.clear();
    await Promise.all(
      started.map((result) => (result.status === "fulfilled" ? result.value.daemon?.stop() : undefined)),
    );
  }
}
