// `npm run bench`: our server beside its peers, in one run with the same load. See docs/performance.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../scripts/infrastructure/postgres.ts";
import { startRedis } from "../scripts/infrastructure/redis.ts";
import { load, type Round } from "./load.ts";
import { type Results, report, summary } from "./report.ts";
import { pinGenerator, type RunningSubject, type Subject, start } from "./subject.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    /** Comma list of subjects; all by default. */
    only: { type: "string" },
    cases: { type: "string" },
    rounds: { type: "string" },
    seconds: { type: "string" },
    /** Writes docs/performance.gen.json, .gen.svg and the table of docs/performance.md. */
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 4));
const own = ["create", "replay", "payment", "packages", "membership"];
const folder = mkdtempSync(join(tmpdir(), "renewal-bench-"));
const place = (name: string) => ({ DATA_DIR: join(folder, name) });
const renewal = { file: "renewal.ts", cases: own };
const subjects: Subject[] = [
  { name: "node", title: "node:http", file: "node.ts", cases: ["create", "packages"] },
  {
    name: "koa",
    title: "Koa, router, body parser",
    file: "koa.ts",
    cases: ["create", "packages", "membership"],
  },
  { name: "fastify", title: "Fastify 5, JWT, schema, limit, metrics", file: "fastify.ts", cases: ["create"] },
  { name: "express", title: "Express 5, openapi-validator", file: "express.ts", cases: ["create"] },
  {
    ...renewal,
    name: "memory",
    title: "Renewal, memory",
    arguments: ["memory"],
    environment: place("memory"),
  },
  {
    ...renewal,
    name: "sqlite",
    title: "Renewal, SQLite",
    arguments: ["sqlite"],
    environment: place("sqlite"),
  },
  { ...renewal, name: "postgres", title: "Renewal, PostgreSQL and Redis", arguments: ["postgres"] },
];
const only = values.only?.split(",");
const chosen = subjects.filter(({ name }) => only === undefined || only.includes(name));
const stranger = only?.find((name) => !subjects.some((subject) => subject.name === name));
if (stranger !== undefined) {
  throw new Error(
    `There is no subject ${stranger}. Choose of ${subjects.map(({ name }) => name).join(", ")}.`,
  );
}

const ending: (() => Promise<void>)[] = [];
try {
  const postgres = chosen.find(({ name }) => name === "postgres");
  if (postgres !== undefined) {
    // Durable, as an operator's is.
    const database = await startPostgres({ fsync: "on" });
    ending.push(() => database.stop());
    const redis = await startRedis();
    ending.push(() => redis.stop());
    postgres.environment = { ...place("postgres"), DATABASE_URL: database.url, REDIS_URL: redis.url };
  }
  pinGenerator();
  const servers: RunningSubject[] = [];
  for (const subject of chosen) {
    const server = await start(subject);
    ending.push(() => server.stop());
    servers.push(server);
  }
  const results = await measure(servers, values.cases?.split(",") ?? own);
  console.log(summary(results));
  if (values.write) report(results);
} finally {
  for (const end of ending.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
}

/** The subjects take turns in every round, so that a slow second of the machine falls on all alike. */
async function measure(servers: readonly RunningSubject[], cases: readonly string[]): Promise<Results> {
  const all = new Map<string, Round[]>();
  for (let round = -1; round < rounds; round++) {
    for (const kind of cases) {
      for (const server of servers.filter(({ subject }) => subject.cases.includes(kind))) {
        // The first round warms up, and is not counted.
        const measured = await load(server, kind, round < 0 ? Math.min(seconds, 2) : seconds);
        const key = `${kind} ${server.subject.name}`;
        if (round >= 0) all.set(key, [...(all.get(key) ?? []), measured]);
      }
    }
  }
  const titled = Object.fromEntries(servers.map(({ subject }) => [subject.name, subject.title]));
  const startTimes = Object.fromEntries(servers.map(({ subject, startTime }) => [subject.name, startTime]));
  return { rounds, seconds, titles: titled, startTimes, all: Object.fromEntries(all) };
}
