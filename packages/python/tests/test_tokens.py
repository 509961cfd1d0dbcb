"""Where tokens come from, and how long they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from renewal import AuthenticationError, ConfigurationError, RateLimitError, ServerError
from scripted_server import PACKAGES, PAYMENT, Answer, Seen, error, token

if TYPE_CHECKING:
    from conftest import Driver

CREDENTIALS: dict[str, Any] = {"client_id": "demo", "client_secret": "demo-secret", "user_id": "user_42"}
INVALID = error(401, "INVALID_TOKEN")


def sent_tokens(driver: Driver) -> list[str | None]:
    return [seen.headers.get("authorization") for seen in driver.server.seen if seen.path != "/v1/auth/token"]


def get(driver: Driver, client: Any) -> Any:
    return driver.run(client.payments.get("TXN789012"))


def test_a_token_is_fetched_when_it_is_first_needed_and_then_kept(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(Answer(200, PACKAGES), token("first"), Answer(200, PAYMENT), Answer(200, PAYMENT))
    driver.run(client.packages.list())
    assert [seen.path for seen in driver.server.seen] == ["/v1/packages"]
    get(driver, client)
    get(driver, client)
    (asked,) = driver.server.of("/auth/token")
    assert asked.json == {"grant_type": "client_credentials", **CREDENTIALS}
    assert asked.headers["content-type"] == "application/json"
    assert "authorization" not in asked.headers
    assert sent_tokens(driver) == [None, "Bearer first", "Bearer first"]


@pytest.mark.parametrize(("life", "used"), [(900, 840), (100, 90), (10, 9), (6000, 5940)])
def test_a_token_is_replaced_a_minute_or_a_tenth_of_its_life_before_its_end(
    driver: Driver, life: int, used: int
) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(token("first", expires_in=life), Answer(200, PAYMENT))
    get(driver, client)
    driver.time.now += used - 0.5
    driver.server(Answer(200, PAYMENT))
    get(driver, client)
    driver.time.now += 1
    driver.server(token("second"), Answer(200, PAYMENT))
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer first", "Bearer first", "Bearer second"]


def test_a_refused_token_is_replaced_once_and_the_call_sent_again(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(token("first"), INVALID, token("second"), Answer(200, PAYMENT))
    assert get(driver, client).raw_response.attempts == 2
    assert sent_tokens(driver) == ["Bearer first", "Bearer second"]
    assert driver.time.slept == []


def test_a_second_refusal_is_told(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(token("first"), INVALID, token("second"), INVALID)
    caught = driver.raises(AuthenticationError, lambda: client.payments.get("TXN789012"))
    assert (caught.code, caught.attempts) == ("INVALID_TOKEN", 2)
    assert len(driver.server.of("/auth/token")) == 2


def test_a_refused_token_does_not_use_up_a_retry(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(token(), INVALID, token("second"), Answer(503), Answer(503), Answer(200, PAYMENT))
    assert get(driver, client).raw_response.attempts == 4


@pytest.mark.parametrize("code", ["INVALID_CLIENT", "SOMETHING_NEW"])
def test_only_a_refusal_of_the_token_asks_for_another(driver: Driver, code: str) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(token("first"), error(401, code))
    assert driver.raises(AuthenticationError, lambda: client.payments.get("TXN789012")).code == code


def test_a_token_that_was_handed_over_is_never_fetched_again(driver: Driver) -> None:
    driver.server(INVALID)
    client = driver.client(token=SecretStr("handed-over"))
    assert driver.raises(AuthenticationError, lambda: client.payments.get("TXN789012")).attempts == 1
    assert sent_tokens(driver) == ["Bearer handed-over"]


def test_asking_for_a_token_is_tried_again_by_the_same_rules(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(Answer(503), Answer(fault="reset"), token("third"), Answer(200, PAYMENT))
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer third"]
    assert driver.time.slept == [0.5, 1.0]


def test_wrong_credentials_are_told_and_asked_about_again_next_time(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(error(401, "INVALID_CLIENT"), token("first"), Answer(200, PAYMENT))
    assert driver.raises(AuthenticationError, lambda: client.payments.get("TXN789012")).code == "INVALID_CLIENT"
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer first"]


def test_a_limit_on_tokens_is_told_to_who_called(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)
    driver.server(error(429, "RATE_LIMIT_EXCEEDED", headers={"Retry-After": "120"}))
    assert driver.raises(RateLimitError, lambda: client.payments.get("TXN789012")).retry_after == 120


def test_a_refresh_token_brings_the_next_and_its_owner_is_told(driver: Driver) -> None:
    told: list[str] = []
    client = driver.client(
        token="access-0",
        refresh_token=SecretStr("refresh-0"),
        on_token=lambda answer: told.append(answer.refresh_token.get_secret_value()),
    )
    driver.server(
        INVALID,
        token("access-1", refresh_token="refresh-1"),
        Answer(200, PAYMENT),
        INVALID,
        token("access-2", refresh_token="refresh-2"),
        Answer(200, PAYMENT),
    )
    get(driver, client)
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer access-0", "Bearer access-1", "Bearer access-1", "Bearer access-2"]
    assert [seen.json for seen in driver.server.of("/auth/token")] == [
        {"grant_type": "refresh_token", "refresh_token": "refresh-0"},
        {"grant_type": "refresh_token", "refresh_token": "refresh-1"},
    ]
    assert told == ["refresh-1", "refresh-2"]


def test_a_used_refresh_token_is_not_sent_again_when_it_would_look_stolen(driver: Driver) -> None:
    client = driver.client(refresh_token="refresh-0")
    driver.server(error(503, "SERVICE_UNAVAILABLE", headers={"Retry-After": "10"}), token())
    driver.raises(ServerError, lambda: client.payments.get("TXN789012"))
    assert driver.time.slept == []


def test_a_spent_refresh_token_is_an_authentication_error(driver: Driver) -> None:
    client = driver.client(refresh_token="refresh-0")
    driver.server(error(400, "INVALID_GRANT"))
    assert driver.raises(AuthenticationError, lambda: client.payments.get("TXN789012")).code == "INVALID_GRANT"


def test_a_token_that_its_owner_could_not_keep_is_used_all_the_same(driver: Driver) -> None:
    def fail(_: object) -> None:
        raise OSError("disk full")

    client = driver.client(refresh_token="refresh-0", on_token=fail)
    driver.server(token("access-1", refresh_token="refresh-1"), Answer(200, PAYMENT))
    driver.raises(OSError, lambda: client.payments.get("TXN789012"))
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer access-1"]


def test_supplied_tokens_are_asked_for_before_every_request(driver: Driver) -> None:
    asked: list[str | None] = []

    def supply(refused: str | None) -> str:
        asked.append(refused)
        return f"supplied-{len(asked)}"

    client = driver.client(get_token=supply)
    driver.server(Answer(200, PAYMENT), INVALID, Answer(200, PAYMENT))
    get(driver, client)
    get(driver, client)
    assert sent_tokens(driver) == ["Bearer supplied-1", "Bearer supplied-2", "Bearer supplied-3"]
    assert asked == [None, None, "supplied-2"]


@pytest.mark.parametrize("bad", ["", "a b", "a\r\nX-Y: z", "ключ", None, 7])
def test_a_token_that_no_header_can_carry_is_refused_without_quoting_it(driver: Driver, bad: Any) -> None:
    client = driver.client(get_token=lambda _: bad)
    caught = driver.raises(ConfigurationError, lambda: client.payments.get("TXN789012"))
    assert str(bad) not in str(caught) or bad in {"", None}
    assert driver.server.seen == []


def test_a_token_can_be_made_for_a_member_with_the_clients_own_credentials(driver: Driver) -> None:
    client = driver.client(client_id="demo", client_secret="demo-secret")
    driver.server(token("for-member", refresh_token="refresh-1"))
    made = driver.run(client.tokens.create(user_id="user_7"))
    assert driver.server.seen[0].json == {
        "grant_type": "client_credentials",
        "client_id": "demo",
        "client_secret": "demo-secret",
        "user_id": "user_7",
    }
    assert made.access_token.get_secret_value() == "for-member"
    assert made.refresh_token.get_secret_value() == "refresh-1"
    assert made.expires_in == 900


def test_other_credentials_and_grants_can_be_given(driver: Driver) -> None:
    client = driver.client(client_id="demo", client_secret="demo-secret")
    driver.server(token(), token())
    driver.run(client.tokens.create(client_id="other", client_secret=SecretStr("other-secret")))
    driver.run(client.tokens.create(refresh_token=SecretStr("refresh-1")))
    first, second = driver.server.seen
    assert first.json == {"grant_type": "client_credentials", "client_id": "other", "client_secret": "other-secret"}
    assert second.json == {"grant_type": "refresh_token", "refresh_token": "refresh-1"}


def test_a_call_that_needs_a_token_says_how_to_give_one(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    client = driver.client(token=None, client_id=None)
    caught = driver.raises(ConfigurationError, lambda: client.payments.get("TXN789012"))
    assert "client_id and client_secret, token, refresh_token, or get_token" in caught.message


def test_a_source_that_calls_its_own_client_is_told_so(driver: Driver) -> None:
    client: Any = None

    def supply(_: str | None) -> Any:
        # For the asynchronous client this is a coroutine, which it awaits.
        return client.payments.get("TXN789012")

    client = driver.client(get_token=supply)
    caught = driver.raises(ConfigurationError, lambda: client.payments.get("TXN789012"))
    assert "must not use the client that they serve" in caught.message


def test_a_token_whose_answer_was_slow_ends_by_when_it_was_asked_for(driver: Driver) -> None:
    client = driver.client(**CREDENTIALS)

    def slow(seen: Seen) -> Answer:
        if seen.path == "/v1/auth/token":
            driver.time.now += 50
            return token(expires_in=100)
        return Answer(200, PAYMENT)

    driver.server.script = slow
    get(driver, client)
    driver.time.now += 45
    get(driver, client)
    assert len(driver.server.of("/auth/token")) == 2
