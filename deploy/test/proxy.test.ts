import { request as plain } from "node:http";
import { request } from "node:https";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startCaddy } from "../../scripts/infrastructure/caddy.ts";
import { type Daemon, freePort } from "../../scripts/infrastructure/daemon.ts";
import { pathOf } from "./alerts.ts";
import { environmentOf, makeEnvironment, settingsOf } from "./compose.ts";
import { type Fleet, startFleet } from "./fleet.ts";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** Whether the connection was encrypted, and for which name the certificate is. */
  certificate: string | undefined;
}

interface Asking {
  /** The address of this machine that the client has. Not 127.0.0.1: that one is the proxy's. */
  from?: string;
  headers?: Record<string, string>;
}

describe.skipIf(process.env.CADDY_PATH === undefined || process.env.TEST_REDIS_URL === undefined)(
  "The proxy before two servers, all three configured as in compose.yaml,",
  { timeout: 60_000 },
  () => {
    const settings = settingsOf(makeEnvironment("localhost"));
    let fleet: Fleet;
    let caddy: Daemon;
    let httpPort: number;
    beforeAll(async () => {
      // The addresses differ from those of the containers, and the certificate is Caddy's own instead of one asked for.
      const environment = { ...environmentOf("server-1", settings), TRUSTED_PROXIES: "127.0.0.1" };
      fleet = await startFleet({ ...environment, NODE_ENV: "production", RATE_LIMIT_PER_IP: "100" });
      httpPort = await freePort();
      caddy = await startCaddy(pathOf("proxy/Caddyfile"), (port) => ({
        ...environmentOf("proxy", { ...settings, PROXY_TLS: "tls internal" }),
        ...{ HTTPS_PORT: String(port), HTTP_PORT: String(httpPort) },
        UPSTREAMS: fleet.urls.map((url) => new URL(url).host).join(" "),
      }));
      // Until its certificate is made Caddy refuses handshakes.
      const isReady = () =>
        ask("/readyz").then(
          ({ status }) => status === 200,
          () => false,
        );
      await vi.waitUntil(isReady, { timeout: 60_000, interval: 200 });
    }, 120_000);
    afterAll(async () => {
      await caddy?.stop();
      await fleet?.stop();
    });

    function ask(path: string, { from = "127.0.0.2", headers = {} }: Asking = {}): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const options = {
          host: "127.0.0.1",
          servername: "localhost",
          localAddress: from,
          path,
          agent: false,
        };
        const own = { Host: `localhost:${caddy.port}`, ...headers };
        request({ ...options, port: caddy.port, headers: own, rejectUnauthorized: false }, (response) => {
          const socket = response.socket as import("node:tls").TLSSocket;
          const certificate = socket.getPeerCertificate().subjectaltname;
          let text = "";
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, certificate }),
          );
        })
          .on("error", reject)
          .end();
      });
    }

    const left = async (asking: Asking) =>
      Number((await ask("/v1/packages", asking)).headers["x-ratelimit-remaining"]);

    test("ends TLS for the public name, and the servers know that the way was encrypted", async () => {
      const { status, certificate, headers } = await ask("/v1/packages");
      expect([status, certificate]).toEqual([200, "DNS:localhost"]);
      expect(headers["strict-transport-security"]).toMatch(/max-age=\d/);
      expect(headers.server).toBeUndefined();
      const direct = await fetch(`${fleet.urls[0]}/v1/packages`, {
        headers: { "X-Forwarded-Proto": "http" },
      });
      expect(direct.status).toBe(403);
    });

    test("leads plain HTTP to HTTPS, and no further", async () => {
      const [status, location] = await new Promise<[number | undefined, string | undefined]>(
        (resolve, reject) => {
          plain(
            { host: "127.0.0.1", port: httpPort, path: "/v1/packages", headers: { Host: "localhost" } },
            (answer) => {
              answer.resume();
              resolve([answer.statusCode, answer.headers.location]);
            },
          )
            .on("error", reject)
            .end();
        },
      );
      expect([status, location]).toEqual([
        308,
        expect.stringMatching(/^https:\/\/localhost(:\d+)?\/v1\/packages$/),
      ]);
    });

    test("tells the servers the client's address: each has a limit of its own, whatever it claims to be", async () => {
      const first = await left({ from: "127.0.0.3" });
      for (const header of ["X-Forwarded-For", "Forwarded", "X-Real-IP"]) {
        for (const claim of ["203.0.113.7", "127.0.0.1", "for=203.0.113.8"])
          await left({ from: "127.0.0.3", headers: { [header]: claim } });
      }
      expect(await left({ from: "127.0.0.3" })).toBe(first - 10);
      expect(await left({ from: "127.0.0.4" })).toBe(first);
      expect(await left({ from: "127.0.0.5", headers: { "X-Forwarded-For": "127.0.0.3" } })).toBe(first);
    });

    test("keeps /metrics to those inside, also from one who has the token", async () => {
      const headers = { Authorization: `Bearer ${settings.METRICS_TOKEN}` };
      for (const path of [
        "/metrics",
        "/metrics?a",
        "/METRICS",
        "//metrics",
        "/./metrics",
        "/%6detrics",
        "/v1/../metrics",
        "/metrics/",
      ]) {
        const { status, text } = await ask(path, { headers });
        expect([path, status]).toEqual([path, 404]);
        expect(text).not.toContain("payment_requests_total");
      }
      const inside = await fetch(`${fleet.urls[0]}/metrics`, { headers });
      expect([inside.status, await inside.text()]).toEqual([
        200,
        expect.stringContaining("payment_requests_total"),
      ]);
    });

    test("fails no request when one server is killed; without any it says when to come back, as the API does", async () => {
      const statuses: number[] = [];
      for (let number = 0; number < 40; number += 1) {
        if (number === 10) fleet.servers[0]?.process.kill("SIGKILL");
        // From addresses of their own, so that no limit is met.
        statuses.push((await ask("/v1/packages", { from: `127.0.1.${number + 1}` })).status);
      }
      expect(statuses).toEqual(Array(40).fill(200));
      fleet.servers[1]?.process.kill("SIGKILL");
      await expect.poll(async () => (await ask("/v1/packages")).status, { timeout: 30_000 }).toBe(503);
      const { headers, text } = await ask("/v1/packages");
      expect(headers["retry-after"]).toBe("5");
      expect(JSON.parse(text)).toEqual({
        error: { code: "SERVICE_UNAVAILABLE", message: expect.any(String) },
      });
    });
  },
);
