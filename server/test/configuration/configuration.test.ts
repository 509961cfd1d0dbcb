import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { variables, variableTable } from "../../src/configuration/variables.ts";
import { ConfigurationFaults, readConfiguration } from "../../src/configuration.ts";
import { generateKey } from "../../src/keys/key-pair.ts";
import { production } from "../http/process.ts";

/** What is wrong with an environment; none when it is fine. */
function faultsOf(
  environment: Record<string, string>,
  files: Record<string, string> = {},
): readonly string[] {
  try {
    readConfiguration(environment, readFrom(files));
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.faults;
    throw error;
  }
}

const readFrom = (files: Record<string, string>) => (path: string) => {
  const content = files[path];
  if (content === undefined) throw new Error(`no such file: ${path}`);
  return content;
};

describe("Without any variable", () => {
  test("a developer gets a server on this machine, with the documented limits", () => {
    expect(readConfiguration({})).toMatchObject({
      ...{
        production: false,
        host: "127.0.0.1",
        port: 8080,
        publicUrl: undefined,
        gateways: [{ name: "sandbox" }],
      },
      ...{ databaseUrl: undefined, redisUrl: undefined, dataDirectory: "data", workers: 1, instances: 1 },
      ...{ webhookSecrets: undefined, tokens: { kind: "own", privateKeys: undefined }, origins: [] },
      ...{ businessTimeZone: "Asia/Shanghai", logLevel: "info", stopDelay: 0 },
      limits: {
        user: { limit: 5, windowMs: 3_600_000 },
        address: { limit: 100, windowMs: 60_000 },
        global: { limit: 1000, windowMs: 1000 },
      },
    });
  });

  test("production refuses to start, and names everything that it lacks at once", () => {
    expect(faultsOf({ NODE_ENV: "production" }).map((fault) => fault.split(" ")[0])).toEqual([
      ...["JWT_PRIVATE_KEY", "PUBLIC_URL", "WEBHOOK_SECRET", "METRICS_TOKEN", "TLS_CERT", "GATEWAY"],
    ]);
  });
});

test("An environment that is fit for production is taken as it is", () => {
  const environment = production();
  expect(faultsOf(environment)).toEqual([]);
  expect(readConfiguration(environment)).toMatchObject({
    production: true,
    publicUrl: "https://api.example.com",
  });
  expect(readConfiguration({ ...environment, NODE_ENV: "", RENEWAL_ENV: "production" }).production).toBe(
    true,
  );
  expect(readConfiguration({ NODE_ENV: "production", RENEWAL_ENV: "development" }).production).toBe(false);
});

describe("Production refuses", () => {
  const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  });
  test.each<[about: string, changes: Record<string, string>, fault: RegExp]>([
    [
      "a public address without TLS",
      { PUBLIC_URL: "http://api.example.com" },
      /^PUBLIC_URL must begin with https/,
    ],
    ["a short secret", { WEBHOOK_SECRET: "f00ba4" }, /^WEBHOOK_SECRET is shorter than 32/],
    [
      "a second secret that is short",
      { WEBHOOK_SECRET: `${production().WEBHOOK_SECRET},old` },
      /^WEBHOOK_SECRET is shorter/,
    ],
    [
      "a secret of an example",
      { WEBHOOK_SECRET: "whsec_example_0123456789abcdefghijkl" },
      /^WEBHOOK_SECRET looks like an example/,
    ],
    [
      "a secret that waits to be changed",
      { WEBHOOK_SECRET: "please-CHANGE-ME-0123456789abcdefg" },
      /^WEBHOOK_SECRET looks like/,
    ],
    ["a secret of one letter", { WEBHOOK_SECRET: "a".repeat(64) }, /^WEBHOOK_SECRET repeats few characters/],
    ["a weak metrics token", { METRICS_TOKEN: "metrics" }, /^METRICS_TOKEN is shorter/],
    ["a gateway that nobody chose", { GATEWAY: "" }, /^GATEWAY is missing/],
    ["plain HTTP from nowhere in particular", { TRUSTED_PROXIES: "" }, /^TLS_CERT is missing/],
    [
      "to believe everyone's X-Forwarded-For",
      { TRUSTED_PROXIES: "0.0.0.0/0" },
      /^TRUSTED_PROXIES must not hold every address/,
    ],
    [
      "a page without TLS",
      { CORS_ORIGINS: "http://shop.example.com" },
      /^CORS_ORIGINS must list https origins/,
    ],
    [
      "notifications into its own network",
      { NOTIFY_ALLOWED_HOSTS: "localhost" },
      /^NOTIFY_ALLOWED_HOSTS opens the network/,
    ],
    [
      "an identity provider without TLS",
      { JWT_PRIVATE_KEY: "", JWT_JWKS_URL: "http://id.example.com", JWT_ISSUER: "i", JWT_AUDIENCE: "a" },
      /^JWT_JWKS_URL must be a URL that begins with https/,
    ],
    [
      "a key of another kind",
      { JWT_PRIVATE_KEY: String(pem) },
      /^JWT_PRIVATE_KEY must be P-256 private keys/,
    ],
    [
      "a client with a weak secret",
      { CLIENTS_FILE: "clients.json" },
      /^CLIENTS_FILE entry 1 has a secret that is shorter/,
    ],
  ])("%s", (_, changes, fault) => {
    const clients = JSON.stringify([
      { client_id: "shop", client_secret: "short", webhook_secret: "0123456789abcdef".repeat(4) },
    ]);
    const faults = faultsOf({ ...production(), ...changes }, { "clients.json": clients });
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});

describe("Anywhere the server refuses", () => {
  test.each<[about: string, environment: Record<string, string>, fault: RegExp]>([
    ["a port that is none", { PORT: "eighty" }, /^PORT must be a whole number from 0 to 65535/],
    [
      "a limit of nothing",
      { RATE_LIMIT_PER_USER: "0" },
      /^RATE_LIMIT_PER_USER must be a whole number from 1/,
    ],
    ["a mode that does not exist", { NODE_ENV: "prod" }, /^NODE_ENV must be one of/],
    ["a gateway that does not exist", { GATEWAY: "paypal" }, /^GATEWAY must be one of sandbox/],
    ["a level that does not exist", { LOG_LEVEL: "loud" }, /^LOG_LEVEL must be one of/],
    [
      "a time zone that does not exist",
      { BUSINESS_TIME_ZONE: "Asia/Beijing" },
      /^BUSINESS_TIME_ZONE must be an IANA/,
    ],
    [
      "a public address with a path",
      { PUBLIC_URL: "https://example.com/api" },
      /^PUBLIC_URL must be scheme, host and port alone/,
    ],
    [
      "another database",
      { DATABASE_URL: "mysql://localhost/x" },
      /^DATABASE_URL must be a URL that begins with postgres/,
    ],
    [
      "another cache",
      { REDIS_URL: "memcached://localhost" },
      /^REDIS_URL must be a URL that begins with redis/,
    ],
    [
      "an origin with a path",
      { CORS_ORIGINS: "https://shop.example.com/" },
      /^CORS_ORIGINS must list whole origins/,
    ],
    ["every origin there is", { CORS_ORIGINS: "*" }, /^CORS_ORIGINS must list whole origins/],
    [
      "a proxy that is no address",
      { TRUSTED_PROXIES: "proxy.internal" },
      /^TRUSTED_PROXIES must list addresses/,
    ],
    ["plain HTTP for other machines", { HOST: "0.0.0.0" }, /^HOST is reached from other machines/],
    ["half of TLS", { TLS_CERT: "cert.pem" }, /^TLS_KEY is missing/],
    [
      "a certificate that is none",
      { TLS_CERT: "cert.pem", TLS_KEY: "cert.pem" },
      /^TLS_CERT and TLS_KEY must be/,
    ],
    [
      "a file that is not there",
      { CLIENTS_FILE: "nowhere.json" },
      /^CLIENTS_FILE names a file that cannot be read/,
    ],
    [
      "several processes with SQLite",
      { WORKERS: "2", REDIS_URL: "redis://localhost" },
      /^DATABASE_URL is missing, and WORKERS/,
    ],
    [
      "several machines without Redis",
      { INSTANCES: "2", DATABASE_URL: "postgres://localhost/x" },
      /^REDIS_URL is missing, and INSTANCES/,
    ],
    [
      "two sources of tokens",
      {
        JWT_PRIVATE_KEY: generateKey(),
        JWT_JWKS_URL: "https://id.example.com",
        JWT_ISSUER: "i",
        JWT_AUDIENCE: "a",
      },
      /^JWT_PRIVATE_KEY and JWT_JWKS_URL exclude/,
    ],
    [
      "an issuer of nothing",
      { JWT_ISSUER: "https://id.example.com" },
      /^JWT_ISSUER goes with JWT_JWKS_URL only/,
    ],
    [
      "packages that are none",
      { PACKAGES_FILE: "cert.pem" },
      /^PACKAGES_FILE must name a file that holds a JSON array/,
    ],
  ])("%s", (_, environment, fault) => {
    expect(faultsOf(environment, { "cert.pem": "no PEM" })).toEqual([expect.stringMatching(fault)]);
  });
});

test("No fault tells a secret, or the place of a file", () => {
  const faults = faultsOf(
    {
      ...production(),
      WEBHOOK_SECRET: "hunter2",
      JWT_PRIVATE_KEY: "/srv/keys/hunter2.pem",
      CLIENTS_FILE: "/srv/clients",
    },
    { "/srv/clients": '[{"client_id": "hunter2"' },
  );
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toMatch(/hunter2|srv/);
});

describe("CLIENTS_FILE", () => {
  const [first, second, webhook] = ["a1b2".repeat(10), "c3d4".repeat(10), "e5f6a7b8c9".repeat(5)];

  test("names clients, with lists of secrets while they rotate, and digests in the place of secrets", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const file = JSON.stringify([
      { client_id: "shop", name: "The shop", client_secret: [digest], webhook_secret: [webhook, second] },
      { client_id: "app", client_secret: first, webhook_secret: webhook },
    ]);
    expect(readConfiguration({ CLIENTS_FILE: "f" }, readFrom({ f: file })).clients).toEqual([
      {
        clientId: "shop",
        name: "The shop",
        secretHashes: ["0".repeat(64)],
        webhookSecrets: [webhook, second],
      },
      {
        clientId: "app",
        name: "app",
        secretHashes: [expect.stringMatching(/^[0-9a-f]{64}$/)],
        webhookSecrets: [webhook],
      },
    ]);
  });

  test.each([
    ["no client_id", [{ client_secret: first, webhook_secret: webhook }], /entry 1 needs a client_id/],
    ["no secret", [{ client_id: "shop", webhook_secret: webhook }], /entry 1 needs a client_secret/],
    ["no list", { client_id: "shop" }, /must name a file that holds a JSON array/],
  ])("with %s is refused", (_, content, fault) => {
    expect(faultsOf({ CLIENTS_FILE: "f" }, { f: JSON.stringify(content) })).toEqual([
      expect.stringMatching(fault),
    ]);
  });

  test.each([`sha256:${"0".repeat(64)}`, "whsec_", "whsec_§", ` ${webhook}`])(
    "with %j as a webhook secret, which could sign nothing, is refused",
    (secret) => {
      const client = { client_id: "shop", client_secret: first, webhook_secret: [webhook, secret] };
      expect(faultsOf({ CLIENTS_FILE: "f" }, { f: JSON.stringify([client]) })).toEqual([
        expect.stringMatching(/entry 1 has a webhook_secret that signs nothing/),
      ]);
    },
  );
});

describe("PACKAGES_FILE", () => {
  const yearly = { id: "yearly", name: "A year", months: 12, amount: "199.90", currency: "CNY" };

  test("says what is on sale, its amounts digit by digit", () => {
    const file = JSON.stringify([yearly, { ...yearly, id: "yen", amount: "4000", currency: "JPY" }]);
    expect(readConfiguration({ PACKAGES_FILE: "f" }, readFrom({ f: file })).packages).toEqual([
      { id: "yearly", name: "A year", months: 12, minorUnits: 19_990, currency: "CNY", active: true },
      { id: "yen", name: "A year", months: 12, minorUnits: 4000, currency: "JPY", active: true },
    ]);
  });

  test.each([
    ["an amount that is no text", [{ ...yearly, amount: 199.9 }], /entry 1 needs id/],
    ["an amount with too many decimals", [{ ...yearly, amount: "199.999" }], /entry 1 needs id/],
    ["half a month", [{ ...yearly, months: 0.5 }], /entry 1 needs id/],
    ["two packages at one price", [yearly, { ...yearly, id: "other" }], /no payment could tell them apart/],
    ["two packages of one id", [yearly, { ...yearly, amount: "1.00" }], /no payment could tell them apart/],
    ["nothing", [], /must list one package at least/],
  ])("with %s is refused", (_, content, fault) => {
    expect(faultsOf({ PACKAGES_FILE: "f" }, { f: JSON.stringify(content) })).toEqual([
      expect.stringMatching(fault),
    ]);
  });
});

describe("The documentation of the variables", () => {
  test("names every variable that is read, and no other", () => {
    const read = new Set<string>();
    const recording = (environment: Record<string, string>) =>
      new Proxy(environment, {
        get: (target, name) => {
          read.add(String(name));
          return Reflect.get(target, name);
        },
      });
    const outside = { JWT_JWKS_URL: "https://id.example.com", JWT_ISSUER: "i", JWT_AUDIENCE: "a" };
    for (const environment of [{}, production(), outside, { RENEWAL_ENV: "development" }])
      readConfiguration(recording(environment));
    expect([...read].sort()).toEqual(Object.keys(variables).sort());
  });

  test("stands in README.md as the server has it (UPDATE_DOCS=1 writes it)", () => {
    const path = fileURLToPath(new URL("../../README.md", import.meta.url));
    const readme = readFileSync(path, "utf8");
    const current = readme.replace(
      /<!-- variables -->[\s\S]*<!-- \/variables -->/,
      () => `<!-- variables -->\n\n${variableTable()}\n\n<!-- /variables -->`,
    );
    if (process.env.UPDATE_DOCS === "1") writeFileSync(path, current);
    expect(readFileSync(path, "utf8")).toBe(current);
  });
});
