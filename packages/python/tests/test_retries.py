"""When a call is sent again, and after how long."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import format_datetime, formatdate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from renewal import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ConfigurationError,
    ConflictError,
    InvalidResponseError,
    PaymentFailedError,
    RateLimitError,
    RenewalError,
    ServerError,
)
from renewal._core.decide import parse_retry_after, retry_delay
from scripted_server import CREATED, PACKAGES, Answer, error

if TYPE_CHECKING:
    from conftest import Driver

OK = Answer(200, CREATED)


def create(driver: Driver, **options: Any) -> Any:
    return driver.client(**options).payments.create(order_id="ORD123456", amount="99.99")


@pytest.mark.parametrize(
    "passing",
    [
        Answer(408),
        error(429, "RATE_LIMIT_EXCEEDED"),
        error(500, "PAYMENT_FAILED"),
        Answer(502, b"<html>"),
        error(503, "SERVICE_UNAVAILABLE"),
        Answer(504),
        error(409, "ORDER_IN_PROGRESS"),
        Answer(fault="reset"),
        Answer(fault="close"),
        Answer(200, CREATED, fault="truncate"),
        Answer(200, b"<html>"),
        Answer(200, b""),
        Answer(200, b"[]"),
        Answer(200, b'{"success": NaN}'),
        Answer(200, b"\xff\xfe"),
        Answer(200, b"[" * 100_000),
    ],
    ids=lambda answer: f"{answer.status}{answer.fault}",
)
def test_what_passes_is_sent_again_byte_for_byte(driver: Driver, passing: Answer) -> None:
    driver.server(passing, passing, OK)
    order = driver.run(create(driver))
    assert order.raw_response.attempts == 3
    first, *others = driver.server.seen
    assert len(others) == 2
    assert all(other == first for other in others)
    assert driver.time.slept == [0.5, 1.0]


@pytest.mark.parametrize(
    "lasting",
    [
        error(400, "VALIDATION_ERROR"),
        error(403, "FORBIDDEN"),
        error(404, "NOT_FOUND"),
        error(409, "ORDER_ALREADY_PAID"),
        error(409, "ORDER_CLOSED"),
        error(413, "PAYLOAD_TOO_LARGE"),
        error(422, "ORDER_ID_REUSED"),
        error(500, "INTERNAL_ERROR"),
        error(500, "SOMETHING_NEW"),
        Answer(500, b"<html>"),
        Answer(501),
        Answer(418),
    ],
    ids=lambda answer: str(answer.status),
)
def test_what_stays_is_sent_once(driver: Driver, lasting: Answer) -> None:
    driver.server(lasting)
    caught = driver.raises(APIError, lambda: create(driver))
    assert (caught.status, caught.attempts) == (lasting.status, 1)
    assert driver.time.slept == []


def test_the_error_of_the_last_try_is_raised_with_the_number_of_tries(driver: Driver) -> None:
    driver.server(Answer(503), Answer(fault="reset"), error(500, "PAYMENT_FAILED"))
    caught = driver.raises(PaymentFailedError, lambda: create(driver))
    assert caught.attempts == 3


def test_a_broken_connection_tells_its_cause(driver: Driver) -> None:
    driver.server(Answer(fault="close"))
    caught = driver.raises(APIConnectionError, lambda: create(driver, max_retries=0))
    assert f"http://127.0.0.1:{driver.server.port}" in caught.message
    assert caught.__cause__ is not None


def test_nobody_there_is_a_connection_error(driver: Driver) -> None:
    driver.server.close()
    caught = driver.raises(APIConnectionError, lambda: create(driver))
    assert caught.attempts == 3


def test_an_answer_that_was_cut_off_tells_its_status_and_request(driver: Driver) -> None:
    driver.server(Answer(200, CREATED, fault="truncate"))
    caught = driver.raises(InvalidResponseError, lambda: create(driver, max_retries=0))
    assert (caught.status, caught.request_id) == (200, "req_scripted")
    assert "was cut off" in caught.message


def test_an_error_that_was_cut_off_is_still_that_error(driver: Driver) -> None:
    driver.server(Answer(503, b'{"error": {"code": "SERV', fault="truncate"), OK)
    assert driver.run(create(driver)).raw_response.attempts == 2


@pytest.mark.parametrize("seconds", ["0", "1", "7", "60", "007"])
def test_retry_after_in_seconds_is_the_wait(driver: Driver, seconds: str) -> None:
    driver.server(error(429, "RATE_LIMIT_EXCEEDED", headers={"Retry-After": seconds}), OK)
    driver.run(create(driver))
    assert driver.time.slept == ([] if int(seconds) == 0 else [float(seconds)])


@pytest.mark.parametrize(
    "date",
    ["Thu, 15 Jan 2026 08:30:07 GMT", "Thursday, 15-Jan-26 08:30:07 GMT", "Thu Jan 15 08:30:07 2026"],
)
def test_retry_after_as_a_date_is_read_by_the_clients_clock(driver: Driver, date: str) -> None:
    driver.server(error(503, "SERVICE_UNAVAILABLE", headers={"Retry-After": date}), OK)
    driver.run(create(driver))
    assert driver.time.slept == [7.0]


def test_a_date_that_has_passed_means_now(driver: Driver) -> None:
    driver.server(Answer(503, None, {"Retry-After": formatdate(NOW - 100, usegmt=True)}), OK)
    driver.run(create(driver))
    assert driver.time.slept == []


@pytest.mark.parametrize("seconds", ["61", "3600", "9" * 30, "0" * 20 + "61"])
def test_a_wait_beyond_a_minute_is_told_at_once(driver: Driver, seconds: str) -> None:
    driver.server(error(429, "RATE_LIMIT_EXCEEDED", headers={"Retry-After": seconds}))
    caught = driver.raises(RateLimitError, lambda: create(driver))
    assert caught.attempts == 1
    assert caught.retry_after is not None
    assert caught.retry_after >= 61
    assert driver.time.slept == []


@pytest.mark.parametrize(
    "text",
    ["-1", "1.5", "1e3", "+5", "soon", "", "0x10", "Thu, 99 Jan 2026 08:30:07 GMT", "2026-01-15T08:30:07Z", "5;"],
)
def test_a_malformed_retry_after_is_as_none(driver: Driver, text: str) -> None:
    driver.server(error(503, "SERVICE_UNAVAILABLE", headers={"Retry-After": text}), OK)
    driver.run(create(driver))
    assert driver.time.slept == [0.5]


def test_what_the_document_does_not_call_idempotent_is_sent_once(driver: Driver) -> None:
    driver.server(Answer(503))
    caught = driver.raises(
        ServerError,
        lambda: driver.client().payments.create(order_id="A", amount="1", options={"idempotent": False}),
    )
    assert caught.attempts == 1


def test_the_total_time_ends_the_tries(driver: Driver) -> None:
    driver.server(Answer(503), Answer(503), OK)
    caught = driver.raises(ServerError, lambda: create(driver, total_timeout=1.2))
    assert (caught.attempts, driver.time.slept) == (2, [0.5])


def test_a_call_without_time_is_not_sent(driver: Driver) -> None:
    moments = iter([NOW, NOW + 10, NOW + 10, NOW + 10])
    client = driver.client(clock=lambda: next(moments), total_timeout=5)
    driver.raises(APITimeoutError, client.packages.list)
    assert driver.server.seen == []


def test_waits_are_spread_downwards_by_a_quarter(driver: Driver) -> None:
    driver.server(Answer(503), Answer(503), Answer(503), Answer(200, PACKAGES))
    driver.run(driver.client(random=lambda: 0.0, max_retries=3).packages.list())
    assert driver.time.slept == [0.375, 0.75, 1.5]


@given(st.integers(min_value=0, max_value=5000), st.floats(min_value=0, max_value=1))
def test_no_wait_is_shorter_than_the_first_or_longer_than_eight_seconds(retries: int, random: float) -> None:
    wait = retry_delay(ServerError("", status=503), retries, random)
    assert wait is not None
    assert 0.375 <= wait <= 8
    assert wait == min(0.5 * 2.0 ** min(retries, 4), 8) * (0.75 + 0.25 * random)


@given(st.floats(min_value=0, max_value=60))
def test_a_told_wait_is_kept_exactly(seconds: float) -> None:
    assert retry_delay(RateLimitError("", status=429, retry_after=seconds), 0, 0.5) == seconds


@given(st.sampled_from([400, 401, 403, 404, 405, 413, 415, 422, 501]), st.floats(min_value=0, max_value=60))
def test_a_told_wait_makes_nothing_pass_that_stays(status: int, seconds: float) -> None:
    assert retry_delay(APIError("", status=status, retry_after=seconds), 0, 0.5) is None


@given(st.text())
def test_retry_after_never_fails(text: str) -> None:
    seconds = parse_retry_after(text, NOW)
    assert seconds is None or seconds >= 0


@given(st.datetimes(min_value=datetime(2026, 1, 16), timezones=st.just(timezone.utc)))  # noqa: DTZ001
def test_every_date_to_come_is_read(date: datetime) -> None:
    whole = date.replace(microsecond=0)
    assert parse_retry_after(format_datetime(whole, usegmt=True), NOW) == whole.timestamp() - NOW


@pytest.mark.parametrize("failure", [ConfigurationError("x"), ConflictError("x", status=409, code="ORDER_CLOSED")])
def test_mistakes_are_not_repeated(failure: RenewalError) -> None:
    assert retry_delay(failure, 0, 1) is None
