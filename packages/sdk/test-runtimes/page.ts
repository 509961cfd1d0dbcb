import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Page {
  /** Where a browser's page comes from. The API's server must know it when it starts. */
  origin: string;
  /** The program of the page. */
  script: string;
  stop(): void;
}

/** Serves an empty page with a program, from a loopback address: elsewhere browsers forbid calls to one. */
export async function servePage(): Promise<Page> {
  const page: Page = { origin: "", script: "", stop: () => server.close() };
  const server = createServer((request, response) => {
    const isScript = request.url === "/app.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? page.script : '<!doctype html><script type="module" src="/app.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  page.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return page;
}
