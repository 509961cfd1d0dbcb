// node:http alone: reads the body and parses it. What no server of Node goes below.
import { createServer } from "node:http";
import { created, listen, packages, tell } from "./ready.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.method === "POST") JSON.parse(Buffer.concat(chunks).toString());
    const text = JSON.stringify(request.method === "POST" ? created : packages);
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
    });
    response.end(text);
  });
});
tell({ url: await listen(server) });
