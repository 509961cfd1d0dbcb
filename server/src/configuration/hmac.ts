import type { Reader } from "./reader.ts";

/** A gateway that speaks the documented protocol, signed by the shared secret. */
export interface HmacSettings {
  /** Where it takes calls. */
  url: string;
}

export const hmacVariables = ["HMAC_GATEWAY_URL"];

/** Reads what `GATEWAY=hmac` needs. The secret is `WEBHOOK_SECRET`. */
export function readHmac(reader: Reader, production: boolean): HmacSettings {
  const url = reader.url("HMAC_GATEWAY_URL", production ? ["https:"] : ["https:", "http:"]);
  if (url === undefined && reader.text("HMAC_GATEWAY_URL") === undefined)
    reader.fault("HMAC_GATEWAY_URL", "is missing. Set it to the address where your gateway takes calls.");
  return { url: url ?? "" };
}
