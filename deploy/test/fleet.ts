import { startRedis } from "../../scripts/infrastructure/redis.ts";
import { type Command, freePort, run, untilServing } from "../../server/test/http/process.ts";
import { postgresDatabase } from "../../server/test/storage/databases.ts";

/** Two servers in processes of their own, over one PostgreSQL and one Redis. */
export interface Fleet {
  /** Where each is reached without a proxy. */
  urls: string[];
  servers: Command[];
  stop(): Promise<void>;
}

/** @param environment of both servers, beside where they listen and where their data is */
export async function startFleet(environment: Record<string, string>): Promise<Fleet> {
  const [database, redis] = await Promise.all([postgresDatabase(), startRedis()]);
  const places = { DATABASE_URL: database.location.url ?? "", REDIS_URL: redis.url };
  const ports = [await freePort(), await freePort()];
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const own = { ...environment, ...places, INSTANCES: "2", LOG_LEVEL: "warn" };
  const servers = await Promise.all(ports.map((port) => run(["start"], { ...own, PORT: String(port) })));
  const stop = async () => {
    await Promise.all(servers.map((server) => server.discard()));
    await Promise.all([database.drop(), redis.stop()]);
  };
  try {
    await Promise.all(urls.map((url, index) => untilServing(url, servers[index] as Command)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls, servers, stop };
}
