"""Speaks the protocol of PROTOCOL.md around the Python SDK: both of its clients."""

from __future__ import annotations

import asyncio
import base64
import functools
import itertools
import json
import os
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from typing import Any

import httpcore2
import renewal

# Cases speak plain HTTP, and reading the certificates anew for each client would take most of the time.
httpcore2.default_ssl_context = functools.cache(httpcore2.default_ssl_context)

clients: dict[str, Client] = {}
seconds = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()  # noqa: E731
loop = asyncio.new_event_loop()
threads = ThreadPoolExecutor(64)


class Client:
    def __init__(self, options: dict[str, Any], variant: str) -> None:
        self.now = seconds(options.pop("now"))
        number = options.pop("random")
        self.slept, self.told = [], []
        if "timeout_ms" in options:
            options["timeout"] = options.pop("timeout_ms") / 1000
        if "refresh_token" in options:
            options["on_token"] = lambda token: self.told.append(token.refresh_token.get_secret_value())
        if "get_token" in options:
            supply = iter([*options["get_token"], *options["get_token"][-1:] * 1000])
            options["get_token"] = lambda refused: next(supply)
        self.is_async = variant == "async"
        make: Any = renewal.AsyncRenewal if self.is_async else renewal.Renewal
        sleep = self.sleep_async if self.is_async else self.sleep
        self.client = make(clock=lambda: self.now, sleep=sleep, random=lambda: number, **options)

    def sleep(self, wait: float) -> None:
        self.slept.append(wait)
        self.now += wait

    async def sleep_async(self, wait: float) -> None:
        self.sleep(wait)

    async def run(self, work: Any) -> Any:
        if not self.is_async:
            return await loop.run_in_executor(threads, work)
        result = work()
        return await result if hasattr(result, "__await__") else result


def call_options(options: dict[str, Any]) -> dict[str, Any]:
    known = {name: options[name] for name in ("max_retries", "idempotent") if name in options}
    return {**known, **({"timeout": options["timeout_ms"] / 1000} if "timeout_ms" in options else {})}


async def call(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    resource, method = request["method"].split(".")
    options = request["options"]
    ids = [given for given in request["arguments"] if isinstance(given, str)]
    arguments = {name: value for given in request["arguments"][len(ids) :] for name, value in given.items()}
    arguments["options"] = call_options(options)
    most = options.get("cancel_after_ms")

    def work() -> Any:
        made = getattr(getattr(client.client, resource), method)(*ids, **arguments)
        return made.first_page() if hasattr(made, "first_page") else made

    value = await asyncio.wait_for(client.run(work), most and most / 1000)
    raw = value.raw_response
    told = {"status": raw.status, "request_id": raw.request_id, "attempts": raw.attempts, "replayed": raw.replayed}
    return {"body": plain(value), **told, "limit": limit_of(raw.limit_state)}


async def list_all(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    most, items = request["most"], []
    pages = client.client.payments.list(**request["arguments"][0])
    if not client.is_async:
        return {"items": await client.run(lambda: [plain(item) for item in itertools.islice(pages, most)])}
    async for item in pages:
        items.append(plain(item))
        if len(items) >= most:
            break
    return {"items": items}


def plain(value: Any) -> Any:
    """Take a model as JSON has it: only what was answered, secrets shown, amounts as text."""
    dumped = value if isinstance(value, dict) else value.model_dump(exclude_unset=True)
    return json.loads(json.dumps(dumped, default=as_text))


def as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value.get_secret_value()


def limit_of(limit: Any) -> Any:
    return limit and {"limit": limit.limit, "remaining": limit.remaining, "reset_at": limit.reset_at.isoformat()}


def verify(request: dict[str, Any]) -> dict[str, Any]:
    payload = request.get("payload_parsed", base64.b64decode(request.get("payload_base64", "")))
    options = {"tolerance": request["tolerance_s"]} if "tolerance_s" in request else {}
    now = seconds(request["now"])
    event = renewal.verify_webhook(payload, request["headers"], request["secrets"], clock=lambda: now, **options)
    known = not isinstance(event, renewal.UnknownEvent)
    return {"known": known, "event": plain(event if known else event.data)}


def sign(request: dict[str, Any]) -> dict[str, Any]:
    more = {"id": request.get("webhook_id"), "timestamp": request.get("timestamp")}
    return {"headers": renewal.sign_webhook(base64.b64decode(request["payload_base64"]), request["secrets"][0], **more)}


async def run(request: dict[str, Any], client: Any) -> dict[str, Any]:
    match request["do"]:
        case "client":
            clients[request["client"]] = Client(request["options"], request.get("variant", "sync"))
            return {}
        case "call":
            return await call(client, request)
        case "list_all":
            return await list_all(client, request)
        case "wait_until_settled":
            most = {"timeout": request["options"].get("total_timeout_ms", 900_000) / 1000}
            wait = functools.partial(client.client.payments.wait_until_settled, request["transaction_id"], **most)
            return {"body": plain(await client.run(wait))}
        case "state":
            inner = vars(client.client)
            deeper = [vars(part) for part in inner.values() if hasattr(part, "__dict__")]
            shown = f"{client.client!r} {client.client!s} {inner} {deeper}"
            state = {"slept": client.slept, "told": client.told, "printed": shown}
            return {**state, "limit": limit_of(client.client.limit_state)}
        case "verify_webhook" | "sign_webhook":
            return verify(request) if request["do"] == "verify_webhook" else sign(request)
    lacks = [{"what": "cancel", "variant": "sync", "why": "a thread cannot be cancelled from outside"}]
    older = [] if hasattr(renewal.Renewal(token="x").payments, "refund") else [{"what": "refunds", "why": "older than they are"}]
    return {"sdk": "python", "version": renewal.__version__, "variants": ["sync", "async"], "lacks": lacks + older}


async def perform(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"ok": await run(request, clients.get(request.get("client", "")))}
    except renewal.RenewalError as error:
        return {"error": described(error)}
    except (asyncio.CancelledError, asyncio.TimeoutError) as error:
        return {"error": {"kind": "cancelled", "class": type(error).__name__, "printed": repr(error)}}
    except Exception:
        return {"error": {"kind": "other", "printed": traceback.format_exc()}}


def described(error: renewal.RenewalError) -> dict[str, Any]:
    names = ("kind", "code", "status", "message", "request_id", "attempts", "retry_after")
    told: dict[str, Any] = {name: getattr(error, name) for name in names}
    shown = "".join(traceback.format_exception(error)), repr(error), str(error), repr(vars(error) | {"body": None})
    more = {"details": error.details and plain(error.details), "limit": limit_of(error.limit_state), "reason": getattr(error, "reason", None)}
    return {"class": type(error).__name__, **told, **more, "raw": error.body, "printed": "\n".join(shown)}


async def answer(request: dict[str, Any]) -> None:
    print(json.dumps({"id": request["id"], **await perform(request)}), flush=True)


threading.Thread(target=loop.run_forever, daemon=True).start()
for text in sys.stdin:
    asyncio.run_coroutine_threadsafe(answer(json.loads(text)), loop)
os._exit(0)
