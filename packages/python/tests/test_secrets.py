"""Secrets stay where they belong."""

from __future__ import annotations

import copy
import logging
import pickle
import pprint
import traceback
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from renewal import AsyncRenewal, AuthenticationError, InvalidResponseError, Renewal, RenewalError
from renewal._core.secret import Secret
from renewal.models import Token
from scripted_server import PAYMENT, Answer, error, token

if TYPE_CHECKING:
    from conftest import Driver

SECRETS = ("the-client-secret", "the-access-token", "the-refresh-token")
CREDENTIALS: dict[str, Any] = {"client_id": "demo", "client_secret": SECRETS[0]}


def assert_silent(*texts: str) -> None:
    for text in texts:
        for secret in SECRETS:
            assert secret not in text


def everything(value: object) -> list[str]:
    """All that somebody may print of a value."""
    texts = [str(value), repr(value), pprint.pformat(value), f"{value}"]
    for name in getattr(value, "__dict__", {}):
        texts.append(repr(getattr(value, name)))
    return texts


def test_a_client_shows_nothing(driver: Driver) -> None:
    for client in (driver.client(**CREDENTIALS), driver.client(token=SECRETS[1], refresh_token=SECRETS[2])):
        assert_silent(*everything(client), pprint.pformat(vars(client)), pprint.pformat(vars(client._caller)))
        assert_silent(pprint.pformat(vars(client._caller.settings)))
        assert_silent(pprint.pformat(vars(client._caller.tokens)), pprint.pformat(vars(client._caller.tokens.state)))
        assert str(driver.server.port) in repr(client)


@pytest.mark.parametrize("kind", [Renewal, AsyncRenewal])
def test_a_client_is_not_pickled_or_copied(kind: Any) -> None:
    client = kind(**CREDENTIALS)
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="Make one in each process"):
            carry(client)


def test_a_secret_is_not_pickled_or_copied() -> None:
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            carry(Secret("the-client-secret"))


def test_a_token_is_shown_only_to_who_asks(driver: Driver) -> None:
    driver.server(token(SECRETS[1], refresh_token=SECRETS[2]))
    made = driver.run(driver.client(**CREDENTIALS).tokens.create())
    assert_silent(*everything(made), made.model_dump_json(), repr(made.raw_response), str(made.model_dump()))
    assert made.access_token.get_secret_value() == SECRETS[1]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b'{"access_token": "the-access-token", "refresh_token": "the-refresh-token", "expi'),
        Answer(200, {"access_token": "the-access-token", "refresh_token": {"is": "the-refresh-token"}}),
        Answer(200, {"access_token": "the-access-token", "token_type": "Bearer", "expires_in": "the-refresh-token"}),
        Answer(200, {"access_token": "the-access-token", "token_type": "Bearer", "expires_in": 900}, fault="truncate"),
    ],
)
def test_an_answer_with_tokens_in_it_is_not_quoted_when_it_is_wrong(driver: Driver, answer: Answer) -> None:
    driver.server(answer)
    client = driver.client(max_retries=0, **CREDENTIALS)
    caught = driver.raises(InvalidResponseError, client.tokens.create)
    assert caught.body is None
    assert_silent(*everything(caught), "".join(traceback.format_exception(caught)), str(vars(caught)))


def test_what_a_proxy_sends_back_of_a_request_is_taken_out(driver: Driver) -> None:
    echo = {"code": "DEBUG", "message": f"You sent {SECRETS[1]}.", "details": {"headers": f"Bearer {SECRETS[1]}"}}
    driver.server(token(SECRETS[1]), Answer(403, {"error": echo, "all": SECRETS[1]}))
    client = driver.client(**CREDENTIALS)
    caught = driver.raises(RenewalError, lambda: client.payments.get("TXN789012"))
    assert caught.message == "You sent [redacted]."
    assert_silent(*everything(caught), str(vars(caught)))
    driver.server(Answer(401, f"<pre>{SECRETS[0]}</pre>".encode()))
    caught = driver.raises(AuthenticationError, client.tokens.create)
    assert caught.body == "<pre>[redacted]</pre>"


def test_logs_tell_of_calls_and_not_of_secrets(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    driver.server(token(SECRETS[1], refresh_token=SECRETS[2]), Answer(503), error(404, "NOT_FOUND"))
    client = driver.client(**CREDENTIALS)
    with caplog.at_level(logging.DEBUG):
        driver.raises(RenewalError, lambda: client.payments.get("TXN789012"))
    ours = [record.getMessage() for record in caplog.records if record.name == "renewal"]
    assert ours[0] == "POST /auth/token -> 200"
    assert ours[1].endswith("again in 0.500 s")
    assert len(ours) == 3
    assert_silent(caplog.text)


def test_a_failed_connection_shows_no_secret_in_its_whole_history(driver: Driver) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        # A frame like those of the library, in which the headers lie in the clear.
        headers = dict(request.headers)
        raise httpx2.WriteError("The pipe broke.", request=request) if headers else AssertionError

    transport = httpx2.MockTransport(fail)
    own: Any = httpx2.Client(transport=transport) if driver.flavour == "sync" else None
    client = driver.client(max_retries=0, token=SECRETS[1], http_client=own or httpx2.AsyncClient(transport=transport))
    caught = driver.raises(RenewalError, lambda: client.payments.get("TXN789012"))
    # As trackers of errors do it: with the variables of every frame, but without those of this test.
    frames = caught.__traceback__
    while frames is not None and "renewal/_" not in frames.tb_frame.f_code.co_filename:
        frames = frames.tb_next
    shown = "".join(traceback.TracebackException(type(caught), caught, frames, capture_locals=True).format())
    assert "The pipe broke." in shown
    assert_silent(shown, *everything(caught))


def test_a_complaint_about_a_token_does_not_quote_it() -> None:
    with pytest.raises(ValueError, match="expires_in") as caught:
        Token.model_validate({"access_token": SECRETS[1], "token_type": "Bearer", "expires_in": SECRETS[2]})
    assert_silent(str(caught.value))


def test_the_request_behind_a_payment_is_not_kept(driver: Driver) -> None:
    driver.server(token(SECRETS[1]), Answer(200, PAYMENT))
    payment = driver.run(driver.client(**CREDENTIALS).payments.get("TXN789012"))
    assert_silent(*everything(payment), *everything(payment.raw_response), str(vars(payment.raw_response)))
