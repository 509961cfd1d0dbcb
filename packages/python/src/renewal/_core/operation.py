"""What a client must know of an operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Operation(Generic[T_co]):
    """One operation of the API. The rows are generated; `T_co` is what it answers."""

    id: str
    method: str
    path: str
    #: The name of the model of its answer. A name, so that the table does not import the models.
    answer: str | None
    #: Whether sending it again is safe.
    idempotent: bool
    authenticated: bool
    #: The fields of its body that are amounts of money.
    decimals: tuple[str, ...] = ()
    #: Its answers carry secrets, so that nothing of them may be kept for an error.
    confidential: bool = False


@dataclass(frozen=True)
class Arguments:
    """What one call fills an operation with. Values that are None are left out."""

    path: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, str | float | None] = field(default_factory=dict[str, "str | float | None"])
    body: Mapping[str, object] | None = None
