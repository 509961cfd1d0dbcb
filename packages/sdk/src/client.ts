import { Resources } from "./generated/client.ts";
import { type LimitState, limitState } from "./limit.ts";
import type { RenewalOptions } from "./options.ts";
import type { Way } from "./resource.ts";
import { Tokens } from "./resources/tokens.ts";
import { type Settings, settle } from "./settings.ts";
import { tokenSource } from "./tokens/source.ts";
import { transport } from "./transport.ts";

/**
 * A client of the Renewal API. Make one per member or merchant and keep it: it holds the token and renews it.
 *
 * @example
 * // On a server, for one member: tokens are fetched and renewed as needed.
 * const renewal = new Renewal({ clientId: "demo", clientSecret: process.env.RENEWAL_CLIENT_SECRET!, userId: "user_42" });
 *
 * // In an app that was handed tokens by such a server.
 * const inApp = new Renewal({ token, refreshToken, onToken: ({ refresh_token }) => keep(refresh_token) });
 *
 * // With tokens from elsewhere.
 * const withSession = new Renewal({ getToken: () => session.accessToken() });
 */
export class Renewal extends Resources {
  readonly #settings: Settings;

  /**
   * @param options who calls, and how
   * @throws ConfigurationError when secrets would travel in the clear, or credentials are half there
   */
  constructor(options: RenewalOptions = {}) {
    const settings = settle(options);
    const tokens = tokenSource(options, settings, (body, call) => new Tokens(way).create(body, call));
    const way: Way = { settings, send: transport(settings, tokens) };
    super(way);
    this.#settings = settings;
  }

  /** The tightest rate limit, as the last answer that spoke of limits told it. */
  get limit(): LimitState | undefined {
    const { lastLimits } = this.#settings;
    return lastLimits && limitState(lastLimits);
  }
}
