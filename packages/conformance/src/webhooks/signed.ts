import { signDelivery, webCryptoSigner } from "@renewal/engine";
import type { Json } from "../case.ts";

/** 15 January 2026, 08:30:01 UTC. */
export const sentAt = 1_768_465_801_000;
export const clock = "2026-01-15T08:30:05Z";
export const secret = "demo-webhook-secret";
export const binary = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
export const paid =
  '{"id":"evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E","type":"payment.updated","transaction_id":"TXN789012","order_id":"ORD123456",' +
  '"user_id":"user_42","status":"paid","amount":99.99,"currency":"CNY","timestamp":"2026-01-15T08:30:00.000Z"}';
const signer = webCryptoSigner(async () => "");

export type Headers = Record<string, string>;

/** What the server sends for a body: by its own signer. */
export async function signed(
  body = paid,
  secrets: readonly string[] = [secret],
  now = sentAt,
): Promise<Headers> {
  const headers = await signDelivery(
    signer,
    secrets,
    { eventId: "evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E", body },
    now,
  );
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** What is given to the verifier. */
export interface Wanted {
  body?: string | Buffer;
  headers: Headers;
  secrets?: unknown;
  tolerance_s?: number;
  now?: string;
  needs?: string[];
  parsed?: unknown;
}

export function one(name: string, title: string, wanted: Wanted, expect: Json): Json {
  const { body = paid, headers, secrets = [secret], parsed, needs = [], now = clock, ...rest } = wanted;
  const payload =
    parsed === undefined
      ? { payload_base64: Buffer.from(body).toString("base64") }
      : { payload_parsed: parsed };
  const step = { do: "verify_webhook", ...payload, headers, secrets, now, ...rest, expect };
  return { name, title, needs: ["webhooks", ...needs], steps: [step] };
}

export const good = (
  event: Json = { type: "payment.updated", status: "paid", amount: "99.99" },
  known = true,
) => ({
  ok: { known, event },
});
export const bad = (reason: string) => ({ error: { kind: "webhook_verification", reason } });

export const withHeader = (headers: Headers, name: string, value: string): Headers => ({
  ...headers,
  [name]: value,
});
export const only = (headers: Headers, ...names: string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

/** The paid event as the server sends it, and its documented header alone. */
export const s = await signed();
export const plain = only(s, "x-signature");
