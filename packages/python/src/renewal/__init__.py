"""A typed client for membership-renewal payments that survives bad networks.

Example:
    from decimal import Decimal
    from renewal import Renewal

    with Renewal(client_id="demo", client_secret="demo-secret", user_id="user_42") as client:
        order = client.payments.create(order_id="ORD123456", amount=Decimal("99.99"))
        print(order.payment_url)
"""

from typing import TYPE_CHECKING

from renewal._version import __version__ as __version__

if TYPE_CHECKING:
    from renewal import models as models
    from renewal._async_client import AsyncRenewal as AsyncRenewal
    from renewal._client import Renewal as Renewal
    from renewal._core.money import Amount as Amount
    from renewal._core.options import CallOptions as CallOptions
    from renewal._core.response import LimitState as LimitState
    from renewal._core.response import RawResponse as RawResponse
    from renewal._errors import APIConnectionError as APIConnectionError
    from renewal._errors import APIError as APIError
    from renewal._errors import APITimeoutError as APITimeoutError
    from renewal._errors import AuthenticationError as AuthenticationError
    from renewal._errors import ConfigurationError as ConfigurationError
    from renewal._errors import ConflictError as ConflictError
    from renewal._errors import InvalidResponseError as InvalidResponseError
    from renewal._errors import NotFoundError as NotFoundError
    from renewal._errors import PaymentFailedError as PaymentFailedError
    from renewal._errors import PermissionDeniedError as PermissionDeniedError
    from renewal._errors import RateLimitError as RateLimitError
    from renewal._errors import RenewalError as RenewalError
    from renewal._errors import ServerError as ServerError
    from renewal._errors import ValidationError as ValidationError
    from renewal._resources.pages import AsyncPages as AsyncPages
    from renewal._resources.pages import Page as Page
    from renewal._resources.pages import Pages as Pages
    from renewal._webhooks.sign import sign_webhook as sign_webhook
    from renewal._webhooks.signature import WebhookFault as WebhookFault
    from renewal._webhooks.signature import WebhookVerificationError as WebhookVerificationError
    from renewal._webhooks.verify import UnknownEvent as UnknownEvent
    from renewal._webhooks.verify import WebhookEvent as WebhookEvent
    from renewal._webhooks.verify import verify_webhook as verify_webhook
else:
    # Importing everything takes as long as a request. A webhook receiver needs no HTTP client, and nobody needs the
    # models before the first answer.
    _HOMES = {
        "_async_client": ("AsyncRenewal",),
        "_client": ("Renewal",),
        "_core.money": ("Amount",),
        "_core.options": ("CallOptions",),
        "_core.response": ("LimitState", "RawResponse"),
        "_errors": (
            "APIConnectionError",
            "APIError",
            "APITimeoutError",
            "AuthenticationError",
            "ConfigurationError",
            "ConflictError",
            "InvalidResponseError",
            "NotFoundError",
            "PaymentFailedError",
            "PermissionDeniedError",
            "RateLimitError",
            "RenewalError",
            "ServerError",
            "ValidationError",
        ),
        "_resources.pages": ("AsyncPages", "Page", "Pages"),
        "_webhooks.sign": ("sign_webhook",),
        "_webhooks.signature": ("WebhookFault", "WebhookVerificationError"),
        "_webhooks.verify": ("UnknownEvent", "WebhookEvent", "verify_webhook"),
    }
    _HOME = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name == "models":
            return import_module(f"{__name__}.models")
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOME, "models"})


__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "Amount",
    "AsyncPages",
    "AsyncRenewal",
    "AuthenticationError",
    "CallOptions",
    "ConfigurationError",
    "ConflictError",
    "InvalidResponseError",
    "LimitState",
    "NotFoundError",
    "Page",
    "Pages",
    "PaymentFailedError",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "Renewal",
    "RenewalError",
    "ServerError",
    "UnknownEvent",
    "ValidationError",
    "WebhookEvent",
    "WebhookFault",
    "WebhookVerificationError",
    "__version__",
    "sign_webhook",
    "verify_webhook",
]
