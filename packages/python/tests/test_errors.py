"""The family of errors, and what each one tells."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

import renewal
from renewal import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    InvalidResponseError,
    LimitState,
    NotFoundError,
    PaymentFailedError,
    PermissionDeniedError,
    RateLimitError,
    RenewalError,
    ServerError,
    ValidationError,
    WebhookVerificationError,
)
from scripted_server import Answer, error

if TYPE_CHECKING:
    from conftest import Driver


@pytest.mark.parametrize(
    ("status", "code", "kind", "name"),
    [
        (400, "VALIDATION_ERROR", ValidationError, "validation"),
        (400, "INVALID_GRANT", AuthenticationError, "authentication"),
        (401, "INVALID_TOKEN", AuthenticationError, "authentication"),
        (401, "INVALID_CLIENT", AuthenticationError, "authentication"),
        (403, "FORBIDDEN", PermissionDeniedError, "permission"),
        (403, "HTTPS_REQUIRED", PermissionDeniedError, "permission"),
        (404, "NOT_FOUND", NotFoundError, "not_found"),
        (404, "TRANSACTION_NOT_FOUND", NotFoundError, "not_found"),
        (405, "METHOD_NOT_ALLOWED", ValidationError, "validation"),
        (408, "REQUEST_TIMEOUT", ServerError, "server"),
        (409, "ORDER_IN_PROGRESS", ConflictError, "conflict"),
        (409, "ORDER_ALREADY_PAID", ConflictError, "conflict"),
        (409, "ORDER_CLOSED", ConflictError, "conflict"),
        (413, "PAYLOAD_TOO_LARGE", ValidationError, "validation"),
        (415, "UNSUPPORTED_MEDIA_TYPE", ValidationError, "validation"),
        (422, "ORDER_ID_REUSED", ConflictError, "conflict"),
        (429, "RATE_LIMIT_EXCEEDED", RateLimitError, "rate_limit"),
        (431, "HEADERS_TOO_LARGE", ValidationError, "validation"),
        (500, "PAYMENT_FAILED", PaymentFailedError, "payment_failed"),
        (500, "INTERNAL_ERROR", ServerError, "server"),
        (503, "SERVICE_UNAVAILABLE", ServerError, "server"),
        (401, "A_CODE_OF_TOMORROW", AuthenticationError, "authentication"),
        (409, "A_CODE_OF_TOMORROW", ConflictError, "conflict"),
        (418, "A_CODE_OF_TOMORROW", ValidationError, "validation"),
        (599, "A_CODE_OF_TOMORROW", ServerError, "server"),
    ],
)
def test_an_error_is_of_the_class_that_its_code_or_status_means(
    driver: Driver, status: int, code: str, kind: type[APIError], name: str
) -> None:
    driver.server(error(status, code))
    caught = driver.raises(APIError, lambda: driver.client(max_retries=0).payments.get("TXN789012"))
    assert type(caught) is kind
    assert (caught.kind, caught.code, caught.status, caught.message) == (name, code, status, f"{code} happened.")


def test_an_error_tells_all_that_the_answer_told(driver: Driver) -> None:
    headers = {
        "X-RateLimit-Limit": "5",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "1640995200",
        "Retry-After": "1287",
    }
    driver.server(error(429, "RATE_LIMIT_EXCEEDED", headers=headers, limit="user"))
    client = driver.client()
    caught = driver.raises(RateLimitError, lambda: client.payments.get("TXN789012"))
    assert caught.retry_after == 1287
    assert caught.limit_state == LimitState(5, 0, datetime(2022, 1, 1, tzinfo=timezone.utc)) == client.limit_state
    assert caught.details == {"limit": "user"}
    assert caught.request_id == "req_scripted"
    assert str(caught) == (
        "RATE_LIMIT_EXCEEDED happened. [RATE_LIMIT_EXCEEDED, status 429, request req_scripted, attempts 1]"
    )


def test_the_prices_that_would_be_accepted_are_exact(driver: Driver) -> None:
    from decimal import Decimal  # noqa: PLC0415

    driver.server(error(400, "VALIDATION_ERROR", prices=[{"package_id": "yearly", "amount": 99.99}]))
    caught = driver.raises(ValidationError, lambda: driver.client().payments.create(order_id="A", amount="12.34"))
    assert caught.details["prices"][0]["amount"] == Decimal("99.99")


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"text"', b'{"error": "text"}', b'{"error": {"code": 7}}', b'{"error": null}', b"\xff"],
)
def test_an_error_in_another_form_is_told_by_its_status(driver: Driver, body: bytes) -> None:
    driver.server(Answer(404, body))
    caught = driver.raises(NotFoundError, lambda: driver.client().payments.get("TXN789012"))
    assert caught.code is None
    assert "Not the API, but something before it, answered with 404." in caught.message


def test_a_message_or_details_of_another_form_are_left_out(driver: Driver) -> None:
    driver.server(Answer(404, {"error": {"code": "NOT_FOUND", "message": ["?"], "details": "none"}}))
    caught = driver.raises(NotFoundError, lambda: driver.client().payments.get("TXN789012"))
    assert (caught.code, caught.details) == ("NOT_FOUND", {})
    assert isinstance(caught.message, str)


def test_of_a_large_body_four_kibibytes_are_kept(driver: Driver) -> None:
    driver.server(Answer(404, "ä".encode() * 4000))
    caught = driver.raises(NotFoundError, lambda: driver.client().payments.get("TXN789012"))
    assert caught.body == "ä" * 2048


@pytest.mark.parametrize(
    "made",
    [
        RateLimitError("Slow down.", code="RATE_LIMIT_EXCEEDED", status=429, attempts=3, details={"limit": "user"}),
        APITimeoutError("Too slow.", attempts=1),
        ConfigurationError("No."),
        WebhookVerificationError("too_old", "A recording."),
    ],
)
def test_an_error_survives_the_way_between_processes(made: Any) -> None:
    for again in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
        assert type(again) is type(made)
        assert vars(again) == vars(made)
        assert str(again) == str(made)
        assert again.args == made.args


def test_one_class_catches_all() -> None:
    family = [kind for name in dir(renewal) if name.endswith("Error") and (kind := getattr(renewal, name))]
    assert len(family) == 15
    assert all(issubclass(kind, RenewalError) for kind in family)
    assert issubclass(APITimeoutError, APIConnectionError)
    assert not issubclass(InvalidResponseError, APIError)


def test_every_kind_has_its_own_name() -> None:
    kinds = {kind.kind for kind in _descendants(RenewalError)}
    assert len(kinds) == len(list(_descendants(RenewalError)))


def _descendants(kind: type[RenewalError]) -> list[type[RenewalError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _descendants(child))]
