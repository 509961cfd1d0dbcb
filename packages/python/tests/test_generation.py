"""What is generated follows from the document alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from live_server import PACKAGE, REPOSITORY
from scripted_server import PAYMENT, Answer

if TYPE_CHECKING:
    from pathlib import Path

    from scripted_server import ScriptedServer

OPERATION = """
  /payment/{transaction_id}/transfer:
    post:
      operationId: transferPayment
      tags: [payments]
      summary: Transfer a payment
      description: Gives "money" back, by \\ or by any other way.
      x-idempotent: false
      x-rate-limits: [address, global]
      security:
        - bearerAuth: [merchant]
      parameters:
        - $ref: "#/components/parameters/TransactionId"
        - name: speed
          in: query
          required: true
          description: How fast.
          schema: { type: string, enum: [slow, fast] }
        - name: silently
          in: query
          description: Whether nobody is told.
          schema: { type: boolean }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [part]
              properties:
                part: { $ref: "#/components/schemas/Amount" }
                from: { type: string, description: Who asks., default: merchant }
            examples:
              part: { value: { part: 1.5 } }
      responses:
        "200":
          description: The transferred order.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Payment" }
        "409": { $ref: "#/components/responses/ClosePaymentConflict" }

  /payment/{transaction_id}/receipt:
    delete:
      operationId: forgetReceipt
      tags: [receipts]
      summary: Forget a receipt
      description: Answers nothing.
      x-idempotent: true
      x-rate-limits: [address, global]
      security:
        - bearerAuth: [merchant]
      parameters:
        - $ref: "#/components/parameters/TransactionId"
      responses:
        "204":
          description: Forgotten.

webhooks:
"""

PROGRAM = """
import inspect, sys
from decimal import Decimal
from renewal import Renewal, ServerError
from renewal._generated.values import PaymentStatus

client = Renewal(base_url=sys.argv[1], token="t", sleep=lambda _: None)
try:
    client.payments.transfer("TXN1", part=Decimal("1.50"), speed="fast", from_="shop", silently=True)
except ServerError as error:
    print("sent", error.attempts)
assert client.payments.transfer("TXN1", part="1.50", speed="slow").status == "paid"
assert client.receipts.forget("TXN1") is None
assert "disputed" in str(PaymentStatus)
signature = inspect.signature(client.payments.transfer)
print(signature)
print(inspect.getdoc(client.payments.transfer))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with a document that has two operations and a status more."""
    node = REPOSITORY / "node_modules" / ".bin" / "node"
    if not node.exists():
        pytest.skip("The generator's tools are not installed: run `npm ci` first.")
    folder = tmp_path_factory.mktemp("repository")
    document = (REPOSITORY / "openapi.yaml").read_text(encoding="utf-8")
    document = document.replace("\nwebhooks:\n", OPERATION, 1)
    document = re.sub(r"(PaymentStatus:\n +type: string\n +enum: \[creating)", r"\1, disputed", document, count=1)
    (folder / "openapi.yaml").write_text(document, encoding="utf-8")
    shutil.copytree(REPOSITORY / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("node_modules", "test"))
    (folder / "node_modules").symlink_to(REPOSITORY / "node_modules")
    shutil.copytree(PACKAGE / "src", folder / "packages/python/src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements-generate.txt"):
        shutil.copy(PACKAGE / name, folder / "packages/python" / name)
    (PACKAGE / ".cache").mkdir(exist_ok=True)
    (folder / "packages/python/.cache").symlink_to(PACKAGE / ".cache")
    generate = [str(node), str(folder / "scripts/generate/run.ts"), "--only", "python"]
    ran = subprocess.run(generate, capture_output=True, text=True, timeout=180, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder / "packages/python"


def test_a_new_operation_is_there_by_generating_alone(grown: Path, server: ScriptedServer) -> None:
    server(Answer(503), Answer(200, PAYMENT), Answer(204))
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, server.url],
        env={"PYTHONPATH": str(grown / "src")}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    # It is not idempotent, so that one try had to be enough.
    assert ran.stdout.startswith("sent 1\n")
    assert (
        "part: 'Amount', from_: 'str | None' = None, speed: \"Literal['slow', 'fast']\", silently: 'bool | None' = None"
        in ran.stdout
    )
    assert 'Gives "money" back, by \\ or by any other way.' in ran.stdout
    assert "from_: Who asks. merchant when absent." in ran.stdout
    assert "ConflictError: `ORDER_ALREADY_PAID`" in ran.stdout.replace("`ORDER_IN_PROGRESS`, ", "")
    first, _, third = server.seen
    assert first.path == "/v1/payment/TXN1/transfer?speed=fast&silently=true"
    assert first.body == b'{"part": 1.50, "from": "shop"}'
    assert (third.method, third.path) == ("DELETE", "/v1/payment/TXN1/receipt")


def test_what_was_generated_for_it_satisfies_the_type_checkers(grown: Path) -> None:
    check = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.10", "--cache-dir", "/dev/null", "src"]
    ran = subprocess.run(check, cwd=grown, capture_output=True, text=True, timeout=180, check=False)
    assert "Success: no issues found" in ran.stdout, ran.stdout
