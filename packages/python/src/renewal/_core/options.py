"""What one call may decide for itself."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, TypedDict

from renewal._errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping


class CallOptions(TypedDict, total=False):
    """Options of one call, or with `with_options` of many.

    `payments.create(..., options={"max_retries": 0, "timeout": 5})`
    """

    #: Seconds for one try, its whole body included.
    timeout: float
    #: Seconds for the whole call: all tries and the waits between them. No limit when absent.
    total_timeout: float
    #: How many times to try again.
    max_retries: int
    #: Overrides what the API's document says of the operation: only what is idempotent is tried again.
    idempotent: bool
    #: Further headers of the request.
    headers: Mapping[str, str]


_KNOWN = frozenset(CallOptions.__annotations__)
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\x20-\x7e\t]*")
#: What the client decides. Another value would send a token astray or break the message.
_OURS = frozenset(
    ("authorization", "connection", "content-length", "content-type", "cookie", "host", "transfer-encoding")
)


def checked(options: CallOptions) -> CallOptions:
    """Refuse options that cannot be meant.

    Raises:
        ConfigurationError: an unknown option, a negative number, or a header that cannot be sent
    """
    unknown = sorted(set(options) - _KNOWN)
    if unknown:
        raise ConfigurationError(f"There is no option {unknown[0]!r}. The options are: {', '.join(sorted(_KNOWN))}.")
    for name in ("timeout", "total_timeout"):
        seconds = options.get(name)
        if seconds is not None and not _is_time(seconds):
            raise ConfigurationError(f"{name} must be a number of seconds greater than 0.")
    retries: object = options.get("max_retries", 0)
    if not isinstance(retries, int) or retries < 0:
        raise ConfigurationError("max_retries must be 0 or more.")
    for name, value in options.get("headers", {}).items():
        _check_header(name, value)
    return options


def _is_time(seconds: object) -> bool:
    return isinstance(seconds, int | float) and not math.isnan(seconds) and seconds > 0


def _check_header(name: str, value: str) -> None:
    if _HEADER_NAME.fullmatch(name) is None or name.lower() in _OURS:
        raise ConfigurationError(f"headers: {name!r} is set by the client, or is no name of a header.")
    # The value is not quoted: headers hold secrets.
    if _HEADER_VALUE.fullmatch(value) is None:
        raise ConfigurationError(f"headers: the value of {name} has a line break, or characters beyond ASCII.")
