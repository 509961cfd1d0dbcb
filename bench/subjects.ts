import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fill } from "./fill.ts";
import type { Subject } from "./subject.ts";

/** Where a server finds its PostgreSQL and its Redis, each of which is empty. */
export type MakeDatabases = (name: string) => Promise<{ DATABASE_URL: string; REDIS_URL: string }>;

/** Our server, and others that answer the same but keep nothing. */
export function besidePeers(folder: string, databases: MakeDatabases): Subject[] {
  const reads = ["packages", "membership", "membership-uncached"];
  const cases = ["create", "replay", "payment", ...reads, "notification"];
  const ours = (name: string, title: string): Subject => ({
    ...{ name, title: `Renewal, ${title}`, file: "renewal.ts", arguments: [name], cases },
    prepare: async () => ({ DATA_DIR: join(folder, name) }),
  });
  const peer = (name: string, title: string, also: readonly string[] = []): Subject => ({
    ...{ name, title, file: `${name}.ts`, cases: ["create", ...also] },
  });
  return [
    peer("node", "node:http", ["packages"]),
    peer("koa", "Koa, router, body parser", reads),
    peer("fastify", "Fastify 5, JWT, schema, limit, metrics"),
    peer("express", "Express 5, openapi-validator"),
    ours("memory", "memory"),
    ours("sqlite", "SQLite"),
    { ...ours("postgres", "PostgreSQL and Redis"), prepare: () => databases("bench") },
    {
      ...ours("processes", "PostgreSQL and Redis, 2 processes"),
      ...{ arguments: ["postgres", "2"], onAllProcessors: true, prepare: () => databases("bench_2") },
    },
  ];
}

/** How many orders there are before the first request. */
const sizes = [1_000, 100_000, 1_000_000];

/** Our server over databases that hold more and more orders. */
export function growing(folder: string, databases: MakeDatabases): Subject[] {
  const about = { file: "renewal.ts", cases: ["create", "payment", "membership"] };
  const onSqlite = (orders: number): Subject => ({
    ...{ ...about, name: `sqlite-${orders}`, title: `SQLite, ${orders.toLocaleString("en")} orders` },
    arguments: ["sqlite"],
    async prepare() {
      const DATA_DIR = join(folder, `${orders}`);
      mkdirSync(DATA_DIR, { recursive: true });
      await fill({ file: join(DATA_DIR, "renewal.db") }, orders);
      return { DATA_DIR };
    },
  });
  const onPostgres = (orders: number): Subject => ({
    ...{ ...about, name: `postgres-${orders}` },
    title: `PostgreSQL and Redis, ${orders.toLocaleString("en")} orders`,
    arguments: ["postgres"],
    async prepare() {
      const environment = await databases(`orders_${orders}`);
      await fill({ url: environment.DATABASE_URL, file: "" }, orders);
      return environment;
    },
  });
  return [...sizes.map(onSqlite), ...sizes.map(onPostgres)];
}
