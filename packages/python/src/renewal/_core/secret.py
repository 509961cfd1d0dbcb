"""Secrets that nobody prints by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable


_SHORTEST = 8


@runtime_checkable
class Veiled(Protocol):
    """A secret of another library, such as pydantic's SecretStr."""

    def get_secret_value(self) -> str:
        """Tell the secret."""
        ...


class Secret:
    """A text that shows itself only to who asks for it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Tell the secret."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not pickled or copied: it would lie in the clear somewhere.")


def unveil(value: str | Veiled) -> str:
    """Take a secret as text or as pydantic's SecretStr."""
    return value.get_secret_value() if isinstance(value, Veiled) else value


def redact(text: str, secrets: Iterable[Secret]) -> str:
    """Take out what was sent in confidence, in case that a proxy or a debug page sends it back."""
    for secret in secrets:
        # A shorter one is no secret, and may be a word of the message.
        if len(secret.reveal()) >= _SHORTEST:
            text = text.replace(secret.reveal(), "[redacted]")
    return text


#: Why a client refuses to be pickled.
NOT_COPIED = (
    "A client holds secrets and connections and is not pickled or copied. Make one in each process, "
    "or use with_options for one with other options."
)
