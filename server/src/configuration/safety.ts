import type { Configuration } from "../configuration.ts";
import { isLoopback } from "../http/trusted-address.ts";
import type { Reader } from "./reader.ts";
import { secretFault } from "./secrets.ts";

/** What nobody wants to find out after the first payment. */
export function refuseUnsafe(reader: Reader, configuration: Configuration): void {
  const { publicUrl, webhookSecrets, metricsToken, origins, tls, trustedProxies } = configuration;
  if (publicUrl === undefined) {
    if (reader.text("PUBLIC_URL") === undefined)
      reader.fault("PUBLIC_URL", "is missing. Set it to the https address of this API.");
  } else if (!publicUrl.startsWith("https:")) {
    reader.fault("PUBLIC_URL", "must begin with https:// in production.");
  }
  if (webhookSecrets === undefined) {
    reader.fault("WEBHOOK_SECRET", "is missing. Set it to the secret that is shared with the gateway.");
  }
  for (const secret of webhookSecrets ?? []) {
    const fault = secretFault(secret);
    if (fault !== undefined) reader.fault("WEBHOOK_SECRET", fault);
  }
  const tokenFault =
    metricsToken === undefined ? "is missing. Set it to a random text." : secretFault(metricsToken);
  if (tokenFault !== undefined) reader.fault("METRICS_TOKEN", tokenFault);
  if (tls === undefined && trustedProxies.length === 0 && reader.text("TRUSTED_PROXIES") === undefined) {
    reader.fault(
      "TLS_CERT",
      "is missing. Set it with TLS_KEY, or name the proxy that ends TLS in TRUSTED_PROXIES.",
    );
  }
  if (reader.text("GATEWAY") === undefined) {
    reader.fault(
      "GATEWAY",
      "is missing. Name who takes the money; `sandbox` renews memberships without any.",
    );
  }
  if (configuration.notifyAllowedHosts.length > 0) {
    reader.fault(
      "NOTIFY_ALLOWED_HOSTS",
      "opens the network inside to whoever creates an order. Leave it out.",
    );
  }
  if (origins.some((origin) => !origin.startsWith("https:")))
    reader.fault("CORS_ORIGINS", "must list https origins only in production.");
}

/** Plain HTTP ends at the edge of this machine, or at a proxy that is known. */
export function refuseOpenHost(reader: Reader, { host, tls, trustedProxies }: Configuration): void {
  if (tls !== undefined || trustedProxies.length > 0 || host === "localhost" || isLoopback(host)) return;
  reader.fault(
    "HOST",
    "is reached from other machines, and plain HTTP is not served to them. Set TLS_CERT and TLS_KEY, or name the proxy that ends TLS in TRUSTED_PROXIES.",
  );
}

/** Several processes that each count and store for themselves would be several systems. */
export function refuseSplit(reader: Reader, configuration: Configuration): void {
  const { workers, instances, databaseUrl, redisUrl } = configuration;
  if (workers * instances === 1) return;
  const several = instances > 1 ? "INSTANCES" : "WORKERS";
  if (databaseUrl === undefined && reader.text("DATABASE_URL") === undefined)
    reader.fault("DATABASE_URL", `is missing, and ${several} above 1 needs PostgreSQL.`);
  if (redisUrl === undefined && reader.text("REDIS_URL") === undefined)
    reader.fault("REDIS_URL", `is missing, and ${several} above 1 needs Redis.`);
}
