"""Speaks the protocol of PROTOCOL.md around the Python SDK: both of its clients."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from typing import Any

import renewal

OPERATIONS = {
    "createToken": ("tokens", "create", ()),
    "listPackages": ("packages", "list", ()),
    "createPayment": ("payments", "create", ()),
    "getPayment": ("payments", "get", ("transaction_id",)),
    "closePayment": ("payments", "close", ("transaction_id",)),
    "listPayments": ("payments", "list", ()),
    "getMembership": ("memberships", "get", ()),
}
KINDS = {"permission_denied": "permission"}

clients: dict[str, Client] = {}
writing = threading.Lock()
loop = asyncio.new_event_loop()
threads = ThreadPoolExecutor(64)


class Client:
    """A client with a clock that moves when it sleeps."""

    def __init__(self, options: dict[str, Any], variant: str) -> None:
        self.now = seconds(options.pop("now", "2026-01-15T08:30:00Z"))
        number = options.pop("random", 0)
        self.slept: list[float] = []
        self.told: list[str] = []
        if "timeout_ms" in options:
            options["timeout"] = options.pop("timeout_ms") / 1000
        if "refresh_token" in options:
            options["on_token"] = lambda token: self.told.append(token.refresh_token.get_secret_value())
        if "get_token" in options:
            supply = options["get_token"]
            asked = iter([*supply, *[supply[-1]] * 1000])
            options["get_token"] = lambda refused: next(asked)
        self.is_async = variant == "async"
        make = renewal.AsyncRenewal if self.is_async else renewal.Renewal
        sleep = self.sleep_async if self.is_async else self.sleep
        self.client: Any = make(clock=lambda: self.now, sleep=sleep, random=lambda: number, **options)

    def sleep(self, wait: float) -> None:
        self.slept.append(wait)
        self.now += wait

    async def sleep_async(self, wait: float) -> None:
        self.sleep(wait)

    async def run(self, work: Any, *arguments: Any) -> Any:
        """Run it where it belongs: what an asynchronous client gives is awaited, the other one works in a thread."""
        if not self.is_async:
            return await loop.run_in_executor(threads, lambda: work(*arguments))
        result = work(*arguments)
        return await result if hasattr(result, "__await__") else result


def seconds(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def call_options(options: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {name: options[name] for name in ("max_retries", "idempotent") if name in options}
    return {**known, **({"timeout": options["timeout_ms"] / 1000} if "timeout_ms" in options else {})}


async def call(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    resource, method, names = OPERATIONS[request["operation"]]
    given = request.get("input", {})
    options = request.get("options", {})
    arguments = {**given.get("body", {}), **given.get("query", {})}
    positional = [given["path"][name] for name in names]

    def work() -> Any:
        made = getattr(getattr(client.client, resource), method)(*positional, **arguments, options=call_options(options))
        return made.first_page() if hasattr(made, "first_page") else made

    running = client.run(work)
    if "cancel_after_ms" in options:
        value = await asyncio.wait_for(running, options["cancel_after_ms"] / 1000)
    else:
        value = await running
    raw = value.raw_response
    return {
        "body": plain(value),
        "status": raw.status,
        "request_id": raw.request_id,
        "attempts": raw.attempts,
        "limit": limit_of(raw.limit_state),
        "replayed": raw.replayed,
    }


async def list_all(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    most, query = request.get("most", 1000), request.get("input", {}).get("query", {})
    items: list[Any] = []

    def work() -> None:
        for item in client.client.payments.list(**query):
            items.append(plain(item))
            if len(items) >= most:
                return

    async def work_async() -> None:
        async for item in client.client.payments.list(**query):
            items.append(plain(item))
            if len(items) >= most:
                return

    await client.run(work_async if client.is_async else work)
    return {"items": items}


def plain(value: Any) -> Any:
    """Take a model as JSON has it: only what was answered, secrets shown, amounts as text."""
    dumped = value if isinstance(value, dict) else value.model_dump(exclude_unset=True)
    return json.loads(json.dumps(dumped, default=as_text))


def as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)


def limit_of(limit: Any) -> Any:
    return limit and {"limit": limit.limit, "remaining": limit.remaining, "reset": limit.reset_at.timestamp()}


def verify(request: dict[str, Any]) -> dict[str, Any]:
    payload = request.get("payload_parsed", base64.b64decode(request.get("payload_base64", "")))
    now = seconds(request.get("now", "2026-01-15T08:30:00Z"))
    event = renewal.verify_webhook(
        payload,
        request["headers"],
        request["secrets"],
        tolerance=request.get("tolerance_s", 300),
        clock=lambda: now,
    )
    if isinstance(event, renewal.UnknownEvent):
        return {"known": False, "event": plain(event.data)}
    return {"known": True, "event": plain(event)}


def sign(request: dict[str, Any]) -> dict[str, Any]:
    payload = base64.b64decode(request["payload_base64"])
    id, timestamp = request.get("webhook_id"), request.get("timestamp")
    return {"headers": renewal.sign_webhook(payload, request["secret"], id=id, timestamp=timestamp)}


async def run(request: dict[str, Any], client: Any) -> dict[str, Any]:
    what = request["do"]
    if what == "client":
        name = f"c{len(clients) + 1}"
        clients[name] = Client(request["options"], request.get("variant", "sync"))
        return {"client": name}
    if what == "call":
        return await call(client, request)
    if what == "list_all":
        return await list_all(client, request)
    if what == "wait_until_settled":
        timeout = request.get("options", {}).get("total_timeout_ms", 900_000) / 1000
        wait = client.client.payments.wait_until_settled
        return {"body": plain(await client.run(lambda: wait(request["transaction_id"], timeout=timeout)))}
    if what == "limit":
        return {"limit": limit_of(client.client.limit_state)}
    if what == "print":
        inner = vars(client.client)
        return {"printed": f"{client.client!r} {client.client!s} {inner} {[vars(x) for x in inner.values()]}"}
    if what == "verify_webhook":
        return verify(request)
    if what == "sign_webhook":
        return sign(request)
    lacks = [{"what": "cancel", "variant": "sync", "why": "a thread cannot be cancelled from outside"}]
    variants = ["sync", "async"]
    return {"sdk": "python", "version": renewal.__version__, "variants": variants, "lacks": lacks}


async def perform(request: dict[str, Any]) -> dict[str, Any]:
    client = clients.get(request.get("client", ""))
    before = len(client.slept) if client else 0

    def seen() -> dict[str, Any]:
        return {"slept": client.slept[before:], "told": list(client.told)} if client else {}

    async def once() -> dict[str, Any]:
        try:
            return {"ok": {**await run(request, client), **seen()}}
        except renewal.RenewalError as error:
            return {"error": {**described(error), **seen()}}
        except (asyncio.CancelledError, TimeoutError, asyncio.TimeoutError) as error:
            return {"error": {"kind": "cancelled", "class": type(error).__name__, "printed": repr(error), **seen()}}
        except Exception:
            return {"error": {"kind": "other", "class": "other", "printed": traceback.format_exc(), **seen()}}

    if "times" not in request:
        return await once()
    return {"ok": {"results": await asyncio.gather(*(once() for _ in range(request["times"])))}}


def described(error: renewal.RenewalError) -> dict[str, Any]:
    names = ("code", "status", "message", "request_id", "attempts", "retry_after")
    told = {name: getattr(error, name) for name in names}
    shown = "".join(traceback.format_exception(error)), repr(error), str(error), repr(vars(error) | {"body": None})
    kind = KINDS.get(error.kind, error.kind)
    details = json.loads(json.dumps(error.details, default=as_text))
    more = {"details": details, "limit": limit_of(error.limit_state), "reason": getattr(error, "reason", None)}
    return {"kind": kind, "class": type(error).__name__, **told, **more, "raw": error.body, "printed": "\n".join(shown)}


async def answer(request: dict[str, Any]) -> None:
    line = json.dumps({"id": request["id"], **await perform(request)})
    with writing:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    if request["do"] == "bye":
        os._exit(0)


threading.Thread(target=loop.run_forever, daemon=True).start()
for text in sys.stdin:
    asyncio.run_coroutine_threadsafe(answer(json.loads(text)), loop)
