import { WebhookVerificationError } from "./error.ts";
import type { WebhookEvent } from "./event.ts";
import { type Bytes, bytesOf, fromBase64, isA, keysOf, signedBytes } from "./signature.ts";

/** The headers of a request, as any framework gives them. */
export type WebhookHeaders = Headers | Record<string, string | readonly string[] | undefined>;

/** What to verify, and against what. */
export interface VerifyWebhookOptions {
  /** The raw body, as text or bytes and not parsed; or the whole request, whose body nobody has read. */
  payload: Bytes | Request;
  /** The headers of the request; taken from `payload` when that is the request. */
  headers?: WebhookHeaders | undefined;
  /**
   * Your webhook secret; while it is being replaced, the new one and the old one. When absent:
   * `RENEWAL_WEBHOOK_SECRET` of the environment, where a comma separates two.
   */
  secrets?: string | readonly string[] | undefined;
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
  const { payload, tolerance = 300, now = Date.now, requireTimestamp } = options;
  const keys = keysOf(options.secrets);
  const request = payload as Partial<Request> | undefined;
  const body = bytesOf(request?.arrayBuffer && !request.bodyUsed ? await request.arrayBuffer() : payload);
  const header = reader(options.headers ?? request?.headers ?? {});
  const id = header("webhook-id");
  const timestamp = header("webhook-timestamp");
  const entries = header("webhook-signature");
  const isStandard = requireTimestamp || id || timestamp || entries;
  const given = isStandard ? id && timestamp && entries : header("x-signature");
  if (!given) throw new WebhookVerificationError("missing_header", "Pass all headers on.");
  const signatures = isStandard ? fromEntries(given) : fromDigits(given);
  if (!signatures[0] || (isStandard && !/^\d{1,12}$/.test(timestamp as string)))
    throw new WebhookVerificationError("malformed_header", "It was changed.");
  await match(keys, signatures, signedBytes(isStandard ? `${id}.${timestamp}.` : "", body));
  const age = Math.floor(now() / 1000) - Number(timestamp);
  // Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic.
  if (isStandard && !(Math.abs(age) <= tolerance))
    throw new WebhookVerificationError(age > 0 ? "too_old" : "too_new", "A replay, or a clock is off.");
  return eventOf(body);
}

function reader(headers: WebhookHeaders): (name: string) => string | undefined {
  return (name) =>
    (headers as Partial<Headers>).get?.(name) ??
    Object.entries(headers)
      .find(([key]) => key.toLowerCase() === name)?.[1]
      ?.toString();
}

/** There is one entry for each active secret, and other versions may stand beside. */
function fromEntries(text: string): Uint8Array[] {
  const entries = text.split(" ").filter((one) => /^v1,[A-Za-z\d+/]{43}=$/.test(one));
  return entries.map((one) => fromBase64(one.slice(3)));
}

function fromDigits(text: string): Uint8Array[] {
  return /^[\da-f]{64}$/i.test(text)
    ? [Uint8Array.from(text.match(/../g) as string[], (pair) => Number(`0x${pair}`))]
    : [];
}

async function match(
  keys: Promise<CryptoKey>[],
  signatures: Uint8Array[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (const key of keys) {
    const expected = new Uint8Array(await crypto.subtle.sign("HMAC", await key, signed));
    // Takes as long wherever the two differ, so that nobody finds a signature byte by byte.
    const difference = (one: Uint8Array) =>
      expected.reduce((sum, byte, at) => sum | (byte ^ (one[at] as number)), 0);
    if (signatures.some((one) => !difference(one))) return;
  }
  throw new WebhookVerificationError("no_match", "Wrong secret, or changed body.");
}

function eventOf(body: Uint8Array): WebhookEvent {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Then it is no object either.
  }
  if (!isA(/Object/, data)) throw new WebhookVerificationError("malformed_body", "No JSON object.");
  const { type } = data as { type?: string };
  return { type: type === "payment.updated" ? type : "unknown", data } as WebhookEvent;
}
