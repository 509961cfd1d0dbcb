"""From what came back to a value or an error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast

from renewal._core.decide import parse_retry_after
from renewal._core.response import RawResponse, Received, limit_state
from renewal._core.secret import redact
from renewal._errors import InvalidResponseError, RenewalError, api_error

if TYPE_CHECKING:
    from renewal._core.build import Request
    from renewal._core.operation import Operation

T = TypeVar("T")

#: So much of a body an error keeps: enough to see who answered, and not enough to fill a log.
_KEPT = 4096


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """An answer that was understood."""

    value: T


def parse(
    operation: Operation[T], request: Request, received: Received, *, attempts: int, now: float
) -> Parsed[T] | RenewalError:
    """Understand an answer.

    Args:
        operation: what was asked
        request: how it was asked, for the secrets that no error may repeat
        received: what came back
        attempts: how many times the request was sent
        now: seconds since 1970, for dates in Retry-After
    """
    if received.status >= 400:  # noqa: PLR2004
        return _refusal(request, received, attempts, now)
    if received.status >= 300:  # noqa: PLR2004
        return _invalid(
            received, attempts, "Redirects are not followed. Set base_url to where it leads.", passing=False
        )
    data = _json(received.body.decode("utf-8", "replace")) if received.complete else None
    if operation.answer is None:
        return Parsed(cast("T", None))
    if not isinstance(data, dict):
        # Not quoted where it would put tokens into a log.
        error = _invalid(received, attempts, _not_json(received), passing=True)
        if not operation.confidential:
            error.body = redact(received.body[:_KEPT].decode("utf-8", "replace"), request.secrets)
        return error
    return _validated(operation, cast("dict[str, Any]", data), received, attempts)


def _validated(
    operation: Operation[T], data: dict[str, Any], received: Received, attempts: int
) -> Parsed[T] | RenewalError:
    # Only here, since importing pydantic takes longer than all the rest.
    from pydantic import ValidationError  # noqa: PLC0415

    from renewal._core.model import Model, attach  # noqa: PLC0415
    from renewal._generated import models  # noqa: PLC0415

    model: type[Model] = getattr(models, cast("str", operation.answer))
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3])
        # The same would come again.
        return _invalid(
            received,
            attempts,
            f"The answer is not a {operation.answer}: {faults}. Is this SDK up to date?",
            passing=False,
        )
    attach(value, RawResponse(received.status, received.headers, received.body, attempts))
    return Parsed(cast("T", value))


def _refusal(request: Request, received: Received, attempts: int, now: float) -> RenewalError:
    text = redact(received.body.decode("utf-8", "replace"), request.secrets)
    data = _json(text)
    error = _object(_object(data).get("error"))
    code = error.get("code")
    if not isinstance(code, str):
        code, error = None, {}
    message = error.get("message", code)
    if not isinstance(message, str):
        message = f"Not the API, but something before it, answered with {received.status}."
    return api_error(received.status, code)(
        message,
        code=code,
        details=_object(error.get("details")),
        status=received.status,
        request_id=received.headers.get("x-request-id"),
        attempts=attempts,
        limit_state=limit_state(received.headers),
        retry_after=parse_retry_after(received.headers.get("retry-after"), now),
        body=text.encode()[:_KEPT].decode("utf-8", "ignore"),
    )


def _invalid(received: Received, attempts: int, message: str, *, passing: bool) -> InvalidResponseError:
    error = InvalidResponseError(
        message,
        status=received.status,
        request_id=received.headers.get("x-request-id"),
        attempts=attempts,
        limit_state=limit_state(received.headers),
    )
    error.passing = passing
    return error


def _not_json(received: Received) -> str:
    kind = received.headers.get("content-type", "no content type")
    what = "is no JSON object" if received.complete else "was cut off"
    return f"The body ({kind}, {len(received.body)} bytes) {what}. Is base_url right?"


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _json(text: str) -> object:
    """Decode JSON, amounts exactly; None for anything else."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, DecimalException):
        return None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON.")
