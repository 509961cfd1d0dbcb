import type { Clock, Engine, Gateway, GatewayState, Signer } from "@renewal/engine";
import type { SandboxFault } from "@renewal/engine/sandbox";
import type { Logger } from "pino";
import type { GatewayName, GatewaySettings } from "../configuration/gateways.ts";
import type { Configuration } from "../configuration.ts";
import type { Handler } from "../http/context.ts";
import type { Storage } from "../storage/storage.ts";
import type { StartWorker, Worker } from "../worker.ts";
import { openHmac } from "./hmac/hmac.ts";
import { sandboxServer } from "./sandbox/sandbox.ts";

/** An order in a gateway's own list. */
export interface ListedPayment extends GatewayState {
  transactionId: string;
}

/** Who takes the money, and what this server must do for it. */
export interface OpenGateway {
  name: GatewayName;
  gateway: Gateway;
  /**
   * The orders that it has, made or paid since then (milliseconds since 1970); absent where a gateway keeps no list.
   *
   * @throws GatewayFailure
   */
  list?(since: number): AsyncIterable<ListedPayment>;
  /** Pages that this server lends it; each lets other requests pass. */
  sites: readonly Handler[];
  /** The paths of `sites` to which it reports in words of its own: counted and limited as its notifications are. */
  notifiedAt: readonly string[];
  /** Work that it does beside requests; started once the server listens. */
  start(): readonly Worker[];
}

export interface GatewayOptions {
  configuration: Configuration;
  storage: Storage;
  clock: Clock;
  signer: Signer;
  log: Logger;
  startWorker: StartWorker;
  /** The secrets that are shared with a gateway that signs by HMAC; the newest one is the first. */
  secrets: () => readonly string[];
  /** Writes down what a gateway says of an order in words of its own. */
  report: Engine["report"];
  /** Where browsers reach this server. */
  publicUrl: () => string;
  /** Where this machine reaches this server. */
  apiUrl: () => string;
}

/** Opens the gateways that the configuration names, in its order. */
export function openGateways(options: GatewayOptions): Promise<OpenGateway[]> {
  return Promise.all(options.configuration.gateways.map((settings) => openGateway(settings, options)));
}

/** A gateway's own library is loaded by those who use it: two of them took a third of the time to start. */
async function openGateway(named: GatewaySettings, options: GatewayOptions): Promise<OpenGateway> {
  const { storage, clock, log, report, publicUrl, secrets } = options;
  const lent = { store: storage.store, now: () => clock.now(), publicUrl, log, report };
  switch (named.name) {
    case "sandbox":
      return openSandbox(options);
    case "alipay": {
      const { openAlipay } = await import("./alipay/alipay.ts");
      return openAlipay(named.settings, lent);
    }
    case "stripe": {
      const { openStripe } = await import("./stripe/stripe.ts");
      return openStripe(named.settings, { ...lent, orders: storage.gatewayOrders });
    }
    case "hmac":
      return openHmac(named.settings, { secrets, publicUrl });
  }
}

function openSandbox({ configuration, storage, clock, signer, log, ...rest }: GatewayOptions): OpenGateway {
  const sandbox = sandboxServer({
    ...{ clock, signer, secrets: rest.secrets, publicUrl: rest.publicUrl, apiUrl: rest.apiUrl },
    startWorker: rest.startWorker,
    payments: storage.sandbox,
    timeZone: configuration.businessTimeZone,
    onFault: (fault: SandboxFault) =>
      log.warn({ ...fault, cause: String(fault.cause ?? "") }, "the sandbox could not notify"),
  });
  return {
    name: "sandbox",
    gateway: sandbox.gateway,
    sites: [sandbox.pages as unknown as Handler],
    notifiedAt: [],
    start: () => [sandbox.start()],
  };
}
