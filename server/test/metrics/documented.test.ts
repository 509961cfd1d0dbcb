import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { placeOf } from "../commands/typed.ts";
import { askFor, order, startTestServer } from "../http/running.ts";
import { postgresDatabase } from "../storage/databases.ts";

const page = readFileSync(fileURLToPath(new URL("../../../docs/metrics.md", import.meta.url)), "utf8");

test.skipIf(process.env.TEST_REDIS_URL === undefined)(
  "docs/metrics.md names every metric of a server with PostgreSQL and Redis, and its labels",
  async () => {
    const database = await postgresDatabase();
    const environment = { ...placeOf(database), REDIS_URL: process.env.TEST_REDIS_URL ?? "" };
    const server = await startTestServer(environment);
    await server.ask("/packages");
    await server.ask("/payment/create", { token: await server.token(), body: order });
    await server.ask("/nothing");
    const { text } = await askFor(`${server.url}/metrics`);
    const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = ""]) => name);
    const own = served.filter((name) => !/^(nodejs|process)_/.test(name));
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*?) \| .+ \|$/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(own.sort());
    for (const [, name = "", labels = ""] of rows) {
      const written = new RegExp(`^${name}(?:_count|_bucket)?\\{([^}]*)\\}`, "m").exec(text)?.[1] ?? "";
      const names = [...written.matchAll(/(\w+)=/g)]
        .map(([, label]) => label)
        .filter((label) => label !== "le");
      if (labels.includes("`")) {
        expect([name, names.sort()]).toEqual([
          name,
          [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).sort(),
        ]);
      }
    }
    await server.stop();
    await database.drop();
  },
);
