import { execFile } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { stat } from "node:fs/promises";
import { request } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type Command, freePort, production, run, throughProxy, untilServing } from "./http/process.ts";
import { askFor, demoCredentials, order } from "./http/running.ts";

const commands: Command[] = [];
afterEach(async () => {
  await Promise.all(commands.splice(0).map((command) => command.discard()));
});

async function command(
  words: string[],
  environment: Record<string, string> = {},
  folder?: string,
): Promise<Command> {
  const started = await run(words, environment, folder);
  commands.push(started);
  return started;
}

async function start(environment: Record<string, string> = {}, folder?: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await command(["start"], { PORT: String(port), ...environment }, folder);
  await untilServing(url, server);
  return { url, server };
}

async function tokenFrom(url: string, userId = "user_42"): Promise<string> {
  return String((await askFor(`${url}/v1/auth/token`, { body: demoCredentials(userId) })).json.access_token);
}

describe("renewal start", { timeout: 30_000 }, () => {
  test("prints two lines that get a token and create an order as they stand", async () => {
    const { url, server } = await start();
    await expect.poll(server.stdout).toContain("Ctrl-C stops the server.");
    const printed = server.stdout();
    expect(printed).toContain(`Renewal is listening on ${url}/v1`);
    expect(printed).toContain("demo / demo-secret");
    const lines = printed.split("\n").filter((line) => /^ {2}(TOKEN=|curl )/.test(line));
    expect(lines).toHaveLength(2);
    const { stdout } = await promisify(execFile)("bash", ["-c", lines.join("\n")]);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      message: "Payment order created successfully",
    });
    const page = await fetch((JSON.parse(stdout) as { payment_url: string }).payment_url);
    expect(await page.text()).toContain("99.99");
  });

  test("keeps tokens, orders and secrets for the next start, where nobody else reads them", async () => {
    const first = await start();
    const token = await tokenFrom(first.url);
    await askFor(`${first.url}/v1/payment/create`, { token, body: order });
    first.server.process.kill("SIGTERM");
    expect(await first.server.ended()).toBe(0);
    const { folder } = first.server;
    for (const path of ["data", "data/renewal.db"])
      expect((await stat(join(folder, path))).mode & 0o077).toBe(0);
    const second = await start({}, folder);
    const { json } = await askFor(`${second.url}/v1/payments`, { token });
    expect(json.data).toMatchObject([{ order_id: "ORD123456" }]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "told to stop by %s finishes the request under way and ends with 0",
    async (signal) => {
      const { url, server } = await start();
      const token = await tokenFrom(url);
      const slow = askFor(`${url}/v1/payment/create`, {
        token,
        body: { ...order, order_id: "sandbox-slow-1" },
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      const told = performance.now();
      server.process.kill(signal);
      expect((await slow).status).toBe(200);
      expect(await server.ended()).toBe(0);
      expect(performance.now() - told).toBeLessThan(10_000);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    },
  );

  test("told to stop says not ready at once, and serves on until load balancers have noticed", async () => {
    const { url, server } = await start({ STOP_DELAY: "2" });
    server.process.kill("SIGTERM");
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { interval: 20 }).toBe(503);
    const answer = await fetch(`${url}/v1/packages`);
    expect([answer.status, answer.headers.get("Connection")]).toEqual([200, "close"]);
    expect(await server.ended()).toBe(0);
  });

  test("in production serves what comes through the proxy over HTTPS, and has no demo client", async () => {
    const { url, server } = await start(production());
    const through = (path: string, asking = {}) =>
      askFor(`${url}/v1${path}`, { headers: throughProxy, ...asking });
    expect((await through("/packages")).status).toBe(200);
    const body = demoCredentials("user_42");
    expect(
      (
        await through("/auth/token", {
          body,
          headers: { ...throughProxy, "Content-Type": "application/json" },
        })
      ).status,
    ).toBe(401);
    expect((await askFor(`${url}/metrics`)).status).toBe(401);
    expect(server.stdout()).not.toContain("demo");
  });

  test("in production names every fault at once and ends with 1", async () => {
    const refused = await command(["start"], { NODE_ENV: "production", PORT: "x", WEBHOOK_SECRET: "short" });
    expect(await refused.ended()).toBe(1);
    for (const name of [
      "PORT",
      "WEBHOOK_SECRET",
      "PUBLIC_URL",
      "METRICS_TOKEN",
      "JWT_PRIVATE_KEY",
      "TLS_CERT",
      "GATEWAY",
    ]) {
      expect(refused.stderr()).toMatch(new RegExp(`^- ${name} .+`, "m"));
    }
    expect(refused.stderr()).not.toMatch(/^\s+at /m);
  });

  test.skipIf(process.env.TEST_DATABASE_URL === undefined)(
    "names what is wrong with PostgreSQL together with the rest",
    async () => {
      const database = new URL(process.env.TEST_DATABASE_URL ?? "");
      database.searchParams.set("options", "-c synchronous_commit=off");
      const environment = { ...production(), DATABASE_URL: database.href };
      const refused = await command(["start"], { ...environment, PUBLIC_URL: "http://api.example.com" });
      expect(await refused.ended()).toBe(1);
      expect(refused.stderr()).toMatch(/^- PUBLIC_URL must begin with https/m);
      expect(refused.stderr()).toMatch(/^- DATABASE_URL: synchronous_commit is off/m);
      const alone = await command(["start"], environment);
      expect(await alone.ended()).toBe(1);
      expect(alone.stderr()).toMatch(/synchronous_commit is off/);
    },
  );

  test("says in a sentence that its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const refused = await command(["start"], { PORT: String(port) });
    expect(await refused.ended()).toBe(1);
    expect(refused.stderr()).toContain(
      "PORT is in use already. Stop what listens there, or set another port.",
    );
    other.close();
  });

  test("serves HTTPS by itself with a certificate", async () => {
    const file = (name: string) =>
      fileURLToPath(new URL(`./http/tls/localhost.${name}.pem`, import.meta.url));
    const environment = { PORT: "0", TLS_CERT: file("cert"), TLS_KEY: file("key") };
    const server = await command(["start"], environment);
    await expect.poll(server.stdout, { timeout: 15_000 }).toContain("listening on https://127.0.0.1:");
    const url = /listening on (\S+)\/v1/.exec(server.stdout())?.[1] ?? "";
    const answer = await new Promise<{ status: number | undefined; hsts: unknown }>((resolve, reject) => {
      request(`${url}/v1/packages`, { rejectUnauthorized: false }, ({ statusCode, headers }) =>
        resolve({ status: statusCode, hsts: headers["strict-transport-security"] }),
      )
        .on("error", reject)
        .end();
    });
    expect(answer).toEqual({ status: 200, hsts: "max-age=31536000; includeSubDomains" });
  });
});

describe("renewal", { timeout: 30_000 }, () => {
  test("keys rotate has a running server sign with a new key, and refuses no token of the old one", async () => {
    const { url, server } = await start();
    const token = await tokenFrom(url);
    const rotated = await command(["keys", "rotate"], {}, server.folder);
    expect(await rotated.ended()).toBe(0);
    expect(rotated.stdout()).toMatch(/^Signing with \S+ from now on/);
    expect((await askFor(`${url}/v1/payments`, { token })).status).toBe(200);
  });

  test("keys generate prints a key that JWT_PRIVATE_KEY takes", async () => {
    const generated = await command(["keys", "generate"]);
    expect(await generated.ended()).toBe(0);
    expect(createPublicKey(generated.stdout()).asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    const { url } = await start({ JWT_PRIVATE_KEY: generated.stdout().replaceAll("\n", "\\n") });
    expect((await askFor(`${url}/v1/payments`, { token: await tokenFrom(url) })).status).toBe(200);
  });

  test("help tells every command and every variable; another word ends with 2", async () => {
    const helped = await command(["help"]);
    expect(await helped.ended()).toBe(0);
    for (const word of ["start", "keys rotate", "DATABASE_URL", "TRUSTED_PROXIES"])
      expect(helped.stdout()).toContain(word);
    const lost = await command(["begin"]);
    expect(await lost.ended()).toBe(2);
    expect(lost.stderr()).toContain("renewal <command>");
  });
});
