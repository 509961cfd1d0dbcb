import { Renewal } from "@renewal/sdk";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type MockOptions, type RenewalMock, renewalMock } from "../../src/index.ts";

export const start = "2026-01-31T10:00:00.000Z";
export const base = "https://api.example.com/v1";

/** A mock behind msw in this process, as a test of an app has it. */
export function shop(options: MockOptions = {}): RenewalMock {
  const mock = renewalMock({ clock: start, onUnhandled: () => undefined, ...options });
  const server = setupServer(...mock.handlers);
  beforeAll(() => server.listen({ onUnhandledRequest: "bypass" }));
  afterEach(() => mock.reset());
  afterAll(() => server.close());
  return mock;
}

export function member(userId = "user_42", options: { baseUrl?: string; maxRetries?: number } = {}): Renewal {
  return new Renewal({
    ...{ baseUrl: base, clientId: "demo", clientSecret: "demo-secret", userId, maxRetries: 0 },
    ...options,
  });
}

export async function ask(path: string, init: RequestInit & { token?: string } = {}) {
  const { token, ...rest } = init;
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(rest.headers as object) };
  const answer = await fetch(base + path, { ...rest, headers });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: text.startsWith("{") ? JSON.parse(text) : {},
  };
}

export async function tokenOf(userId?: string): Promise<string> {
  const body = JSON.stringify({
    ...{ grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" },
    ...(userId && { user_id: userId }),
  });
  const { json } = await ask("/auth/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  return json.access_token;
}

export const yearly = { order_id: "ORD123456", amount: 99.99, currency: "CNY", subject: "Annual Membership" };
