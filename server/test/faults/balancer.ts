import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ask } from "./client.ts";
import { pause } from "./size.ts";

export interface Balancer {
  url: string;
  /** Those that it sends requests to at this moment. */
  readonly ready: readonly string[];
  /** Of its own connections: how often one broke under a request, which it then answers with 502. */
  broken: string[];
  close(): Promise<void>;
}

/** How often every server is asked whether it is ready; milliseconds. */
const interval = 200;

/**
 * A plain proxy: round and round over the servers whose `/readyz` said 200 when they were last asked, over connections
 * that it keeps. It never sends a request a second time, so whatever a stopping server drops is seen.
 */
export async function openBalancer(servers: readonly string[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 1_000 });
  const broken: string[] = [];
  let ready: string[] = [];
  let [isOpen, turn] = [true, 0];

  const look = async () => {
    const answers = await Promise.all(servers.map((url) => ask(url, "/readyz").catch(() => undefined)));
    const now = servers.filter((_, index) => answers[index]?.status === 200);
    // Where nobody is ready, a proxy goes on with whom it knew: a probe that was late is no reason to refuse everybody.
    if (now.length > 0) ready = now;
  };
  await look();
  const watching = (async () => {
    while (isOpen) {
      await pause(interval);
      await look();
    }
  })();

  function pass(from: IncomingMessage, to: ServerResponse): void {
    const target = ready[turn++ % ready.length];
    if (target === undefined) return void to.writeHead(503).end("No server is ready.");
    const { method, url, headers } = from;
    const onwards = request(`${target}${url}`, { method, headers, agent }, (answer) => {
      const { connection: _, ...rest } = answer.headers;
      to.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(to);
      answer.on("error", () => to.destroy());
    });
    onwards.on("error", (error: NodeJS.ErrnoException) => {
      broken.push(`${method} ${url} ${error.code ?? error.message}`);
      if (to.headersSent) to.destroy();
      else to.writeHead(502).end("The server did not answer.");
    });
    from.pipe(onwards);
  }

  const server = createServer(pass).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get ready() {
      return ready;
    },
    broken,
    async close() {
      isOpen = false;
      await watching;
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
