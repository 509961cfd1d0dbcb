import { WebhookVerificationError } from "./error.ts";
import type { WebhookEvent } from "./event.ts";
import { type Bytes, bytesOf, fromBase64, keysOf, signedBytes, tagOf } from "./signature.ts";

/** The headers of a request, as any framework gives them. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/** What to verify, and against what. */
export interface VerifyWebhookOptions {
  /** The raw body, as text or bytes and not parsed; or the whole request, whose body nobody has read. */
  payload: Bytes | Request;
  /** The headers of the request; taken from `payload` when that is the request. */
  headers?: WebhookHeaders | undefined;
  /** Your webhook secret; while it is being replaced, the new one and the old one. */
  secrets: string | readonly string[];
  /** How many seconds the clocks may differ, or the webhook be old. 300 when absent. */
  tolerance?: number | undefined;
  /** Refuses what carries no timestamp, and so could be a recording. False when absent. */
  requireTimestamp?: boolean | undefined;
  /** Tells the time in milliseconds since 1970; `Date.now` when absent. */
  now?: (() => number) | undefined;
}

/**
 * Verifies that a webhook comes from the API, and says what it tells.
 *
 * With the `webhook-*` headers, which the API always sends, its age is verified too. With `X-Signature` alone the body
 * is verified and nothing else: a recording would pass, so remember the ids that you have handled, or set
 * `requireTimestamp`.
 *
 * @throws WebhookVerificationError whose `reason` tells the cause; answer 400
 * @example
 * const event = await verifyWebhook({ payload: request, secrets: process.env.RENEWAL_WEBHOOK_SECRET! });
 * if (event.type === "payment.updated" && event.data.status === "paid") await thank(event.data.user_id);
 */
export async function verifyWebhook(options: VerifyWebhookOptions): Promise<WebhookEvent> {
  const { payload, tolerance = 300, now = Date.now } = options;
  const keys = await keysOf(options.secrets, "verify");
  const request = payload as Partial<Request> | undefined;
  const body = bytesOf(request?.arrayBuffer && !request.bodyUsed ? await request.arrayBuffer() : payload);
  const header = reader(options.headers ?? request?.headers ?? {});
  const [id, timestamp, entries] = ["id", "timestamp", "signature"].map((name) => header(`webhook-${name}`));
  const isStandard = options.requireTimestamp || id || timestamp || entries;
  const given = isStandard ? id && timestamp && entries : header("x-signature");
  if (!given) throw new WebhookVerificationError("missing_signature", "Pass all headers on.");
  const signatures = isStandard ? fromEntries(given) : fromDigits(given);
  if (!signatures[0]) throw new WebhookVerificationError("malformed_signature", "The header was changed.");
  const signed = signedBytes(isStandard ? `${id}.${timestamp}.` : "", body);
  await match(keys, signatures, signed);
  if (isStandard) verifyAge(timestamp as string, now(), tolerance);
  return eventOf(body);
}

function reader(headers: WebhookHeaders): (name: string) => string | undefined {
  return (name) =>
    (headers as Partial<Headers>).get?.(name) ??
    Object.entries(headers)
      .find(([key]) => key.toLowerCase() === name)?.[1]
      ?.toString();
}

/** There is one entry for each active secret, and other versions may stand beside. More than these nobody needs. */
function fromEntries(text: string): Uint8Array<ArrayBuffer>[] {
  const entries = text.split(" ", 16).filter((one) => /^v1,[a-z\d+/]{43}=$/i.test(one));
  return entries.map((one) => fromBase64(one.slice(3)));
}

function fromDigits(text: string): Uint8Array<ArrayBuffer>[] {
  return /^[\da-f]{64}$/i.test(text)
    ? [Uint8Array.from(text.match(/../g) as string[], (pair) => Number(`0x${pair}`))]
    : [];
}

/** The platform compares in constant time. */
async function match(
  keys: CryptoKey[],
  signatures: Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (const key of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify("HMAC", key, signature, signed)) return;
    }
  }
  throw new WebhookVerificationError("signature_mismatch", "Wrong secret, or the body was changed.");
}

/** Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic. */
function verifyAge(timestamp: string, now: number, tolerance: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError("malformed_timestamp", "The header was changed.");
  const age = Math.floor(now / 1000) - Number(timestamp);
  if (Math.abs(age) <= tolerance) return;
  const reason = age > 0 ? "timestamp_too_old" : "timestamp_too_new";
  throw new WebhookVerificationError(reason, "It is a recording, or a clock is off.");
}

function eventOf(body: Uint8Array): WebhookEvent {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Then it is no object either.
  }
  if (!/Object/.test(tagOf(data)))
    throw new WebhookVerificationError("invalid_payload", "It is no JSON object.");
  const { type } = data as { type?: string };
  return { type: type === "payment.updated" ? type : "unknown", data } as WebhookEvent;
}
