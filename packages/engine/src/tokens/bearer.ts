import { Refusal } from "../refusal.ts";

/** Our own have some 450 characters; a header holds 16 KiB. */
const longestToken = 4096;

/**
 * The token in the value of `Authorization`.
 *
 * @param header the value, empty when the request carries none
 * @throws Refusal INVALID_TOKEN
 */
export function bearerToken(header: string): string {
  if (header === "") {
    throw new Refusal(
      "INVALID_TOKEN",
      "The request carries no access token. Send the header Authorization: Bearer <token>.",
    );
  }
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header)?.[1];
  if (token !== undefined && token.length <= longestToken) return token;
  throw new Refusal(
    "INVALID_TOKEN",
    "The header Authorization holds no access token. Send it as Authorization: Bearer <token>.",
  );
}

/** @param source where a client gets a new token */
export function expiredToken(source: string, cause?: Error): Refusal {
  return new Refusal("INVALID_TOKEN", `The access token has expired. ${again(source)}`, { cause });
}

/** @param source where a client gets a new token */
export function invalidToken(source: string, cause?: Error): Refusal {
  return new Refusal("INVALID_TOKEN", `The access token is not valid here. ${again(source)}`, { cause });
}

function again(source: string): string {
  return `Get a new one from ${source} and send the request again.`;
}
