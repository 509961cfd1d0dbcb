"""Many threads and many tasks on one client."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from renewal import APITimeoutError, AsyncRenewal, AuthenticationError, Renewal
from scripted_server import PAYMENT, Answer, Seen, error, token

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripted_server import ScriptedServer

#: Nobody can close the connections of an event loop that is gone.
ABANDONS_CONNECTIONS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CREDENTIALS: dict[str, Any] = {"client_id": "demo", "client_secret": "demo-secret"}


def slow_tokens(answer: Callable[[], Answer], delay: float = 0.2) -> Callable[[Seen], Answer]:
    def script(seen: Seen) -> Answer:
        if seen.path == "/v1/auth/token":
            time.sleep(delay)
            return answer()
        return Answer(200, PAYMENT)

    return script


def test_many_threads_share_one_fetch(server: ScriptedServer) -> None:
    server.script = slow_tokens(token)
    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(32) as pool:
        payments = list(pool.map(lambda _: client.payments.get("TXN789012"), range(64)))
    assert len(payments) == 64
    assert len(server.of("/auth/token")) == 1


def test_many_threads_share_one_failure(server: ScriptedServer) -> None:
    server.script = slow_tokens(lambda: error(401, "INVALID_CLIENT"))
    together = threading.Barrier(16)

    def call(client: Renewal) -> str | None:
        together.wait()
        with pytest.raises(AuthenticationError) as caught:
            client.payments.get("TXN789012")
        return caught.value.code

    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(16) as pool:
        assert list(pool.map(call, [client] * 16)) == ["INVALID_CLIENT"] * 16
    assert len(server.of("/auth/token")) == 1


def test_many_threads_with_one_refused_token_fetch_one_new(server: ScriptedServer) -> None:
    fetched: list[str] = []

    def fetch() -> Answer:
        fetched.append(f"access-{len(fetched)}")
        return token(fetched[-1])

    def script(seen: Seen) -> Answer:
        if seen.headers.get("authorization") == "Bearer access-0":
            return error(401, "INVALID_TOKEN")
        return slow_tokens(fetch)(seen)

    server.script = script
    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: client.payments.get("TXN789012"), range(32)))
    assert fetched == ["access-0", "access-1"]


def test_an_interrupted_fetch_passes_on_to_the_next_thread(server: ScriptedServer) -> None:
    server.script = lambda _: Answer(200, PAYMENT)
    begun, interrupted = threading.Event(), threading.Event()
    asked: list[int] = []

    def supply(_: str | None) -> str:
        asked.append(threading.get_ident())
        if len(asked) == 1:
            begun.set()
            interrupted.wait(5)
            raise KeyboardInterrupt
        return "supplied"

    with Renewal(base_url=server.url, get_token=supply) as client, ThreadPoolExecutor(2) as pool:
        first = pool.submit(client.payments.get, "TXN789012")
        begun.wait(5)
        second = pool.submit(client.payments.get, "TXN789012")
        time.sleep(0.05)
        interrupted.set()
        with pytest.raises(KeyboardInterrupt):
            first.result(5)
        assert second.result(5).order_id == "ORD123456"
    assert len(asked) == 2


def test_waiting_for_another_threads_fetch_ends_with_the_calls_own_time(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0.6)
    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.payments.get, "TXN789012")
        while not server.seen:
            time.sleep(0.01)
        with pytest.raises(APITimeoutError, match="waiting for a token"):
            client.payments.get("TXN789012", options={"total_timeout": 0.1})
        assert slow.result(5).order_id == "ORD123456"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interruption_is_never_taken_for_a_failed_try(
    server: ScriptedServer, interruption: type[BaseException]
) -> None:
    server(Answer(503))

    def interrupt(_: float) -> None:
        raise interruption

    with Renewal(base_url=server.url, token="t", sleep=interrupt) as client, pytest.raises(interruption):
        client.packages.list()
    assert len(server.seen) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0)
    with Renewal(base_url=server.url, **CREDENTIALS) as client:
        client.payments.get("TXN789012")
        before = server.connections
        child = os.fork()
        if child == 0:
            try:
                os._exit(0 if client.payments.get("TXN789012").order_id == "ORD123456" else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert server.connections == before + 1
        client.payments.get("TXN789012")
        assert server.connections == before + 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_was_forked_during_a_fetch_fetches_by_itself(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0.5)
    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(1) as pool:
        fetching = pool.submit(client.payments.get, "TXN789012")
        while not server.seen:
            time.sleep(0.01)
        child = os.fork()
        if child == 0:
            signal.alarm(10)
            try:
                os._exit(0 if client.payments.get("TXN789012").order_id == "ORD123456" else 1)
            finally:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert fetching.result(5).order_id == "ORD123456"
    assert len(server.of("/auth/token")) == 2


def test_a_late_refusal_of_an_old_token_does_not_discard_the_new_one(server: ScriptedServer) -> None:
    fetched: list[str] = []
    both, renewed = threading.Barrier(2), threading.Event()

    def script(seen: Seen) -> Answer:
        if seen.path == "/v1/auth/token":
            fetched.append(f"access-{len(fetched)}")
            return token(fetched[-1])
        if seen.headers["authorization"] == "Bearer access-0":
            # Both calls carry the old token, and one of them learns of it only after the other has renewed it.
            if both.wait(5) == 0:
                renewed.wait(5)
            return error(401, "INVALID_TOKEN")
        renewed.set()
        return Answer(200, PAYMENT)

    server.script = script
    with Renewal(base_url=server.url, **CREDENTIALS) as client, ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: client.payments.get("TXN789012"), range(2)))
    assert fetched == ["access-0", "access-1"]


def test_many_tasks_share_one_fetch(server: ScriptedServer) -> None:
    server.script = slow_tokens(token)

    async def main() -> None:
        async with AsyncRenewal(base_url=server.url, **CREDENTIALS) as client:
            await asyncio.gather(*(client.payments.get("TXN789012") for _ in range(64)))

    asyncio.run(main())
    assert len(server.of("/auth/token")) == 1


def test_a_cancelled_task_does_not_end_the_fetch_for_others(server: ScriptedServer) -> None:
    server.script = slow_tokens(token)

    async def main() -> None:
        async with AsyncRenewal(base_url=server.url, **CREDENTIALS) as client:
            first = asyncio.create_task(client.payments.get("TXN789012"))
            others = [asyncio.create_task(client.payments.get("TXN789012")) for _ in range(4)]
            await asyncio.sleep(0.05)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            assert {payment.order_id for payment in await asyncio.gather(*others)} == {"ORD123456"}

    asyncio.run(main())
    assert len(server.of("/auth/token")) == 1


def test_a_new_refresh_token_is_kept_though_everybody_left(server: ScriptedServer) -> None:
    server.script = slow_tokens(lambda: token("access-1", refresh_token="refresh-1"))
    kept: list[str] = []

    async def keep(answer: Any) -> None:
        await asyncio.sleep(0)
        kept.append(answer.refresh_token.get_secret_value())

    async def main() -> None:
        async with AsyncRenewal(base_url=server.url, refresh_token="refresh-0", on_token=keep) as client:
            only = asyncio.create_task(client.payments.get("TXN789012"))
            await asyncio.sleep(0.05)
            only.cancel()
            await asyncio.sleep(0.4)
            assert kept == ["refresh-1"]
            await client.payments.get("TXN789012")

    asyncio.run(main())
    assert len(server.of("/auth/token")) == 1


def test_a_cancelled_call_is_over_at_once_and_not_tried_again(server: ScriptedServer) -> None:
    server.script = lambda _: Answer(503, delay=2)
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    async def main() -> float:
        async with AsyncRenewal(base_url=server.url, token="t", sleep=wait) as client:
            call = asyncio.create_task(client.packages.list())
            while not server.seen:
                await asyncio.sleep(0.01)
            began = time.monotonic()
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            return time.monotonic() - began

    assert asyncio.run(main()) < 1
    assert (len(server.seen), waits) == (1, [])


@ABANDONS_CONNECTIONS
def test_one_client_serves_one_event_loop_after_another(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0)
    clients = [AsyncRenewal(base_url=server.url, **CREDENTIALS)]

    async def main() -> str:
        return (await clients[0].payments.get("TXN789012")).order_id

    assert [asyncio.run(main()) for _ in range(3)] == ["ORD123456"] * 3
    assert len(server.of("/auth/token")) == 1
    clients.clear()
    gc.collect()


@ABANDONS_CONNECTIONS
def test_a_loop_that_ends_during_a_fetch_does_not_block_the_next(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0.3)
    clients = [AsyncRenewal(base_url=server.url, **CREDENTIALS)]

    async def leave() -> None:
        call = asyncio.create_task(clients[0].payments.get("TXN789012"))
        await asyncio.sleep(0.05)
        call.cancel()

    async def main() -> str:
        return (await clients[0].payments.get("TXN789012")).order_id

    asyncio.run(leave())
    assert asyncio.run(main()) == "ORD123456"
    clients.clear()
    gc.collect()


@ABANDONS_CONNECTIONS
def test_a_loop_that_was_closed_over_a_fetch_does_not_block_the_next(server: ScriptedServer) -> None:
    server.script = slow_tokens(token, 0.3)
    clients = [AsyncRenewal(base_url=server.url, **CREDENTIALS)]

    async def main() -> str:
        return (await asyncio.wait_for(clients[0].payments.get("TXN789012"), 5)).order_id

    # Unlike asyncio.run this cancels nothing that is still on its way.
    abandoned = asyncio.new_event_loop()
    abandoned.run_until_complete(asyncio.wait({abandoned.create_task(main())}, timeout=0.05))
    abandoned.close()
    assert asyncio.run(main()) == "ORD123456"
    clients.clear()
    gc.collect()


def test_calls_at_the_same_moment_share_one_question_for_a_supplied_token(server: ScriptedServer) -> None:
    server.script = lambda _: Answer(200, PAYMENT)
    asked: list[None] = []

    async def supply(_: str | None) -> str:
        asked.append(None)
        await asyncio.sleep(0.05)
        return "supplied"

    async def main() -> None:
        async with AsyncRenewal(base_url=server.url, get_token=supply) as client:
            await asyncio.gather(*(client.payments.get("TXN789012") for _ in range(8)))

    asyncio.run(main())
    assert len(asked) == 1
