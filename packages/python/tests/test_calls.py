"""What is sent for a call, and what comes of the answer."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from renewal import ConfigurationError, InvalidResponseError, models
from renewal._version import __version__
from scripted_server import CREATED, PACKAGES, PAYMENT, Answer

if TYPE_CHECKING:
    from conftest import Driver


def test_an_order_is_sent_as_the_documented_request(driver: Driver) -> None:
    driver.server(Answer(200, CREATED))
    order = driver.run(
        driver.client().payments.create(order_id="ORD123456", amount=Decimal("99.99"), subject="年度会员")
    )
    (seen,) = driver.server.seen
    assert (seen.method, seen.path) == ("POST", "/v1/payment/create")
    assert seen.body.decode() == '{"order_id": "ORD123456", "amount": 99.99, "subject": "年度会员"}'
    assert order.payment_url == "https://payment.gateway.com/pay/TXN789012"
    assert isinstance(order, models.PaymentCreated)


def test_nothing_undocumented_is_sent(driver: Driver) -> None:
    driver.server(Answer(200, CREATED))
    driver.run(driver.client().payments.create(order_id="ORD123456", amount="99.99"))
    (seen,) = driver.server.seen
    assert seen.headers == {
        "host": f"127.0.0.1:{driver.server.port}",
        "accept": "application/json",
        "user-agent": f"renewal-python/{__version__}",
        "content-type": "application/json",
        "content-length": str(len(seen.body)),
        "authorization": "Bearer static-token",
    }


def test_what_needs_no_token_is_sent_without_one(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES))
    packages = driver.run(driver.client().packages.list())
    assert "authorization" not in driver.server.seen[0].headers
    assert [package.amount for package in packages.data] == [Decimal("99.99")]


def test_amounts_are_exact_decimals_and_moments_know_their_zone(driver: Driver) -> None:
    driver.server(Answer(200, {**PAYMENT, "amount": 19.99}))
    payment = driver.run(driver.client().payments.get("TXN789012"))
    assert payment.amount == Decimal("19.99")
    assert payment.paid_at == datetime(2026, 1, 15, 8, 30, tzinfo=timezone.utc)
    assert payment.refunded_at is None


def test_digits_survive_that_no_float_could_hold(driver: Driver) -> None:
    body = b'{"data": [{"id": "a", "name": "b", "months": 1, "amount": 12345678.9012345678901, "currency": "CNY"}]}'
    driver.server(Answer(200, body))
    packages = driver.run(driver.client().packages.list())
    assert packages.data[0].amount == Decimal("12345678.9012345678901")


def test_fields_and_values_of_a_newer_api_are_kept(driver: Driver) -> None:
    driver.server(Answer(200, {**PAYMENT, "status": "disputed", "fee": 0.1, "hint": {"new": True}}))
    payment = driver.run(driver.client().payments.get("TXN789012"))
    assert payment.status == "disputed"
    assert payment.model_extra == {"fee": Decimal("0.1"), "hint": {"new": True}}


@pytest.mark.parametrize("transaction_id", ["TXN-1", "a/b", "ä ö", "%2e", "?x=1#y"])
def test_an_id_stays_one_segment_of_the_path(driver: Driver, transaction_id: str) -> None:
    driver.server(Answer(200, PAYMENT))
    driver.run(driver.client().payments.get(transaction_id))
    path = driver.server.seen[0].path
    assert path.startswith("/v1/payment/")
    assert path.count("/") == 3
    assert "?" not in path


@pytest.mark.parametrize("transaction_id", ["", ".", "..", None, 7])
def test_an_id_that_leads_elsewhere_is_refused_unsent(driver: Driver, transaction_id: Any) -> None:
    error = driver.raises(ConfigurationError, lambda: driver.client().payments.get(transaction_id))
    assert "transaction_id must name something" in error.message
    assert error.attempts == 0
    assert driver.server.seen == []


def test_filters_are_sent_and_absent_ones_are_not(driver: Driver) -> None:
    driver.server(Answer(200, {"data": []}))
    driver.run(driver.client().payments.list(limit=5, order_id="A_b-1").first_page())
    assert driver.server.seen[0].path == "/v1/payments?limit=5&order_id=A_b-1"


def test_text_that_is_no_text_is_refused_unsent(driver: Driver) -> None:
    driver.raises(ConfigurationError, lambda: driver.client().payments.create(order_id="\ud800", amount="1"))
    assert driver.server.seen == []


def test_a_value_tells_of_the_answer_behind_it(driver: Driver) -> None:
    headers = {
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "4",
        "X-RateLimit-Reset": "1640995200",
        "Idempotent-Replayed": "true",
    }
    driver.server(Answer(200, CREATED, headers))
    client = driver.client()
    order = driver.run(client.payments.create(order_id="ORD123456", amount="99.99"))
    raw = order.raw_response
    assert (raw.status, raw.request_id, raw.replayed, raw.attempts) == (200, "req_scripted", True, 1)
    assert raw.header("x-ratelimit-LIMIT") == "5"
    assert raw.limit_state == client.limit_state
    assert (client.limit_state.limit, client.limit_state.remaining) == (5, 4)
    assert client.limit_state.reset_at == datetime(2022, 1, 1, tzinfo=timezone.utc)


def test_a_value_that_was_not_answered_has_no_answer_behind_it() -> None:
    with pytest.raises(AttributeError, match="Only what a call has answered"):
        _ = models.Payment.model_validate(PAYMENT).raw_response


@pytest.mark.parametrize(
    ("header", "value"), [("X-RateLimit-Limit", "five"), ("X-RateLimit-Remaining", "-1"), ("X-RateLimit-Reset", "٣")]
)
def test_a_limit_that_is_told_wrongly_is_not_told(driver: Driver, header: str, value: str) -> None:
    headers = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1640995200"}
    driver.server(Answer(200, PACKAGES, {**headers, header: value.encode().decode("latin-1")}))
    client = driver.client()
    driver.run(client.packages.list())
    assert client.limit_state is None


@pytest.mark.parametrize(
    "change", [{"amount": None}, {"created_at": "yesterday"}, {"created_at": "2026-01-15T08:28:11"}, {"months": "a"}]
)
def test_an_answer_of_another_form_is_told_by_its_fields_and_not_asked_again(
    driver: Driver, change: dict[str, object]
) -> None:
    driver.server(Answer(200, {**PAYMENT, **change}))
    error = driver.raises(InvalidResponseError, lambda: driver.client().payments.get("TXN789012"))
    assert next(iter(change)) in error.message
    assert (error.status, error.request_id, error.attempts) == (200, "req_scripted", 1)


def test_options_of_a_call_hold_for_that_call(driver: Driver) -> None:
    driver.server(Answer(503), Answer(200, PACKAGES))
    client = driver.client()
    error = driver.raises(
        Exception, lambda: client.packages.list(options={"max_retries": 0, "headers": {"X-Request-Id": "mine"}})
    )
    assert error.attempts == 1
    assert driver.server.seen[0].headers["x-request-id"] == "mine"
    driver.run(client.packages.list())
    assert "x-request-id" not in driver.server.seen[1].headers


@pytest.mark.parametrize(
    "options",
    [
        {"retries": 1},
        {"timeout": 0},
        {"timeout": float("nan")},
        {"total_timeout": -1},
        {"max_retries": -1},
        {"max_retries": 1.5},
        {"headers": {"Authorization": "Bearer other"}},
        {"headers": {"Host": "elsewhere"}},
        {"headers": {"X Y": "z"}},
        {"headers": {"X-Y": "a\r\nX-Z: b"}},
    ],
)
def test_options_that_cannot_be_meant_are_refused_unsent(driver: Driver, options: Any) -> None:
    driver.raises(ConfigurationError, lambda: driver.client().packages.list(options=options))
    assert driver.server.seen == []
