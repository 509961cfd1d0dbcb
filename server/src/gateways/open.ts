import type { Clock, Engine, Gateway, Signer } from "@renewal/engine";
import type { SandboxFault } from "@renewal/engine/sandbox";
import type { Logger } from "pino";
import type { Configuration } from "../configuration.ts";
import type { Handler } from "../http/context.ts";
import type { Storage } from "../storage/storage.ts";
import type { StartWorker, Worker } from "../worker.ts";
import { openAlipay } from "./alipay/alipay.ts";
import { sandboxServer } from "./sandbox/sandbox.ts";

/** Who takes the money, and what this server must do for it. */
export interface OpenGateway {
  gateway: Gateway;
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
  /** The secrets that it signs its notifications with; the first one is the newest. */
  secrets: () => readonly string[];
  /** Writes down what the gateway says of an order in words of its own. */
  report: Engine["report"];
  /** Where browsers reach this server. */
  publicUrl: () => string;
  /** Where this machine reaches this server. */
  apiUrl: () => string;
}

/** Opens the gateway that the configuration names. */
export function openGateway(options: GatewayOptions): OpenGateway {
  const { gateway } = options.configuration;
  switch (gateway.name) {
    case "sandbox":
      return openSandbox(options);
    case "alipay":
      return openAlipay({ ...options, settings: gateway.settings, store: options.storage.store });
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
    gateway: sandbox.gateway,
    sites: [sandbox.pages as unknown as Handler],
    notifiedAt: [],
    start: () => [sandbox.start()],
  };
}
