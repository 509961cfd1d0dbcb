import http from "node:http";
import https from "node:https";
import type { SandboxWorld } from "@renewal/engine/sandbox";

/** Shorter than the claim under which notifications are sent, in milliseconds. */
const timeout = 5000;

/** Whether a URL leads to the machine that we run on, by an address that never leaves it. */
export function isOwnMachine(url: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(new URL(url).hostname);
}

/**
 * Takes notifications to the API over HTTP, as any gateway would.
 *
 * @param apiUrl where the API is reached, without `/v1`, e.g. `http://127.0.0.1:8080`
 */
export function notifyOverHttp(apiUrl: () => string): SandboxWorld["send"] {
  return ({ body, signature }) => {
    const url = new URL(`${apiUrl()}/v1/payment/notify`);
    const { request } = url.protocol === "https:" ? https : http;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
          "X-Signature": signature,
        },
        signal: AbortSignal.timeout(timeout),
        // A certificate names the public host, never 127.0.0.1, and the way to ourselves needs none.
        rejectUnauthorized: !isOwnMachine(url.href),
      });
      outgoing.on("error", reject);
      outgoing.on("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      outgoing.end(body);
    });
  };
}
