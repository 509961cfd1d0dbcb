"""Answers as they came."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNT = re.compile(r"[0-9]{1,11}")


@dataclass(frozen=True)
class LimitState:
    """A rate limit, as an answer told it."""

    #: How many requests its window allows.
    limit: int
    #: How many of them are left.
    remaining: int
    #: When the oldest counted request leaves the window.
    reset_at: datetime


@dataclass(frozen=True)
class RawResponse:
    """The answer behind a value, for what the value does not tell."""

    #: The HTTP status.
    status: int
    #: The headers by their names in small letters; `header` finds them in any spelling.
    headers: Mapping[str, str] = field(repr=False)
    #: The body as it came. It may hold tokens, so it is not shown when this is printed.
    body: bytes = field(repr=False)
    #: How many times the request was sent.
    attempts: int

    def header(self, name: str) -> str | None:
        """Tell a header, or None. The case of the name does not matter."""
        return self.headers.get(name.lower())

    @property
    def request_id(self) -> str | None:
        """Names the request in the API's logs."""
        return self.header("X-Request-Id")

    @property
    def replayed(self) -> bool:
        """Whether the order existed already, so that nothing new was created."""
        return self.header("Idempotent-Replayed") == "true"

    @property
    def limit_state(self) -> LimitState | None:
        """The tightest rate limit that applied; None when the answer does not tell."""
        return limit_state(self.headers)


@dataclass(frozen=True)
class Received:
    """What a try brought, not yet understood."""

    status: int
    #: By their names in small letters.
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    #: False when the connection ended before the body did, or the body was not encoded as announced.
    complete: bool = True


def limit_state(headers: Mapping[str, str]) -> LimitState | None:
    """Read the `X-RateLimit-*` headers; None unless all three are there."""
    counts = [headers.get(f"x-ratelimit-{name}", "") for name in ("limit", "remaining", "reset")]
    if not all(_COUNT.fullmatch(count) for count in counts):
        return None
    limit, remaining, reset = (int(count) for count in counts)
    return LimitState(limit, remaining, datetime.fromtimestamp(reset, timezone.utc))
