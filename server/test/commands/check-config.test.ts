import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { production, run } from "../http/process.ts";
import { postgresDatabase } from "../storage/databases.ts";
import { type } from "./typed.ts";

const redis = process.env.TEST_REDIS_URL;

describe("renewal check-config", { timeout: 30_000 }, () => {
  test("finds nothing wrong with an empty environment, and makes nothing", async () => {
    const command = await run(["check-config"]);
    expect(await command.ended()).toBe(0);
    expect(command.stdout()).toMatch(/^The configuration is sound\.\n/);
    expect(command.stdout()).toMatch(/^ {2}mode +development$/m);
    expect(command.stdout()).toContain("The server will make its database when it starts.");
    await command.discard();
  });

  test("names every fault at once, those of the database among them, and no secret", async () => {
    const environment = { ...production(), PUBLIC_URL: "http://api.example.com", METRICS_TOKEN: "hunter2" };
    const { code, stdout, stderr } = await type("check-config", {
      ...environment,
      DATABASE_URL: "postgres://renewal:hunter3@127.0.0.1:1/renewal",
    });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^The configuration has 3 faults:\n/);
    for (const name of ["PUBLIC_URL", "METRICS_TOKEN", "DATABASE_URL"]) {
      expect(stderr).toMatch(new RegExp(`^- ${name} .+\\.`, "m"));
    }
    expect(stderr).not.toMatch(/hunter/);
  });

  test("asks whether all that is named answers: the database, Redis and the identity provider", async () => {
    const environment: Record<string, string> = {
      ...production(),
      DATABASE_URL: "postgres://renewal:hunter2@127.0.0.1:1/renewal",
      REDIS_URL: "redis://:hunter2@127.0.0.1:1",
      ...{
        JWT_JWKS_URL: "https://127.0.0.1:1/",
        JWT_ISSUER: "https://id.example.com",
        JWT_AUDIENCE: "renewal",
      },
    };
    delete environment.JWT_PRIVATE_KEY;
    const { code, stderr } = await type("check-config", environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The configuration has 3 faults:\n/);
    expect(stderr).toMatch(/^- DATABASE_URL leads to no database that answers: .*ECONNREFUSED/m);
    expect(stderr).toMatch(/^- REDIS_URL leads to no Redis that can be used: .*ECONNREFUSED/m);
    expect(stderr).toMatch(/^- JWT_JWKS_URL leads to no list of keys\./m);
    expect(stderr).not.toContain("hunter2");
  });

  test.skipIf(redis === undefined)(
    "says what a fleet would be made of, and what is still to be done, without a password",
    async () => {
      const database = await postgresDatabase();
      const provider = createServer((_, response) => response.end('{"keys":[{"kty":"EC"}]}')).listen(
        0,
        "127.0.0.1",
      );
      await once(provider, "listening");
      const { port } = provider.address() as AddressInfo;
      const environment = {
        ...{
          DATABASE_URL: database.location.url ?? "",
          REDIS_URL: redis ?? "",
          WORKERS: "4",
          INSTANCES: "3",
        },
        ...{
          JWT_JWKS_URL: `http://127.0.0.1:${port}`,
          JWT_ISSUER: "https://id.example.com",
          JWT_AUDIENCE: "renewal",
        },
      };
      const { stderr, stdout } = await type("check-config", environment);
      expect(stderr).toBe("");
      expect(stdout).toMatch(/^ {2}database +PostgreSQL at 127\.0\.0\.1:\d+\/storage_\w+$/m);
      expect(stdout).toMatch(/^ {2}redis +127\.0\.0\.1:\d+$/m);
      expect(stdout).toMatch(/^ {2}tokens +of https:\/\/id\.example\.com$/m);
      expect(stdout).toMatch(/^ {2}listens on .*, in 4 processes$/m);
      expect(stdout).toContain("The database has no tables yet. Run `renewal migrate`, or start the server.");
      for (const url of [environment.DATABASE_URL, environment.REDIS_URL])
        expect(stdout).not.toContain(new URL(url).password);
      const storage = database.open();
      await storage.migrate();
      expect((await type("check-config", environment)).stdout).not.toContain("tables");
      await sql`insert into kysely_migration (name, timestamp) values ('9999', '2030')`.execute(
        storage.connection.db,
      );
      const foreign = await type("check-config", environment);
      expect([foreign.code, foreign.stderr]).toEqual([
        1,
        expect.stringContaining("tables of another version"),
      ]);
      provider.close();
      await database.drop();
    },
  );
});
