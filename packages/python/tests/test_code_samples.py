"""The programs of the API reference and of the guides, against the real server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from live_server import REPOSITORY, live_server
from renewal import Renewal

if TYPE_CHECKING:
    from collections.abc import Iterator

Environment = dict[str, str]

SAMPLES = json.loads((REPOSITORY / "server/src/docs/generated/code-samples.json").read_text(encoding="utf-8"))
#: What the gateway sends is signed with a secret that only the server and the gateway know.
SECRET = "a-secret-of-the-gateway"


@pytest.fixture(scope="module")
def environment() -> Iterator[Environment]:
    with live_server(WEBHOOK_SECRET=SECRET, RATE_LIMIT_PER_USER="1000") as environment:
        yield environment


def run(source: str, environment: Environment) -> str:
    ran = subprocess.run(
        [sys.executable, "-"], input=source, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("operation", sorted(SAMPLES))
def test_the_sample_of_each_operation_does_what_it_says(operation: str, environment: Environment) -> None:
    (source,) = [sample["source"] for sample in SAMPLES[operation] if sample["lang"] == "Python"]
    with Renewal(
        base_url=environment["RENEWAL_BASE_URL"], client_id="demo", client_secret="demo-secret", user_id="user_42"
    ) as client:
        # What a merchant refunds was paid: the sandbox does so by itself.
        first = "sandbox-autopay" if operation == "refundPayment" else "before"
        order = client.payments.create(order_id=f"{first}-{operation}", amount="99.99")
        if operation == "refundPayment":
            client.payments.wait_until_settled(order.transaction_id)
    source = source.replace("https://api.example.com/v1", environment["RENEWAL_BASE_URL"])
    source = source.replace("TXN789012", order.transaction_id).replace("ORD123456", f"ORD-{operation}")
    assert run(source, {**environment, "WEBHOOK_SECRET": SECRET}).strip() != ""


def test_the_programs_of_the_guide_do_what_they_say(environment: Environment) -> None:
    guide = (REPOSITORY / "docs/guides/python.md").read_text(encoding="utf-8")
    first, second = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    here = environment["RENEWAL_BASE_URL"]
    said = run(first.replace("http://localhost:8080/v1", here), environment)
    assert "The order is paid\nThe membership lasts until " in said
    assert "VALIDATION_ERROR: " in run(second.replace("http://localhost:8080/v1", here), environment)
