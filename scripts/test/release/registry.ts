import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Document = { versions: Record<string, unknown>; _attachments?: Record<string, { data: string }> };

export interface Registry {
  url: string;
  /** What was published, by name, in order. */
  published: string[];
  /** Every request whose token was not the one that is told. */
  strangers: number;
  close(): Promise<void>;
}

/** A registry on loopback that takes what `npm publish` sends and gives it to `npm install`. */
export async function startRegistry(token: string): Promise<Registry> {
  const documents = new Map<string, Document>();
  const server = createServer(async (request, response) => {
    const [name = "", file] = decodeURIComponent(request.url ?? "")
      .slice(1)
      .split("/-/");
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    const known = documents.get(name);
    if (request.method === "PUT") {
      if (request.headers.authorization !== `Bearer ${token}`) {
        registry.strangers += 1;
        return answer(401, { error: "Who are you?" });
      }
      documents.set(name, JSON.parse((await bodyOf(request)).toString()) as Document);
      registry.published.push(name);
      return answer(201, { ok: true });
    }
    if (known === undefined) return answer(404, { error: "not found" });
    if (file === undefined) return answer(200, { ...known, _attachments: undefined });
    const attached = Object.entries(known._attachments ?? {}).find(([each]) => each.endsWith(file));
    return response.end(Buffer.from(attached?.[1].data ?? "", "base64"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const registry: Registry = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    published: [],
    strangers: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return registry;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
