"""What all models have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from renewal._core.response import RawResponse


class Model(BaseModel):
    """A part of an answer. Fields that this version does not know are kept in `model_extra`."""

    # A complaint about a field must not quote it: it may be a token. `defer_build` would make importing faster by a
    # third, but before pydantic 2.14 a model that two threads are the first to use may be built wrongly.
    model_config = ConfigDict(hide_input_in_errors=True, protected_namespaces=())

    # In a slot it takes no part in comparing, printing and pickling.
    __slots__ = ("__raw_response__",)

    @property
    def raw_response(self) -> RawResponse:
        """The answer that this came with: its status, headers, rate limit and request id.

        Raises:
            AttributeError: this is a part of an answer, or a copy, or was not answered by the API.
        """
        try:
            response: RawResponse = object.__getattribute__(self, "__raw_response__")
        except AttributeError:
            raise AttributeError("Only what a call has answered has a raw_response.") from None
        return response


def attach(model: Model, response: RawResponse) -> None:
    """Remember the answer that a model was made from."""
    object.__setattr__(model, "__raw_response__", response)
