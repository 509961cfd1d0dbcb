"""Whether to try again, and when."""

from __future__ import annotations

import re
from datetime import timezone
from email.utils import parsedate_to_datetime

from renewal._errors import APIConnectionError, InvalidResponseError, RenewalError

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0

#: Longer than so many seconds nobody waits inside a call: the error tells when to come back.
PATIENCE = 60

_PASSING = frozenset((408, 429, 502, 503, 504))
#: A 500 alone does not say that another try may succeed, and most 409 say the opposite.
_PASSING_CODES = frozenset(((500, "PAYMENT_FAILED"), (409, "ORDER_IN_PROGRESS")))

#: The three forms that HTTP knows: RFC 1123, RFC 850, and what C's asctime prints.
_DATE = re.compile(
    r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
    r"|[A-Z][a-z]{5,8}, [0-9]{2}-[A-Z][a-z]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}"
)
_SECONDS = re.compile(r"[0-9]+")
#: More digits than these are more seconds than anybody waits.
_MOST_DIGITS = 12


def retry_delay(failure: RenewalError, retries: int, random: float) -> float | None:
    """Decide whether a failed try may be followed by another.

    Args:
        failure: how the try failed
        retries: how many retries there were already
        random: between 0 and 1; it spreads the waits of many clients

    Returns:
        after how many seconds; None when trying again is of no use, or too far away
    """
    if not is_passing(failure):
        return None
    if failure.retry_after is not None:
        return failure.retry_after if failure.retry_after <= PATIENCE else None
    # The exponent is bounded, for 2.0 ** 2000 is no float.
    return min(FIRST_WAIT * 2.0 ** min(retries, 10), LONGEST_WAIT) * (0.75 + 0.25 * random)


def is_passing(failure: RenewalError) -> bool:
    """Whether the same request may well succeed a moment later."""
    if isinstance(failure, InvalidResponseError):
        return failure.passing
    if isinstance(failure, APIConnectionError):
        return True
    return failure.status in _PASSING or (failure.status, failure.code) in _PASSING_CODES


def parse_retry_after(text: str | None, now: float) -> float | None:
    """Read Retry-After.

    Args:
        text: whole seconds or an HTTP date
        now: seconds since 1970

    Returns:
        seconds, 0 for a date that has passed; None for anything else
    """
    if text is None:
        return None
    if _SECONDS.fullmatch(text):
        return float(text.lstrip("0")[:_MOST_DIGITS] or 0)
    if _DATE.fullmatch(text) is None:
        return None
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, date.replace(tzinfo=timezone.utc).timestamp() - now)
