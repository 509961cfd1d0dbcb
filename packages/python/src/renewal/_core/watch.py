"""How to wait for a payment by asking for it again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renewal._core.decide import is_passing
from renewal._errors import APITimeoutError, ConfigurationError, RenewalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from renewal._core.options import CallOptions
    from renewal._core.response import LimitState
    from renewal._generated.models import Payment

QUARTER_OF_AN_HOUR = 900.0

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 10.0
_UNSETTLED = frozenset(("creating", "pending", "failed"))
#: A limit whose window ends later than this is not spread over the whole of it.
_LONGEST_WINDOW = 60.0


def is_settled(payment: Payment) -> bool:
    """Whether nothing more is to be expected: `failed` is not the end, for the person may try again."""
    return payment.status not in _UNSETTLED


class Watch:
    """Decides after each look whether to look again, and when."""

    def __init__(self, clock: Callable[[], float], timeout: float, until: Callable[[Payment], bool]) -> None:
        if not timeout > 0:
            raise ConfigurationError("timeout must be a number of seconds greater than 0.")
        self._clock = clock
        self._timeout = timeout
        self._deadline = clock() + timeout
        self._until = until
        self._pause = _FIRST_PAUSE

    def options(self, options: CallOptions | None) -> CallOptions:
        """Keep a look within the time that is left."""
        left = max(self._deadline - self._clock(), 0.001)
        given: CallOptions = options or {}
        return {**given, "total_timeout": min(left, given.get("total_timeout", left))}

    def saw(self, payment: Payment) -> float | None:
        """Tell after how many seconds to look again; None when the waiting is over.

        Raises:
            APITimeoutError: the time would be over before the next look
        """
        if self._until(payment):
            return None
        fair = _fair_pause(payment.raw_response.limit_state, self._clock())
        return self._next(fair, None)

    def failed(self, error: RenewalError) -> float:
        """Tell after how many seconds to look again. An outage passes, and so does a limit: there is time.

        Raises:
            RenewalError: the error, when it will not pass, or not in time
        """
        if not is_passing(error):
            raise error
        return self._next(error.retry_after or 0, error)

    def _next(self, least: float, failure: RenewalError | None) -> float:
        wait = max(self._pause, least)
        if self._clock() + wait >= self._deadline:
            raise failure or APITimeoutError(
                f"The payment was not settled within {self._timeout:g} s. Call it again to go on waiting."
            )
        self._pause = min(self._pause * 1.5, _LONGEST_PAUSE)
        return wait


def _fair_pause(limit: LimitState | None, now: float) -> float:
    """Spread what is left of the limit over its window, so that waiting starves no other call."""
    if limit is None:
        return 0
    window = min(limit.reset_at.timestamp() - now, _LONGEST_WINDOW)
    return window / (limit.remaining + 1)
