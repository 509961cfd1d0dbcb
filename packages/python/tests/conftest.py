from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from renewal import AsyncRenewal, Renewal
from scripted_server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Callable

# The same examples each time: a check must fail for a change of ours only.
settings.register_profile("repeatable", database=None, deadline=None, derandomize=True, max_examples=200)
settings.load_profile("repeatable")

#: 15 January 2026, 08:30 UTC.
NOW = 1_768_465_800.0


class FakeTime:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.sleep(seconds)


class Driver:
    """Runs the same test against both clients: calls of the asynchronous one are awaited."""

    def __init__(self, flavour: str, server: ScriptedServer, time: FakeTime) -> None:
        self.flavour = flavour
        self.server = server
        self.time = time
        self._loop = asyncio.new_event_loop() if flavour == "async" else None
        self._clients: list[Any] = []

    def client(self, **options: Any) -> Any:
        sleep = self.time.sleep if self._loop is None else self.time.sleep_async
        given = {
            "base_url": self.server.url,
            "clock": self.time.clock,
            "sleep": sleep,
            "random": lambda: 1.0,
            **options,
        }
        if not given.keys() & {"token", "client_id", "refresh_token", "get_token"}:
            given["token"] = "static-token"
        made = Renewal(**given) if self._loop is None else AsyncRenewal(**given)
        self._clients.append(made)
        return made

    def run(self, result: Any) -> Any:
        if self._loop is None:
            return list(result) if inspect.isgenerator(result) else result
        return self._loop.run_until_complete(_settle(result))

    def raises(self, kind: type[BaseException], call: Callable[[], Any]) -> Any:
        with pytest.raises(kind) as caught:
            self.run(call())
        return caught.value

    def close(self) -> None:
        for client in self._clients:
            self.run(client.close())
        if self._loop is not None:
            self._loop.close()


async def _settle(result: Any) -> Any:
    if isinstance(result, Awaitable):
        return await result
    if isinstance(result, AsyncIterator) or hasattr(result, "__aiter__"):
        return [item async for item in result]
    return result


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.close()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest, server: ScriptedServer, time: FakeTime) -> Iterator[Driver]:
    made = Driver(request.param, server, time)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("BASE_URL", "CLIENT_ID", "CLIENT_SECRET", "WEBHOOK_SECRET")
    for name in names:
        monkeypatch.delenv(f"RENEWAL_{name}", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
