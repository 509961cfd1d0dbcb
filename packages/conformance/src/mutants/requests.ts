import type { RenewalOptions } from "@renewal/sdk";

/** What a wrong client does with the options that it is given. */
export type WrongClient = (options: RenewalOptions) => RenewalOptions;

type Fetch = typeof fetch;

/** A client whose transport does something that it must not. */
function transport(wrong: (send: Fetch) => Fetch): WrongClient {
  return (options) => ({ ...options, fetch: wrong(fetch) });
}

/** Changes what was answered before the client sees it. */
function answers(change: (text: string, headers: Headers, status: number) => string): WrongClient {
  return transport((send) => async (input, init) => {
    const answer = await send(input, init);
    const headers = new Headers(answer.headers);
    const text = change(await answer.text(), headers, answer.status);
    headers.delete("content-length");
    return new Response(text === "" ? null : text, { status: answer.status, headers });
  });
}

const isToken = (input: unknown) => String(input).endsWith("/auth/token");

/** Clients that are wrong in what they send and how they take answers, by name. */
export const wrongClients: Record<string, WrongClient> = {
  "retries a 400": transport((send) => async (input, init) => {
    const answer = await send(input, init);
    return answer.status === 400 ? send(input, init) : answer;
  }),
  "ignores Retry-After": answers((text, headers) => {
    headers.delete("retry-after");
    return text;
  }),
  "waits longer than 60 s": answers((text, headers) => {
    if (Number(headers.get("retry-after")) > 60) headers.set("retry-after", "60");
    return text;
  }),
  "follows redirects": transport((send) => (input, init) => send(input, { ...init, redirect: "follow" })),
  "waits without spreading": (options) => ({ ...options, random: () => 1 }),
  "waits in minutes": (options) => ({ ...options, sleep: async (ms) => options.sleep?.(ms * 60) }),
  "fetches each token twice": transport((send) => async (input, init) => {
    if (isToken(input)) await (await send(input, init)).text();
    return send(input, init);
  }),
  "fetches a token after any 401": answers((text, _headers, status) =>
    status === 401 ? '{"error":{"code":"INVALID_TOKEN","message":"x"}}' : text,
  ),
  "never fetches a token again": answers((text) => text.replace("INVALID_TOKEN", "TOKEN")),
  "quotes the token in errors": transport((send) => (input, init) => {
    const token = new Headers(init?.headers).get("authorization");
    return send(input, init).catch(() => Promise.reject(new Error(`sent with ${token}`)));
  }),
  "sends amounts as text": transport((send) => (input, init) => {
    if (init?.body) init.body = String(init.body).replace(/"amount":([\d.]+)/, '"amount":"$1"');
    return send(input, init);
  }),
  "drops unknown fields": answers((text) => text.replace(/"loyalty":\{[^}]*\},?/, "")),
  "sends undocumented headers": transport(
    (send) => (input, init) =>
      send(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), "Idempotency-Key": "1" },
      }),
  ),
  "ends at the first page": answers((text) => text.replace(/,?"next_cursor":"[^"]*"/, "")),
  "sends a lost GET twice": transport(
    (send) => (input, init) =>
      send(input, init).catch((error) =>
        init?.method === "GET" ? send(input, init) : Promise.reject(error),
      ),
  ),
  "sends secrets in the clear": (options) => ({ ...options, allowHttp: true }),
  "takes a page of a proxy for an answer": answers((text) => (text.startsWith("<") ? "{}" : text)),
};
