import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  type Clock,
  createEngine,
  type Limiter,
  memoryLimiter,
  type Settings,
  type Store,
} from "@renewal/engine";
import type { Logger } from "pino";
import type { Configuration } from "./configuration.ts";
import { guardedPost } from "./deliveries/post.ts";
import { startDeliveries } from "./deliveries/worker.ts";
import { sandboxServer } from "./gateways/sandbox/sandbox.ts";
import { jsonLog } from "./http/access-log.ts";
import { createApp } from "./http/app.ts";
import { authentication } from "./http/authentication.ts";
import { answerBrokenRequests } from "./http/errors.ts";
import { countRequests } from "./http/limits.ts";
import { apiMetrics } from "./http/metrics.ts";
import { trustedProxies } from "./http/trusted-address.ts";
import { randomIds } from "./ids.ts";
import { algorithm, openKeyRing } from "./keys.ts";
import { openRedis } from "./redis/open.ts";
import { seed } from "./seeds.ts";
import { openStorage, type Storage } from "./storage/storage.ts";
import { startWorker } from "./worker.ts";

/** What tests put in the place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  settings?: Partial<Settings>;
  /** Stands between the engine and the store, e.g. to make it fail. */
  wrapStore?: (store: Store) => Store;
  wrapLimiter?: (limiter: Limiter) => Limiter;
}

export interface RunningServer {
  /** Where the server listens, e.g. `http://127.0.0.1:8080`. */
  url: string;
  storage: Storage;
  webhookSecrets: readonly string[];
  /** Says not ready, lets the requests and steps under way come to their end, and closes everything. */
  stop(): Promise<void>;
}

/** How long requests under way may take once the server is told to stop. */
const graceTime = 8_000;

/**
 * Starts the server: opens the store and brings its tables up to date, makes what the first start needs, and listens.
 *
 * @throws ConfigurationFaults when the database cannot be trusted with money
 */
export async function startServer(
  configuration: Configuration,
  overrides: Overrides = {},
): Promise<RunningServer> {
  const clock = overrides.clock ?? { now: Date.now };
  const log = overrides.log ?? jsonLog(configuration.logLevel);
  const storage = openStorage({
    clock,
    url: configuration.databaseUrl,
    file: join(configuration.dataDirectory, "renewal.db"),
    onError: (error) => log.warn({ cause: String(error) }, "a connection to PostgreSQL broke"),
  });
  await storage.migrate();
  let server: http.Server | undefined;
  const metrics = apiMetrics(() => server, configuration.production ? configuration.metricsToken : undefined);
  const redis = openRedis(configuration.redisUrl, { clock, log, registry: metrics.registry });

  const listeningUrl = () => `${configuration.tls ? "https" : "http"}://${hostOf(server)}`;
  const publicUrl = () => configuration.publicUrl ?? listeningUrl();
  const token = { issuer: configuration.publicUrl ?? "renewal", audience: "renewal-api" };
  const keys = await openKeyRing(storage.store, clock, token, configuration.jwtPrivateKey);
  const { webhookSecrets } = await seed(storage.store, keys.signer, clock, configuration);
  const secrets = () => webhookSecrets;
  const wrapped = overrides.wrapStore?.(storage.store) ?? storage.store;
  const sandbox = sandboxServer({
    payments: storage.sandbox,
    ...{ clock, secrets, publicUrl },
    signer: keys.signer,
    apiUrl: listeningUrl,
    timeZone: configuration.businessTimeZone,
    onFault: (fault) =>
      log.warn({ ...fault, cause: String(fault.cause ?? "") }, "the sandbox could not notify"),
  });
  const ids = randomIds(clock);
  const engine = createEngine({
    store: redis.cached(wrapped),
    gateway: sandbox.gateway,
    ...{ clock, ids },
    signer: keys.signer,
    settings: {
      businessTimeZone: configuration.businessTimeZone,
      gatewaySecrets: secrets,
      ...overrides.settings,
    },
  });
  let stopping = false;
  const limiter = overrides.wrapLimiter?.(redis.limiter) ?? redis.limiter;
  const app = createApp({
    ...{ engine, log, metrics, publicUrl },
    authentication: authentication({
      ...token,
      algorithms: [algorithm],
      type: "at+jwt",
      publicKey: (kid) => keys.publicKey(kid),
      now: () => clock.now(),
    }),
    count: countRequests(limiter, configuration.limits),
    maxBodyBytes: 65_536,
    checkAnswers: !configuration.production,
    probes: { jwks: () => keys.jwks(), ready: async () => !stopping && (await answers(storage)) },
    gatewayPages: sandbox.pages as never,
    proxies: trustedProxies(configuration.trustedProxies),
    origins: configuration.origins,
    makeRequestId: () => ids.requestId(),
  });
  server = createHttpServer(configuration, app.callback());
  answerBrokenRequests(server, () => ids.requestId());
  await listen(server, configuration);
  const onError = (error: unknown) => log.error({ cause: String(error) }, "a step of a worker failed");
  const workers = [
    sandbox.start(),
    startWorker(() => engine.finishDueOrders(), { interval: 1000, onError }),
    startDeliveries(engine, guardedPost({ allowedHosts: configuration.notifyAllowedHosts }), {
      interval: 500,
      onError,
    }),
  ];
  const listening = server;
  return {
    url: listeningUrl(),
    storage,
    webhookSecrets,
    async stop() {
      stopping = true;
      await Promise.all([close(listening), ...workers.map((worker) => worker.stop())]);
      redis.close();
      await storage.close();
    },
  };
}

function createHttpServer(configuration: Configuration, listener: http.RequestListener): http.Server {
  const options: http.ServerOptions = {
    // Slow senders are cut off: headers within 10 s, the whole request within 20 s.
    headersTimeout: 10_000,
    requestTimeout: 20_000,
    keepAliveTimeout: 15_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16_384,
  };
  const { tls } = configuration;
  const server =
    tls === undefined
      ? http.createServer(options, listener)
      : https.createServer(
          { ...options, cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) },
          listener,
        );
  server.maxConnections = 10_000;
  return server;
}

function listen(server: http.Server, { host, port }: Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function hostOf(server: http.Server | undefined): string {
  const { address, family, port } = server?.address() as AddressInfo;
  const any = address === "0.0.0.0" || address === "::";
  return `${any ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address}:${port}`;
}

async function answers(storage: Storage): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 1000, false).unref());
  return Promise.race([
    storage.ping().then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceTime);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
