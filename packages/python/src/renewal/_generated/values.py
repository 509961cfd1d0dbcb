# Generated from openapi.yaml by `npm run generate`. Do not edit.
"""Values that have names. Others may come: a newer API knows more than this version does."""

from typing import Literal, TypeAlias

PaymentStatus: TypeAlias = Literal["creating", "pending", "failed", "closed", "paid", "refunded"] | str
"""`creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
back and the renewal was taken back. A state never moves backwards.
"""

MembershipStatus: TypeAlias = Literal["none", "active", "expired"] | str
"""`none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed."""

ErrorCode: TypeAlias = (
    Literal[
        "VALIDATION_ERROR",
        "INVALID_TOKEN",
        "INVALID_CLIENT",
        "INVALID_GRANT",
        "INVALID_SIGNATURE",
        "FORBIDDEN",
        "HTTPS_REQUIRED",
        "NOT_FOUND",
        "TRANSACTION_NOT_FOUND",
        "METHOD_NOT_ALLOWED",
        "REQUEST_TIMEOUT",
        "ORDER_IN_PROGRESS",
        "ORDER_ALREADY_PAID",
        "ORDER_CLOSED",
        "ORDER_NOT_PAID",
        "PAYLOAD_TOO_LARGE",
        "UNSUPPORTED_MEDIA_TYPE",
        "ORDER_ID_REUSED",
        "REFUND_ID_REUSED",
        "RATE_LIMIT_EXCEEDED",
        "HEADERS_TOO_LARGE",
        "PAYMENT_FAILED",
        "INTERNAL_ERROR",
        "SERVICE_UNAVAILABLE",
    ]
    | str
)
"""What went wrong, for programs. New codes may appear; treat an unknown one by its status."""
