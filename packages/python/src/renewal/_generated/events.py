# Generated from openapi.yaml by `npm run generate`. Do not edit.
"""The kinds of events that are known, and the models that they are read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from renewal._generated.models import PaymentEvent

EVENTS = {"payment.updated": "PaymentEvent"}

KnownEvent: TypeAlias = "PaymentEvent"
