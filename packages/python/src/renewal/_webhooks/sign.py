"""Signing, for tests of a receiver."""

from __future__ import annotations

import base64
import secrets as randomness
import time
from typing import TYPE_CHECKING

from renewal._webhooks.signature import digest, keys_of, raw_bytes, standard_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renewal._core.secret import Veiled


def sign_webhook(
    payload: bytes | str,
    secret: str | Veiled | Sequence[str | Veiled],
    *,
    id: str | None = None,
    timestamp: int | None = None,
) -> dict[str, str]:
    """Sign a body as the API does, for tests of your webhook receiver.

    Args:
        payload: the raw body
        secret: the secret, or every secret that is active during a rotation
        id: the event's id; a random one when absent
        timestamp: when it is sent, in seconds since 1970; now when absent

    Returns:
        the headers `x-signature`, `webhook-id`, `webhook-timestamp` and `webhook-signature`

    Raises:
        WebhookVerificationError: `bad_secret`, `body_not_raw`

    Example:
        body = b'{"id": "evt_1", "type": "payment.updated"}'
        response = app.test_client().post("/webhooks/renewal", data=body, headers=sign_webhook(body, "whsec_dGVzdA=="))
    """
    keys, body = keys_of(secret), raw_bytes(payload)
    message_id = id or f"evt_{randomness.token_hex(13)}"
    sent = str(int(time.time()) if timestamp is None else timestamp)
    content = standard_content(message_id, sent, body)
    return {
        "x-signature": digest(keys[0], body).hex(),
        "webhook-id": message_id,
        "webhook-timestamp": sent,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(digest(key, content)).decode()}" for key in keys),
    }
