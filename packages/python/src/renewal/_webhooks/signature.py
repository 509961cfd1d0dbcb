"""What a signature is made of."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING, Literal

from renewal._core.secret import Veiled, unveil
from renewal._errors import RenewalError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Why a webhook was not accepted.
WebhookFault = Literal[
    "missing_header",
    "malformed_header",
    "no_match",
    "too_old",
    "too_new",
    "bad_secret",
    "body_not_raw",
    "malformed_body",
]


class WebhookVerificationError(RenewalError):
    """A webhook was not accepted. `reason` tells the cause; answer 400.

    Attributes:
        reason: One of

            - `missing_header`: there is neither `X-Signature` nor the three `webhook-*` headers
            - `malformed_header`: a header was cut or changed on its way
            - `no_match`: no secret gives this signature
            - `too_old`, `too_new`: authentic, but beyond the tolerance
            - `bad_secret`: there is no secret, or one that cannot be one
            - `body_not_raw`: the body was parsed before it was verified
            - `malformed_body`: authentic, but no JSON object
    """

    kind = "webhook_verification"

    reason: WebhookFault

    def __init__(self, reason: WebhookFault, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def keys_of(secrets: str | Veiled | Sequence[str | Veiled]) -> list[bytes]:
    """Give the keys of secrets: what base64 after `whsec_` stands for, of any other secret its UTF-8 bytes.

    Raises:
        WebhookVerificationError: `bad_secret`
    """
    several: list[object] = [secrets] if isinstance(secrets, str | Veiled) else list(secrets)
    if not several:
        raise _bad_secret("there is none")
    return [_key(secret) for secret in several]


def _key(veiled: object) -> bytes:
    if not isinstance(veiled, str | Veiled):
        raise _bad_secret("it is no text")
    secret = unveil(veiled)
    if secret.strip() != secret or secret in {"", "whsec_"}:
        raise _bad_secret("it is empty, or has whitespace around it")
    try:
        if not secret.startswith("whsec_"):
            return secret.encode()
        digits = secret[len("whsec_") :]
        return base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise _bad_secret("what follows whsec_ is no base64") from None


def _bad_secret(why: str) -> WebhookVerificationError:
    return WebhookVerificationError("bad_secret", f"The webhook secret cannot be one: {why}. Is the variable set?")


def raw_bytes(payload: object) -> bytes:
    """Give the bytes of a body that nobody has parsed.

    Raises:
        WebhookVerificationError: `body_not_raw`
    """
    if isinstance(payload, bytes | bytearray):
        return bytes(payload)
    if isinstance(payload, memoryview):
        return payload.tobytes()
    if isinstance(payload, str):
        try:
            return payload.encode()
        except UnicodeEncodeError:
            pass
    raise WebhookVerificationError(
        "body_not_raw", "Pass the raw bytes of the body, as they came, before anything parses them."
    )


def digest(key: bytes, signed: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, signed, hashlib.sha256)


def standard_content(message_id: str, timestamp: str, body: bytes) -> bytes:
    """What Standard Webhooks signs."""
    return f"{message_id}.{timestamp}.".encode() + body
