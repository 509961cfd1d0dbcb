"""The client for tasks."""

from __future__ import annotations

import asyncio
import math
import random as random_numbers
import time
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from renewal._core.operation import Arguments
from renewal._core.secret import NOT_COPIED
from renewal._generated import async_resources, operations
from renewal._http.asynchronous import AsyncCaller, AsyncConnections
from renewal._resources.payments import AsyncPayments
from renewal._resources.tokens import AsyncTokens
from renewal._settings import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, settings_of
from renewal._tokens.choose import choose
from renewal._tokens.tasks import TaskTokens

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    import httpx2
    from typing_extensions import Self, Unpack

    from renewal._core.options import CallOptions
    from renewal._core.response import LimitState
    from renewal._core.secret import Veiled
    from renewal._generated.models import Token


class AsyncRenewal(async_resources.AsyncResources):
    """A client of the Renewal API, for the tasks of asyncio. Make one per member or merchant and keep it.

    Give exactly one way to tokens: `client_id` and `client_secret` (on a server), `token` with or without
    `refresh_token` (where somebody handed them over), or `get_token` (your own source). Without any, it can do what
    needs no token.

    Args:
        client_id: Your client id. RENEWAL_CLIENT_ID when no way to tokens is given.
        client_secret: Your client secret. RENEWAL_CLIENT_SECRET when no way to tokens is given.
        user_id: The member for whom the client acts; without it the client acts as the merchant.
        token: An access token. It is not renewed.
        refresh_token: With it the client renews the access token by itself.
        on_token: Is told every new token that came of a refresh token, and may be a coroutine function. Keep its
            refresh token: each works once.
        get_token: Answers the token to send, and may be a coroutine function. It is asked before every request, so
            keep the token yourself; calls at the same moment share one question. It is told the token that the API
            has just refused, or None.
        base_url: Where the API is, with the version. RENEWAL_BASE_URL when absent, else https://api.example.com/v1.
            `http:` addresses must be of this machine.
        timeout: Seconds for one try, its whole body included.
        total_timeout: Seconds for a whole call: all tries and the waits between them.
        max_retries: How many times to try again what can safely be sent again.
        http_client: Sends the requests, for proxies, certificates and tests. You close it.
        clock: Tells the time in seconds since 1970.
        sleep: Waits so many seconds before the next try.
        random: Answers a number from 0 to 1, which spreads the waits.

    Raises:
        ConfigurationError: secrets would travel in the clear, or there is not exactly one way to tokens

    Example:
        async with AsyncRenewal(client_id="demo", client_secret=secret, user_id="user_42") as client:
            order = await client.payments.create(order_id="ORD123456", amount=Decimal("99.99"))
            print(order.payment_url)
    """

    _caller: AsyncCaller

    def __init__(
        self,
        *,
        client_id: str | None = None,
        client_secret: str | Veiled | None = None,
        user_id: str | None = None,
        token: str | Veiled | None = None,
        refresh_token: str | Veiled | None = None,
        on_token: Callable[[Token], object] | None = None,
        get_token: Callable[[str | None], str | Awaitable[str]] | None = None,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        total_timeout: float = math.inf,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx2.AsyncClient | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        random: Callable[[], float] = random_numbers.random,
    ) -> None:
        settings = settings_of(base_url, timeout, total_timeout, max_retries, clock, random)
        tokens, self._credentials = choose(
            client_id=client_id,
            client_secret=client_secret,
            user_id=user_id,
            token=token,
            refresh_token=refresh_token,
            on_token=on_token,
            get_token=get_token,
            clock=clock,
        )
        caller = AsyncCaller(settings, AsyncConnections(http_client, settings.base_url), None, sleep)
        super().__init__(caller)

        def ask(body: dict[str, object], options: CallOptions) -> Awaitable[Token]:
            return caller.call(operations.CREATE_TOKEN, Arguments(body=body), options)

        caller.tokens = TaskTokens(tokens, ask)

    @cached_property
    def tokens(self) -> AsyncTokens:
        """Short-lived access tokens for a merchant's server and for its members."""
        return AsyncTokens(self._caller, self._credentials)

    @cached_property
    def payments(self) -> AsyncPayments:
        """Payment orders for membership renewal."""
        return AsyncPayments(self._caller)

    @property
    def limit_state(self) -> LimitState | None:
        """The tightest rate limit, as the last answer that spoke of limits told it."""
        return self._caller.settings.memory.limit_state

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Give a client with other options for all of its calls, on the same connections and tokens.

        Raises:
            ConfigurationError: an option cannot be meant
        """
        caller, twin = self._caller, object.__new__(type(self))
        # Without resources: those belong to their caller.
        twin._credentials = self._credentials
        twin._caller = AsyncCaller(caller.settings.overridden(options), caller.connections, caller.tokens, caller.sleep)
        return twin

    async def close(self) -> None:
        """Close the connections. A client that was given as `http_client` stays open."""
        await self._caller.connections.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._caller.settings.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(NOT_COPIED)
