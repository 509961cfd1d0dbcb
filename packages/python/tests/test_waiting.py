"""Waiting for a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import NOW
from renewal import APITimeoutError, ConfigurationError, NotFoundError, ServerError
from scripted_server import PAYMENT, Answer, error

if TYPE_CHECKING:
    from conftest import Driver


def state(status: str, **headers: str) -> Answer:
    dashed = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(200, {**PAYMENT, "status": status}, dashed)


@pytest.mark.parametrize("end", ["paid", "closed", "refunded", "a state of tomorrow"])
def test_waiting_ends_when_nothing_more_is_to_be_expected(driver: Driver, end: str) -> None:
    driver.server(state("creating"), state("pending"), state("failed"), state(end))
    payment = driver.run(driver.client().payments.wait_until_settled("TXN789012"))
    assert payment.status == end
    assert driver.time.slept == [1, 1.5, 2.25]


def test_one_may_wait_for_something_else(driver: Driver) -> None:
    driver.server(state("pending"), state("failed"))
    call = driver.client().payments.wait_until_settled("TXN789012", until=lambda payment: payment.status == "failed")
    assert driver.run(call).status == "failed"


def test_looks_are_never_more_than_ten_seconds_apart(driver: Driver) -> None:
    driver.server(*[state("pending")] * 12, state("paid"))
    driver.run(driver.client().payments.wait_until_settled("TXN789012"))
    assert max(driver.time.slept) == 10


def test_waiting_takes_no_longer_than_it_was_told(driver: Driver) -> None:
    driver.server.script = lambda _: state("pending")
    client = driver.client()
    caught = driver.raises(APITimeoutError, lambda: client.payments.wait_until_settled("TXN789012", timeout=30))
    assert "30 s" in caught.message
    assert sum(driver.time.slept) < 30


def test_an_outage_passes(driver: Driver) -> None:
    client = driver.client(max_retries=0)
    driver.server(Answer(503), Answer(fault="reset"), error(429, "RATE_LIMIT_EXCEEDED", headers={"Retry-After": "90"}))
    driver.server.script.append(state("paid"))  # type: ignore[union-attr]
    assert driver.run(client.payments.wait_until_settled("TXN789012")).status == "paid"
    assert driver.time.slept == [1, 1.5, 90]


def test_an_outage_beyond_the_time_is_told(driver: Driver) -> None:
    driver.server.script = lambda _: Answer(503)
    client = driver.client(max_retries=0)
    driver.raises(ServerError, lambda: client.payments.wait_until_settled("TXN789012", timeout=5))


def test_a_mistake_ends_the_waiting(driver: Driver) -> None:
    driver.server(error(404, "TRANSACTION_NOT_FOUND"))
    driver.raises(NotFoundError, lambda: driver.client().payments.wait_until_settled("TXN789012"))


def test_waiting_leaves_room_in_the_limit_for_others(driver: Driver) -> None:
    limits: dict[str, Any] = {"X_RateLimit_Limit": "100", "X_RateLimit_Reset": str(int(NOW) + 60)}
    driver.server(state("pending", X_RateLimit_Remaining="1", **limits), state("paid"))
    driver.run(driver.client().payments.wait_until_settled("TXN789012"))
    assert driver.time.slept == [30]


def test_no_time_to_wait_is_a_mistake(driver: Driver) -> None:
    driver.raises(ConfigurationError, lambda: driver.client().payments.wait_until_settled("TXN789012", timeout=0))
