"""Webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from conftest import NOW
from renewal import UnknownEvent, WebhookVerificationError, sign_webhook, verify_webhook
from renewal.models import PaymentEvent

EVENT: dict[str, Any] = {
    "id": "evt_01JH8M0Q3Z6W7X8Y9A0B1C2D3E",
    "type": "payment.updated",
    "transaction_id": "TXN789012",
    "order_id": "ORD123456",
    "user_id": "user_42",
    "status": "paid",
    "amount": 99.99,
    "currency": "CNY",
    "timestamp": "2026-01-15T08:30:00.000Z",
}
BODY = json.dumps(EVENT).encode()
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PLAIN_SECRET = "a plain secret, ä"


def clock() -> float:
    return NOW


def signed(body: bytes = BODY, secret: Any = SECRET, **options: Any) -> dict[str, str]:
    return sign_webhook(body, secret, **{"id": "evt_1", "timestamp": int(NOW), **options})


def verify(body: Any = BODY, headers: Any = None, secrets: Any = SECRET, **options: Any) -> Any:
    given_headers = signed() if headers is None else headers
    return verify_webhook(body, given_headers, secrets, **{"clock": clock, **options})


def reason(*arguments: Any, **options: Any) -> str:
    with pytest.raises(WebhookVerificationError) as caught:
        verify(*arguments, **options)
    return caught.value.reason


def only(headers: dict[str, str], *names: str) -> dict[str, str]:
    return {name: headers[name] for name in names}


def test_a_signed_event_is_told_with_exact_amounts() -> None:
    event = verify()
    assert isinstance(event, PaymentEvent)
    assert (event.id, event.status, event.amount) == (EVENT["id"], "paid", Decimal("99.99"))


def test_the_signature_is_the_one_of_standard_webhooks() -> None:
    headers = sign_webhook(b'{"test": 2432232314}', SECRET, id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_plain_signature_is_that_of_the_raw_body() -> None:
    expected = hmac.new(PLAIN_SECRET.encode(), BODY, hashlib.sha256).hexdigest()
    assert signed(secret=PLAIN_SECRET)["x-signature"] == expected
    headers = {"X-Signature": expected.upper()}
    assert verify(headers=headers, secrets=PLAIN_SECRET).id == EVENT["id"]


def test_a_plain_signature_has_no_age() -> None:
    assert verify(headers=only(signed(), "x-signature"), clock=lambda: NOW + 10**9).id == EVENT["id"]


def test_any_active_secret_is_enough() -> None:
    for secrets in ([SECRET, PLAIN_SECRET], [PLAIN_SECRET, SECRET], (SecretStr("x"), SecretStr(SECRET))):
        assert verify(secrets=secrets).id == EVENT["id"]
        assert verify(headers=signed(secret=list(secrets)), secrets=secrets[1]).id == EVENT["id"]


def test_the_secret_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(secrets=None) == "bad_secret"
    monkeypatch.setenv("RENEWAL_WEBHOOK_SECRET", f"other,{SECRET}")
    assert verify(secrets=None).id == EVENT["id"]


@pytest.mark.parametrize("payload", [BODY, bytearray(BODY), memoryview(BODY), BODY.decode()], ids=type)
def test_raw_bodies_of_every_kind_are_taken(payload: Any) -> None:
    assert verify(payload).id == EVENT["id"]


@pytest.mark.parametrize("payload", [EVENT, None, 7, [BODY], "\ud800"], ids=repr)
def test_a_parsed_body_is_told_as_such(payload: Any) -> None:
    assert reason(payload, signed()) == "body_not_raw"


class FrameworkHeaders:
    """A mapping that is no Mapping, as some frameworks have them."""

    def __init__(self, headers: dict[str, str]) -> None:
        self._headers = headers

    def items(self) -> Any:
        return self._headers.items()


@pytest.mark.parametrize(
    "dress",
    [
        lambda headers: {name.upper(): value for name, value in headers.items()},
        lambda headers: {name: [value] for name, value in headers.items()},
        lambda headers: [(name.encode(), value.encode()) for name, value in headers.items()],
        lambda headers: {**headers, "accept": "*/*", "x-list": ["a", "b"], "x-none": None},
        FrameworkHeaders,
    ],
)
def test_headers_of_every_framework_are_taken(dress: Any) -> None:
    assert verify(headers=dress(signed())).id == EVENT["id"]


def test_headers_of_the_standard_library_are_taken() -> None:
    from email.message import Message  # noqa: PLC0415

    message = Message()
    for name, value in signed().items():
        message[name.title()] = value
    assert verify(headers=message).id == EVENT["id"]


STANDARD = ("webhook-id", "webhook-timestamp", "webhook-signature")


@pytest.mark.parametrize("missing", STANDARD)
def test_two_of_three_headers_are_not_enough_even_beside_a_plain_signature(missing: str) -> None:
    headers = {**signed(), missing: ""}
    assert reason(headers=headers) == "missing_header"
    del headers[missing]
    assert reason(headers=headers) == "missing_header"


def test_no_header_is_told() -> None:
    assert reason(headers={}) == "missing_header"


@pytest.mark.parametrize(
    "signature",
    ["v1", "v1,", "v1,abc", "v2,{}", "v1a,{}", "{}", "v1,{} ", "v1, {}", "v1,{}=", "v1,{}\n", "V1,{}", "v1,{},v1,{}"],
)
def test_a_malformed_signature_is_told_unless_a_good_one_stands_beside(signature: str) -> None:
    headers = signed()
    good = headers["webhook-signature"].removeprefix("v1,")
    wrong = signature.replace("{}", good)
    if wrong == f"v1,{good} ":
        assert verify(headers={**headers, "webhook-signature": wrong}).id == EVENT["id"]
        return
    assert reason(headers={**headers, "webhook-signature": wrong}) == "malformed_header"
    for both in (f"{wrong} v1,{good}", f"v1,{good} {wrong}"):
        assert verify(headers={**headers, "webhook-signature": both}).id == EVENT["id"]


def test_a_wrong_signature_before_a_good_one_does_no_harm() -> None:
    headers = signed()
    both = f"{signed(secret='other')['webhook-signature']}  garbage {headers['webhook-signature']}"
    assert verify(headers={**headers, "webhook-signature": both}).id == EVENT["id"]


@pytest.mark.parametrize(
    "bad",
    [
        "{}"[:1],
        "ab" * 31,
        "ab" * 33,
        "ab " * 21 + "a",
        " " + "ab" * 32,
        "ab" * 32 + "\n",
        "ä" * 64,
        "zz" * 32,
        "ａ" * 64,
        "0x" + "ab" * 31,
        "ab" * 32 + ", " + "ab" * 32,
    ],
)
def test_a_plain_signature_of_another_form_is_malformed_and_no_crash(bad: str) -> None:
    assert reason(headers={"X-Signature": bad}) == "malformed_header"


def test_a_header_that_came_twice_is_malformed() -> None:
    pairs = [(b"X-Signature", b"ab" * 32), (b"x-signature", b"ab" * 32)]
    assert reason(headers=pairs) == "malformed_header"


@pytest.mark.parametrize("timestamp", ["abc", "1.5", "-1", "+1", " 1", "1e9", "1234567890123", "٣", "1\n", "0x10"])
def test_a_timestamp_of_another_form_is_malformed(timestamp: str) -> None:
    content = f"evt_1.{timestamp}.".encode() + BODY
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    headers = {"webhook-id": "evt_1", "webhook-timestamp": timestamp, "webhook-signature": f"v1,{signature}"}
    assert reason(headers=headers) == "malformed_header"


def test_five_minutes_either_way_are_tolerated_and_no_more() -> None:
    for age in (-300, -1, 0, 300, 300.9):
        assert verify(clock=lambda age=age: NOW + age).id == EVENT["id"]
    assert reason(clock=lambda: NOW + 301) == "too_old"
    assert reason(clock=lambda: NOW - 301) == "too_new"
    assert reason(clock=lambda: NOW - 300.5) == "too_new"
    assert verify(clock=lambda: NOW + 1000, tolerance=1000).id == EVENT["id"]


def test_the_age_is_told_only_of_what_is_authentic() -> None:
    assert reason(b"{}", signed(), clock=lambda: NOW + 301) == "no_match"


@pytest.mark.parametrize(
    "change", [{"body": BODY + b" "}, {"body": json.dumps(EVENT, separators=(",", ":")).encode()}, {"secrets": "other"}]
)
def test_another_body_or_secret_does_not_match(change: dict[str, Any]) -> None:
    assert reason(headers=signed(), **change) == "no_match"
    assert reason(headers=only(signed(), "x-signature"), **change) == "no_match"


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp"])
def test_the_id_and_the_time_are_signed(name: str) -> None:
    assert reason(headers={**signed(), name: "1768465801"}) == "no_match"


@pytest.mark.parametrize(
    "secrets",
    ["", " ", [], "whsec_", "whsec_!", "whsec_a", f" {SECRET}", f"{SECRET}\n", [SECRET, ""], None, [None], [7], {}],
    ids=repr,
)
def test_a_secret_that_cannot_be_one_is_told_before_anything_else(secrets: Any) -> None:
    assert reason(EVENT, {}, secrets) == "bad_secret"


def test_a_secret_is_not_quoted() -> None:
    with pytest.raises(WebhookVerificationError) as caught:
        verify(secrets="whsec_topsecret!")
    assert "topsecret" not in str(caught.value)
    assert caught.value.kind == "webhook_verification"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"null", b"\xff", b"[" * 100_000], ids=lambda body: body[:3]
)
def test_what_is_authentic_and_no_json_object_is_told(body: bytes) -> None:
    assert reason(body, signed(body)) == "malformed_body"


@pytest.mark.parametrize("event", [{"type": "payment.updated", "id": "evt_1"}, {**EVENT, "amount": "much"}])
def test_an_event_of_another_form_than_documented_comes_back_whole_as_unknown(event: dict[str, Any]) -> None:
    body = json.dumps(event).encode()
    told = verify(body, signed(body))
    assert isinstance(told, UnknownEvent)
    assert (told.type, told.data["id"]) == ("payment.updated", event["id"])


def test_an_event_of_a_newer_api_is_kept_whole() -> None:
    body = json.dumps({**EVENT, "status": "disputed", "fee": 0.1}).encode()
    event = verify(body, signed(body))
    assert (event.status, event.model_extra) == ("disputed", {"fee": Decimal("0.1")})


@pytest.mark.parametrize("kind", ["membership.expired", None, 7, ["payment.updated"]])
def test_an_unknown_event_is_told_as_unknown_and_not_refused(kind: Any) -> None:
    body = json.dumps({"type": kind, "amount": 0.1}).encode()
    event = verify(body, signed(body))
    assert isinstance(event, UnknownEvent)
    assert event.type == (kind if isinstance(kind, str) else None)
    assert event.data == {"type": kind, "amount": Decimal("0.1")}


def test_a_signed_body_has_an_id_and_a_time_of_its_own() -> None:
    first, second = sign_webhook(BODY, SECRET), sign_webhook(BODY, SECRET)
    assert first["webhook-id"] != second["webhook-id"]
    assert verify_webhook(BODY, first, SECRET) == verify_webhook(BODY, second, SECRET)


@given(st.binary(), st.text(min_size=1), st.dictionaries(st.sampled_from([*STANDARD, "X-Signature"]), st.text()))
def test_whatever_comes_is_refused_with_a_reason(body: bytes, secret: str, headers: dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        verify(body, headers, secret)


@given(st.text(min_size=1).filter(lambda secret: secret == secret.strip() and not secret.startswith("whsec_")))
def test_every_text_can_be_a_secret(secret: str) -> None:
    try:
        headers = signed(secret=secret)
    except WebhookVerificationError as error:
        assert error.reason == "bad_secret"  # noqa: PT017
        return
    assert verify(headers=headers, secrets=secret).id == EVENT["id"]
