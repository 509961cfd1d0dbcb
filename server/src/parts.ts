import { join } from "node:path";
import type { Clock, Signer } from "@renewal/engine";
import type { Logger } from "pino";
import { roundClock } from "./clock.ts";
import { type Configuration, ConfigurationFaults } from "./configuration.ts";
import type { TokenRules } from "./http/authentication.ts";
import type { Listener } from "./http/listener.ts";
import { apiMetrics, type Metrics } from "./http/metrics.ts";
import { issuerKeys } from "./keys/issuer-keys.ts";
import { ownAlgorithm } from "./keys/key-pair.ts";
import { givenKeys, storedKeys } from "./keys/own-keys.ts";
import { jsonLog } from "./log.ts";
import { type Memory, openRedis } from "./redis/open.ts";
import { seed, withClients } from "./seeds.ts";
import type { Overrides } from "./server.ts";
import { nodeSigner, noSigningKey } from "./signer.ts";
import { openStorage, type Storage, type StorageOptions } from "./storage/storage.ts";

/** What the server is made of. */
export interface Parts {
  configuration: Configuration;
  overrides: Overrides;
  clock: Clock;
  log: Logger;
  storage: Storage;
  metrics: Metrics;
  memory: Memory;
  signer: Signer;
  tokenRules: TokenRules;
  webhookSecrets: readonly string[];
  /** Known once the server listens. */
  listener?: Listener;
  stopping: boolean;
}

/** Opens everything that a server needs before it listens; closes what is open when one of them fails. */
export async function openParts(configuration: Configuration, overrides: Overrides): Promise<Parts> {
  const clock = overrides.clock ?? roundClock();
  const log = overrides.log ?? jsonLog(configuration.logLevel);
  const inside = { gatewayIsInside: gatewayIsInside(configuration, overrides) };
  const storage = openConfiguredStorage(configuration, clock, log, inside);
  try {
    await prepareStorage(storage, configuration, log);
    const { signer, tokenRules } = await openTokens(configuration, storage, clock, log);
    const webhookSecrets = await seed(storage.store, signer, clock, configuration);
    const metrics = apiMetrics(() => parts.listener?.server);
    const memory = await openRedis(configuration.redisUrl, { clock, log, registry: metrics.registry });
    const parts: Parts = {
      ...{
        configuration,
        overrides,
        clock,
        log,
        storage,
        metrics,
        memory,
        signer,
        tokenRules,
        webhookSecrets,
      },
      stopping: false,
    };
    return parts;
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** The store that the configuration names; nothing is reached yet. */
export function openConfiguredStorage(
  { databaseUrl, dataDirectory, clients }: Pick<Configuration, "databaseUrl" | "dataDirectory" | "clients">,
  clock: Clock,
  log: Pick<Logger, "warn">,
  inside: Pick<StorageOptions, "gatewayIsInside"> = {},
): Storage {
  const storage = openStorage({
    ...{ clock, ...inside },
    url: databaseUrl,
    file: join(dataDirectory, "renewal.db"),
    onError: (error) => log.warn({ cause: String(error) }, "a connection to PostgreSQL broke"),
  });
  return clients.length === 0 ? storage : { ...storage, store: withClients(storage.store, clients) };
}

/** What stands in the place of a part may be anybody. */
function gatewayIsInside({ gateways }: Configuration, { wrapGateway, wrapStore }: Overrides): boolean {
  const areOurs = wrapGateway === undefined && wrapStore === undefined;
  return areOurs && gateways.every(({ name }) => name === "sandbox");
}

async function prepareStorage(storage: Storage, { production }: Configuration, log: Logger): Promise<void> {
  const faults = await storage.faults();
  if (production && faults.length > 0) throw new ConfigurationFaults(faults);
  for (const fault of faults) log.warn(fault);
  const steps = await storage.migrate();
  if (steps.length > 0) log.info({ steps }, "the tables were brought up to date");
}

async function openTokens({ tokens, publicUrl }: Configuration, storage: Storage, clock: Clock, log: Logger) {
  const onError = (error: unknown) =>
    log.warn({ cause: String(error) }, "the keys of tokens could not be read");
  if (tokens.kind === "outside") {
    const { issuer, audience, type } = tokens;
    const keys = issuerKeys(tokens.jwksUrl, onError);
    const accepted = { algorithms: ["ES256", "RS256"], type, lenient: true, source: issuer };
    return {
      signer: nodeSigner(noSigningKey(issuer), { issuer, audience }),
      tokenRules: { issuer, audience, keys, clock, ...accepted },
    };
  }
  const names = { issuer: publicUrl ?? "renewal", audience: "renewal-api" };
  const { privateKeys } = tokens;
  const keys =
    privateKeys === undefined ? await storedKeys(storage.store, clock, onError) : givenKeys(privateKeys);
  const accepted = { algorithms: [ownAlgorithm], type: "at+jwt", lenient: false, source: "POST /auth/token" };
  return {
    signer: nodeSigner(() => keys.signing(), names),
    tokenRules: { ...names, keys, clock, ...accepted },
  };
}
