import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

type Act = (response: ServerResponse, socket: Socket) => void;

const good = JSON.stringify({
  success: true,
  id: "1",
  name: "n",
  createdAt: "2026-01-15T08:30:00Z",
  updatedAt: "2026-01-15T08:30:00Z",
});

const bad = JSON.stringify({ error: { type: "api_error", code: "UNAVAILABLE", message: "Not now." } });

const answer =
  (status: number, body = good, headers: Record<string, string> = {}): Act =>
  (response) =>
    response
      .writeHead(status, { "Content-Type": "application/json", "X-Request-Id": "req_1", ...headers })
      .end(body);

/** What the network does, request by request; the last act goes on for ever. */
export const networks: Record<string, Act[]> = {
  "503, 503, 200": [answer(503, bad), answer(503, bad), answer(200)],
  "429, Retry-After 2": [answer(429, bad, { "Retry-After": "2" }), answer(200)],
  "429, Retry-After 3600": [answer(429, bad, { "Retry-After": "3600" })],
  "reset before headers": [(_response, socket) => socket.resetAndDestroy(), answer(200)],
  "reset in the body": [
    (response, socket) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
      response.write('{"succ', () => setTimeout(() => socket.resetAndDestroy(), 20));
    },
    answer(200),
  ],
  "501": [answer(501, bad)],
  "truncated JSON": [answer(200, '{"succ')],
};

/** Calls once under a bad network, and tells in a few words how often the server was asked and how it ended. */
export async function behave(
  make: (base: string) => () => PromiseLike<unknown>,
  acts: Act[],
): Promise<string> {
  let tries = 0;
  const start = performance.now();
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      tries++;
      times.push(performance.now() - start);
      acts[Math.min(tries, acts.length) - 1]?.(response, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const limit = new Promise((_, reject) =>
    setTimeout(() => reject(new Error("gave up after 15 s")), 15_000).unref(),
  );
  const call = Promise.resolve().then(make(`http://127.0.0.1:${port}`));
  const outcome = await Promise.race([call, limit]).then(
    () => "ok",
    (error: Error) =>
      error.message.startsWith("gave up") ? "still waiting after 15 s" : error.constructor.name,
  );
  server.closeAllConnections();
  server.close();
  const waits = times.slice(1).map((time, index) => `${((time - (times[index] ?? 0)) / 1000).toFixed(1)} s`);
  return `${tries} ${tries === 1 ? "try" : "tries"}${waits.length > 0 ? ` (${waits.join(", ")})` : ""}, ${outcome}`;
}
