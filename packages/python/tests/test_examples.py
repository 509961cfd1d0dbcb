"""The examples against the real server."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from typing import TYPE_CHECKING

import pytest

from live_server import PACKAGE, Lines, live_server
from renewal import Renewal, sign_webhook

if TYPE_CHECKING:
    from collections.abc import Iterator

Environment = dict[str, str]


@pytest.fixture(scope="module")
def environment() -> Iterator[Environment]:
    with live_server() as environment:
        yield environment


def run(name: str, environment: Environment, **more: str) -> str:
    ran = subprocess.run(
        [sys.executable, str(PACKAGE / "examples" / name)],
        env={**environment, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stderr == "" or ran.returncode != 0
    return ran.stdout + ran.stderr


def test_a_token_is_made_and_not_shown(environment: Environment) -> None:
    said = run("get_token.py", environment)
    assert "SecretStr('**********')" in said
    assert "the token is good for 900 s." in said


def test_wrong_credentials_are_told_in_a_sentence(environment: Environment) -> None:
    said = run("get_token.py", environment, RENEWAL_CLIENT_SECRET="wrong")
    assert said.startswith("The client id or the client secret is wrong.")
    assert "Traceback" not in said


def test_a_package_is_bought_and_the_membership_renewed(environment: Environment) -> None:
    said = run("create_payment.py", environment, RENEWAL_USER_ID="buyer", RENEWAL_ORDER_ID="sandbox-autopay-example")
    assert "Monthly Membership: 9.99 CNY. Pay here: http" in said
    assert "The order is paid.\nThe membership lasts until " in said


def test_an_order_that_nobody_pays_stays_open(environment: Environment) -> None:
    said = run("create_payment.py", environment, RENEWAL_USER_ID="waiter", RENEWAL_PATIENCE="1.5")
    assert "Nobody has paid yet." in said


def test_the_limit_is_told_with_the_time_to_come_back(environment: Environment) -> None:
    said = run("handle_rate_limit.py", environment, RENEWAL_USER_ID="eager")
    assert "Order 5: 0 of 5 left" in said
    assert "RATE_LIMIT_EXCEEDED after 5 orders: come back in 3" in said


@pytest.fixture(params=["receive_webhooks.py", "receive_webhooks_fastapi.py"], ids=["python", "fastapi"])
def receiver(environment: Environment, request: pytest.FixtureRequest) -> Iterator[tuple[str, Lines]]:
    process = subprocess.Popen(
        [sys.executable, str(PACKAGE / "examples" / request.param)],
        env={**environment, "PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        lines = Lines(process)
        yield lines.find(r"Listening on (\S+)"), lines
    finally:
        process.kill()
        process.wait()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_paid_order_reaches_the_receiver_signed_and_counts_once(
    environment: Environment, receiver: tuple[str, Lines]
) -> None:
    url, lines = receiver
    order_id = f"ORD-{uuid.uuid4().hex[:12]}"
    with Renewal(
        base_url=environment["RENEWAL_BASE_URL"], client_id="demo", client_secret="demo-secret", user_id="notified"
    ) as client:
        order = client.payments.create(order_id=order_id, amount="9.99", notify_url=url)
    assert post(order.payment_url, b"action=pay", {}) == 200
    assert lines.find(rf"Order {order_id} is (paid): 9\.99 CNY") == "paid"

    event = {
        "id": "evt_again", "type": "payment.updated", "transaction_id": order.transaction_id, "order_id": "ORD-again",
        "user_id": "notified", "status": "paid", "amount": 9.99, "currency": "CNY", "timestamp": "2026-01-15T08:30:00Z",
    }  # fmt: skip
    for event_id in ("evt_again", "evt_again", "evt_last"):
        body = json.dumps({**event, "id": event_id, "order_id": f"ORD-{event_id}"}).encode()
        assert post(url, body, sign_webhook(body, "demo-webhook-secret")) == 204
    lines.find("Order (ORD-evt_last) is paid")
    assert lines.said().count("Order ORD-evt_again is paid") == 1


def test_the_receiver_takes_what_is_signed_and_nothing_else(receiver: tuple[str, Lines]) -> None:
    url, lines = receiver
    body = json.dumps({"type": "membership.expired"}).encode()
    assert post(url, body, sign_webhook(body, "demo-webhook-secret")) == 204
    assert lines.find("kind (membership.expired)")
    assert post(url, body, sign_webhook(body, "another secret")) == 400
    assert lines.find("Refused: (no_match)")
    assert post(url, body, {}) == 400
    assert lines.find("Refused: (missing_header)")
