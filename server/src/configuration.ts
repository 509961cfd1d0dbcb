import { createPrivateKey } from "node:crypto";
import { defaultLimits, type LimitPolicies } from "@renewal/engine";
import { trustedProxies } from "./http/trusted-address.ts";

/** What the environment says, checked and typed. */
export interface Configuration {
  production: boolean;
  host: string;
  port: number;
  /** Where browsers and gateways reach us, without a slash at the end; undefined: where we listen. */
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  dataDirectory: string;
  redisUrl: string | undefined;
  /** How many processes share the work on this machine. */
  workers: number;
  gateway: "sandbox";
  /** Undefined: one is made at first start, in development. */
  webhookSecrets: readonly string[] | undefined;
  jwtPrivateKey: string | undefined;
  clientsFile: string | undefined;
  packagesFile: string | undefined;
  origins: readonly string[];
  trustedProxies: readonly string[];
  tls: { certificateFile: string; keyFile: string } | undefined;
  metricsToken: string | undefined;
  businessTimeZone: string;
  limits: LimitPolicies;
  /** Hosts inside the network that notifications may be sent to; in development only. */
  notifyAllowedHosts: readonly string[];
  logLevel: string;
}

/** Every fault of an environment at once, each as a sentence that names its variable and says what to do. */
export class ConfigurationFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? "" : "s"}:\n- ${faults.join("\n- ")}`,
    );
    this.name = "ConfigurationFaults";
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Collects the faults, so that an operator mends all of them in one go. */
class Reader {
  readonly faults: string[] = [];
  private readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
  }

  text(name: string): string | undefined {
    const value = this.environment[name]?.trim();
    return value === "" ? undefined : value;
  }

  list(name: string): string[] {
    return (this.text(name) ?? "").split(",").flatMap((part) => part.trim() || []);
  }

  choice<const T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise;
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.fault(name, `must be one of ${choices.join(", ")}.`);
    return otherwise;
  }

  whole(name: string, otherwise: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.fault(name, `must be a whole number from ${least} to ${most}.`);
    return otherwise;
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text.replace(/\/+$/, "");
    this.fault(
      name,
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}.`,
    );
    return undefined;
  }

  fault(name: string, sentence: string): void {
    this.faults.push(`${name} ${sentence}`);
  }
}

/**
 * Reads the configuration from an environment. It reads nothing else and changes nothing.
 *
 * @throws ConfigurationFaults that lists every fault
 * @example readConfiguration({ PORT: "8080" }).port // 8080
 */
export function readConfiguration(environment: Environment): Configuration {
  const reader = new Reader(environment);
  const mode = reader.choice("NODE_ENV", ["development", "test", "production"], "development");
  const configuration: Configuration = {
    production: mode === "production",
    host: reader.text("HOST") ?? "127.0.0.1",
    port: reader.whole("PORT", 8080, 0, 65_535),
    publicUrl: reader.url("PUBLIC_URL", ["http:", "https:"]),
    databaseUrl: reader.url("DATABASE_URL", ["postgres:", "postgresql:"]),
    dataDirectory: reader.text("DATA_DIR") ?? "data",
    redisUrl: reader.url("REDIS_URL", ["redis:", "rediss:"]),
    workers: reader.whole("WORKERS", 1, 1, 128),
    gateway: reader.choice("GATEWAY", ["sandbox"], "sandbox"),
    webhookSecrets: reader.text("WEBHOOK_SECRET") === undefined ? undefined : reader.list("WEBHOOK_SECRET"),
    jwtPrivateKey: readKey(reader),
    clientsFile: reader.text("CLIENTS_FILE"),
    packagesFile: reader.text("PACKAGES_FILE"),
    origins: readOrigins(reader),
    trustedProxies: readProxies(reader),
    tls: readTls(reader),
    metricsToken: reader.text("METRICS_TOKEN"),
    businessTimeZone: readTimeZone(reader),
    limits: readLimits(reader),
    notifyAllowedHosts: reader.list("NOTIFY_ALLOWED_HOSTS"),
    logLevel: reader.choice("LOG_LEVEL", ["trace", "debug", "info", "warn", "error", "silent"], "info"),
  };
  if (configuration.production) refuseUnsafe(reader, configuration);
  refuseSplit(reader, configuration);
  if (reader.faults.length > 0) throw new ConfigurationFaults(reader.faults);
  return configuration;
}

function readKey(reader: Reader): string | undefined {
  const pem = reader.text("JWT_PRIVATE_KEY")?.replaceAll("\\n", "\n");
  if (pem === undefined) return undefined;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return pem;
  } catch {
    // What is no key at all is told in the same words as a key of another kind; neither is shown.
  }
  reader.fault("JWT_PRIVATE_KEY", "must be a P-256 private key in PEM. `renewal keys generate` prints one.");
  return undefined;
}

function readOrigins(reader: Reader): string[] {
  return reader.list("CORS_ORIGINS").filter((origin) => {
    const good = URL.canParse(origin) && new URL(origin).origin === origin;
    if (!good)
      reader.fault("CORS_ORIGINS", "must list origins such as https://shop.example.com, without a path.");
    return good;
  });
}

function readProxies(reader: Reader): string[] {
  return reader.list("TRUSTED_PROXIES").filter((range) => {
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
  const [certificateFile, keyFile] = [reader.text("TLS_CERT"), reader.text("TLS_KEY")];
  if (certificateFile !== undefined && keyFile !== undefined) return { certificateFile, keyFile };
  if (certificateFile !== undefined) reader.fault("TLS_KEY", "is missing, and TLS_CERT needs it.");
  if (keyFile !== undefined) reader.fault("TLS_CERT", "is missing, and TLS_KEY needs it.");
  return undefined;
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

/** Words that stand in examples, and so in the hands of everyone. */
const example = /example|change.?me|demo|secret$|test|password/i;

function refuseUnsafe(reader: Reader, { publicUrl, webhookSecrets, tls, ...rest }: Configuration): void {
  if (publicUrl === undefined)
    reader.fault("PUBLIC_URL", "is missing. Set it to the https address of this API.");
  else if (!publicUrl.startsWith("https:"))
    reader.fault("PUBLIC_URL", "must begin with https:// in production.");
  if (webhookSecrets === undefined) {
    reader.fault(
      "WEBHOOK_SECRET",
      "is missing. Set it to the secret shared with the gateway, 32 characters or more.",
    );
  }
  for (const secret of webhookSecrets ?? []) {
    if (secret.length < 32)
      reader.fault("WEBHOOK_SECRET", "is shorter than 32 characters. Make a random one.");
    else if (example.test(secret))
      reader.fault("WEBHOOK_SECRET", "looks like an example. Make a random one.");
  }
  if (rest.metricsToken === undefined) reader.fault("METRICS_TOKEN", "is missing. Set it to a random text.");
  if (tls === undefined && rest.trustedProxies.length === 0) {
    reader.fault(
      "TLS_CERT",
      "is missing. Set it with TLS_KEY, or name the proxy that ends TLS in TRUSTED_PROXIES.",
    );
  }
  if (rest.notifyAllowedHosts.length > 0) {
    reader.fault(
      "NOTIFY_ALLOWED_HOSTS",
      "opens the network inside to whoever creates an order. Leave it out.",
    );
  }
}

/** Several processes that each count and store for themselves would be several systems. */
function refuseSplit(reader: Reader, { workers, databaseUrl, redisUrl }: Configuration): void {
  if (workers === 1) return;
  if (databaseUrl === undefined)
    reader.fault("DATABASE_URL", "is missing, and WORKERS above 1 needs PostgreSQL.");
  if (redisUrl === undefined) reader.fault("REDIS_URL", "is missing, and WORKERS above 1 needs Redis.");
}
