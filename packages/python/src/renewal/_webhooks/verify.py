"""Verifying what claims to come from the API."""

from __future__ import annotations

import base64
import hmac
import json
import math
import os
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from renewal._generated.events import EVENTS
from renewal._webhooks.signature import WebhookVerificationError, digest, keys_of, raw_bytes, standard_content

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from renewal._core.secret import Veiled
    from renewal._generated.events import KnownEvent

#: Headers as any framework gives them: a mapping, or pairs as ASGI has them. The case of the names does not matter.
WebhookHeaders: TypeAlias = Mapping[str, str] | Mapping[str, "Sequence[str]"] | Iterable[tuple[bytes, bytes]]

DEFAULT_TOLERANCE = 300.0

_STANDARD = ("webhook-id", "webhook-timestamp", "webhook-signature")
# compare_digest raises on text beyond ASCII, and bytes.fromhex takes spaces: a signature has its form, or is none.
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_ENTRY = re.compile(r"v1,([A-Za-z0-9+/]{43}=)")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class UnknownEvent:
    """An event of a kind, or of a form, that this version does not know. Answer 200 and ignore it."""

    #: The sender's name for it; None when it has none.
    type: str | None
    #: The whole body.
    data: dict[str, Any] = field(repr=False)


#: What a verified webhook says.
WebhookEvent: TypeAlias = "KnownEvent | UnknownEvent"


def verify_webhook(
    payload: bytes | bytearray | memoryview | str,
    headers: WebhookHeaders,
    secrets: str | Veiled | Sequence[str | Veiled] | None = None,
    *,
    tolerance: float = DEFAULT_TOLERANCE,
    clock: Callable[[], float] = time.time,
) -> WebhookEvent:
    """Verify that a webhook comes from the API, and tell what it says.

    With the `webhook-*` headers, which the API always sends, its age is verified too. With `X-Signature` alone the body
    is verified and nothing else: a recording would pass, so remember the ids that you have handled.

    Args:
        payload: the raw body, before anything parses it
        headers: the headers of the request
        secrets: your webhook secret; while it is being replaced, the new one and the old one. RENEWAL_WEBHOOK_SECRET
            when absent, where a comma separates two.
        tolerance: how many seconds the clocks may differ, or the webhook be old
        clock: tells the time in seconds since 1970

    Raises:
        WebhookVerificationError: its `reason` tells the cause; answer 400

    Example:
        event = verify_webhook(request.get_data(), request.headers, os.environ["RENEWAL_WEBHOOK_SECRET"])
        if isinstance(event, PaymentEvent) and event.status == "paid":
            thank(event.user_id)
    """
    keys = keys_of(_from_environment() if secrets is None else secrets)
    body = raw_bytes(payload)
    found = _relevant(headers)
    if any(found[name] for name in _STANDARD):
        _verify_standard(keys, body, found, tolerance, clock)
    else:
        _verify_plain(keys, body, found["x-signature"])
    return _event(body)


def _from_environment() -> list[str]:
    return [secret for secret in os.environ.get("RENEWAL_WEBHOOK_SECRET", "").split(",") if secret]


def _verify_standard(
    keys: list[bytes], body: bytes, found: Mapping[str, str], tolerance: float, clock: Callable[[], float]
) -> None:
    message_id, timestamp, listed = (found[name] for name in _STANDARD)
    if not message_id or not timestamp or not listed:
        missing = next(name for name in _STANDARD if not found[name])
        raise WebhookVerificationError("missing_header", f"{missing} is missing. Pass on all headers.")
    entries = [entry[1] for entry in map(_ENTRY.fullmatch, listed.split(" ")) if entry is not None]
    if not entries:
        raise _malformed("webhook-signature")
    if _TIMESTAMP.fullmatch(timestamp) is None:
        raise _malformed("webhook-timestamp")
    content = standard_content(message_id, timestamp, body)
    _match(keys, [base64.b64decode(entry) for entry in entries], content)
    # Comes after the signature: whoever reads of a wrong age knows that the webhook is authentic.
    age = math.floor(clock()) - int(timestamp)
    if abs(age) > tolerance:
        raise WebhookVerificationError(
            "too_old" if age > 0 else "too_new",
            f"It was sent {abs(age)} s {'ago' if age > 0 else 'from now'}: a recording, or a clock is off.",
        )


def _verify_plain(keys: list[bytes], body: bytes, signature: str) -> None:
    if not signature:
        raise WebhookVerificationError(
            "missing_header", "There is neither webhook-signature nor X-Signature. Pass on all headers."
        )
    if _HEX.fullmatch(signature) is None:
        raise _malformed("X-Signature")
    _match(keys, [bytes.fromhex(signature)], body)


def _match(keys: list[bytes], signatures: list[bytes], content: bytes) -> None:
    matches = False
    for key in keys:
        expected = digest(key, content)
        for signature in signatures:
            matches |= hmac.compare_digest(expected, signature)
    if not matches:
        raise WebhookVerificationError(
            "no_match", "No secret gives this signature: the secret is another one, or the body was changed."
        )


def _malformed(name: str) -> WebhookVerificationError:
    return WebhookVerificationError("malformed_header", f"{name} is not of its form: it was cut or changed.")


def _relevant(headers: WebhookHeaders) -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys((*_STANDARD, "x-signature"), "")
    # Frameworks have mappings of their own that are no Mapping.
    items: Callable[[], object] | None = getattr(headers, "items", None)
    pairs = headers if items is None else items()
    for name, value in cast("Iterable[tuple[object, object]]", pairs):
        key = _text(name).lower()
        if key in found:
            # Two of a header are none: they would be one text with a comma in it.
            found[key] = f"{found[key]}, {_text(value)}" if found[key] else _text(value)
    return found


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, cast("Sequence[object]", value)))
    return value if isinstance(value, str) else ""


def _event(body: bytes) -> WebhookEvent:
    try:
        data: object = json.loads(body.decode(), parse_float=Decimal)
    except (ValueError, RecursionError, DecimalException):
        data = None
    if not isinstance(data, dict):
        raise WebhookVerificationError("malformed_body", "It is authentic, but no JSON object.")
    told = cast("dict[str, Any]", data)
    kind = told.get("type")
    model = EVENTS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return UnknownEvent(kind if isinstance(kind, str) else None, told)
    # Only here, since importing pydantic takes longer than all the rest.
    from pydantic import ValidationError  # noqa: PLC0415

    from renewal._generated import models  # noqa: PLC0415

    try:
        return cast("KnownEvent", getattr(models, model).model_validate(told))
    except ValidationError:
        # Authentic, and of a form that this version does not know. An error would let the sender send it for days.
        return UnknownEvent(kind, told)
