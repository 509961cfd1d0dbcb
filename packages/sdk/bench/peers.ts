/** One SDK: what an app writes to make a client and one call, and to verify a webhook. */
export interface Peer {
  name: string;
  /** Imports the package, as an app does. */
  module: string;
  /** Makes a client for an API at `base`, and calls it once with a JSON body. */
  client: string;
  /** What a receiver of webhooks imports; absent where the package has no such thing. */
  webhook?: string;
}

export const peers: Peer[] = [
  {
    name: "@renewal/sdk",
    module: "@renewal/sdk",
    client: `import { Renewal } from "@renewal/sdk";
      export const make = (base) => { const client = new Renewal({ token: "t", baseUrl: base + "/v1" });
        return () => client.payments.create({ order_id: "ORD123456", amount: 99.99 }); };`,
    webhook: `export { verifyWebhook } from "@renewal/sdk";`,
  },
  {
    name: "stripe",
    module: "stripe",
    client: `import Stripe from "stripe";
      export const make = (base) => { const { hostname: host, port } = new URL(base);
        const client = new Stripe("sk_test_1", { host, port, protocol: "http", telemetry: false });
        return () => client.paymentIntents.create({ amount: 9999, currency: "cny" }); };`,
    webhook: `import Stripe from "stripe"; export const { webhooks } = Stripe;`,
  },
  {
    name: "openai",
    module: "openai",
    client: `import OpenAI from "openai";
      export const make = (base) => { const client = new OpenAI({ apiKey: "k", baseURL: base + "/v1" });
        return () => client.moderations.create({ input: "ORD123456" }); };`,
    webhook: `import OpenAI from "openai"; export const { webhooks } = new OpenAI({ apiKey: "k" });`,
  },
  {
    name: "svix",
    module: "svix",
    client: `import { Svix } from "svix";
      export const make = (base) => { const client = new Svix("t", { serverUrl: base });
        return () => client.application.create({ name: "ORD123456" }); };`,
    webhook: `export { Webhook } from "svix";`,
  },
  {
    name: "@polar-sh/sdk",
    module: "@polar-sh/sdk/2026-10",
    client: `import { createPolar } from "@polar-sh/sdk/2026-10";
      export const make = (base) => { const client = createPolar({ accessToken: "t", baseUrl: base });
        return () => client.checkouts.create({ products: ["ORD123456"] }); };`,
    webhook: `import { webhooks } from "@polar-sh/sdk/2026-10"; export const { validateEvent } = webhooks;`,
  },
  {
    name: "@37signals/basecamp",
    module: "@37signals/basecamp",
    client: `import { createBasecampClient } from "@37signals/basecamp";
      export const make = (base) => { const client = createBasecampClient({ accountId: "1", accessToken: "t", baseUrl: base + "/1" });
        return () => client.projects.create({ name: "ORD123456" }); };`,
    webhook: `export { verifyWebhookSignature } from "@37signals/basecamp";`,
  },
];
