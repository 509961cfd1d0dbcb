import { join } from "node:path";
import { type Clock, createEngine, type Engine, type Settings, type Store } from "@renewal/engine";
import type { Logger } from "pino";
import type { Configuration } from "./configuration.ts";
import { guardedPost } from "./deliveries/post.ts";
import { startDeliveries } from "./deliveries/worker.ts";
import { type SandboxServer, sandboxServer } from "./gateways/sandbox/sandbox.ts";
import { jsonLog } from "./http/access-log.ts";
import { createApp } from "./http/app.ts";
import { authentication } from "./http/authentication.ts";
import { answerBrokenRequests } from "./http/errors.ts";
import { countRequests } from "./http/limits.ts";
import { createListener, type Listener } from "./http/listener.ts";
import { apiMetrics, type Metrics } from "./http/metrics.ts";
import { trustedProxies } from "./http/trusted-address.ts";
import { randomIds } from "./ids.ts";
import { algorithm, type KeyRing, openKeyRing } from "./keys.ts";
import { type Memory, openRedis } from "./redis/open.ts";
import { seed } from "./seeds.ts";
import { openStorage, type Storage } from "./storage/storage.ts";
import { startWorker, type Worker } from "./worker.ts";

/** What tests put in the place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  settings?: Partial<Settings>;
  /** Stands between the engine and the store, e.g. to make it fail. */
  wrapStore?: (store: Store) => Store;
}

export interface RunningServer {
  /** Where the server listens, e.g. `http://127.0.0.1:8080`. */
  url: string;
  storage: Storage;
  /** The secrets shared with the gateway. */
  webhookSecrets: readonly string[];
  /** Says not ready, lets the requests and steps under way come to their end, and closes everything. */
  stop(): Promise<void>;
}

/** What the server is made of, in the order in which it is opened. */
interface Parts {
  configuration: Configuration;
  overrides: Overrides;
  clock: Clock;
  log: Logger;
  storage: Storage;
  metrics: Metrics;
  memory: Memory;
  keys: KeyRing;
  webhookSecrets: readonly string[];
  /** Known once the server listens. */
  listener?: Listener;
  stopping: boolean;
}

/** What our tokens say of who made them and whom they are for. */
function tokenNames(configuration: Configuration) {
  return { issuer: configuration.publicUrl ?? "renewal", audience: "renewal-api" };
}

/**
 * Starts the server: opens the store and brings its tables up to date, makes what the first start needs, and listens.
 *
 * @throws Error when the database cannot be reached, or cannot be trusted with money
 */
export async function startServer(
  configuration: Configuration,
  overrides: Overrides = {},
): Promise<RunningServer> {
  const parts = await openParts(configuration, overrides);
  const sandbox = openSandbox(parts);
  const engine = openEngine(parts, sandbox);
  const listener = createListener(configuration, openApp(parts, sandbox, engine));
  parts.listener = listener;
  answerBrokenRequests(listener.server, () => randomIds(parts.clock).requestId());
  await listener.listen();
  const workers = startWorkers(parts, sandbox, engine);
  return {
    url: listener.url(),
    storage: parts.storage,
    webhookSecrets: parts.webhookSecrets,
    async stop() {
      parts.stopping = true;
      await Promise.all([listener.close(), ...workers.map((worker) => worker.stop())]);
      parts.memory.close();
      await parts.storage.close();
    },
  };
}

async function openParts(configuration: Configuration, overrides: Overrides): Promise<Parts> {
  const clock = overrides.clock ?? { now: Date.now };
  const log = overrides.log ?? jsonLog(configuration.logLevel);
  const storage = openStorage({
    clock,
    url: configuration.databaseUrl,
    file: join(configuration.dataDirectory, "renewal.db"),
    onError: (error) => log.warn({ cause: String(error) }, "a connection to PostgreSQL broke"),
  });
  const faults = await storage.faults();
  if (configuration.production && faults.length > 0) throw new Error(faults.join("\n"));
  await storage.migrate();
  const metrics = apiMetrics(
    () => parts.listener?.server,
    configuration.production ? configuration.metricsToken : undefined,
  );
  const memory = openRedis(configuration.redisUrl, { clock, log, registry: metrics.registry });
  const names = tokenNames(configuration);
  const keys = await openKeyRing(storage.store, clock, names, configuration.jwtPrivateKey);
  const { webhookSecrets } = await seed(storage.store, keys.signer, clock, configuration);
  const parts: Parts = {
    ...{ configuration, overrides, clock, log, storage, metrics, memory, keys, webhookSecrets },
    stopping: false,
  };
  return parts;
}

function listeningUrl(parts: Parts): string {
  return parts.listener?.url() ?? "";
}

function publicUrl(parts: Parts): string {
  return parts.configuration.publicUrl ?? listeningUrl(parts);
}

function openSandbox(parts: Parts): SandboxServer {
  const { storage, clock, keys, configuration, log } = parts;
  return sandboxServer({
    payments: storage.sandbox,
    clock,
    signer: keys.signer,
    secrets: () => parts.webhookSecrets,
    publicUrl: () => publicUrl(parts),
    apiUrl: () => listeningUrl(parts),
    timeZone: configuration.businessTimeZone,
    onFault: (fault) =>
      log.warn({ ...fault, cause: String(fault.cause ?? "") }, "the sandbox could not notify"),
  });
}

function openEngine(parts: Parts, sandbox: SandboxServer): Engine {
  const { storage, memory, clock, keys, configuration, overrides } = parts;
  return createEngine({
    store: memory.cached(overrides.wrapStore?.(storage.store) ?? storage.store),
    gateway: sandbox.gateway,
    clock,
    ids: randomIds(clock),
    signer: keys.signer,
    settings: {
      businessTimeZone: configuration.businessTimeZone,
      gatewaySecrets: () => parts.webhookSecrets,
      ...overrides.settings,
    },
  });
}

function openApp(parts: Parts, sandbox: SandboxServer, engine: Engine) {
  const { configuration, log, metrics, memory, keys, clock, storage } = parts;
  const ids = randomIds(clock);
  return createApp({
    ...{ engine, log, metrics },
    authentication: authentication({
      ...tokenNames(configuration),
      algorithms: [algorithm],
      type: "at+jwt",
      publicKey: (kid) => keys.publicKey(kid),
      now: () => clock.now(),
    }),
    count: countRequests(memory.limiter, configuration.limits),
    maxBodyBytes: 65_536,
    checkAnswers: !configuration.production,
    probes: { jwks: () => keys.jwks(), ready: async () => !parts.stopping && (await answers(storage)) },
    gatewayPages: sandbox.pages as never,
    proxies: trustedProxies(configuration.trustedProxies),
    origins: configuration.origins,
    publicUrl: () => publicUrl(parts),
    makeRequestId: () => ids.requestId(),
  }).callback();
}

function startWorkers({ log, configuration }: Parts, sandbox: SandboxServer, engine: Engine): Worker[] {
  const onError = (error: unknown) => log.error({ cause: String(error) }, "a step of a worker failed");
  const post = guardedPost({ allowedHosts: configuration.notifyAllowedHosts });
  return [
    sandbox.start(),
    startWorker(() => engine.finishDueOrders(), { interval: 1000, onError }),
    startDeliveries(engine, post, { interval: 500, onError }),
  ];
}

/** A probe that waits for the database's own time limits would be given up by whoever asks. */
async function answers(storage: Storage): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 1000, false).unref());
  const pong = storage.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([pong, late]);
}
