import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notifyOverHttp } from "../../src/gateways/sandbox/notify.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const outside = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === "IPv4" && !address.internal)?.address;

describe.skipIf(!hasOpenssl)("A notification to an API that speaks TLS", () => {
  let folder: string;
  let server: ReturnType<typeof createServer>;
  let port: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "renewal-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=api.example.com"],
        ...["-keyout", key, "-out", cert],
      ],
      { stdio: "ignore" },
    );
    server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (request, response) => {
      request.resume().on("end", () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const notify = (host: string) =>
    notifyOverHttp(() => `https://${host}:${port}`)({
      ...{ transactionId: "TXN1", body: "{}", signature: "0".repeat(64), attempt: 1 },
    });

  test("arrives on its own machine, whatever name the certificate has", async () => {
    expect(await notify("127.0.0.1")).toBe(200);
    expect(await notify("localhost")).toBe(200);
  });

  test.skipIf(outside === undefined)("is not given to another address with a wrong certificate", async () => {
    await expect(notify(outside as string)).rejects.toThrow(/certificate/);
  });
});
