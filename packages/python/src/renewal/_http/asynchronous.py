"""Calls from tasks."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, TypeVar

import anyio
import httpx2

from renewal._core.exchange import Exchange
from renewal._core.parse import Parsed
from renewal._http.messages import (
    BROKEN,
    UNSENDABLE,
    broken,
    closed,
    message_of,
    received,
    timed_out,
    unsendable,
)
from renewal._settings import Settings, is_loopback

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from renewal._core.build import Request
    from renewal._core.operation import Arguments, Operation
    from renewal._core.options import CallOptions
    from renewal._core.response import Received
    from renewal._errors import RenewalError
    from renewal._tokens.tasks import TaskTokens

T = TypeVar("T")


class AsyncConnections:
    """The HTTP client: the one that was given, or our own, which is made at the first request.

    Connections belong to their event loop, so another loop gets its own, and so does a forked process.
    """

    def __init__(self, given: httpx2.AsyncClient | None, base_url: str) -> None:
        self._given = given
        self._base_url = base_url
        self._own: tuple[asyncio.AbstractEventLoop, int, httpx2.AsyncClient] | None = None
        self._closed = False

    def client(self) -> httpx2.AsyncClient:
        """Give the HTTP client.

        Raises:
            ConfigurationError: it was closed
        """
        if self._closed:
            raise closed()
        if self._given is not None:
            return self._given
        loop, own = asyncio.get_running_loop(), self._own
        if own is None or own[0] is not loop or own[1] != os.getpid():
            own = self._own = (loop, os.getpid(), self._open())
        return own[2]

    async def close(self) -> None:
        """Close our own connections. A client that was given belongs to who gave it."""
        self._closed = True
        own, self._own = self._own, None
        if own is not None and own[0] is asyncio.get_running_loop() and own[1] == os.getpid():
            await own[2].aclose()

    def _open(self) -> httpx2.AsyncClient:
        # What this machine says to itself goes through no proxy.
        return httpx2.AsyncClient(trust_env=not is_loopback(self._base_url))


class AsyncCaller:
    """Sends calls, again if need be, and waits in between."""

    def __init__(
        self,
        settings: Settings,
        connections: AsyncConnections,
        tokens: TaskTokens | None,
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.settings = settings
        self.connections = connections
        self.tokens = tokens
        self.sleep = sleep

    async def call(self, operation: Operation[T], arguments: Arguments, options: CallOptions | None) -> T:
        """Do an operation.

        Raises:
            RenewalError: of the last try
        """
        settings = self.settings.overridden(options)
        exchange = Exchange(settings, operation, arguments, self.tokens.state if self.tokens else None)
        while True:
            token = await self.tokens.get(exchange.time_left()) if self.tokens and exchange.tokens else None
            request = exchange.prepare(token)
            verdict = exchange.conclude(request, await self._send(request))
            if isinstance(verdict, Parsed):
                return verdict.value
            if verdict.wait > 0:
                await self.sleep(verdict.wait)

    async def _send(self, request: Request) -> Received | RenewalError:
        client = self.connections.client()
        response: httpx2.Response | None = None
        chunks: list[bytes] = []
        try:
            with anyio.fail_after(request.timeout):
                message = message_of(request, phases=False)
                # A followed redirect would carry the token to wherever it leads.
                response = await client.send(message, stream=True, auth=None, follow_redirects=False)
                try:
                    async for chunk in response.aiter_bytes():
                        chunks.append(chunk)  # noqa: PERF401 - what came before a break must be kept
                finally:
                    await response.aclose()
        except (TimeoutError, httpx2.TimeoutException):
            return timed_out(request, response)
        except UNSENDABLE:
            raise unsendable() from None
        except BROKEN as cause:
            # What the headers told is known even if the body never ends.
            return broken(request, cause) if response is None else received(response, chunks, complete=False)
        return received(response, chunks, complete=True)
