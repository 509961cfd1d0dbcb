"""What importing costs."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

import renewal


def loaded_by(code: str) -> set[str]:
    printing = f"{code}; import sys; print(' '.join(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", printing], check=True, capture_output=True, text=True).stdout.split()
    )


def seconds(code: str) -> float:
    """Of the processor, which a busy machine changes less than those of a clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_importing_the_package_loads_neither_the_http_client_nor_pydantic() -> None:
    assert not loaded_by("import renewal") & {"httpx2", "pydantic", "asyncio"}


def test_the_client_for_threads_needs_no_asyncio_and_no_models_before_an_answer() -> None:
    assert not loaded_by("from renewal import Renewal; Renewal(token='t')") & {"pydantic", "asyncio", "anyio"}


def test_a_webhook_receiver_needs_no_http_client() -> None:
    loaded = loaded_by("from renewal import verify_webhook, WebhookVerificationError")
    assert not loaded & {"httpx2", "pydantic", "asyncio"}


def test_importing_takes_less_than_150_ms_over_the_http_client() -> None:
    bare = min(seconds("import httpx2") for _ in range(5))
    for code in ("import renewal", "from renewal import Renewal", "from renewal import *"):
        assert min(seconds(f"import httpx2; {code}") for _ in range(5)) - bare < 0.150


def test_every_public_name_is_there() -> None:
    for name in renewal.__all__:
        assert getattr(renewal, name) is not None
    assert set(renewal.__all__) <= set(dir(renewal))
    assert renewal.models.Payment.__name__ == "Payment"
    with pytest.raises(AttributeError, match="no attribute 'Payments'"):
        _ = renewal.Payments  # type: ignore[attr-defined]
