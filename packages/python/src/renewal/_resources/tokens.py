"""Tokens for others, with the client's own credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from renewal._core.secret import unveil
from renewal._generated import async_resources, resources

if TYPE_CHECKING:
    from renewal._core.options import CallOptions
    from renewal._core.secret import Veiled
    from renewal._generated.models import Token
    from renewal._http.asynchronous import AsyncCaller
    from renewal._http.sync import Caller
    from renewal._tokens.choose import Credentials

Grant = Literal["client_credentials", "refresh_token"]


class Tokens(resources.Tokens):
    """Short-lived access tokens for a merchant's server and for its members."""

    def __init__(self, caller: Caller, credentials: Credentials) -> None:
        super().__init__(caller)
        self._credentials = credentials

    def create(
        self,
        *,
        grant_type: Grant | None = None,
        client_id: str | None = None,
        client_secret: str | Veiled | None = None,
        user_id: str | None = None,
        refresh_token: str | Veiled | None = None,
        options: CallOptions | None = None,
    ) -> Token:
        """Get an access token for somebody else. The client fetches its own tokens by itself.

        With `user_id` the token is that member's: hand it, with its refresh token, to the member's app. Without
        `user_id` it is the merchant's own. `client_id` and `client_secret` are the client's unless they are given.

        Args:
            grant_type: chosen by what else is given when absent
            client_id: your client id
            client_secret: your client secret
            user_id: your id of the member
            refresh_token: exchanges once for the next token
            options: options of this call

        Raises:
            AuthenticationError: `INVALID_CLIENT`, `INVALID_GRANT`
            ValidationError: `VALIDATION_ERROR`
            RateLimitError: `RATE_LIMIT_EXCEEDED`

        Example:
            token = client.tokens.create(user_id="user_42")
            hand_over(token.access_token.get_secret_value())
        """
        client_id, client_secret = _client(self._credentials, client_id, client_secret, refresh_token)
        return super().create(
            grant_type=grant_type or _grant(refresh_token),
            client_id=client_id,
            client_secret=_plain(client_secret),
            user_id=user_id,
            refresh_token=_plain(refresh_token),
            options=options,
        )


class AsyncTokens(async_resources.AsyncTokens):
    """Short-lived access tokens for a merchant's server and for its members."""

    def __init__(self, caller: AsyncCaller, credentials: Credentials) -> None:
        super().__init__(caller)
        self._credentials = credentials

    async def create(
        self,
        *,
        grant_type: Grant | None = None,
        client_id: str | None = None,
        client_secret: str | Veiled | None = None,
        user_id: str | None = None,
        refresh_token: str | Veiled | None = None,
        options: CallOptions | None = None,
    ) -> Token:
        """Get an access token for somebody else. The client fetches its own tokens by itself.

        With `user_id` the token is that member's: hand it, with its refresh token, to the member's app. Without
        `user_id` it is the merchant's own. `client_id` and `client_secret` are the client's unless they are given.

        Args:
            grant_type: chosen by what else is given when absent
            client_id: your client id
            client_secret: your client secret
            user_id: your id of the member
            refresh_token: exchanges once for the next token
            options: options of this call

        Raises:
            AuthenticationError: `INVALID_CLIENT`, `INVALID_GRANT`
            ValidationError: `VALIDATION_ERROR`
            RateLimitError: `RATE_LIMIT_EXCEEDED`

        Example:
            token = await client.tokens.create(user_id="user_42")
            hand_over(token.access_token.get_secret_value())
        """
        client_id, client_secret = _client(self._credentials, client_id, client_secret, refresh_token)
        return await super().create(
            grant_type=grant_type or _grant(refresh_token),
            client_id=client_id,
            client_secret=_plain(client_secret),
            user_id=user_id,
            refresh_token=_plain(refresh_token),
            options=options,
        )


def _grant(refresh_token: str | Veiled | None) -> Grant:
    return "client_credentials" if refresh_token is None else "refresh_token"


def _plain(secret: str | Veiled | None) -> str | None:
    return None if secret is None else unveil(secret)


def _client(
    credentials: Credentials,
    client_id: str | None,
    client_secret: str | Veiled | None,
    refresh_token: str | Veiled | None,
) -> tuple[str | None, str | Veiled | None]:
    own = credentials.client_secret
    if refresh_token is not None or client_id is not None or own is None:
        return client_id, client_secret
    return credentials.client_id, client_secret or own.reveal()
