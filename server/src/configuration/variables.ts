/** One variable of the environment, as the documentation tells of it. */
export interface Variable {
  /** What holds without it, as Markdown; empty when it is simply absent. */
  otherwise: string;
  says: string;
}

/** Every variable that the server reads. The table in README.md is made of these. */
export const variables: Readonly<Record<string, Variable>> = {
  NODE_ENV: {
    otherwise: "`development`",
    says: "`production` refuses to start on anything unsafe; `development` and `test` make keys, a secret and a demo client at first start and check every answer against the document",
  },
  RENEWAL_ENV: {
    otherwise: "as `NODE_ENV`",
    says: "`development` or `production`, where `NODE_ENV` means something else",
  },
  HOST: { otherwise: "`127.0.0.1`", says: "the address to listen on" },
  PORT: { otherwise: "`8080`", says: "the port to listen on; 0 takes a free one" },
  PUBLIC_URL: {
    otherwise: "where it listens",
    says: "how browsers and gateways reach it, without a path; https in production, where it is required",
  },
  DATABASE_URL: { otherwise: "SQLite", says: "`postgres://…`, version 13 or newer" },
  DATA_DIR: { otherwise: "`data`", says: "where SQLite keeps its file" },
  REDIS_URL: {
    otherwise: "in process",
    says: "`redis://…` or `rediss://…`: limits and cache shared by all processes",
  },
  WORKERS: { otherwise: "`1`", says: "processes on this machine; more than one needs PostgreSQL and Redis" },
  INSTANCES: {
    otherwise: "`1`",
    says: "machines or containers with the same database; more than one needs PostgreSQL and Redis",
  },
  GATEWAY: {
    otherwise: "`sandbox`",
    says: "who takes the money: `sandbox`, `alipay`, `stripe`, `hmac`, or a comma list of them; production wants it named",
  },
  GATEWAY_FOR: {
    otherwise: "the first of `GATEWAY`",
    says: "which of them takes a package or a currency, such as `USD=stripe,yearly=alipay`; a package goes before a currency",
  },
  ALIPAY_APP_ID: { otherwise: "", says: "with `GATEWAY=alipay`: the app's id, 16 digits" },
  ALIPAY_SELLER_ID: {
    otherwise: "",
    says: "with `GATEWAY=alipay`: the account that is paid, 16 digits that begin with 2088",
  },
  ALIPAY_PRIVATE_KEY: {
    otherwise: "",
    says: "with `GATEWAY=alipay`: the app's private RSA key, a file in PEM or the text itself",
  },
  ALIPAY_PUBLIC_KEY: {
    otherwise: "",
    says: "with `GATEWAY=alipay`: Alipay's public key, a file in PEM or the text itself; not with certificates",
  },
  ALIPAY_APP_CERT: {
    otherwise: "",
    says: "with `GATEWAY=alipay` and certificates: the app's, a file in PEM",
  },
  ALIPAY_PUBLIC_CERT: {
    otherwise: "",
    says: "with `GATEWAY=alipay` and certificates: Alipay's, a file in PEM",
  },
  ALIPAY_ROOT_CERT: {
    otherwise: "",
    says: "with `GATEWAY=alipay` and certificates: Alipay's roots, a file in PEM",
  },
  ALIPAY_URL: {
    otherwise: "Alipay's own",
    says: "with `GATEWAY=alipay`: where it takes calls, such as its sandbox's `gateway.do`",
  },
  STRIPE_SECRET_KEY: {
    otherwise: "",
    says: "with `GATEWAY=stripe`: the account's secret key, or a restricted one",
  },
  STRIPE_WEBHOOK_SECRET: {
    otherwise: "",
    says: "with `GATEWAY=stripe`: the signing secret of its webhook endpoint; a comma list while rotating",
  },
  STRIPE_URL: { otherwise: "Stripe's own", says: "with `GATEWAY=stripe`: where it takes calls, to test" },
  HMAC_GATEWAY_URL: {
    otherwise: "",
    says: "with `GATEWAY=hmac`: where your gateway takes calls that are signed with `WEBHOOK_SECRET`",
  },
  WEBHOOK_SECRET: {
    otherwise: "made at first start",
    says: "shared with the gateway; a comma list while rotating, the newest first; required in production",
  },
  JWT_PRIVATE_KEY: {
    otherwise: "`store`",
    says: "P-256 keys in PEM that sign access tokens, the signing one first, or a file of them; `store` keeps them in the database; production wants this or `JWT_JWKS_URL`",
  },
  JWT_JWKS_URL: {
    otherwise: "",
    says: "keys of an identity provider whose tokens are believed instead of ours (ES256 or RS256, claims `sub`, `client_id` or `azp`, `role`)",
  },
  JWT_ISSUER: { otherwise: "", says: "with `JWT_JWKS_URL`: the claim `iss` of its tokens" },
  JWT_AUDIENCE: { otherwise: "", says: "with `JWT_JWKS_URL`: the claim `aud` of its tokens" },
  JWT_TYPE: { otherwise: "`at+jwt`", says: "with `JWT_JWKS_URL`: the header `typ` of its tokens" },
  CLIENTS_FILE: {
    otherwise: "",
    says: "JSON array of `client_id`, `name`, `client_secret` (text, or `sha256:` and its digest) and `webhook_secret`; the secrets may be lists while rotating",
  },
  PACKAGES_FILE: {
    otherwise: "monthly, quarterly, yearly",
    says: "JSON array of `id`, `name`, `months`, `amount` (as text) and `currency`: what is on sale",
  },
  CORS_ORIGINS: { otherwise: "", says: "origins whose pages may call the API, as a comma list" },
  TRUSTED_PROXIES: {
    otherwise: "",
    says: "addresses and CIDR ranges whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, as a comma list",
  },
  TLS_CERT: {
    otherwise: "",
    says: "certificate chain, a file in PEM; without it plain HTTP is served to this machine and trusted proxies only",
  },
  TLS_KEY: { otherwise: "", says: "its private key, a file in PEM" },
  METRICS_TOKEN: { otherwise: "", says: "bearer token that `/metrics` asks for; required in production" },
  BUSINESS_TIME_ZONE: { otherwise: "`Asia/Shanghai`", says: "whose calendar months a renewal adds" },
  RATE_LIMIT_PER_USER: { otherwise: "`5`", says: "requests to create an order per hour per user" },
  RATE_LIMIT_PER_IP: { otherwise: "`100`", says: "requests per minute per address; IPv6 counts by /64" },
  RATE_LIMIT_GLOBAL: { otherwise: "`1000`", says: "requests per second in all" },
  RATE_LIMIT_TOKENS: { otherwise: "`60`", says: "token requests per minute per address" },
  RATE_LIMIT_NOTIFICATIONS: { otherwise: "`2000`", says: "gateway notifications per second in all" },
  NOTIFY_ALLOWED_HOSTS: {
    otherwise: "",
    says: "in development: hosts inside the network that notifications may be sent to, as a comma list",
  },
  SUPPORT_EMAIL: {
    otherwise: "`api-support@example.com`",
    says: "whom the pages name for questions",
  },
  DOCS_URL: { otherwise: "`/docs`", says: "where the pages say that the documentation is" },
  STATUS_URL: { otherwise: "`/status`", says: "where the pages say that the status page is" },
  STOP_DELAY: {
    otherwise: "`0`; `3` in production",
    says: "seconds that a server which was told to stop still serves while it says not ready",
  },
  LOG_LEVEL: { otherwise: "`info`", says: "`trace`, `debug`, `info`, `warn`, `error` or `silent`" },
};

/** The table of all variables, in Markdown. */
export function variableTable(): string {
  const rows = Object.entries(variables).map(
    ([name, { otherwise, says }]) => `| \`${name}\` | ${otherwise} | ${says} |`,
  );
  return ["| variable | default | what it says |", "| --- | --- | --- |", ...rows].join("\n");
}
