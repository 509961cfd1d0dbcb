"""Lists that come in pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from renewal._errors import InvalidResponseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from renewal._core.operation import Arguments

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Page(Protocol[T_co]):
    """One page of a list, with its own `raw_response`."""

    @property
    def data(self) -> Sequence[T_co]:
        """The items of this page."""
        ...

    @property
    def next_cursor(self) -> str | None:
        """Where the next page begins; None on the last one. Keep it to go on later with `list(cursor=...)`."""
        ...


class Pages(Generic[T]):
    """A list. Iterate over it for every item of all pages, which are asked for as they are needed.

    Iterating again asks again.

    Example:
        for payment in client.payments.list(status="paid"):
            print(payment.order_id)
    """

    def __init__(self, fetch: Callable[[Arguments], Page[T]], arguments: Arguments) -> None:
        self._fetch = fetch
        self._arguments = arguments

    def first_page(self) -> Page[T]:
        """Ask for one page only.

        Raises:
            RenewalError: the call failed
        """
        return self._fetch(self._arguments)

    def pages(self) -> Iterator[Page[T]]:
        """Give page after page.

        Raises:
            RenewalError: a call failed
        """
        page = self.first_page()
        yield page
        while (turned := _turn(self._arguments, page)) is not None:
            before, page = page, self._fetch(turned)
            _check_progress(before, page)
            yield page

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data


class AsyncPages(Generic[T]):
    """A list. Iterate over it with `async for` for every item of all pages, which are asked for as they are needed.

    Iterating again asks again.

    Example:
        async for payment in client.payments.list(status="paid"):
            print(payment.order_id)
    """

    def __init__(self, fetch: Callable[[Arguments], Awaitable[Page[T]]], arguments: Arguments) -> None:
        self._fetch = fetch
        self._arguments = arguments

    async def first_page(self) -> Page[T]:
        """Ask for one page only.

        Raises:
            RenewalError: the call failed
        """
        return await self._fetch(self._arguments)

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Give page after page.

        Raises:
            RenewalError: a call failed
        """
        page = await self.first_page()
        yield page
        while (turned := _turn(self._arguments, page)) is not None:
            before, page = page, await self._fetch(turned)
            _check_progress(before, page)
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.data:
                yield item


def _turn(arguments: Arguments, page: Page[T]) -> Arguments | None:
    if page.next_cursor is None:
        return None
    return replace(arguments, query={**arguments.query, "cursor": page.next_cursor})


def _check_progress(before: Page[T], page: Page[T]) -> None:
    if page.next_cursor is not None and page.next_cursor == before.next_cursor:
        raise InvalidResponseError("The list does not end: a page leads to itself.")
