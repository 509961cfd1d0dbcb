import { signWebhook, type VerifyWebhookOptions, verifyWebhook, type WebhookEvent } from "@renewal/sdk";

/** A verifier that is wrong in one way. */
type WrongVerifier = (options: VerifyWebhookOptions) => Promise<WebhookEvent>;

type Headers = Record<string, string>;

/** The right verifier over headers that were made to suit. */
function lenient(
  change: (headers: Headers, options: VerifyWebhookOptions) => Headers | Promise<Headers>,
): WrongVerifier {
  return async (options) =>
    verifyWebhook({ ...options, headers: await change({ ...(options.headers as Headers) }, options) });
}

const changed = (headers: Headers, name: string, change: (value: string) => string): Headers =>
  headers[name] === undefined ? headers : { ...headers, [name]: change(headers[name]) };

/** Verifiers that are wrong, by name. */
export const wrongVerifiers: Record<string, WrongVerifier> = {
  "takes spaces within hexadecimal": lenient((headers) =>
    changed(headers, "x-signature", (value) => value.replaceAll(/\s/g, "")),
  ),
  "compares no more than what was sent": lenient(async (headers, { payload, secrets = "" }) => {
    const right = (await signWebhook({ payload: payload as Uint8Array, secrets }))["x-signature"] ?? "";
    return changed(headers, "x-signature", (value) => (value && right.startsWith(value) ? right : value));
  }),
  "takes base64 of any length": lenient(async (headers, { payload, secrets = "" }) => {
    const { "webhook-id": id, "webhook-timestamp": at } = headers;
    const right = (await signWebhook({ payload: payload as Uint8Array, secrets, id, timestamp: Number(at) }))[
      "webhook-signature"
    ] as string;
    return changed(headers, "webhook-signature", (value) =>
      right.startsWith(value.slice(0, 40)) ? right : value,
    );
  }),
  "never looks at the age": (options) => verifyWebhook({ ...options, tolerance: Number.POSITIVE_INFINITY }),
  "looks at the past only": (options) =>
    verifyWebhook(options).catch((error) =>
      error.reason === "too_new" ? verifyWebhook({ ...options, tolerance: 1e9 }) : Promise.reject(error),
    ),
  "writes the body again before it verifies": (options) =>
    verifyWebhook({ ...options, payload: JSON.stringify(JSON.parse(String(options.payload))) }),
  "stops at a malformed entry": lenient((headers) =>
    changed(headers, "webhook-signature", (value) => (value.includes("%") ? "v1,%%%" : value)),
  ),
  "tries the first secret only": (options) =>
    verifyWebhook({ ...options, secrets: ([options.secrets].flat() as string[]).slice(0, 1) }),
  "passes over empty secrets": (options) => {
    const secrets = ([options.secrets].flat() as string[]).filter((secret) => secret !== "");
    return verifyWebhook({ ...options, secrets });
  },
  "falls back to X-Signature": lenient((headers) =>
    headers["webhook-id"] ? headers : { "x-signature": headers["x-signature"] ?? "" },
  ),
  "throws at an unknown event": async (options) => {
    const event = await verifyWebhook(options);
    if (event.type === "unknown") throw new Error("What is this?");
    return event;
  },
};
