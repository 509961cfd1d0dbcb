"""Calls from threads."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, TypeVar

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
    from collections.abc import Callable

    from renewal._core.build import Request
    from renewal._core.operation import Arguments, Operation
    from renewal._core.options import CallOptions
    from renewal._core.response import Received
    from renewal._errors import RenewalError
    from renewal._tokens.threads import ThreadTokens

T = TypeVar("T")


class Connections:
    """The HTTP client: the one that was given, or our own, which is made at the first request.

    A forked process gets its own, for two processes on one connection read each other's answers.
    """

    def __init__(self, given: httpx2.Client | None, base_url: str) -> None:
        self._given = given
        self._base_url = base_url
        self._lock = threading.Lock()
        self._own: tuple[int, httpx2.Client] | None = None
        self._closed = False

    def client(self) -> httpx2.Client:
        """Give the HTTP client.

        Raises:
            ConfigurationError: it was closed
        """
        if self._closed:
            raise closed()
        if self._given is not None:
            return self._given
        own = self._own
        if own is None or own[0] != os.getpid():
            with self._lock:
                own = self._own
                if own is None or own[0] != os.getpid():
                    own = self._own = (os.getpid(), self._open())
        return own[1]

    def close(self) -> None:
        """Close our own connections. A client that was given belongs to who gave it."""
        self._closed = True
        own, self._own = self._own, None
        if own is not None and own[0] == os.getpid():
            own[1].close()

    def _open(self) -> httpx2.Client:
        # What this machine says to itself goes through no proxy.
        return httpx2.Client(trust_env=not is_loopback(self._base_url))


class Caller:
    """Sends calls, again if need be, and waits in between."""

    def __init__(
        self,
        settings: Settings,
        connections: Connections,
        tokens: ThreadTokens | None,
        sleep: Callable[[float], object],
    ) -> None:
        self.settings = settings
        self.connections = connections
        self.tokens = tokens
        self.sleep = sleep

    def call(self, operation: Operation[T], arguments: Arguments, options: CallOptions | None) -> T:
        """Do an operation.

        Raises:
            RenewalError: of the last try
        """
        settings = self.settings.overridden(options)
        exchange = Exchange(settings, operation, arguments, self.tokens.state if self.tokens else None)
        while True:
            token = self.tokens.get(exchange.time_left()) if self.tokens and exchange.tokens else None
            request = exchange.prepare(token)
            verdict = exchange.conclude(request, self._send(request))
            if isinstance(verdict, Parsed):
                return verdict.value
            if verdict.wait > 0:
                self.sleep(verdict.wait)

    def _send(self, request: Request) -> Received | RenewalError:
        client = self.connections.client()
        response: httpx2.Response | None = None
        chunks: list[bytes] = []
        # The library watches over each step, and this over their sum.
        end = time.monotonic() + request.timeout
        try:
            message = message_of(request, phases=True)
            # A followed redirect would carry the token to wherever it leads.
            response = client.send(message, stream=True, auth=None, follow_redirects=False)
            try:
                for chunk in response.iter_bytes():
                    chunks.append(chunk)
                    if time.monotonic() >= end:
                        return timed_out(request, response)
            finally:
                response.close()
        except httpx2.TimeoutException:
            return timed_out(request, response)
        except UNSENDABLE:
            raise unsendable() from None
        except BROKEN as cause:
            # What the headers told is known even if the body never ends.
            return broken(request, cause) if response is None else received(response, chunks, complete=False)
        return received(response, chunks, complete=True)
