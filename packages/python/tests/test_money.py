"""Amounts."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renewal import ConfigurationError
from renewal._core.money import digits
from scripted_server import CREATED, Answer

if TYPE_CHECKING:
    from conftest import Driver


@pytest.mark.parametrize(
    ("amount", "sent"),
    [
        (Decimal("99.99"), "99.99"),
        (Decimal("99.990"), "99.990"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-3"), "0.001"),
        (Decimal("0.07"), "0.07"),
        ("19.99", "19.99"),
        ("007.50", "7.50"),
        (100, "100"),
        (Decimal("100000000.00"), "100000000.00"),
    ],
)
def test_an_amount_is_sent_as_plain_digits(driver: Driver, amount: Any, sent: str) -> None:
    driver.server(Answer(200, CREATED))
    driver.run(driver.client().payments.create(order_id="A", amount=amount))
    assert driver.server.seen[0].body.decode() == f'{{"order_id": "A", "amount": {sent}}}'


@pytest.mark.parametrize("amount", [99.99, 100.0, float("nan"), 0.1 + 0.2])
def test_a_float_is_refused_with_what_to_pass_instead(driver: Driver, amount: Any) -> None:
    error = driver.raises(ConfigurationError, lambda: driver.client().payments.create(order_id="A", amount=amount))
    assert 'amount is a float, and floats are not exact. Pass a Decimal or a str: Decimal("99.99")' in error.message
    assert isinstance(error, ValueError)
    assert driver.server.seen == []


@pytest.mark.parametrize(
    "amount",
    [
        0,
        -1,
        True,
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-0.01"),
        Decimal(0),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        pytest.param(10**5000, id="very many digits"),
        "",
        "abc",
        " 1",
        "1\n",
        "1e3",
        "1_000",
        "+1",
        "-1",
        ".5",
        "1.",
        "1,5",
        "0.00",
        "１２",
        "NaN",
        b"1",
        [],
    ],
)
def test_what_nobody_can_pay_is_refused_unsent(driver: Driver, amount: Any) -> None:
    driver.raises(ConfigurationError, lambda: driver.client().payments.create(order_id="A", amount=amount))
    assert driver.server.seen == []


@given(st.decimals(min_value="0.001", max_value="100000000", places=3))
def test_every_amount_is_written_exactly_whatever_the_precision_of_the_thread(amount: Decimal) -> None:
    with localcontext() as context:
        context.prec = 2
        text = digits("amount", amount)
    assert set(text) <= set("0123456789.")
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == amount


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers() | st.text())
def test_what_is_written_is_always_a_json_number_greater_than_zero(amount: Any) -> None:
    try:
        text = digits("amount", amount)
    except ConfigurationError:
        return
    assert len(text) <= 64
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == Decimal(amount) > 0
