"""One fetch for all threads."""

from __future__ import annotations

import math
import os
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TYPE_CHECKING

from renewal._errors import APITimeoutError, ConfigurationError
from renewal._tokens.state import GrantedTokens, SuppliedTokens, Tokens, sendable

if TYPE_CHECKING:
    from collections.abc import Callable

    from renewal._core.options import CallOptions
    from renewal._core.secret import Secret
    from renewal._generated.models import Token


class _Abandoned(Exception):  # noqa: N818 - it never leaves this module
    """Whoever fetched was interrupted, by Ctrl-C for instance. That is nothing to do with the others."""


class _Flight:
    """A fetch on its way."""

    def __init__(self) -> None:
        self.landing: Future[Secret] = Future()
        self.thread = threading.get_ident()
        # After a fork the child has the flight but not the thread that would end it.
        self.process = os.getpid()


class ThreadTokens:
    """Gives tokens to threads. Who comes while a fetch is on its way waits for that one."""

    def __init__(self, tokens: Tokens, ask: Callable[[dict[str, object], CallOptions], Token]) -> None:
        self.state = tokens
        self._ask = ask
        self._lock = threading.Lock()
        self._flight: _Flight | None = None

    def get(self, patience: float) -> Secret:
        """Give a token that is good to send.

        Args:
            patience: for how many seconds to wait for another thread's fetch

        Raises:
            RenewalError: the fetch failed, for this thread or for the one whose fetch it shares
        """
        token = self.state.usable()
        while token is None:
            flight = _Flight()
            # All of it, since Ctrl-C may come anywhere: nobody must wait for a flight that has no pilot.
            try:
                with self._lock:
                    token = self.state.usable()
                    shared = None if token is not None else self._shared()
                    if token is None and shared is None:
                        self._flight = flight
                if token is None and shared is None:
                    token = self._fetch()
                    self._land(flight, token)
            except BaseException as error:
                self._land(flight, error if isinstance(error, Exception) else _Abandoned())
                raise
            if shared is not None:
                token = _wait(shared, patience)
        return token

    def _shared(self) -> _Flight | None:
        flight = self._flight
        if flight is None or flight.process != os.getpid():
            return None
        if flight.thread == threading.get_ident():
            raise ConfigurationError("get_token and on_token must not use the client that they serve.")
        return flight

    def _land(self, flight: _Flight, outcome: Secret | Exception) -> None:
        with self._lock:
            if self._flight is flight:
                self._flight = None
        if flight.landing.done():
            return
        if isinstance(outcome, Exception):
            flight.landing.set_exception(outcome)
        else:
            flight.landing.set_result(outcome)

    def _fetch(self) -> Secret:
        tokens = self.state
        if isinstance(tokens, SuppliedTokens):
            return sendable(tokens.ask())
        if not isinstance(tokens, GrantedTokens):
            raise TypeError(f"{type(tokens).__name__} fetches nothing.")
        started = tokens.now()
        answer = self._ask(tokens.body(), tokens.options)
        token = tokens.accept(answer, started)
        if tokens.on_token is not None:
            tokens.on_token(answer)
        return token


def _wait(flight: _Flight, patience: float) -> Secret | None:
    """Give the token of another thread's fetch; None when that thread left."""
    try:
        return flight.landing.result(None if math.isinf(patience) else patience)
    except _Abandoned:
        return None
    except FutureTimeoutError:
        if flight.landing.done():
            raise  # by whoever supplies tokens
        raise APITimeoutError("The call took longer than its total_timeout, waiting for a token.") from None
