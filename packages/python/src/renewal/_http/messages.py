"""Between our requests and those of the HTTP library. Its errors end here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2

from renewal._core.response import Received
from renewal._errors import APIConnectionError, APITimeoutError, ConfigurationError, RenewalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from renewal._core.build import Request

#: Errors of the library that mean that the request cannot be sent at all. They quote it, and so are not passed on.
UNSENDABLE = (httpx2.InvalidURL, httpx2.LocalProtocolError, httpx2.UnsupportedProtocol)

#: Whatever else ends a try without a whole answer.
BROKEN = (httpx2.TransportError, httpx2.DecodingError, OSError)


def message_of(request: Request, *, phases: bool) -> httpx2.Request:
    """Write a request for the HTTP library. It is sent as it is: the library adds no headers, cookies or credentials.

    Args:
        request: ours
        phases: whether connecting, sending and each reading may take the whole time of the try. Otherwise somebody
            else watches over the time.
    """
    timeout = request.timeout if phases and request.timeout != float("inf") else None
    return httpx2.Request(
        request.method,
        request.url,
        headers=dict(request.headers),
        content=request.body,
        extensions={"timeout": httpx2.Timeout(timeout).as_dict()},
    )


def received(response: httpx2.Response, chunks: list[bytes], *, complete: bool) -> Received:
    """Take over what came."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Received(response.status_code, headers, b"".join(chunks), complete)


def timed_out(request: Request, known: httpx2.Response | None) -> APITimeoutError:
    """Tell of a try that took too long."""
    return APITimeoutError(
        f"No whole answer came within {request.timeout:g} s. "
        "What was asked may have happened: send the same order_id again.",
        **_facts(known),
    )


def broken(request: Request, cause: Exception) -> APIConnectionError:
    """Tell of a connection that failed."""
    parts = urlsplit(request.url)
    error = APIConnectionError(
        f"No answer from {parts.scheme}://{parts.netloc} ({type(cause).__name__}). Check base_url and the network."
    )
    error.__cause__ = _without_frames(cause)
    return error


def _without_frames(cause: Exception) -> Exception:
    """Keep what went wrong, and not where in the library: its frames hold the headers, which error trackers print."""
    below: BaseException | None = cause
    while below is not None:
        below.__traceback__ = None
        below = below.__cause__ or below.__context__
    return cause


def unsendable() -> RenewalError:
    """Tell of a request that the HTTP library refuses."""
    return ConfigurationError("The request cannot be sent. Check base_url and headers.")


def closed() -> RenewalError:
    """Tell of a client that was closed."""
    return ConfigurationError("The client is closed. Make a new one, or close it later.")


def _facts(response: httpx2.Response | None) -> Mapping[str, Any]:
    if response is None:
        return {}
    return {"status": response.status_code, "request_id": response.headers.get("x-request-id")}
