import { createPrivateKey, X509Certificate } from "node:crypto";
import type { LimitPolicies, Package } from "@renewal/engine";
import { defaultLimits } from "@renewal/engine";
import { ConfigurationFaults } from "./configuration/faults.ts";
import { readPackages } from "./configuration/files.ts";
import { type Gateways, readGateways } from "./configuration/gateways.ts";
import { type Place, readPlaceFrom } from "./configuration/place.ts";
import { type Environment, Reader, type ReadFile, readFromDisk } from "./configuration/reader.ts";
import { refuseOpenHost, refuseSplit, refuseUnsafe } from "./configuration/safety.ts";
import { readSupport, type Support } from "./configuration/support.ts";
import { readTokenSource, type TokenSource } from "./configuration/tokens.ts";
import { trustedProxies } from "./http/trusted-address.ts";

export { ConfigurationFaults };

/** What the environment says, checked and typed. */
export interface Configuration extends Place, Gateways {
  production: boolean;
  host: string;
  port: number;
  /** Where browsers and gateways reach us, without a slash at the end; undefined: where we listen. */
  publicUrl: string | undefined;
  redisUrl: string | undefined;
  /** How many processes share the work on this machine. */
  workers: number;
  /** How many machines or containers run this server with the same database. */
  instances: number;
  /** Undefined: one is made at first start, in development. */
  webhookSecrets: readonly string[] | undefined;
  tokens: TokenSource;
  /** Undefined: what the store has, or the default ones. */
  packages: readonly Package[] | undefined;
  origins: readonly string[];
  trustedProxies: readonly string[];
  /** PEM. */
  tls: { certificate: string; key: string } | undefined;
  metricsToken: string | undefined;
  businessTimeZone: string;
  limits: LimitPolicies;
  /** Hosts inside the network that notifications may be sent to; in development only. */
  notifyAllowedHosts: readonly string[];
  /** For how long a server that was told to stop still serves, so that load balancers notice; milliseconds. */
  stopDelay: number;
  /** Whom people turn to, as the pages say. */
  support: Support;
  logLevel: string;
}

/**
 * Reads the configuration from an environment and the files that it names. It reads nothing else and changes nothing.
 *
 * @param readFile how files are read; from the disk by default
 * @throws ConfigurationFaults that lists every fault
 * @example readConfiguration({ PORT: "8080" }).port // 8080
 */
export function readConfiguration(
  environment: Environment,
  readFile: ReadFile = readFromDisk,
): Configuration {
  const reader = new Reader(environment, readFile);
  const production = isProduction(reader);
  const configuration: Configuration = {
    production,
    host: reader.text("HOST") ?? "127.0.0.1",
    port: reader.whole("PORT", 8080, 0, 65_535),
    publicUrl: readPublicUrl(reader),
    ...readPlaceFrom(reader, production),
    redisUrl: reader.url("REDIS_URL", ["redis:", "rediss:"]),
    workers: reader.whole("WORKERS", 1, 1, 128),
    instances: reader.whole("INSTANCES", 1, 1, 10_000),
    ...readGateways(reader, production),
    webhookSecrets: reader.text("WEBHOOK_SECRET") === undefined ? undefined : reader.list("WEBHOOK_SECRET"),
    tokens: readTokenSource(reader, production),
    packages: readPackages(reader),
    origins: readOrigins(reader),
    trustedProxies: readProxies(reader),
    tls: readTls(reader),
    metricsToken: reader.text("METRICS_TOKEN"),
    businessTimeZone: readTimeZone(reader),
    limits: readLimits(reader),
    notifyAllowedHosts: reader.list("NOTIFY_ALLOWED_HOSTS"),
    support: readSupport(reader),
    stopDelay: reader.whole("STOP_DELAY", production ? 3 : 0, 0, 60) * 1000,
    logLevel: reader.choice("LOG_LEVEL", ["trace", "debug", "info", "warn", "error", "silent"], "info"),
  };
  if (production) refuseUnsafe(reader, configuration);
  else refuseOpenHost(reader, configuration);
  refuseSplit(reader, configuration);
  if (reader.faults.length > 0) throw new ConfigurationFaults(reader.faults);
  return configuration;
}

/** RENEWAL_ENV for those whose NODE_ENV speaks of something else. */
function isProduction(reader: Reader): boolean {
  if (reader.text("RENEWAL_ENV") !== undefined)
    return reader.choice("RENEWAL_ENV", ["development", "production"], "production") === "production";
  return reader.choice("NODE_ENV", ["development", "test", "production"], "development") === "production";
}

function readPublicUrl(reader: Reader): string | undefined {
  const url = reader.url("PUBLIC_URL", ["http:", "https:"]);
  if (url === undefined || new URL(url).origin === url) return url;
  reader.fault(
    "PUBLIC_URL",
    "must be scheme, host and port alone, such as https://api.example.com; /v1 is added to it.",
  );
  return undefined;
}

function readOrigins(reader: Reader): string[] {
  return reader.list("CORS_ORIGINS").filter((origin) => {
    const good = URL.canParse(origin) && new URL(origin).origin === origin;
    if (!good) {
      reader.fault(
        "CORS_ORIGINS",
        "must list whole origins such as https://shop.example.com, without a path and without *.",
      );
    }
    return good;
  });
}

function readProxies(reader: Reader): string[] {
  return reader.list("TRUSTED_PROXIES").filter((range) => {
    if (/\/0+$/.test(range)) {
      reader.fault(
        "TRUSTED_PROXIES",
        "must not hold every address there is: anybody could then forge where a request comes from.",
      );
      return false;
    }
    try {
      trustedProxies([range]);
      return true;
    } catch {
      reader.fault("TRUSTED_PROXIES", "must list addresses or CIDR ranges such as 10.0.0.0/8.");
      return false;
    }
  });
}

function readTls(reader: Reader): Configuration["tls"] {
  const [hasCertificate, hasKey] = [
    reader.text("TLS_CERT") !== undefined,
    reader.text("TLS_KEY") !== undefined,
  ];
  if (hasCertificate && !hasKey) reader.fault("TLS_KEY", "is missing, and TLS_CERT needs it.");
  if (hasKey && !hasCertificate) reader.fault("TLS_CERT", "is missing, and TLS_KEY needs it.");
  const [certificate, key] = [reader.file("TLS_CERT"), reader.file("TLS_KEY")];
  if (certificate === undefined || key === undefined) return undefined;
  if (belongTogether(certificate, key)) return { certificate, key };
  reader.fault("TLS_CERT", "and TLS_KEY must be a certificate and its own private key, both in PEM.");
  return undefined;
}

function belongTogether(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function readTimeZone(reader: Reader): string {
  const zone = reader.text("BUSINESS_TIME_ZONE") ?? "Asia/Shanghai";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) && zone;
  } catch {
    reader.fault("BUSINESS_TIME_ZONE", "must be an IANA time zone such as Asia/Shanghai.");
    return "UTC";
  }
}

function readLimits(reader: Reader): LimitPolicies {
  const limit = (name: string, key: keyof LimitPolicies) => ({
    ...defaultLimits[key],
    limit: reader.whole(name, defaultLimits[key].limit, 1, 10_000_000),
  });
  return {
    user: limit("RATE_LIMIT_PER_USER", "user"),
    address: limit("RATE_LIMIT_PER_IP", "address"),
    global: limit("RATE_LIMIT_GLOBAL", "global"),
    credentials: limit("RATE_LIMIT_TOKENS", "credentials"),
    notifications: limit("RATE_LIMIT_NOTIFICATIONS", "notifications"),
  };
}
