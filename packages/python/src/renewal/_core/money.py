"""Amounts of money, as exact digits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeAlias

from renewal._errors import ConfigurationError

#: An amount of money: `Decimal("99.99")`, `"99.99"`, or an int of whole units. Never a float.
Amount: TypeAlias = Decimal | str | int

_PLAIN = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
#: Beyond so many digits on either side of the point it is no money, and `1E+999999999` would fill the memory.
_MOST_DIGITS = 30


def digits(name: str, amount: object) -> str:
    """Write an amount as the digits of a JSON number: no exponent, no quotes, nothing rounded.

    Raises:
        ConfigurationError: it is a float, or no amount that anybody could pay.
    """
    if isinstance(amount, float):
        raise ConfigurationError(
            f'{name} is a float, and floats are not exact. Pass a Decimal or a str: Decimal("99.99") or "99.99".'
        )
    if isinstance(amount, bool) or not isinstance(amount, Decimal | str | int):
        raise ConfigurationError(f'{name} must be a Decimal, a str or an int, such as Decimal("99.99").')
    if isinstance(amount, str) and _PLAIN.fullmatch(amount) is None:
        raise ConfigurationError(f'{name} must be plain digits, such as "99.99".')
    number = Decimal(amount)
    if not number.is_finite() or number <= 0:
        raise ConfigurationError(f"{name} must be more than 0.")
    exponent = number.as_tuple().exponent
    if number.adjusted() >= _MOST_DIGITS or (isinstance(exponent, int) and exponent < -_MOST_DIGITS):
        raise ConfigurationError(f"{name} has more digits than any amount of money.")
    return format(number, "f")
