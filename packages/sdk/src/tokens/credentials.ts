import { environment } from "../environment.ts";
import { ConfigurationError } from "../errors/client.ts";
import type { RenewalOptions } from "../options.ts";

/** The id and secret of a merchant's server, as `createToken` takes them. */
export interface Credentials {
  client_id: string;
  client_secret: string;
}

/**
 * The credentials of the options. Those of the environment count when the options name no way to tokens, not even one
 * that turned out undefined: who meant to act as a member must not act as the merchant.
 *
 * @throws ConfigurationError when they are half there
 */
export function credentialsOf(options: RenewalOptions): Credentials | undefined {
  let { clientId: client_id, clientSecret: client_secret } = options as Partial<Record<string, string>>;
  if (!Object.keys(options).some((name) => /token|client/i.test(name))) {
    client_id = environment("RENEWAL_CLIENT_ID") || undefined;
    client_secret = environment("RENEWAL_CLIENT_SECRET");
  }
  if (client_id === undefined) return undefined;
  if (!client_id || !client_secret) throw new ConfigurationError("clientId or clientSecret is missing.");
  return { client_id, client_secret };
}
