import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Configuration, ConfigurationFaults } from "../configuration.ts";
import { connectRedis, firstConnection } from "../redis/connect.ts";
import { command } from "./command.ts";
import { soundConfiguration } from "./sound-configuration.ts";
import { nameOf, tableFaults, withOpenStorage } from "./with-storage.ts";

/** How long an identity provider is waited for, in milliseconds. */
const patience = 3_000;

export const checkConfig = command({
  name: "check-config",
  says: "Says what the server would make of this environment, and whether all that it names answers; changes nothing.",
  async run() {
    const configuration = await soundConfiguration(process.env);
    const checks = [
      await checkDatabase(configuration),
      ...(configuration.redisUrl === undefined ? [] : [await checkRedis(configuration.redisUrl)]),
      ...(configuration.tokens.kind === "own" ? [] : [await checkKeys(configuration.tokens.jwksUrl)]),
    ];
    const faults = checks.flatMap((check) => check.faults);
    if (faults.length > 0) throw new ConfigurationFaults(faults);
    process.stdout.write(
      summary(
        configuration,
        checks.flatMap(({ notes }) => notes),
      ),
    );
  },
});

interface Check {
  faults: string[];
  notes: string[];
}

async function checkDatabase(configuration: Configuration): Promise<Check> {
  const { databaseUrl, dataDirectory, production } = configuration;
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, "renewal.db"))) {
    return { faults: [], notes: ["The server will make its database when it starts."] };
  }
  try {
    return await withOpenStorage(configuration, async ({ storage }) => {
      const [unsafe, tables] = [await storage.faults(), await storage.tables()];
      const sentences = [tableFaults[tables] ?? []].flat();
      return {
        faults: [...(production ? unsafe : []), ...(tables === "foreign" ? sentences : [])],
        notes: [...(production ? [] : unsafe), ...(tables === "foreign" ? [] : sentences)],
      };
    });
  } catch (error) {
    const variable = databaseUrl === undefined ? "DATA_DIR" : "DATABASE_URL";
    return { faults: [`${variable} leads to no database that answers: ${messageOf(error)}`], notes: [] };
  }
}

async function checkRedis(url: string): Promise<Check> {
  const redis = await connectRedis(url);
  let cause: unknown = new Error("It did not answer.");
  redis.on("error", (error) => {
    cause = error;
  });
  try {
    await firstConnection(redis);
    await redis.ping();
    return { faults: [], notes: [] };
  } catch {
    return { faults: [`REDIS_URL leads to no Redis that can be used: ${messageOf(cause)}`], notes: [] };
  } finally {
    redis.disconnect();
  }
}

async function checkKeys(url: string): Promise<Check> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
    const { keys } = (await answer.json()) as { keys?: unknown };
    if (answer.ok && Array.isArray(keys) && keys.length > 0) return { faults: [], notes: [] };
  } catch {
    // Told below: an address that does not answer and one that answers something else are mended alike.
  }
  return {
    faults: ["JWT_JWKS_URL leads to no list of keys. Correct it, or ask the identity provider."],
    notes: [],
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : "it did not answer.";
}

function summary(configuration: Configuration, notes: readonly string[]): string {
  const { production, host, port, publicUrl, redisUrl, gateways, tls, workers, clients, tokens } =
    configuration;
  const where = `${tls === undefined ? "http" : "https"}://${host}:${port}`;
  const rows = [
    ["mode", production ? "production" : "development"],
    ["listens on", workers === 1 ? where : `${where}, in ${workers} processes`],
    ["reached at", publicUrl ?? "where it listens"],
    ["database", nameOf(configuration)],
    ["redis", redisUrl === undefined ? "none: limits and cache in the process" : new URL(redisUrl).host],
    ["gateway", gateways.map(({ name }) => name).join(", ")],
    ["tokens", tokens.kind === "own" ? "its own" : `of ${tokens.issuer}`],
    [
      "clients",
      clients.length === 0
        ? "those of the database"
        : `${clients.length} in CLIENTS_FILE, and those of the database`,
    ],
  ];
  const lines = rows.map(([name = "", value = ""]) => `  ${name.padEnd(12)}${value}\n`);
  return `The configuration is sound.\n\n${lines.join("")}${notes.map((note) => `\n${note}\n`).join("")}`;
}
