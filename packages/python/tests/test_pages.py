"""Lists."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from renewal import InvalidResponseError, ServerError
from scripted_server import PAYMENT, Answer

if TYPE_CHECKING:
    from conftest import Driver


def page(*ids: str, cursor: str | None = None) -> Answer:
    data = [{**PAYMENT, "transaction_id": name} for name in ids]
    return Answer(200, {"data": data} if cursor is None else {"data": data, "next_cursor": cursor})


def ids(payments: Any) -> list[str]:
    return [payment.transaction_id for payment in payments]


def all_of(driver: Driver, pages: Any) -> Any:
    return list(pages) if driver.flavour == "sync" else driver.run(pages)


def test_all_payments_of_all_pages_come_in_order(driver: Driver) -> None:
    driver.server(page("a", "b", cursor="two"), page(cursor="three"), page("c"))
    payments = all_of(driver, driver.client().payments.list(status="paid", limit=2))
    assert ids(payments) == ["a", "b", "c"]
    assert [seen.path for seen in driver.server.seen] == [
        "/v1/payments?limit=2&status=paid",
        "/v1/payments?limit=2&cursor=two&status=paid",
        "/v1/payments?limit=2&cursor=three&status=paid",
    ]


def test_nothing_is_asked_before_it_is_needed(driver: Driver) -> None:
    driver.server(page("a", cursor="two"))
    pages = driver.client().payments.list()
    assert driver.server.seen == []
    first = driver.run(pages.first_page())
    assert (ids(first.data), first.next_cursor, len(driver.server.seen)) == (["a"], "two", 1)


def test_pages_come_one_by_one_with_their_answers(driver: Driver) -> None:
    driver.server(page("a", cursor="two"), page("b"))
    pages = driver.run(driver.client().payments.list().pages())
    assert [(ids(one.data), one.raw_response.status) for one in pages] == [(["a"], 200), (["b"], 200)]


def test_a_list_can_go_on_where_another_ended(driver: Driver) -> None:
    driver.server(page("b"))
    assert ids(all_of(driver, driver.client().payments.list(cursor="two"))) == ["b"]
    assert driver.server.seen[0].path == "/v1/payments?cursor=two"


def test_a_list_can_be_read_twice(driver: Driver) -> None:
    payments = driver.client().payments.list()
    driver.server(page("a"), page("b", "a"))
    assert ids(all_of(driver, payments)) == ["a"]
    assert ids(all_of(driver, payments)) == ["b", "a"]


def test_a_page_that_fails_is_asked_for_again(driver: Driver) -> None:
    driver.server(page("a", cursor="two"), Answer(503), page("b"))
    assert ids(all_of(driver, driver.client().payments.list())) == ["a", "b"]


def test_a_page_that_keeps_failing_ends_the_list_with_its_error(driver: Driver) -> None:
    driver.server(page("a", cursor="two"), Answer(501))
    driver.raises(ServerError, lambda: all_of(driver, driver.client().payments.list()))


def test_a_list_without_an_end_is_an_error(driver: Driver) -> None:
    driver.server(*[page("a", cursor="two")] * 10)
    driver.raises(InvalidResponseError, lambda: all_of(driver, driver.client().payments.list()))
    assert len(driver.server.seen) == 2


def test_listing_is_no_coroutine_in_either_client(driver: Driver) -> None:
    assert not inspect.iscoroutine(driver.client().payments.list())
