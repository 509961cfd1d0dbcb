import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { json } from "node:stream/consumers";

/** What `npm publish` sends: the package's page, with its tarballs. */
interface Published {
  name: string;
  "dist-tags": Record<string, string>;
  versions: Record<string, { version: string; bin?: Record<string, string>; dist: { tarball: string } }>;
  _attachments: Record<string, { data: string }>;
}

export interface Registry {
  url: string;
  /** What was published, by its name. */
  published: Map<string, Published>;
  close(): Promise<void>;
}

/** An npm registry on this machine that takes packages, and sends those who want others to the usual one. */
export async function startRegistry(): Promise<Registry> {
  const usual = execFileSync("npm", ["config", "get", "registry"], {
    cwd: tmpdir(),
    encoding: "utf8",
  }).trim();
  const published = new Map<string, Published>();
  const server = createServer(async (request, response) => {
    const [name = "", , file] = decodeURIComponent((request.url ?? "/").slice(1)).split(/(\/-\/)/);
    if (request.method === "PUT") {
      const sent = (await json(request)) as Published;
      if (published.has(sent.name)) return void response.writeHead(403).end('{"error":"published before"}');
      published.set(sent.name, sent);
      return void response.writeHead(201).end("{}");
    }
    const known = published.get(name);
    if (known === undefined) {
      if (name.startsWith("@renewal/")) return void response.writeHead(404).end("{}");
      return void response.writeHead(302, { Location: new URL(request.url ?? "/", usual).href }).end();
    }
    if (file === undefined) return void response.end(JSON.stringify(known));
    const [attachment] = Object.values(known._attachments);
    response.end(Buffer.from(attachment?.data ?? "", "base64"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    ...{ url, published },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
