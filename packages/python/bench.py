"""Measures what this package costs over the HTTP client that it stands on, beside a well-known peer, in one run.

    python -m venv .cache/bench && .cache/bench/bin/pip install -r requirements-bench.txt -e .
    .cache/bench/bin/python bench.py --write

All call one server on this machine, which answers each at once. The ratios count: a machine has its own figures.
`--write` puts them into README.md.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Taken in turn, and the fastest counts: what else the machine does only ever adds.
ROUNDS = 40
CALLS = 100
STARTS = 20

ANSWER = json.dumps(
    {
        "success": True,
        "transaction_id": "TXN789012",
        "payment_url": "https://payment.gateway.com/pay/TXN789012",
        "message": "Payment order created successfully",
        "id": "pi_1",
        "object": "payment_intent",
        "amount": 9999,
        "currency": "cny",
    }
)
SERVER = f"""
import asyncio
body = {ANSWER.encode()!r}
answer = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body

async def serve(reader, writer):
    try:
        while True:
            head = await reader.readuntil(b"\\r\\n\\r\\n")
            for line in head.lower().split(b"\\r\\n"):
                if line.startswith(b"content-length:"):
                    await reader.readexactly(int(line[15:]))
            writer.write(answer)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""

#: The same first call, from an empty process.
COLD = {
    "an empty Python": "",
    "httpx2": """
import httpx2, json
client = httpx2.Client()
order = {"order_id": "ORD123456", "amount": 99.99}
assert client.post(URL + "/payment/create", headers={"Authorization": "Bearer t"}, json=order).json()["success"]
""",
    "renewal": """
from renewal import Renewal
client = Renewal(base_url=URL, token="t")
assert client.payments.create(order_id="ORD123456", amount="99.99").success
""",
    "stripe": """
import stripe
client = stripe.StripeClient("sk_test_x", base_addresses={"api": URL})
assert client.v1.payment_intents.create(params={"amount": 9999, "currency": "cny"}).id
""",
}


@contextlib.contextmanager
def server() -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.communicate()


def cold_starts(url: str) -> dict[str, float]:
    """Milliseconds from the start of a process to the end of its first call."""
    taken: dict[str, list[float]] = {name: [] for name in COLD}
    for _ in range(STARTS):
        for name, program in COLD.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"URL = {url!r}\n{program}"], check=True)
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: min(values) for name, values in taken.items()}


def callers(url: str) -> Iterator[tuple[str, Callable[[], object]]]:
    import httpx2
    import stripe

    from renewal import Renewal

    bare = httpx2.Client()
    order = {"order_id": "ORD123456", "amount": 99.99}
    headers = {"Authorization": "Bearer t"}
    yield "httpx2", lambda: bare.post(url + "/payment/create", headers=headers, json=order).json()
    ours = Renewal(base_url=url, token="t")
    yield "renewal", lambda: ours.payments.create(order_id="ORD123456", amount="99.99")
    peer = stripe.StripeClient("sk_test_x", base_addresses={"api": url})
    yield "stripe", lambda: peer.v1.payment_intents.create(params={"amount": 9999, "currency": "cny"})


def calls(url: str) -> dict[str, float]:
    """Microseconds for a call on a warm connection."""
    measured = dict(callers(url))
    taken: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, call in measured.items():
            began = time.perf_counter()
            for _ in range(CALLS):
                call()
            taken[name].append((time.perf_counter() - began) / CALLS * 1e6)
    return {name: min(values) for name, values in taken.items()}


async def calls_from_tasks(url: str) -> dict[str, float]:
    import httpx2

    from renewal import AsyncRenewal

    taken: dict[str, list[float]] = {"httpx2": [], "renewal": []}
    order = {"order_id": "ORD123456", "amount": 99.99}
    headers = {"Authorization": "Bearer t"}
    async with httpx2.AsyncClient() as bare, AsyncRenewal(base_url=url, token="t") as ours:

        async def plainly() -> Any:
            return (await bare.post(url + "/payment/create", headers=headers, json=order)).json()

        async def with_us() -> Any:
            return await ours.payments.create(order_id="ORD123456", amount="99.99")

        for _ in range(ROUNDS):
            for name, call in (("httpx2", plainly), ("renewal", with_us)):
                began = time.perf_counter()
                for _ in range(CALLS):
                    await call()
                taken[name].append((time.perf_counter() - began) / CALLS * 1e6)
    return {name: min(values) for name, values in taken.items()}


def imports() -> dict[str, float]:
    """Milliseconds that importing takes over a process that has the HTTP client already."""
    programs = {
        "import httpx2": "import httpx2",
        "import renewal": "import httpx2, renewal",
        "from renewal import Renewal": "import httpx2; from renewal import Renewal",
        "every public name and all models": "import httpx2; from renewal import *; import renewal.models",
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(STARTS):
        for name, program in programs.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            taken[name].append((time.perf_counter() - began) * 1000)
    bare = min(taken.pop("import httpx2"))
    return {name: min(values) - bare for name, values in taken.items()}


def report() -> str:
    with server() as url:
        cold, warm, tasks, importing = cold_starts(url), calls(url), asyncio.run(calls_from_tasks(url)), imports()
    rows = [
        f"| {name} | {cold[name]:.0f} ms | {cold[name] / cold['httpx2']:.2f} | {warm[name]:.0f} µs "
        f"| {warm[name] / warm['httpx2']:.2f} |"
        for name in ("httpx2", "renewal", "stripe")
    ]
    ratio = tasks["renewal"] / tasks["httpx2"]
    everything = importing.pop("every public name and all models")
    over = ", ".join(f"`{name}` {max(value, 0):.0f} ms" for name, value in importing.items())
    names = " and ".join(f"{name} {version(name)}" for name in ("httpx2", "stripe"))
    return f"""
One run of `bench.py` on {os.cpu_count()} cores with Python {platform.python_version()}, {names}.
All took turns, {STARTS} times and in {ROUNDS} rounds of {CALLS} calls, and the fastest counts. An empty Python takes
{cold["an empty Python"]:.0f} ms to start.

| | first call of a process | ratio | each further call | ratio |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}

From tasks a call takes {tasks["renewal"]:.0f} µs, {ratio:.2f} times the {tasks["httpx2"]:.0f} µs of httpx2.
Over a process that has httpx2, importing takes: {over}, every public name with all models {everything:.0f} ms.
"""


def main() -> None:
    text = report()
    print(text)
    if "--write" in sys.argv:
        readme = Path(__file__).parent / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition("<!-- figures -->\n")
        _, _, after = rest.partition("<!-- /figures -->")
        readme.write_text(f"{before}<!-- figures -->{text}<!-- /figures -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
