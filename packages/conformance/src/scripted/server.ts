import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Case, Json, Scripted } from "../case.ts";
import { say } from "./answer.ts";

/** One request as the server saw it. */
export interface Seen extends Json {
  method: string;
  /** Behind the base URL, without the query. */
  path: string;
  query: Record<string, string>;
  /** By their names in small letters. */
  headers: Record<string, string>;
  /** The body as text. */
  text: string;
  /** The body as JSON, with amounts as `{"$digits": "99.99"}`: exactly the digits that were sent. */
  json?: unknown;
}

/** What one case is served, and what was seen of it. */
export interface Stage {
  /** Where the client of the case must send its requests. */
  baseUrl: string;
  seen: Seen[];
  seenTokens: Seen[];
}

interface Running extends Stage {
  serve: Scripted[];
  serveTokens: Scripted[];
  refuses: string | undefined;
}

/** Serves the scripts of any number of cases at once, on loopback; each has a base URL of its own. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #stages = new Map<string, Running>();
  #count = 0;
  /** Its address, once it listens. */
  origin = "";

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => {
        response.writeHead(500).end(JSON.stringify({ error: { code: "HARNESS", message: error.message } }));
      });
    });
    // What a driver sends too late for its case must not end the run.
    this.#server.on("clientError", (_error, socket) => socket.destroy());
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** Opens a base URL that answers by the script of a case. */
  stage({ serve, serve_tokens, refuses }: Pick<Case, "serve" | "serve_tokens" | "refuses">): Stage {
    const name = `case-${++this.#count}`;
    const baseUrl = `${this.origin}/${name}/v1`;
    const left = { serve: [...serve], serveTokens: [...serve_tokens], refuses };
    const stage = { baseUrl, seen: [], seenTokens: [], ...left };
    this.#stages.set(name, stage);
    return stage;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await see(request);
    const [, name = "", , ...path] = new URL(seen.path, this.origin).pathname.split("/");
    const stage = this.#stages.get(name);
    if (stage === undefined) throw new Error("No case is served there.");
    seen.path = `/${path.join("/")}`;
    const isToken = seen.path === "/auth/token";
    (isToken ? stage.seenTokens : stage.seen).push(seen);
    const isRefused = stage.refuses && seen.headers.authorization === `Bearer ${stage.refuses}`;
    const scripted = isRefused ? "refused_token" : (isToken ? stage.serveTokens : stage.serve).shift();
    if (scripted === undefined) {
      throw new Error("The script has no answer left.");
    }
    const number = isToken ? `token_${stage.seenTokens.length}` : stage.seen.length;
    say(scripted, response, { number, base_url: stage.baseUrl, origin: this.origin });
  }
}

/** Reads a request to its end. */
export async function see(request: IncomingMessage): Promise<Seen> {
  const text = (await buffer(request)).toString();
  const [path = "", query = ""] = (request.url ?? "").split("?");
  return {
    method: request.method ?? "",
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    text,
    ...(text !== "" && { json: exactJson(text) }),
  };
}

function exactJson(text: string): unknown {
  const keepDigits = (key: string, value: unknown, { source }: { source: string }) =>
    key === "amount" && typeof value === "number" ? { $digits: source } : value;
  try {
    return JSON.parse(text, keepDigits as never);
  } catch {
    return undefined;
  }
}
