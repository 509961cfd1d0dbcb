import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "../../../scripts/infrastructure/postgres.ts";
import { openStorage, type Storage, type StorageOptions } from "../../src/storage/storage.ts";

/** An empty database of our own, and the way to open it as often as one likes. */
export interface TestDatabase {
  name: string;
  location: Pick<StorageOptions, "url" | "file">;
  open(options?: Partial<StorageOptions>): Storage;
  /** Closes what was opened, and deletes the database. */
  drop(): Promise<void>;
}

/** The time as the tests of storage have it; only rotated secrets and keys look at it. */
export const clock = { now: () => 1_000_000 };

export function opener(name: string, location: TestDatabase["location"], remove: () => Promise<void>) {
  const opened: Storage[] = [];
  return {
    name,
    location,
    open(options = {}) {
      const storage = openStorage({ clock, ...location, ...options });
      opened.push(storage);
      return storage;
    },
    async drop() {
      await Promise.all(opened.map((storage) => storage.close()));
      await remove();
    },
  } satisfies TestDatabase;
}

export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "renewal-sqlite-"));
  const location = { file: join(folder, "data", "renewal.db") };
  return opener("SQLite", location, async () => rmSync(folder, { recursive: true, force: true }));
}

/** In the PostgreSQL that `npm test` provides; in one of our own when a suite is run by hand. */
export async function postgresDatabase(): Promise<TestDatabase> {
  const provided = process.env.TEST_DATABASE_URL;
  const own = provided === undefined ? await startPostgres() : undefined;
  const admin = provided ?? own?.url ?? "";
  const name = `storage_${randomUUID().replaceAll("-", "")}`;
  await run(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return opener("PostgreSQL", { url: url.href, file: "" }, async () => {
    if (own === undefined) await run(admin, `drop database ${name} with (force)`);
    else await own.stop();
  });
}

/** Runs one statement on a connection of its own. */
export async function run(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

export const databases = [
  ["SQLite", sqliteDatabase],
  ["PostgreSQL", postgresDatabase],
] as const;
