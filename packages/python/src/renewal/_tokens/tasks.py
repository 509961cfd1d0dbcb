"""One fetch for all tasks."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING

from renewal._errors import APITimeoutError, ConfigurationError
from renewal._tokens.state import GrantedTokens, SuppliedTokens, Tokens, sendable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from renewal._core.options import CallOptions
    from renewal._core.secret import Secret
    from renewal._generated.models import Token


class TaskTokens:
    """Gives tokens to tasks. The fetch is a task of its own, so that a cancelled caller does not end it for others.

    A refresh token works once: an answer that nobody waits for any more is kept all the same.
    """

    def __init__(self, tokens: Tokens, ask: Callable[[dict[str, object], CallOptions], Awaitable[Token]]) -> None:
        self.state = tokens
        self._ask = ask
        self._flight: asyncio.Task[Secret] | None = None

    async def get(self, patience: float) -> Secret:
        """Give a token that is good to send.

        Args:
            patience: for how many seconds to wait for the fetch

        Raises:
            RenewalError: the fetch failed
        """
        token = self.state.usable()
        if token is not None:
            return token
        flight = self._flight
        if flight is None or flight.done() or flight.get_loop() is not asyncio.get_running_loop():
            flight = self._flight = asyncio.create_task(self._fetch())
            flight.add_done_callback(_heard)
        elif flight is asyncio.current_task():
            raise ConfigurationError("get_token and on_token must not use the client that they serve.")
        done, _ = await asyncio.wait((flight,), timeout=None if patience == float("inf") else patience)
        if not done:
            raise APITimeoutError("The call took longer than its total_timeout, waiting for a token.")
        return flight.result()

    async def _fetch(self) -> Secret:
        tokens = self.state
        if isinstance(tokens, SuppliedTokens):
            supplied = tokens.ask()
            return sendable(await supplied if inspect.isawaitable(supplied) else supplied)
        if not isinstance(tokens, GrantedTokens):
            raise TypeError(f"{type(tokens).__name__} fetches nothing.")
        started = tokens.now()
        answer = await self._ask(tokens.body(), tokens.options)
        token = tokens.accept(answer, started)
        if tokens.on_token is not None:
            kept = tokens.on_token(answer)
            if inspect.isawaitable(kept):
                await kept
        return token


def _heard(flight: asyncio.Task[Secret]) -> None:
    """Take note of a failure that nobody waits for any more, which asyncio would print."""
    if not flight.cancelled():
        flight.exception()
