"""What the generated resources stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from renewal._resources.pages import AsyncPages, Page, Pages

if TYPE_CHECKING:
    from renewal._core.operation import Arguments, Operation
    from renewal._core.options import CallOptions
    from renewal._http.asynchronous import AsyncCaller
    from renewal._http.sync import Caller

T = TypeVar("T")


class Resource:
    """The operations of one tag. Made by the client."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def _call(self, operation: Operation[T], options: CallOptions | None, arguments: Arguments) -> T:
        return self._caller.call(operation, arguments, options)

    def _pages(self, operation: Operation[Page[T]], options: CallOptions | None, arguments: Arguments) -> Pages[T]:
        return Pages(lambda turned: self._caller.call(operation, turned, options), arguments)


class AsyncResource:
    """The operations of one tag. Made by the client."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def _call(self, operation: Operation[T], options: CallOptions | None, arguments: Arguments) -> T:
        return await self._caller.call(operation, arguments, options)

    def _pages(self, operation: Operation[Page[T]], options: CallOptions | None, arguments: Arguments) -> AsyncPages[T]:
        return AsyncPages(lambda turned: self._caller.call(operation, turned, options), arguments)
