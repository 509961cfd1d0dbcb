import { type BrowserMock, startRenewalMock } from "../../src/browser.ts";

const base = "https://api.example.com/v1";

async function call(path: string, init: RequestInit = {}, token?: string) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(base + path, { ...init, headers });
  return {
    status: answer.status,
    limit: answer.headers.get("x-ratelimit-remaining"),
    body: await answer.json(),
  };
}

async function token(): Promise<string> {
  const body = JSON.stringify({
    ...{ grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret", user_id: "ann" },
  });
  const { body: issued } = await call("/auth/token", { method: "POST", body });
  return issued.access_token;
}

/** What the test does in the page. */
export interface App {
  mock: BrowserMock;
  call: typeof call;
  token(): Promise<string>;
}

const mock = await startRenewalMock({ seed: "browser", baseUrl: base });
const app: App = { mock, call, token };
Object.assign(globalThis, { app });
const membership = await call("/membership", {}, sessionStorage.token ?? (await token()));
document.body.textContent = `${location.pathname}: ${membership.body.status ?? membership.body.error.code}`;
document.body.dataset.ready = "yes";
