import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { type Configuration, ConfigurationFaults } from "../configuration.ts";
import { Request } from "./request.ts";

/** How long requests under way may take once nothing more is accepted, in milliseconds. */
const graceTime = 6_000;

/** How often connections that have come to the end of their request are looked for while stopping, in milliseconds. */
const idleCheck = 50;

/** A socket that accepts requests, and can be told to stop without losing any. */
export interface Listener {
  readonly server: http.Server;
  /** Where it listens, or listened until it was closed, e.g. `http://127.0.0.1:8080`. */
  url(): string;
  /** @throws ConfigurationFaults when the address or the port is not to be had */
  listen(): Promise<void>;
  /**
   * Goes on for the delay of the configuration, so that load balancers notice; then accepts nothing more, lets requests
   * under way come to their end, and cuts what is left after 6 s.
   */
  close(): Promise<void>;
}

/** No client of good will meets the limits in it: whoever sends slower or holds more is cut off. Times in milliseconds. */
const options: http.ServerOptions<typeof Request> = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  // Longer than the 60 s after which common load balancers drop a connection: who closes first is never surprised.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
  // A request without Host is refused by ourselves, in the documented form.
  requireHostHeader: false,
  IncomingMessage: Request,
};

/** Of some 20 KiB each. Beyond it a connection is closed at once; slow clients alone do not get so far. */
const mostConnections = 10_000;

export function createListener(configuration: Configuration, handle: http.RequestListener): Listener {
  const server = createServer(configuration.tls, handle);
  server.maxConnections = mostConnections;
  // Clients that wait before they send a body are told to go on where it is read, if it is.
  server.on("checkContinue", handle);
  // Of other expectations nothing is said in the document; RFC 9110 lets a server pass over them.
  server.on("checkExpectation", handle);
  // Remembered: a server that is being closed no longer knows, while its last requests still ask.
  let url = "";
  return {
    server,
    url: () => url,
    async listen() {
      await listen(server, configuration);
      url = `${configuration.tls === undefined ? "http" : "https"}://${hostOf(server)}`;
    },
    async close() {
      if (configuration.stopDelay > 0) await setTimeout(configuration.stopDelay);
      await close(server);
    },
  };
}

function createServer(tls: Configuration["tls"], handle: http.RequestListener): http.Server {
  if (tls === undefined) return http.createServer(options, handle);
  return https.createServer<typeof Request>({ ...options, cert: tls.certificate, key: tls.key }, handle);
}

const listenFaults: Record<string, string> = {
  EADDRINUSE: "PORT is in use already. Stop what listens there, or set another port.",
  EACCES: "PORT may not be used by this user. Set one above 1023.",
  EADDRNOTAVAIL: "HOST is no address of this machine. Set it to one, or to 0.0.0.0.",
  ENOTFOUND: "HOST is no address of this machine. Set it to one, or to 0.0.0.0.",
};

function listen(server: http.Server, { host, port }: Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const fault = listenFaults[error.code ?? ""];
      reject(fault === undefined ? error : new ConfigurationFaults([fault]));
    });
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function hostOf(server: http.Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const any = address === "0.0.0.0" || address === "::";
  return `${any ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = globalThis.setTimeout(() => server.closeAllConnections(), graceTime);
    const sweep = setInterval(() => server.closeIdleConnections(), idleCheck);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
