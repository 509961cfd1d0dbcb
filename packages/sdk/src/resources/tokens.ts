import type { Call } from "../call.ts";
import type { Token, TokenRequest } from "../generated/models.ts";
import { Tokens as GeneratedTokens } from "../generated/resources.ts";
import type { CallOptions } from "../options.ts";

/** Short-lived access tokens for a merchant's server and for its members. */
export class Tokens extends GeneratedTokens {
  /**
   * Get an access token
   *
   * Exchanges client credentials for an access token that is valid for 15 minutes. With `user_id` the token is that
   * member's: hand it, with its refresh token, to the member's app. `client_id` and `client_secret` come from the
   * client's options unless they are given here.
   *
   * The client fetches its own tokens by itself; call this to make tokens for others.
   *
   * @throws AuthenticationError `INVALID_CLIENT`, `INVALID_GRANT`
   * @throws ValidationError `VALIDATION_ERROR`
   * @example
   * const token = await renewal.tokens.create({ user_id: "user_42" });
   * response.json({ token: token.access_token, refreshToken: token.refresh_token });
   */
  override create(body: Partial<TokenRequest> = {}, options?: CallOptions): Call<Token> {
    const { grant_type = "client_credentials" } = body;
    const credentials = grant_type === "client_credentials" ? this.settings().credentials : undefined;
    return super.create({ ...credentials, ...body, grant_type }, options);
  }
}
