import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The server as it is built, with a database of its own. */
export async function liveServer(pageOrigin: string): Promise<{ baseUrl: string; stop(): Promise<void> }> {
  const built = new URL("../../../server/dist/index.js", import.meta.url).href;
  const { readConfiguration, startServer } = await import(built);
  const data = mkdtempSync(join(tmpdir(), "renewal-runtimes-"));
  const environment = {
    ...{ PORT: "0", DATA_DIR: data, LOG_LEVEL: "silent", RENEWAL_ENV: "development" },
    ...{
      CORS_ORIGINS: pageOrigin,
      NOTIFY_ALLOWED_HOSTS: "127.0.0.1",
      RATE_LIMIT_PER_IP: "100000",
      RATE_LIMIT_PER_USER: "1000",
    },
  };
  const server = await startServer(readConfiguration(environment));
  return {
    baseUrl: `${server.url}/v1`,
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
