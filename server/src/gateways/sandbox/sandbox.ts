import { setTimeout } from "node:timers/promises";
import type { Clock, Gateway, Signer } from "@renewal/engine";
import { createSandbox, type SandboxFault, type SandboxPayments } from "@renewal/engine/sandbox";
import type { Middleware } from "koa";
import { type StartWorker, startWorker as startReal, type Worker } from "../../worker.ts";
import { checkoutPages } from "./checkout.ts";
import { isOwnMachine, notifyOverHttp } from "./notify.ts";

export interface SandboxServerOptions {
  payments: SandboxPayments;
  clock: Clock;
  signer: Pick<Signer, "hmac">;
  /** The secrets shared with the API; the first one signs. */
  secrets: () => readonly string[];
  /** Where browsers reach this server, e.g. `https://api.example.com`. Asked anew for every order. */
  publicUrl: () => string;
  /** Where this server listens, e.g. `http://127.0.0.1:8080`. */
  apiUrl: () => string;
  /** The zone in which the checkout shows times; an IANA name. */
  timeZone: string;
  onFault: (fault: SandboxFault) => void;
  startWorker?: StartWorker;
}

export interface SandboxServer {
  gateway: Gateway;
  /** Serves `/sandbox/pay/…`; lets every other request pass. */
  pages: Middleware;
  /** Starts sending notifications, those that were left over included. Any number of processes may. */
  start(): Worker;
}

const path = "/sandbox/pay";

/** How often a worker without work looks for some, in milliseconds. */
const interval = 250;

/** The sandbox gateway as a part of this server, that speaks to the API over HTTP like any other gateway. */
export function sandboxServer(options: SandboxServerOptions): SandboxServer {
  const { payments, clock, signer, secrets, timeZone, onFault, startWorker = startReal } = options;
  const sandbox = createSandbox({
    ...{ payments, clock, signer, secrets, timeZone, onFault },
    checkoutUrl: () => options.publicUrl() + path,
    send: notifyOverHttp(() => wayToTheApi(options)),
    wait: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
  });
  return {
    gateway: sandbox.gateway,
    pages: checkoutPages(sandbox, path),
    start: () =>
      startWorker(sandbox.deliverDue, { interval, onError: (cause) => onFault({ kind: "store", cause }) }),
  };
}

/** On an address of the network the API may demand TLS, or a name; who comes the public way has both. */
function wayToTheApi({ apiUrl, publicUrl }: SandboxServerOptions): string {
  return isOwnMachine(apiUrl()) ? apiUrl() : publicUrl();
}
