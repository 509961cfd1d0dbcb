import type http from "node:http";

/** What this package uses of a `fetch`. */
type Fetch = (url: string, init: Init) => Promise<Answer>;

interface Init {
  method: string;
  headers: Headers;
  body?: string | null;
  signal: AbortSignal;
}

type Answer = Pick<Response, "status" | "headers" | "text">;

/** What the platform had when this package came. */
const platforms = globalThis.fetch;

/**
 * How a client in Node sends its requests: by Node's HTTP client, unless somebody has put a `fetch` of his own in the
 * place of the platform's, as tests and frameworks do.
 */
export function usualFetch(): typeof fetch {
  return globalThis.fetch === platforms ? (nodeFetch as unknown as typeof fetch) : globalThis.fetch;
}

/**
 * As `fetch`, as far as this package uses it, by Node's HTTP client and its global agents: what an app tells those, of
 * proxies for one, is heard. It needs half the processor time of `fetch`, since no streams stand between.
 *
 * @throws TypeError from the promise when no whole answer came, as `fetch` does; its cause tells why
 */
export const nodeFetch: Fetch = async (url, { method, headers, body, signal }) => {
  const target = new URL(url);
  const { request } = await (target.protocol === "https:" ? loaded.https() : loaded.http());
  // A signal that aborts before anybody listens to it is not heard again.
  signal.throwIfAborted();
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const sent = request(
      target,
      { method, headers: { accept: "*/*", ...Object.fromEntries(headers) } },
      resolve,
    );
    sent.on("error", (cause) => reject(new TypeError("fetch failed", { cause })));
    signal.addEventListener("abort", () => sent.destroy(), { once: true });
    sent.end(body ?? undefined);
  });
  return asResponse(answer);
};

/**
 * They take longer to load than all of this package, so the first call does it. By the module's object, so that whoever
 * watches Node's HTTP client sees these requests too.
 */
const loaded = {
  http: once(() => import("node:http")),
  https: once(() => import("node:https")),
};

function once<Module>(load: () => Promise<{ default: Module }>): () => Module | Promise<Module> {
  let module: Module | undefined;
  return () => module ?? load().then((whole) => (module = whole.default));
}

function asResponse(answer: http.IncomingMessage): Answer {
  const { statusCode = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] as string, rawHeaders[index + 1] as string);
  return { status: statusCode, headers, text: () => textOf(answer) };
}

const decoder = new TextDecoder();

function textOf(answer: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    answer.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    answer.on("end", () => resolve(decoder.decode(Buffer.concat(chunks))));
    answer.on("error", (cause) => reject(new TypeError("terminated", { cause })));
  });
}
