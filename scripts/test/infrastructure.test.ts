import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Client } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import type { Daemon } from "../infrastructure/daemon.ts";
import { startPostgres } from "../infrastructure/postgres.ts";
import { processTable } from "../infrastructure/processes.ts";
import { startRedis } from "../infrastructure/redis.ts";
import { root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";

const started: Daemon[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((daemon) => daemon.stop()));
});

async function postgres(): Promise<Daemon> {
  const daemon = await startPostgres();
  started.push(daemon);
  return daemon;
}

async function ask(daemon: Daemon, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: daemon.url, connectionTimeoutMillis: 1000 });
  client.on("error", () => {}); // A connection whose server is killed tells so; the query fails anyway.
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const foldersOf = (name: string) =>
  readdirSync(tmpdir()).filter((entry) => entry.startsWith(`renewal-${name}-`));
const runs = (pid: number | undefined) => processTable().some((entry) => entry.pid === pid);

describe("a PostgreSQL for tests", { timeout: 60_000 }, () => {
  test("has every committed row after it was killed and started again", async () => {
    const daemon = await postgres();
    await ask(daemon, "create table kept (n int)");
    await ask(daemon, "insert into kept values (1)");
    await daemon.kill();
    await expect(ask(daemon, "select n from kept")).rejects.toThrow("ECONNREFUSED");
    await daemon.restart();
    expect(await ask(daemon, "select n from kept")).toEqual([{ n: 1 }]);
  });

  test("answers nobody while it is frozen, old connections included, and goes on when it is thawed", async () => {
    const daemon = await postgres();
    const old = new Client({ connectionString: daemon.url });
    await old.connect();
    daemon.freeze();
    await expect(ask(daemon, "select 1 as n")).rejects.toThrow("timeout");
    const answer = old.query("select 2 as n");
    const silence = new Promise((resolve) => setTimeout(resolve, 300, "silence"));
    expect(await Promise.race([answer, silence])).toBe("silence");
    daemon.thaw();
    expect((await answer).rows).toEqual([{ n: 2 }]);
    await old.end();
    expect(await ask(daemon, "select 1 as n")).toEqual([{ n: 1 }]);
  });

  test("leaves neither a process nor a folder when it is stopped, even frozen", async () => {
    const before = foldersOf("postgres");
    const daemon = await postgres();
    const { pid } = daemon;
    expect(runs(pid)).toBe(true);
    daemon.freeze();
    await daemon.stop();
    expect(runs(pid)).toBe(false);
    expect(foldersOf("postgres")).toEqual(before);
  });

  test("keeps the promise of synchronous_commit and takes other settings", async () => {
    const daemon = await startPostgres({ max_connections: "7" });
    started.push(daemon);
    expect(await ask(daemon, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    expect(await ask(daemon, "show max_connections")).toEqual([{ max_connections: "7" }]);
  });

  test("lets nobody in without its password", async () => {
    const daemon = await postgres();
    const url = daemon.url.replace(/:[0-9a-f]{32}@/, ":wrong@");
    await expect(new Client(url).connect()).rejects.toThrow("password authentication failed");
  });

  test("ends with the process that started it, however that ends", async () => {
    const module = join(root, "scripts", "infrastructure", "postgres.ts");
    const code = `const { startPostgres } = await import(${JSON.stringify(module)});
      const daemon = await startPostgres();
      process.stdout.write(String(daemon.pid), () => { throw new Error("the test crashes"); });`;
    const { output } = await run({
      command: [process.execPath, "--input-type=module", "--eval", code],
      folder: root,
      output: "keep",
    });
    const pid = Number(/^\d+/.exec(output)?.[0]);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => runs(pid), { timeout: 5000 }).toBe(false);
  });

  test("says what is wrong when it does not start, and leaves no folder", async () => {
    const before = foldersOf("postgres");
    await expect(startPostgres({ no_such_setting: "1" })).rejects.toThrow("no_such_setting");
    expect(foldersOf("postgres")).toEqual(before);
  });
});

describe.skipIf(process.env.TEST_REDIS_URL === undefined)("a Redis for tests", { timeout: 30_000 }, () => {
  const connect = (url: string) => {
    const client = new Redis(url, {
      maxRetriesPerRequest: 0,
      commandTimeout: 500,
      retryStrategy: () => null,
    });
    client.on("error", () => {}); // Every command tells its own failure.
    return client;
  };

  test("comes back empty after it was killed", async () => {
    const daemon = await startRedis();
    started.push(daemon);
    const first = connect(daemon.url);
    await first.set("key", "value");
    await daemon.kill();
    await expect(first.get("key")).rejects.toThrow();
    await daemon.restart();
    const second = connect(daemon.url);
    expect(await second.get("key")).toBeNull();
    second.disconnect();
  });

  test("answers nobody while it is frozen, and forgets nothing", async () => {
    const daemon = await startRedis();
    started.push(daemon);
    const client = connect(daemon.url);
    await client.set("key", "value");
    daemon.freeze();
    await expect(client.get("key")).rejects.toThrow("timed out");
    daemon.thaw();
    expect(await client.get("key")).toBe("value");
    client.disconnect();
  });

  test("lets nobody in without its password, and writes none to the command line", async () => {
    const daemon = await startRedis();
    started.push(daemon);
    const { password, host } = new URL(daemon.url);
    const client = connect(`redis://${host}`);
    await expect(client.get("key")).rejects.toThrow("NOAUTH");
    client.disconnect();
    if (existsSync("/proc/self/cmdline")) {
      const { output } = await run({
        command: ["cat", `/proc/${daemon.pid}/cmdline`],
        folder: root,
        output: "keep",
      });
      expect(output).not.toContain(password);
    }
  });
});
