"""Makes a member's token on your server, to hand it to the member's app."""

import json
import os

from renewal import AuthenticationError, Renewal

# RENEWAL_BASE_URL, RENEWAL_CLIENT_ID and RENEWAL_CLIENT_SECRET come from the environment.
with Renewal() as client:
    try:
        token = client.tokens.create(user_id=os.environ.get("RENEWAL_USER_ID", "user_42"))
    except AuthenticationError as error:
        raise SystemExit(f"{error.message} Request {error.request_id}.") from None

# Printing the token shows stars. Whoever needs it asks for it.
print(token)
answer_for_the_app = json.dumps({"token": token.access_token.get_secret_value(), "expires_in": token.expires_in})
print(f"Hand over {len(answer_for_the_app)} bytes; the token is good for {token.expires_in} s.")
