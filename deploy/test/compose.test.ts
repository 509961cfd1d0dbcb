import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/infrastructure/repository.ts";
import { variables } from "../../server/src/configuration/variables.ts";
import { run } from "../../server/test/http/process.ts";
import { postgresDatabase, type TestDatabase } from "../../server/test/storage/databases.ts";
import { pathOf } from "./alerts.ts";
import {
  compose,
  environmentOf,
  example,
  makeEnvironment,
  type Service,
  settingsOf,
  text,
} from "./compose.ts";

const redis = process.env.TEST_REDIS_URL;
const services = Object.entries(compose.services);
const servers = services.filter(([name]) => name.startsWith("server-"));
const service = (name: string) => compose.services[name] as Service;

describe("compose.yaml", () => {
  test("is what the schema of Compose allows", () => {
    // Its orders of names are a matter of taste, and the proxy is to be reached on every address.
    const tasteless = ["no-unbound-port-interfaces", "require-quotes-in-ports", "service-keys-order"];
    const disabled = [...tasteless, "services-alphabetical-order", "top-level-properties-order"];
    const words = [
      pathOf("compose.yaml"),
      "--formatter=json",
      ...disabled.map((rule) => `--disable-rule=${rule}`),
    ];
    const linter = join(root, "node_modules", "dclint", "bin", "dclint.cjs");
    const { status, stdout } = spawnSync(process.execPath, [linter, ...words], { encoding: "utf8" });
    expect([status, JSON.parse(stdout).flatMap(({ messages }: { messages: unknown[] }) => messages)]).toEqual(
      [0, []],
    );
  });

  test("starts two servers, and tells them of nothing that a server does not know", () => {
    expect(servers.map(([name]) => name)).toEqual(["server-1", "server-2"]);
    for (const [, { environment = {} }] of servers) {
      expect(Object.keys(environment).filter((name) => !Object.hasOwn(variables, name))).toEqual([]);
      expect(environment.INSTANCES).toBe(String(servers.length));
    }
  });

  test("asks for the settings of example.env, all of them and no other", () => {
    const used = [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name = ""]) => name);
    expect([...new Set([...used, "RENEWAL_IMAGE"])].sort()).toEqual(
      [...Object.keys(example), "RENEWAL_IMAGE"].sort(),
    );
  });

  test("holds every image to a version, mounts only what is there, and names only what it declares", () => {
    for (const [name, { image, volumes = [], networks = [], depends_on = {} }] of services) {
      if (!name.startsWith("server-")) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?$/);
      for (const volume of volumes) {
        const [source = ""] = volume.split(":");
        if (source.startsWith(".")) expect(existsSync(pathOf(source)), source).toBe(true);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      const names = Array.isArray(networks) ? networks : Object.keys(networks);
      expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(names));
      for (const before of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(before);
    }
  });

  test("is open to the network at the proxy and nowhere else", () => {
    const open = services.filter(([, { ports = [] }]) =>
      ports.some((port) => !port.startsWith("127.0.0.1:")),
    );
    expect(open.map(([name]) => name)).toEqual(["proxy"]);
  });

  test("has servers that believe the proxy's address and no other", () => {
    const { front } = service("proxy").networks as Record<string, { ipv4_address?: string }>;
    for (const [, { environment }] of servers) expect(environment?.TRUSTED_PROXIES).toBe(front?.ipv4_address);
  });

  test("has Prometheus ask each server, with the servers' own token", () => {
    const [job] = parse(readFileSync(pathOf("prometheus/prometheus.yml"), "utf8")).scrape_configs;
    expect(job.static_configs[0].targets).toEqual(servers.map(([name]) => `${name}:8080`));
    const [mount] = service("prometheus").configs ?? [];
    expect(job.authorization.credentials_file).toBe(mount?.target);
    expect(compose.configs[mount?.source ?? ""]?.content).toBe(
      service("server-1").environment?.METRICS_TOKEN,
    );
  });

  test("has Grafana find Prometheus, its dashboard and the source that each panel names", () => {
    const read = (path: string) => parse(readFileSync(pathOf(`grafana/provisioning/${path}`), "utf8"));
    const [source] = read("datasources/prometheus.yml").datasources;
    expect(Object.keys(compose.services)).toContain(new URL(source.url).hostname);
    const [{ options }] = read("dashboards/renewal.yml").providers;
    const { volumes = [], environment = {} } = service("grafana");
    expect(volumes).toContain(`./grafana/dashboards:${options.path}:ro`);
    expect(environment.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH).toBe(`${options.path}/renewal.json`);
    const { panels } = JSON.parse(readFileSync(pathOf("grafana/dashboards/renewal.json"), "utf8"));
    for (const panel of panels) if (panel.type !== "row") expect(panel.datasource.uid).toBe(source.uid);
  });
});

describe("make-env.sh", () => {
  test("makes a secret of its own for every setting that needs one, anew each time", () => {
    const [first, second] = [makeEnvironment("api.renewal.test"), makeEnvironment("api.renewal.test")].map(
      settingsOf,
    );
    const secrets = Object.keys(example).filter((name) => example[name] === "change-me");
    expect(secrets.length).toBe(5);
    const values = secrets.flatMap((name) => [first?.[name], second?.[name]]);
    expect(new Set(values).size).toBe(2 * secrets.length);
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect({ ...first, PUBLIC_HOST: "" }).toEqual({
      ...example,
      ...Object.fromEntries(secrets.map((name) => [name, first?.[name]])),
      PUBLIC_HOST: "",
    });
  });

  test("asks for the host when it is not told", () => {
    expect(() => makeEnvironment("")).toThrow(/say which host/);
  });
});

describe.skipIf(redis === undefined)("A server of compose.yaml", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await postgresDatabase();
  });
  afterAll(() => database?.drop());

  async function check(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
    const own = environmentOf("server-1", settings);
    const places = { DATABASE_URL: database.location.url ?? "", REDIS_URL: redis ?? "" };
    const command = await run(["check-config"], {
      NODE_ENV: "production",
      HOST: "0.0.0.0",
      ...own,
      ...places,
    });
    const code = await command.ended();
    await command.discard();
    return { code, said: command.stdout() + command.stderr() };
  }

  test("finds its configuration sound with what make-env.sh made", async () => {
    const { code, said } = await check(settingsOf(makeEnvironment("api.renewal.test")));
    expect([code, said]).toEqual([0, expect.stringContaining("The configuration is sound.")]);
  });

  test("refuses the example as it stands, and names what has to be changed", async () => {
    const { code, said } = await check(example);
    expect(code).toBe(1);
    for (const name of ["WEBHOOK_SECRET", "METRICS_TOKEN"])
      expect(said).toMatch(new RegExp(`^- ${name} `, "m"));
  });
});
