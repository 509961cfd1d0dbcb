"""The way to tokens that a client was told, exactly one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from renewal._core.secret import Secret, Veiled, unveil
from renewal._errors import ConfigurationError
from renewal._tokens.state import FixedToken, GrantedTokens, NoToken, SuppliedTokens, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from renewal._generated.models import Token


class Credentials:
    """The id and secret of a client, from its arguments or from the environment."""

    def __init__(self, client_id: str | None, client_secret: str | Veiled | None, *, environment: bool) -> None:
        if environment and client_id is None and client_secret is None:
            client_id = os.environ.get("RENEWAL_CLIENT_ID") or None
            client_secret = os.environ.get("RENEWAL_CLIENT_SECRET") or None
        if (client_id is None) != (client_secret is None) or client_id == "" or client_secret == "":
            raise ConfigurationError(
                "client_id and client_secret go together, and one is missing. Is the environment variable set?"
            )
        self.client_id = client_id
        self.client_secret = None if client_secret is None else Secret(unveil(client_secret))


def choose(
    *,
    client_id: str | None,
    client_secret: str | Veiled | None,
    user_id: str | None,
    token: str | Veiled | None,
    refresh_token: str | Veiled | None,
    on_token: Callable[[Token], Any] | None,
    get_token: Callable[[str | None], Any] | None,
    clock: Callable[[], float],
) -> tuple[Tokens, Credentials]:
    """Decide where tokens come from.

    Raises:
        ConfigurationError: there is more than one way, or half of one
    """
    given = token is not None or refresh_token is not None
    if given + (get_token is not None) + (client_id is not None or client_secret is not None) > 1:
        raise ConfigurationError(
            "Give one way to tokens: client_id and client_secret, or token and refresh_token, or get_token."
        )
    credentials = Credentials(client_id, client_secret, environment=not given and get_token is None)
    if user_id is not None and credentials.client_id is None:
        raise ConfigurationError("user_id goes with client_id and client_secret: a token names its member already.")
    if on_token is not None and refresh_token is None:
        raise ConfigurationError("on_token goes with refresh_token: nothing else brings a token to keep.")
    if get_token is not None:
        return SuppliedTokens(get_token), credentials
    if refresh_token is not None:
        grant: dict[str, str | Secret] = {
            "grant_type": "refresh_token",
            "refresh_token": Secret(unveil(refresh_token)),
        }
        handed = None if token is None else unveil(token)
        return GrantedTokens(grant, clock, token=handed, on_token=on_token), credentials
    if token is not None:
        return FixedToken(unveil(token)), credentials
    if credentials.client_id is None or credentials.client_secret is None:
        return NoToken(), credentials
    return GrantedTokens(_client_grant(credentials.client_id, credentials.client_secret, user_id), clock), credentials


def _client_grant(client_id: str, client_secret: Secret, user_id: str | None) -> dict[str, str | Secret]:
    member = {} if user_id is None else {"user_id": user_id}
    return {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": client_secret,
        **member,
    }
