// Runs in the member's browser: it knows the backend's session and a short token, never the client's secret.
import { Renewal } from "@renewal/sdk";

/** What the backend answers to `POST /renewal-token`. */
export interface Grant {
  access_token: string;
  /** How long the token is good, in seconds. */
  expires_in: number;
  base_url: string;
  notify_url: string;
}

/** The token is renewed this long before it ends, in milliseconds. */
const margin = 60_000;

/**
 * The API, for the member who is signed in with the backend.
 *
 * @param ask gets a grant: in a page `async () => (await fetch("/renewal-token", { method: "POST" })).json()`
 */
export async function renewalOf(ask: () => Promise<Grant>): Promise<{ renewal: Renewal; notifyUrl: string }> {
  let grant = await ask();
  let askedAt = Date.now();
  const renewal = new Renewal({
    baseUrl: grant.base_url,
    async getToken({ refused }) {
      const isOver = Date.now() > askedAt + grant.expires_in * 1000 - margin;
      if (isOver || grant.access_token === refused) {
        grant = await ask();
        askedAt = Date.now();
      }
      return grant.access_token;
    },
  });
  return { renewal, notifyUrl: grant.notify_url };
}
