import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Configuration } from "../configuration.ts";

/** How long requests under way may take once the server is told to stop. */
const graceTime = 8_000;

/** How often connections that have come to the end of their request are looked for while stopping. */
const idleCheck = 50;

/** A socket that accepts requests, and can be told to stop without losing any. */
export interface Listener {
  readonly server: http.Server;
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  url(): string;
  listen(): Promise<void>;
  /** Accepts nothing more, lets requests under way come to their end, and closes what is left after 8 s. */
  close(): Promise<void>;
}

/** Limits that no client of good will meets: whoever sends slower or holds more is cut off. */
const limits: http.ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
};

export function createListener(configuration: Configuration, handle: http.RequestListener): Listener {
  const server = createServer(configuration.tls, handle);
  server.maxConnections = 10_000;
  return {
    server,
    url: () => `${configuration.tls === undefined ? "http" : "https"}://${hostOf(server)}`,
    listen: () => listen(server, configuration),
    close: () => close(server),
  };
}

function createServer(tls: Configuration["tls"], handle: http.RequestListener): http.Server {
  if (tls === undefined) return http.createServer(limits, handle);
  const [cert, key] = [readFileSync(tls.certificateFile), readFileSync(tls.keyFile)];
  return https.createServer({ ...limits, cert, key }, handle);
}

function listen(server: http.Server, { host, port }: Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
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
    const cut = setTimeout(() => server.closeAllConnections(), graceTime);
    const sweep = setInterval(() => server.closeIdleConnections(), idleCheck);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
