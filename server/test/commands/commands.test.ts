import { readFileSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands, commandTable } from "../../src/commands/all.ts";
import { generateKey } from "../../src/keys/key-pair.ts";
import { run } from "../http/process.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { placeOf, type } from "./typed.ts";

describe("Every command", { timeout: 60_000 }, () => {
  test("tells how it is used, and refuses what it does not know in a sentence, with 2", async () => {
    const helped = await Promise.all(commands.map(({ name }) => type(`${name} --help`)));
    const wrong = await Promise.all(commands.map(({ name }) => type(`${name} --frobnicate`)));
    for (const [index, { name, usage }] of commands.entries()) {
      expect(helped[index]).toMatchObject({ code: 0, stderr: "" });
      expect(helped[index]?.stdout).toContain(`renewal ${usage}\n`);
      expect(wrong[index]).toEqual({
        ...{ code: 2, stdout: "" },
        stderr: `Unknown option '--frobnicate'. \`renewal ${name} --help\` tells how it is used.\n`,
      });
    }
  });

  test("stands in README.md as it is (UPDATE_DOCS=1 writes it)", () => {
    const path = fileURLToPath(new URL("../../README.md", import.meta.url));
    const readme = readFileSync(path, "utf8");
    const current = readme.replace(
      /<!-- commands -->[\s\S]*<!-- \/commands -->/,
      () => `<!-- commands -->\n\n${commandTable()}\n\n<!-- /commands -->`,
    );
    expect(current).toContain("<!-- commands -->");
    if (process.env.UPDATE_DOCS === "1") writeFileSync(path, current);
    expect(readFileSync(path, "utf8")).toBe(current);
  });

  test("of a group is told when the group alone is typed, with 2", async () => {
    const { code, stderr } = await type("clients");
    expect(code).toBe(2);
    for (const name of ["clients add", "clients rotate", "clients list"]) expect(stderr).toContain(name);
    expect(stderr).not.toContain("keys");
  });
});

const onStored = [
  "clients add shop",
  "clients rotate shop",
  "clients list",
  "deliveries list",
  "deliveries replay --dead",
  "reconcile",
  "keys rotate",
];

describe("A command that works on the store", { timeout: 60_000 }, () => {
  test("makes no database where there is none: it was typed at the wrong place", async () => {
    for (const words of onStored) {
      const command = await run(words.split(" "));
      expect(await command.ended()).toBe(1);
      expect(command.stderr()).toMatch(/DATABASE_URL is not set and DATA_DIR holds no database\..+\n$/);
      expect(await readdir(command.folder)).toEqual([]);
      await command.discard();
    }
  });

  test("says in a sentence that the database does not answer, without its password", async () => {
    const environment = { DATABASE_URL: "postgres://renewal:hunter2@127.0.0.1:1/renewal" };
    for (const words of onStored) {
      const { code, stdout, stderr } = await type(words, environment);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^PostgreSQL cannot be used now.*\n$/);
      expect(stderr).not.toContain("hunter2");
    }
  });

  test("names a wrong variable, and asks for none that it does not need", async () => {
    const { code, stderr } = await type("clients list", { DATABASE_URL: "mysql://x", PORT: "eighty" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The configuration has 1 fault:\n- DATABASE_URL must be a URL/);
  });

  test("keys rotate leaves keys alone that are somebody else's to rotate", async () => {
    const own = await type("keys rotate", { JWT_PRIVATE_KEY: generateKey() });
    expect(own).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/behind the old in JWT_PRIVATE_KEY/),
    });
    const outside = await type("keys rotate", { JWT_JWKS_URL: "https://id.example.com/jwks" });
    expect(outside).toMatchObject({ code: 1, stderr: expect.stringMatching(/^JWT_JWKS_URL names/) });
  });
});

describe.each(databases)("renewal migrate, on %s,", { timeout: 60_000 }, (_name, create) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  }, 60_000);
  afterAll(() => database?.drop());

  test("makes the tables once, however often and by however many it is typed", async () => {
    const place = placeOf(database);
    if (place.DATABASE_URL !== undefined) {
      expect((await type("clients list", place)).stderr).toContain("no tables yet. Run `renewal migrate`");
    }
    const typed = await Promise.all(Array.from({ length: 4 }, () => type("migrate", place)));
    expect(typed.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(typed.filter(({ stdout }) => stdout.startsWith("Done: 0001-payments, "))).toHaveLength(1);
    expect(typed.filter(({ stdout }) => stdout.startsWith("The tables were up to date"))).toHaveLength(3);
    expect(typed[0]?.stdout).toMatch(/, in (SQLite in|PostgreSQL at) \S+\.\n$/);
    expect(await type("clients list", place)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("no client"),
    });
  });

  test("leaves tables of a newer version alone, and so do the others", async () => {
    const { db } = database.open().connection;
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`.execute(
      db,
    );
    for (const words of ["migrate", "clients list"]) {
      expect(await type(words, placeOf(database))).toMatchObject({
        ...{
          code: 1,
          stdout: "",
          stderr: expect.stringMatching(/^The database has tables of another version/),
        },
      });
    }
    await sql`delete from kysely_migration where name in ('9999-future', '0004-sandbox')`.execute(db);
    expect(await type("clients list", placeOf(database))).toMatchObject({
      ...{ code: 1, stderr: expect.stringMatching(/older version\. Run `renewal migrate`/) },
    });
  });
});
