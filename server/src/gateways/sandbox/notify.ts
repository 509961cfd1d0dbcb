import type { SandboxWorld } from "@renewal/engine/sandbox";

/** Shorter than the claim under which notifications are sent, in milliseconds. */
const timeout = 5000;

/**
 * Takes notifications to the API over HTTP, as any gateway would.
 *
 * @param apiUrl where the API is reached, without `/v1`, e.g. `http://127.0.0.1:8080`
 */
export function notifyOverHttp(apiUrl: () => string): SandboxWorld["send"] {
  return async ({ body, signature }) => {
    const answer = await fetch(`${apiUrl()}/v1/payment/notify`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Signature": signature },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    await answer.body?.cancel();
    return answer.status;
  };
}
