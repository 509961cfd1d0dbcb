import { type WebhookFault, WebhookVerificationError } from "./error.ts";
import type { PaymentUpdated, WebhookEvent } from "./event.ts";
import { type Bytes, bytesOf, entry, hex, hmac } from "./signature.ts";

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
  const { payload, tolerance = 300, requireTimestamp = false, now = Date.now } = options;
  const secrets = [options.secrets].flat();
  if (secrets.length === 0) throw fault("invalid_secret", "There is no webhook secret to verify with.");
  const header = reader(options.headers ?? (payload as Partial<Request> | undefined)?.headers);
  const body = await rawBody(payload);
  const [id, timestamp, entries] = ["id", "timestamp", "signature"].map((name) => header(`webhook-${name}`));
  if (id ?? timestamp ?? entries ?? requireTimestamp) {
    if (!id || !timestamp || !entries) {
      throw fault(
        "missing_signature",
        "One of webhook-id, webhook-timestamp and webhook-signature is missing.",
      );
    }
    await verifyEntries(entries.split(" "), secrets, [`${id}.${timestamp}.`, body]);
    verifyAge(timestamp, Math.floor(now() / 1000), tolerance);
  } else {
    await verifyDigits(header("x-signature"), secrets, body);
  }
  return eventOf(body, id);
}

function fault(reason: WebhookFault, message: string): WebhookVerificationError {
  return new WebhookVerificationError(reason, message);
}

function reader(headers: WebhookHeaders | undefined): (name: string) => string | undefined {
  if (headers === undefined) {
    throw fault("missing_signature", "No headers were given. Pass the request's headers beside its body.");
  }
  const { get } = headers as Headers;
  if (typeof get === "function") return (name) => get.call(headers, name) ?? undefined;
  return (name) =>
    Object.entries(headers)
      .find(([key]) => key.toLowerCase() === name)?.[1]
      ?.toString();
}

async function rawBody(payload: Bytes | Request): Promise<Bytes> {
  if (typeof payload === "string" || ArrayBuffer.isView(payload)) return payload;
  // By its tag: under some test runners there are two ArrayBuffers, and instanceof knows one.
  if (Object.prototype.toString.call(payload) === "[object ArrayBuffer]") return payload as ArrayBuffer;
  const { arrayBuffer, bodyUsed } = (payload ?? {}) as Partial<Request>;
  if (typeof arrayBuffer === "function" && !bodyUsed) return arrayBuffer.call(payload);
  throw fault(
    "payload_not_raw",
    bodyUsed
      ? "The request's body was read before. Verify first, and read the event that verifying gives."
      : "The payload must be the raw body, as text or bytes. It was parsed before: switch that off for this route.",
  );
}

async function verifyDigits(
  digits: string | undefined,
  secrets: readonly string[],
  body: Bytes,
): Promise<void> {
  if (digits === undefined) {
    throw fault(
      "missing_signature",
      "There is neither webhook-signature nor X-Signature. Who sends this is unknown.",
    );
  }
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    throw fault("malformed_signature", "X-Signature must be 64 hexadecimal digits.");
  }
  await match([digits.toLowerCase()], secrets, [body], hex);
}

/** Entries of other versions may stand beside those that are known. */
async function verifyEntries(all: string[], secrets: readonly string[], signed: Bytes[]): Promise<void> {
  const known = all.filter((one) => /^v1,[\w+/]{43}=$/.test(one));
  if (known.length === 0) {
    throw fault(
      "malformed_signature",
      "webhook-signature holds no entry of the form v1, and base64 of 32 bytes.",
    );
  }
  await match(known, secrets, signed, entry);
}

/** Compares every signature with every secret, and every character, so that the time taken tells nothing. */
async function match(
  given: string[],
  secrets: readonly string[],
  signed: Bytes[],
  write: (digest: Uint8Array) => string,
): Promise<void> {
  const expected = await Promise.all(secrets.map(async (secret) => write(await hmac(secret, ...signed))));
  const hits = expected.flatMap((one) => given.filter((other) => areEqual(one, other)));
  if (hits.length > 0) return;
  throw fault(
    "signature_mismatch",
    "No secret gives this signature. Check that the secret is this endpoint's, and that the body is byte for byte what came.",
  );
}

function areEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/** Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic. */
function verifyAge(timestamp: string, now: number, tolerance: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw fault("malformed_timestamp", "webhook-timestamp must be a number of seconds since 1970.");
  }
  const age = now - Number(timestamp);
  if (age > tolerance) {
    throw fault(
      "timestamp_too_old",
      `It was sent ${age} s ago: a recording, or a clock that is off. Compare yours with a time server.`,
    );
  }
  if (-age > tolerance) {
    throw fault(
      "timestamp_too_new",
      `It will be sent in ${-age} s: a clock is off. Compare yours with a time server.`,
    );
  }
}

function eventOf(body: Bytes, id: string | undefined): WebhookEvent {
  const data = parsed(body);
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw fault("invalid_payload", "The webhook is authentic, but its body is no JSON object.");
  }
  const event = data as PaymentUpdated["data"];
  const known = event.type === "payment.updated";
  return { type: known ? event.type : "unknown", id: id ?? event.id, data: event } as WebhookEvent;
}

function parsed(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(body)));
  } catch {
    return undefined;
  }
}
