// `npm run bench`: our server beside its peers, in one run with the same load. See docs/performance.md.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import type { Daemon } from "../scripts/infrastructure/daemon.ts";
import { startPostgres } from "../scripts/infrastructure/postgres.ts";
import { startRedis } from "../scripts/infrastructure/redis.ts";
import { gate } from "./gate.ts";
import { load, type Round } from "./load.ts";
import { type Results, report, summary } from "./report.ts";
import { startTimes } from "./start.ts";
import { pinGenerator, type RunningSubject, start } from "./subject.ts";
import { besidePeers, growing, type MakeDatabases } from "./subjects.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    /** Comma list of subjects; all by default. */
    only: { type: "string" },
    cases: { type: "string" },
    rounds: { type: "string" },
    seconds: { type: "string" },
    /** Our server over ever more orders, instead of beside its peers. */
    growth: { type: "boolean", default: false },
    /** Fails when a request costs more of bare Koa's processor time than it may. */
    gate: { type: "boolean", default: false },
    /** Writes docs/performance.gen.json, .gen.svg and the table of docs/performance.md. */
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 1 : 4));
const folder = mkdtempSync(join(tmpdir(), "renewal-bench-"));
const ending: (() => Promise<void>)[] = [];
const subjects = (values.growth ? growing : besidePeers)(folder, makeDatabases());
const only = values.only?.split(",");
const chosen = subjects.filter(({ name }) => only === undefined || only.includes(name));
const stranger = only?.find((name) => !subjects.some((subject) => subject.name === name));
if (stranger !== undefined) {
  throw new Error(
    `There is no subject ${stranger}. Choose of ${subjects.map(({ name }) => name).join(", ")}.`,
  );
}
try {
  // Before the servers, which do a little even when nobody asks.
  const starts = only === undefined && !values.growth ? await startTimes(folder, rounds) : undefined;
  const servers: RunningSubject[] = [];
  for (const subject of chosen) {
    const server = await start(subject);
    ending.push(() => server.stop());
    servers.push(server);
  }
  pinGenerator();
  const all = [...new Set(chosen.flatMap(({ cases }) => cases))];
  const results = { ...(await measure(servers, values.cases?.split(",") ?? all)), ...(starts && { starts }) };
  console.log(summary(results));
  if (values.gate && !gate(results)) process.exitCode = 1;
  if (values.write) report(results, values.growth ? "growth" : "performance");
} finally {
  for (const end of ending.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
}

/** One PostgreSQL and one Redis for all who ask, started when the first does; each gets a database of its own. */
function makeDatabases(): MakeDatabases {
  let daemons: Promise<{ postgres: Daemon; redis: Daemon }> | undefined;
  let made = 0;
  const open = async () => {
    // Durable, as an operator's is.
    const postgres = await startPostgres({ fsync: "on" });
    ending.unshift(() => postgres.stop());
    const redis = await startRedis();
    ending.unshift(() => redis.stop());
    return { postgres, redis };
  };
  return async (name) => {
    daemons ??= open();
    const { postgres, redis } = await daemons;
    const client = new pg.Client(postgres.url);
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    return { DATABASE_URL: url.href, REDIS_URL: `${redis.url}/${made++}` };
  };
}

/** The subjects take turns in every round, so that a slow second of the machine falls on all alike. */
async function measure(servers: readonly RunningSubject[], cases: readonly string[]): Promise<Results> {
  const all = new Map<string, Round[]>();
  // A case is done with before the next begins: payments that are reported would make every membership longer.
  for (const kind of cases) {
    for (let round = -1; round < rounds; round++) {
      for (const server of servers.filter(({ subject }) => subject.cases.includes(kind))) {
        // The first round warms up, and is not counted.
        const measured = await load(server, kind, round < 0 ? Math.min(seconds, 2) : seconds);
        const key = `${kind} ${server.subject.name}`;
        if (round >= 0) all.set(key, [...(all.get(key) ?? []), measured]);
      }
    }
  }
  const titled = Object.fromEntries(servers.map(({ subject }) => [subject.name, subject.title]));
  return { rounds, seconds, titles: titled, all: Object.fromEntries(all) };
}
