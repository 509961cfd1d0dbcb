import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Seen, see } from "../scripted/server.ts";

/** What happens to one request. `lost_…` never reaches the API; the others do, and their answer is lost. */
export type Mishap = keyof typeof mishaps;

/** An answer of the API, on its way back. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  text: string;
}

type Lose = (response: ServerResponse, socket: Socket, answered: Answered) => void;

const head = (response: ServerResponse, { status, headers, text }: Answered) =>
  response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(text)) });

const mishaps = {
  lost_reset: (_response, socket) => socket.resetAndDestroy(),
  lost_503: (response) => response.writeHead(503, { "Retry-After": "1" }).end(),
  lost_stall: () => {},
  reset_before_headers: (_response, socket) => socket.resetAndDestroy(),
  reset_after_headers: (response, socket, answered) => {
    head(response, answered).write(answered.text.slice(0, 9), () =>
      setTimeout(() => socket.resetAndDestroy(), 20),
    );
  },
  stall_before_headers: () => {},
  stall_in_body: (response, _socket, answered) => {
    head(response, answered).write(answered.text.slice(0, 9));
  },
  truncated: (response, _socket, { text }) => response.end(text.slice(0, 9)),
  "502": (response) => response.writeHead(502).end("<h1>Bad gateway</h1>"),
  "503": (response) => response.writeHead(503, { "Retry-After": "1" }).end(),
  "504": (response) => response.writeHead(504).end(),
} satisfies Record<string, Lose>;

/** A network between a client and a target, with mishaps on one route. */
export interface Network {
  baseUrl: string;
  stop(): void;
}

/** What stands in the way. */
export interface Plan {
  /** The routes that mishaps happen on, as a regular expression, e.g. `POST /payment/create`. */
  route: string;
  /** One for each request in turn; afterwards all goes well. */
  mishaps: readonly string[];
  /** What is passed on in the place of a request; the first answer counts. */
  change?: ((seen: Seen) => Seen[]) | undefined;
  /** Is told every answer of the API. */
  record?: (answered: Answered) => void;
  /** What becomes of the headers of answers. */
  answer?: ((headers: Record<string, string>) => Record<string, string>) | undefined;
}

/** Opens a network that leads to a target. */
export async function openNetwork(baseUrl: string, plan: Plan): Promise<Network> {
  const { route, mishaps: planned, change = (seen) => [seen], answer = (headers) => headers } = plan;
  const left = [...planned];
  const isConcerned = new RegExp(`^${route}$`);
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const seen = await see(request);
    const path = seen.path.replace(/^\/v1/, "");
    const mishap = isConcerned.test(`${seen.method} ${path}`) ? left.shift() : undefined;
    const lose: Lose | undefined = mishap === undefined ? undefined : mishaps[mishap as Mishap];
    const socket = request.socket;
    try {
      if (mishap !== undefined && lose === undefined) throw new Error(`There is no mishap ${mishap}.`);
      if (lose && mishap?.startsWith("lost_"))
        return lose(response, socket, { status: 0, headers: {}, text: "" });
      const [first, ...more] = change({ ...seen, path }) as [Seen, ...Seen[]];
      const answered = await passOn(baseUrl, first);
      plan.record?.(answered);
      for (const one of more) await passOn(baseUrl, one);
      if (lose) return lose(response, socket, answered);
      response.writeHead(answered.status, answer(answered.headers)).end(answered.text);
    } catch (error) {
      response.writeHead(500).end(`The network of the harness failed: ${error}`);
    }
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function passOn(
  baseUrl: string,
  { method, path, headers: given, query, text }: Seen,
): Promise<Answered> {
  const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...headers } = given;
  const search = new URLSearchParams(query);
  const url = baseUrl + path;
  const answer = await fetch(search.size > 0 ? `${url}?${search}` : url, {
    ...{ method, headers, redirect: "manual" },
    ...(text !== "" && { body: text }),
  });
  const { "transfer-encoding": _te, connection: _c, ...rest } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: rest, text: await answer.text() };
}
