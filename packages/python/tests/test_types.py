"""What type checkers say of the public surface. Both mypy and pyright read this file; an ignored error must occur."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from typing_extensions import assert_type

from renewal import (
    AsyncRenewal,
    CallOptions,
    LimitState,
    Pages,
    RawResponse,
    Renewal,
    RenewalError,
    UnknownEvent,
    WebhookEvent,
    models,
)
from renewal.models import Membership, Payment, PaymentCreated, PaymentEvent, Token


def calls_answer_models(client: Renewal) -> None:
    order = client.payments.create(order_id="ORD123456", amount=Decimal("99.99"))
    assert_type(order, PaymentCreated)
    assert_type(order.raw_response, RawResponse)
    payment = client.payments.get(order.transaction_id)
    assert_type(payment, Payment)
    assert_type(payment.amount, Decimal)
    assert_type(payment.paid_at, datetime | None)
    assert_type(client.payments.wait_until_settled("TXN789012"), Payment)
    assert_type(client.memberships.get(), Membership)
    assert_type(client.tokens.create(user_id="user_42"), Token)
    assert_type(client.payments.list(status="paid"), Pages[Payment])
    assert_type(client.limit_state, LimitState | None)
    assert_type(client.with_options(timeout=5), Renewal)
    for one in client.payments.list():
        assert_type(one, Payment)


async def calls_from_tasks_answer_the_same_models(client: AsyncRenewal) -> None:
    assert_type(await client.payments.create(order_id="ORD123456", amount="99.99"), PaymentCreated)
    assert_type(await client.payments.wait_until_settled("TXN789012"), Payment)
    assert_type((await client.tokens.create()).expires_in, int)
    assert_type(client.with_options(timeout=5), AsyncRenewal)
    async for one in client.payments.list():
        assert_type(one, Payment)


def mistakes_are_found_before_anything_runs(client: Renewal) -> None:
    client.payments.create(order_id="ORD123456", amount=99.99)  # type: ignore[arg-type]
    client.payments.create(order_id="ORD123456", amount="99.99", curency="CNY")  # type: ignore[call-arg]
    client.payments.create("ORD123456", "99.99")  # type: ignore[call-arg]
    client.payments.create(amount="99.99")  # type: ignore[call-arg]
    client.payments.list(status="payed")  # type: ignore[arg-type]
    client.packages.list(options={"retries": 1})  # type: ignore[arg-type]
    client.with_options(retries=1)  # type: ignore[call-arg]
    Renewal("demo", "demo-secret")  # type: ignore[call-arg]
    Renewal(sleep=0.5)  # type: ignore[arg-type]


def options_can_be_kept(client: Renewal) -> None:
    options: CallOptions = {"max_retries": 0, "timeout": 5}
    client.packages.list(options=options)


def events_are_told_apart(event: WebhookEvent) -> str:
    if isinstance(event, UnknownEvent):
        assert_type(event.type, str | None)
        return "unknown"
    assert_type(event, PaymentEvent)
    return event.status


def known_values_are_known_to_the_editor(payment: Payment, error: RenewalError) -> bool:
    paid: Literal["paid"] = "paid"
    return payment.status == paid or error.code == "RATE_LIMIT_EXCEEDED"


def test_what_is_imported_for_types_is_there() -> None:
    for name in (CallOptions, LimitState, Pages, RawResponse, WebhookEvent, models, Membership, PaymentCreated, Token):
        assert name is not None
