import {
  type Clock,
  createEngine,
  type Engine,
  type Gateway,
  type Settings,
  type Store,
} from "@renewal/engine";
import type { Logger } from "pino";
import { startBackground } from "./background.ts";
import type { Configuration } from "./configuration.ts";
import type { Resolve } from "./deliveries/resolve.ts";
import { docsPages } from "./docs/pages.ts";
import { type GuardedGateway, withBreaker } from "./gateways/breaker.ts";
import { observeGateways } from "./gateways/observe.ts";
import { type OpenGateway, openGateways } from "./gateways/open.ts";
import { type NamedGateway, severalGateways } from "./gateways/several.ts";
import { createApp } from "./http/app.ts";
import { authentication } from "./http/authentication.ts";
import { answerBrokenRequests } from "./http/broken-requests.ts";
import type { Handler } from "./http/context.ts";
import { countRequests } from "./http/limits.ts";
import { createListener, type Listener } from "./http/listener.ts";
import type { Observer } from "./http/observe.ts";
import { comparedWithDocument, unchecked } from "./http/response-check.ts";
import { trustedProxies } from "./http/trusted-address.ts";
import { randomIds } from "./ids.ts";
import { withRoomForOthers } from "./notifications.ts";
import { openParts, type Parts } from "./parts.ts";
import { readiness } from "./readiness.ts";
import { statusReports } from "./status/report.ts";
import { statusPages } from "./status/routes.ts";
import { StatusWatch } from "./status/watch.ts";
import type { Storage } from "./storage/storage.ts";
import { type StartWorker, startWorker, type Worker } from "./worker.ts";

/** What tests put in the place of the real thing. */
export interface Overrides {
  clock?: Clock;
  log?: Logger;
  settings?: Partial<Settings>;
  /** Stands between the engine and the store, e.g. to make it fail. */
  wrapStore?: (store: Store) => Store;
  /** Stands before the gateway, e.g. to make it fail. */
  wrapGateway?: (gateway: Gateway) => Gateway;
  /** Hears of every exchange once it is over. */
  observer?: Observer;
  /** Runs the steps of the background, e.g. when a test says so. */
  startWorker?: StartWorker;
  /** How the names of merchants' receivers are resolved. */
  resolve?: Resolve;
  /** How often the server looks at its parts for the status page, in milliseconds. */
  statusInterval?: number;
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

/** The largest body of this API has some 5 KiB: two addresses of 2048 characters and a subject. */
const maxBodyBytes = 65_536;

/**
 * Starts the server: opens the store and brings its tables up to date, makes what the first start needs, and listens.
 *
 * @throws ConfigurationFaults when the database cannot be trusted with money, or the port is not to be had
 * @throws StoreUnavailable when the database cannot be reached
 * @example
 * const server = await startServer(readConfiguration(process.env));
 * process.once("SIGTERM", () => server.stop());
 */
export async function startServer(
  configuration: Configuration,
  overrides: Overrides = {},
): Promise<RunningServer> {
  const parts = await openParts(configuration, overrides);
  const gateways = await openGateways({
    ...{ ...parts, ...addresses(parts), startWorker: overrides.startWorker ?? startWorker },
    secrets: () => parts.webhookSecrets,
    report: (transactionId, report) => engine.report(transactionId, report),
  });
  const guarded = guard(parts, gateways);
  const together = asOne(parts, guarded);
  const engine: Engine = openEngine(parts, together.gateway);
  const watch = openWatch(parts, guarded);
  try {
    parts.listener = await listen({ parts, gateways, engine, watch });
  } catch (error) {
    await close(parts);
    throw error;
  }
  const workers = [
    ...gateways.flatMap((gateway) => gateway.start()),
    ...startBackground(parts, engine, together, watch),
  ];
  let stopped: Promise<void> | undefined;
  return {
    url: parts.listener.url(),
    storage: parts.storage,
    webhookSecrets: parts.webhookSecrets,
    stop() {
      stopped ??= stop(parts, workers);
      return stopped;
    },
  };
}

async function stop(parts: Parts, workers: readonly Worker[]): Promise<void> {
  parts.stopping = true;
  await Promise.all([parts.listener?.close(), ...workers.map((worker) => worker.stop())]);
  await close(parts);
}

async function close({ memory, storage, tokenRules }: Parts): Promise<void> {
  tokenRules.keys.stop();
  memory.close();
  await storage.close();
}

function addresses(parts: Parts) {
  const apiUrl = () => parts.listener?.url() ?? "";
  return { apiUrl, publicUrl: () => parts.configuration.publicUrl ?? apiUrl() };
}

/** One that is dead is left alone, and the others go on. */
function guard({ overrides, log, metrics }: Parts, gateways: readonly OpenGateway[]): NamedGateway[] {
  const observer = observeGateways(log, metrics.registry);
  return gateways.map(({ name, gateway }) => ({
    name,
    ...withBreaker(overrides.wrapGateway?.(gateway) ?? gateway, observer(name)),
  }));
}

function asOne({ configuration, storage }: Parts, gateways: readonly NamedGateway[]): GuardedGateway {
  const [first, ...others] = gateways as [NamedGateway, ...NamedGateway[]];
  if (others.length === 0) return first;
  return severalGateways(gateways, configuration.gatewayFor, storage.gatewayOrders);
}

function openEngine(parts: Parts, gateway: Gateway): Engine {
  const { storage, memory, clock, signer, configuration, overrides } = parts;
  const store = memory.cached(overrides.wrapStore?.(storage.store) ?? storage.store);
  const settings = {
    businessTimeZone: configuration.businessTimeZone,
    gatewaySecrets: () => parts.webhookSecrets,
    maxBodyBytes,
    ...overrides.settings,
  };
  const ids = randomIds(clock);
  return withRoomForOthers(store, (over) =>
    createEngine({ store: over, gateway, clock, ids, signer, settings }),
  );
}

/** What requests are answered with. */
interface Opened {
  parts: Parts;
  gateways: readonly OpenGateway[];
  engine: Engine;
  watch: StatusWatch;
}

async function listen(opened: Opened): Promise<Listener> {
  const { configuration, log, metrics, clock } = opened.parts;
  const makeRequestId = randomIds(clock).requestId;
  const listener = createListener(configuration, openApp(opened, makeRequestId));
  answerBrokenRequests(listener.server, {
    makeRequestId,
    onBroken(broken) {
      metrics.countBroken(broken.code);
      log.info({ ...broken }, "broken request");
    },
  });
  await listener.listen();
  return listener;
}

/** The documentation and the status page. */
function publicPages(parts: Parts, watch: StatusWatch): Handler[] {
  const { configuration, storage, clock } = parts;
  const { support, production, tokens } = configuration;
  return [
    docsPages({ support, publicUrl: addresses(parts).publicUrl, demo: !production && tokens.kind === "own" }),
    statusPages(statusReports(watch, storage.store, clock), support),
  ];
}

function openWatch({ storage, memory, clock }: Parts, gateways: readonly NamedGateway[]): StatusWatch {
  const backlog = () => storage.store.backlog(clock.now());
  return new StatusWatch({ backlog, redisUp: memory.up, gateways }, storage.store, clock);
}

function openApp({ parts, gateways, engine, watch }: Opened, makeRequestId: () => string) {
  const { configuration, log, metrics, memory, storage, overrides, tokenRules } = parts;
  const sites = gateways.flatMap((gateway) => gateway.sites);
  const notifiedAt = gateways.flatMap((gateway) => gateway.notifiedAt);
  const isStopping = () => parts.stopping;
  return createApp({
    ...{ engine, log, metrics, maxBodyBytes, makeRequestId, isStopping, sites, notifiedAt },
    authentication: authentication(tokenRules),
    count: countRequests(memory.limiter, configuration.limits),
    checkAnswer: configuration.production ? unchecked : comparedWithDocument(log),
    probes: { jwks: () => tokenRules.keys.jwks(), ready: readiness(storage, isStopping) },
    publicPages: publicPages(parts, watch),
    proxies: trustedProxies(configuration.trustedProxies),
    origins: configuration.origins,
    publicUrl: addresses(parts).publicUrl,
    metricsToken: configuration.metricsToken,
    observer: (exchange) => {
      watch.traffic.count(exchange);
      overrides.observer?.(exchange);
    },
  }).callback();
}
