"""What the network and those in between may do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from renewal import APIConnectionError, APIError, APITimeoutError, ConfigurationError, InvalidResponseError
from scripted_server import PACKAGES, PAYMENT, Answer, ScriptedServer

if TYPE_CHECKING:
    from conftest import Driver

TIMEOUT: dict[str, Any] = {"timeout": 0.25, "max_retries": 0}


def timed(driver: Driver, kind: type[BaseException], call: Any) -> tuple[Any, float]:
    began = time.monotonic()
    caught = driver.raises(kind, call)
    return caught, time.monotonic() - began


def test_a_server_that_does_not_answer_is_a_timeout(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES, delay=1))
    caught, took = timed(driver, APITimeoutError, driver.client(**TIMEOUT).packages.list)
    assert 0.2 < took < 0.7
    assert caught.status is None
    assert "0.25 s" in caught.message


def test_a_body_that_stalls_is_a_timeout(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES, fault="stall"))
    caught, took = timed(driver, APITimeoutError, driver.client(**TIMEOUT).packages.list)
    assert 0.2 < took < 0.7
    assert (caught.status, caught.request_id) == (200, "req_scripted")


def test_a_body_that_trickles_is_a_timeout(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES, trickle=0.05))
    _, took = timed(driver, APITimeoutError, driver.client(**TIMEOUT).packages.list)
    assert 0.2 < took < 0.7


def test_a_timeout_is_tried_again(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES, fault="stall"), Answer(200, PACKAGES))
    assert driver.run(driver.client(timeout=0.25).packages.list()).raw_response.attempts == 2


def test_a_timeout_is_a_connection_error_too(driver: Driver) -> None:
    driver.server(Answer(fault="stall", body=b"12"))
    driver.raises(APIConnectionError, driver.client(**TIMEOUT).packages.list)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_never_followed(driver: Driver, status: int) -> None:
    elsewhere = ScriptedServer()
    driver.server(Answer(status, None, {"Location": f"{elsewhere.url}/payment/TXN789012"}))
    caught = driver.raises(InvalidResponseError, lambda: driver.client().payments.get("TXN789012"))
    assert (caught.status, caught.attempts) == (status, 1)
    assert "base_url" in caught.message
    assert elsewhere.seen == []
    elsewhere.close()


def test_a_proxy_of_the_environment_never_sees_what_stays_on_this_machine(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = ScriptedServer()
    proxy.script = lambda _: Answer(200, PAYMENT)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    driver.server(Answer(200, PAYMENT))
    driver.run(driver.client().payments.get("TXN789012"))
    assert proxy.seen == []
    proxy.close()


def test_a_proxy_of_the_environment_carries_https_without_seeing_a_token(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = ScriptedServer()
    proxy.script = lambda _: Answer(502)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    client = driver.client(base_url="https://api.renewal.invalid/v1", max_retries=0)
    driver.raises(APIConnectionError, lambda: client.payments.get("TXN789012"))
    (seen,) = proxy.seen
    assert (seen.method, seen.path) == ("CONNECT", "api.renewal.invalid:443")
    assert "authorization" not in seen.headers
    proxy.close()


def test_cookies_are_not_kept(driver: Driver) -> None:
    client = driver.client()
    driver.server(Answer(200, PACKAGES, {"Set-Cookie": "member=1; Path=/"}), Answer(200, PACKAGES))
    driver.run(client.packages.list())
    driver.run(client.packages.list())
    assert "cookie" not in driver.server.seen[1].headers


def test_calls_share_a_connection(driver: Driver) -> None:
    client = driver.client()
    driver.server(*[Answer(200, PACKAGES)] * 5)
    for _ in range(5):
        driver.run(client.packages.list())
    assert driver.server.connections == 1


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(driver: Driver) -> None:
    client = driver.client()
    driver.server(Answer(200, PACKAGES, {"Connection": "close"}), Answer(200, PACKAGES))
    driver.run(client.packages.list())
    driver.run(client.packages.list())
    assert driver.server.connections == 2


def test_a_compressed_answer_is_read(driver: Driver) -> None:
    import gzip  # noqa: PLC0415
    import json  # noqa: PLC0415

    body = gzip.compress(json.dumps(PACKAGES).encode())
    driver.server(Answer(200, body, {"Content-Encoding": "gzip"}))
    assert driver.run(driver.client().packages.list()).data[0].id == "yearly"


def test_an_answer_that_is_not_compressed_as_it_says_is_no_answer(driver: Driver) -> None:
    driver.server(Answer(200, PACKAGES, {"Content-Encoding": "gzip"}), Answer(200, PACKAGES))
    assert driver.run(driver.client().packages.list()).raw_response.attempts == 2


def test_an_http_client_of_ones_own_sends_the_requests_and_stays_open(driver: Driver) -> None:
    sent: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json=PAYMENT)

    transport = httpx2.MockTransport(handle)
    dressed: dict[str, Any] = {
        "transport": transport,
        "headers": {"X-Own": "1"},
        "cookies": {"a": "b"},
        "auth": ("user", "password"),
        "follow_redirects": True,
    }
    own: Any = httpx2.Client(**dressed) if driver.flavour == "sync" else httpx2.AsyncClient(**dressed)
    client = driver.client(base_url="https://api.example.com/v1", http_client=own)
    assert driver.run(client.payments.get("TXN789012")).order_id == "ORD123456"
    driver.run(client.close())
    assert not own.is_closed
    (request,) = sent
    assert request.headers["authorization"] == "Bearer static-token"
    assert not request.headers.keys() & {"x-own", "cookie"}
    driver.run(own.close() if driver.flavour == "sync" else own.aclose())


def test_an_http_client_that_was_closed_is_a_mistake_of_ours(driver: Driver) -> None:
    client = driver.client()
    driver.run(client.close())
    caught = driver.raises(ConfigurationError, client.packages.list)
    assert "closed" in caught.message


@pytest.mark.parametrize("status", [200, 404])
def test_a_page_of_something_in_between_is_told_as_such(driver: Driver, status: int) -> None:
    driver.server(Answer(status, b"<html>Welcome to the hotel</html>", {"Content-Type": "text/html"}))
    caught = driver.raises(
        InvalidResponseError if status == 200 else APIError,
        driver.client(max_retries=0).packages.list,
    )
    assert caught.body == "<html>Welcome to the hotel</html>"
    assert caught.code is None
