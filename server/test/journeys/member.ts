import type { Schemas } from "@renewal/contract";

/** A member of the demo merchant, who speaks to a running server over HTTP as any client does. */
export interface Member {
  userId: string;
  create(order: Record<string, unknown>): Promise<Schemas["PaymentCreated"]>;
  payment(transactionId: string): Promise<Schemas["Payment"]>;
  membership(): Promise<Schemas["Membership"]>;
  close(transactionId: string): Promise<Schemas["Payment"]>;
}

/** Gets a member's token from a server. */
export async function signIn(url: string, userId: string): Promise<Member> {
  const credentials = {
    ...{ grant_type: "client_credentials", client_id: "demo", client_secret: "demo-secret" },
    user_id: userId,
  };
  const token = (await call(url, "POST", "/auth/token", credentials)) as Schemas["Token"];
  const ask = (method: string, path: string, body?: unknown) =>
    call(url, method, path, body, { Authorization: `Bearer ${token.access_token}` }) as Promise<never>;
  return {
    userId,
    create: (order) => ask("POST", "/payment/create", { amount: 99.99, ...order }),
    payment: (transactionId) => ask("GET", `/payment/${transactionId}`),
    membership: () => ask("GET", "/membership"),
    close: (transactionId) => ask("POST", `/payment/${transactionId}/close`),
  };
}

async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return JSON.parse(text);
}
