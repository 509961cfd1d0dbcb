"""A server that answers what a test tells it, misbehaves on request, and records what it saw."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What to answer, or how to fail."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    #: Ends the connection instead: "reset", "close", or after the headers and half of the body: "truncate", "stall".
    fault: str = ""
    #: Seconds to think before the answer.
    delay: float = 0
    #: Seconds between the bytes of the body.
    trickle: float = 0

    def text(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()

    def head(self) -> bytes:
        fields = {
            "Content-Type": "application/json",
            "Content-Length": str(len(self.text())),
            "X-Request-Id": "req_scripted",
            **self.headers,
        }
        lines = [f"HTTP/1.1 {self.status} Scripted", *(f"{name}: {value}" for name, value in fields.items())]
        return "\r\n".join([*lines, "", ""]).encode()


Script = "Callable[[Seen], Answer] | list[Answer]"


class ScriptedServer:
    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.script: Callable[[Seen], Answer] | list[Answer] = []
        self.connections = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._running = True
        threading.Thread(target=self._accept, daemon=True).start()

    def __call__(self, *answers: Answer) -> None:
        self.script = list(answers)

    def of(self, path: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.path.split("?")[0] == f"/v1{path}"]

    def close(self) -> None:
        self._running = False
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while self._running:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            reader = connection.makefile("rb")
            while self._running:
                seen = _read(reader)
                if seen is None or not self._answer(connection, seen):
                    break
        with self._lock:
            self._open.discard(connection)

    def _next(self, seen: Seen) -> Answer:
        with self._lock:
            self.seen.append(seen)
            if callable(self.script):
                script = self.script
            elif self.script:
                return self.script.pop(0)
            else:
                return Answer(599, {"error": {"code": "SCRIPT_IS_OVER", "message": "The script is over."}})
        return script(seen)

    def _answer(self, connection: socket.socket, seen: Seen) -> bool:
        answer = self._next(seen)
        time.sleep(answer.delay)
        if answer.fault == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if answer.fault == "close":
            return False
        text = answer.text()
        if answer.fault:
            connection.sendall(answer.head() + text[: len(text) // 2])
            if answer.fault == "stall":
                connection.recv(1)
            return False
        if answer.trickle:
            connection.sendall(answer.head())
            for byte in text:
                connection.sendall(bytes([byte]))
                time.sleep(answer.trickle)
            return True
        connection.sendall(answer.head() + text)
        return answer.headers.get("Connection") != "close"


def _read(reader: Any) -> Seen | None:
    line = reader.readline()
    if not line:
        return None
    method, path, _ = line.decode().split(" ", 2)
    headers = dict(_headers(reader))
    body = reader.read(int(headers.get("content-length", "0")))
    return Seen(method, path, headers, body)


def _headers(reader: Any) -> Iterator[tuple[str, str]]:
    while line := reader.readline().decode().strip():
        name, value = line.split(":", 1)
        yield name.lower(), value.strip()


PAYMENT: dict[str, Any] = {
    "transaction_id": "TXN789012",
    "order_id": "ORD123456",
    "user_id": "user_42",
    "status": "paid",
    "amount": 99.99,
    "currency": "CNY",
    "subject": "Annual Membership",
    "package_id": "yearly",
    "months": 12,
    "payment_url": "https://payment.gateway.com/pay/TXN789012",
    "created_at": "2026-01-15T08:28:11.120Z",
    "updated_at": "2026-01-15T08:30:01.004Z",
    "expires_at": "2026-01-16T08:28:11.120Z",
    "paid_at": "2026-01-15T08:30:00.000Z",
}
CREATED: dict[str, Any] = {
    "success": True,
    "transaction_id": "TXN789012",
    "payment_url": "https://payment.gateway.com/pay/TXN789012",
    "message": "Payment order created successfully",
}
PACKAGES: dict[str, Any] = {
    "data": [{"id": "yearly", "name": "Annual Membership", "months": 12, "amount": 99.99, "currency": "CNY"}]
}


def token(name: str = "access-1", *, expires_in: int = 900, refresh_token: str | None = None) -> Answer:
    body: dict[str, object] = {"access_token": name, "token_type": "Bearer", "expires_in": expires_in}
    return Answer(200, body if refresh_token is None else {**body, "refresh_token": refresh_token})


def error(status: int, code: str, *, headers: dict[str, str] | None = None, **details: object) -> Answer:
    told: dict[str, object] = {"code": code, "message": f"{code} happened."}
    return Answer(status, {"error": {**told, "details": details} if details else told}, headers or {})
