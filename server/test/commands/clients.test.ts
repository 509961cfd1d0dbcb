import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../http/running.ts";
import { databases, type TestDatabase } from "../storage/databases.ts";
import { placeOf, type Typed, type } from "./typed.ts";

const hour = 3_600_000;

describe.each(databases)("renewal clients, over %s,", { timeout: 30_000 }, (_name, create) => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    database = await create();
    server = await startTestServer(placeOf(database));
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await database?.drop();
  });

  const clients = (words: string, environment = {}) =>
    type(`clients ${words}`, { ...placeOf(database), ...environment });
  const secretIn = (typed: Typed, name = "client_secret") =>
    new RegExp(`^${name} +(\\S+)$`, "m").exec(typed.stdout)?.[1] ?? "";
  const statusFor = async (clientId: string, secret: string) =>
    (
      await server.ask("/auth/token", {
        body: { grant_type: "client_credentials", client_id: clientId, client_secret: secret },
      })
    ).status;

  test("add prints secrets that a running server takes at once, and that nothing shows again", async () => {
    const added = await clients("add shop --name Bookshop");
    expect(added).toMatchObject({ code: 0, stderr: "" });
    const [secret, webhook] = [secretIn(added), secretIn(added, "webhook_secret")];
    expect(secret).toMatch(/^rcs_[\w-]{43}$/);
    expect(webhook).toMatch(/^whsec_[\w+/]{43}=$/);
    expect([await statusFor("shop", secret), await statusFor("shop", webhook)]).toEqual([200, 401]);
    const listed = await Promise.all([clients("list"), clients("list --json"), clients("add shop")]);
    expect(listed.map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/rcs_|whsec_/);
    expect(listed[0].stdout).toMatch(/^shop +Bookshop +\S+ \S+Z +1 +1 +database$/m);
    expect(listed[2]).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("renewal clients rotate shop"),
    });
    const rows = await server.storage.connection.db.selectFrom("clientSecrets").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("rotate gives a secret that is good at once, beside the old one until the overlap is over", async () => {
    const old = secretIn(await clients("add gym"));
    const rotated = await clients("rotate gym --overlap 2h");
    expect(rotated.stdout).toMatch(/The old one is good until \d{4}-\d\d-\d\d \d\d:\d\dZ\./);
    const next = secretIn(rotated);
    expect([await statusFor("gym", old), await statusFor("gym", next)]).toEqual([200, 200]);
    expect((await clients("list")).stdout).toMatch(/^gym .* 2, one until \S+ \S+Z +1 +database$/m);
    server.clock.advance(2 * hour);
    expect([await statusFor("gym", old), await statusFor("gym", next)]).toEqual([401, 200]);
  });

  test("rotate with an overlap of 0 ends at once whatever was good before", async () => {
    const first = secretIn(await clients("add pool"));
    const second = secretIn(await clients("rotate pool"));
    const { stdout } = await clients("rotate pool --overlap 0 --json");
    const { client_secret: third } = JSON.parse(stdout) as Record<string, string>;
    const statuses = [first, second, third ?? ""].map((secret) => statusFor("pool", secret));
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
  });

  test("rotate --webhook lets notifications be signed by the old secret first until the overlap is over", async () => {
    const old = secretIn(await clients("add spa"), "webhook_secret");
    const next = secretIn(await clients("rotate spa --webhook --overlap 100h"), "webhook_secret");
    const signing = async () => (await server.storage.store.findClient("spa"))?.webhookSecrets;
    expect(await signing()).toEqual([old, next]);
    server.clock.advance(100 * hour);
    expect(await signing()).toEqual([next]);
  });

  test("rotate of nobody changes nothing and says what to do", async () => {
    expect(await clients("rotate nobody")).toMatchObject({
      ...{ code: 1, stdout: "", stderr: expect.stringContaining("renewal clients list") },
    });
    expect(await statusFor("demo", "demo-secret")).toBe(200);
  });

  test("keeps its hands off clients that CLIENTS_FILE names, and lists them first", async () => {
    const file = join(tmpdir(), `clients-${process.pid}-${_name}.json`);
    const secrets = {
      client_secret: ["a1b2".repeat(10), "c3d4".repeat(10)],
      webhook_secret: "e5f6".repeat(10),
    };
    await writeFile(file, JSON.stringify([{ client_id: "filed", name: "From a file", ...secrets }]));
    const environment = { CLIENTS_FILE: file };
    for (const words of ["add filed", "rotate filed"]) {
      expect(await clients(words, environment)).toMatchObject({
        ...{ code: 1, stderr: expect.stringContaining("CLIENTS_FILE") },
      });
    }
    const { stdout } = await clients("list", environment);
    expect(stdout.split("\n")[1]).toMatch(/^filed +From a file +- +2 +1 +CLIENTS_FILE$/);
    expect(stdout).not.toMatch(/a1b2|c3d4|e5f6/);
  });
});

test("renewal clients refuses what makes no sense before anything is done", { timeout: 30_000 }, async () => {
  const wrong = ["rotate demo --overlap 3w", "rotate demo --overlap 366d", "rotate", "add ../x", "add a b"];
  const typed = await Promise.all(wrong.map((words) => type(`clients ${words}`)));
  for (const answer of typed)
    expect(answer).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^.+\.\n$/) });
});
