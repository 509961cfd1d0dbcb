"""What a client was told, with everything decided."""

from __future__ import annotations

import ipaddress
import math
import os
import random
import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from renewal._core.options import CallOptions, checked
from renewal._errors import ConfigurationError
from renewal._generated.operations import DEFAULT_BASE_URL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renewal._core.response import LimitState

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RETRIES = 2

# Two readers of an address may disagree about which host it names, and then the token goes to the other one. So only
# addresses that leave no doubt are taken: no user, no backslash, no query.
_BASE_URL = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")


@dataclass
class Memory:
    """What a client and its copies with other options remember together."""

    limit_state: LimitState | None = None


@dataclass(frozen=True)
class Settings:
    """The options of a client, or of one call of it."""

    base_url: str
    timeout: float = DEFAULT_TIMEOUT
    total_timeout: float = math.inf
    max_retries: int = DEFAULT_MAX_RETRIES
    #: None: what the document says of the operation.
    idempotent: bool | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    #: Seconds since 1970.
    clock: Callable[[], float] = time.time
    #: A number from 0 to 1.
    random: Callable[[], float] = random.random
    memory: Memory = field(default_factory=Memory)

    def overridden(self, options: CallOptions | None) -> Settings:
        """Apply the options of a call.

        Raises:
            ConfigurationError: an option cannot be meant
        """
        if not options:
            return self
        changes: dict[str, Any] = {**checked(options)}
        changes["headers"] = {**self.headers, **options.get("headers", {})}
        return replace(self, **changes)


def base_url_of(given: str | None) -> str:
    """Choose and check the address of the API.

    Raises:
        ConfigurationError: it is no address, or secrets would travel to it in the clear
    """
    text = given or os.environ.get("RENEWAL_BASE_URL") or DEFAULT_BASE_URL
    if _BASE_URL.fullmatch(text) is None:
        raise ConfigurationError(f"base_url must be an address like {DEFAULT_BASE_URL}.")
    if text.startswith("http:") and not is_loopback(text):
        raise ConfigurationError("base_url begins with http:, so secrets would travel unencrypted. Use https:.")
    return text.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address leads to this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def settings_of(
    base_url: str | None,
    timeout: float,
    total_timeout: float,
    max_retries: int,
    clock: Callable[[], float],
    random: Callable[[], float],
) -> Settings:
    """Decide what the options leave open.

    Raises:
        ConfigurationError: an option cannot be meant, or secrets would travel in the clear
    """
    options: CallOptions = {"timeout": timeout, "total_timeout": total_timeout, "max_retries": max_retries}
    return Settings(base_url_of(base_url), clock=clock, random=random).overridden(options)
