"""From an operation and its arguments to a request."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from renewal._core.money import digits
from renewal._errors import ConfigurationError
from renewal._version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from renewal._core.operation import Arguments, Operation
    from renewal._core.secret import Secret

USER_AGENT = f"renewal-python/{__version__}"


@dataclass(frozen=True)
class Request:
    """A request, which may be sent any number of times. Printed, it shows nothing that is secret."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    #: Seconds until the whole answer must be there.
    timeout: float
    #: What travels in it in confidence.
    secrets: tuple[Secret, ...] = ()


def build_url(base_url: str, operation: Operation[Any], arguments: Arguments) -> str:
    """Fill in the path and append the query.

    Raises:
        ConfigurationError: a value of the path is empty, or only dots, and would lead to another operation
    """
    path = operation.path
    for name, value in arguments.path.items():
        if not _names_something(value):
            raise ConfigurationError(f"{name} must name something; it is {value!r}.")
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    query = {
        # Python calls them True and False, and everybody else does not.
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in arguments.query.items()
        if value is not None
    }
    return f"{base_url}{path}?{urlencode(query)}" if query else base_url + path


def _names_something(value: object) -> bool:
    return isinstance(value, str) and value not in {"", ".", ".."}


def build_body(operation: Operation[Any], body: Mapping[str, object] | None) -> bytes | None:
    """Write the body as JSON. Amounts keep their digits: the json module would make floats or texts of them.

    Raises:
        ConfigurationError: a value cannot be written as JSON, or is no amount of money
    """
    if body is None:
        return None
    try:
        members = [
            f"{json.dumps(name)}: {_member(operation, name, value)}"
            for name, value in body.items()
            if value is not None
        ]
        return f"{{{', '.join(members)}}}".encode()
    except (TypeError, ValueError) as error:
        if isinstance(error, ConfigurationError):
            raise
        # The error of the json module is left out: it may quote the value.
        raise ConfigurationError("The arguments cannot be written as JSON in UTF-8.") from None


def _member(operation: Operation[Any], name: str, value: object) -> str:
    if name in operation.decimals:
        return digits(name, value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def build_headers(extra: Mapping[str, str], *, has_body: bool) -> dict[str, str]:
    """Give the headers that every try has. Nothing undocumented is sent."""
    headers = {"Accept": "application/json", "User-Agent": USER_AGENT, **extra}
    if has_body:
        headers["Content-Type"] = "application/json"
    return headers
