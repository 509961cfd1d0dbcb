"""How clients are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from renewal import AsyncRenewal, ConfigurationError, Renewal, ServerError
from scripted_server import PACKAGES, PAYMENT, Answer, token

if TYPE_CHECKING:
    from conftest import Driver

BOTH = pytest.mark.parametrize("kind", [Renewal, AsyncRenewal])


@BOTH
@pytest.mark.parametrize(
    "base_url",
    [
        "http://api.example.com/v1",
        "http://localhost.example.com/v1",
        "http://127.0.0.1.example.com/v1",
        "http://1270.0.1/v1",
        "http://10.0.0.1/v1",
        "http://[::2]/v1",
        "http://127.0.0.1\\@evil.example/v1",
        "http://127.0.0.1@evil.example/v1",
        "http://user:secret@127.0.0.1/v1",
        "https://api.example.com/v1?x=1",
        "https://api.example.com/v1#x",
        "https://api.example.com /v1",
        "https://api.example.com/v1\n",
        "https://exämple.com/v1",
        "ftp://127.0.0.1/v1",
        "//127.0.0.1/v1",
        "api.example.com/v1",
        "https://",
    ],
)
def test_an_address_that_is_unsafe_or_in_doubt_is_refused(kind: Any, base_url: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url"):
        kind(base_url=base_url, token="t")


@BOTH
@pytest.mark.parametrize(
    "base_url",
    [
        "https://api.example.com/v1",
        "https://api.example.com:8443",
        "http://localhost:8080/v1/",
        "http://api.localhost/v1",
        "http://127.0.0.1:1/v1",
        "http://127.255.0.1/v1",
        "http://[::1]:8080/v1",
    ],
)
def test_https_and_this_machine_are_taken(kind: Any, base_url: str) -> None:
    assert repr(kind(base_url=base_url, token="t")) == f"{kind.__name__}(base_url={base_url.rstrip('/')!r})"


@BOTH
def test_the_production_address_is_the_default(kind: Any) -> None:
    assert "https://api.example.com/v1" in repr(kind(token="t"))


@BOTH
@pytest.mark.parametrize(
    "options",
    [
        {"client_id": "demo"},
        {"client_secret": "s"},
        {"client_id": "", "client_secret": "s"},
        {"client_id": "demo", "client_secret": ""},
        {"client_id": "demo", "client_secret": "s", "token": "t"},
        {"token": "t", "get_token": lambda _: "t"},
        {"refresh_token": "r", "get_token": lambda _: "t"},
        {"token": "t", "user_id": "u"},
        {"token": "t", "on_token": print},
        {"token": "a b"},
        {"token": "t", "timeout": 0},
        {"token": "t", "max_retries": -1},
        {"token": "t", "total_timeout": float("nan")},
    ],
)
def test_options_that_contradict_each_other_are_refused(kind: Any, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        kind(**options)


def test_the_environment_fills_in_what_is_not_given(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENEWAL_BASE_URL", driver.server.url)
    monkeypatch.setenv("RENEWAL_CLIENT_ID", "from-environment")
    monkeypatch.setenv("RENEWAL_CLIENT_SECRET", "secret-from-environment")
    driver.server(token("first"), Answer(200, PAYMENT))
    client = driver.client(base_url=None, token=None, client_id=None)
    driver.run(client.payments.get("TXN789012"))
    assert driver.server.seen[0].json == {
        "grant_type": "client_credentials",
        "client_id": "from-environment",
        "client_secret": "secret-from-environment",
    }


def test_half_of_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENEWAL_CLIENT_ID", "demo")
    with pytest.raises(ConfigurationError, match="environment"):
        Renewal()


def test_a_given_token_goes_before_the_environment(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENEWAL_CLIENT_ID", "demo")
    monkeypatch.setenv("RENEWAL_CLIENT_SECRET", "secret")
    driver.server(Answer(200, PAYMENT))
    driver.run(driver.client(token="given").payments.get("TXN789012"))
    assert driver.server.seen[0].headers["authorization"] == "Bearer given"


def test_a_client_with_other_options_shares_connections_tokens_and_limits(driver: Driver) -> None:
    limits = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1640995200"}
    client = driver.client(client_id="demo", client_secret="s")
    hasty = client.with_options(max_retries=0, headers={"X-Request-Id": "hasty"})
    driver.server(token("first"), Answer(200, PAYMENT), Answer(503), Answer(503), Answer(200, PACKAGES, limits))
    driver.run(client.payments.get("TXN789012"))
    driver.raises(ServerError, lambda: hasty.payments.get("TXN789012"))
    driver.run(client.packages.list())
    assert hasty.limit_state is client.limit_state is not None
    assert driver.server.connections == 1
    assert [seen.headers.get("x-request-id") for seen in driver.server.seen] == [None, None, "hasty", None, None]


def test_options_of_with_options_are_checked(driver: Driver) -> None:
    with pytest.raises(ConfigurationError, match="There is no option 'retries'"):
        driver.client().with_options(retries=1)


def test_with_closes_what_it_opened(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES))
    client = driver.client()
    if driver.flavour == "sync":
        with client as entered:
            entered.packages.list()
    else:

        async def use() -> None:
            async with client as entered:
                await entered.packages.list()

        driver.run(use())
    driver.raises(ConfigurationError, client.packages.list)
