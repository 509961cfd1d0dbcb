"""The real server, as `npm start` runs it, on a port of its own and with nothing kept."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent
REPOSITORY = PACKAGE.parent.parent
COMMAND = REPOSITORY / "server" / "dist" / "cli.js"


@contextmanager
def live_server(**more: str) -> Iterator[dict[str, str]]:
    """Start it and give the environment of a program that uses it."""
    if not COMMAND.exists():
        pytest.skip("The server is not built: run `npm run build` first.")
    with TemporaryDirectory() as data:
        node = shutil.which("node", path=f"{REPOSITORY / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}")
        settings = {"PORT": "0", "DATA_DIR": data, "LOG_LEVEL": "error", "NOTIFY_ALLOWED_HOSTS": "127.0.0.1", **more}
        process = subprocess.Popen(
            [node or "node", str(COMMAND), "start"],
            env={**os.environ, **settings},
            cwd=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            lines = Lines(process)
            base_url = lines.find(r"(http://\S+/v1)")
            yield {
                **os.environ,
                "RENEWAL_BASE_URL": base_url,
                "RENEWAL_CLIENT_ID": "demo",
                "RENEWAL_CLIENT_SECRET": "demo-secret",
                "RENEWAL_WEBHOOK_SECRET": "demo-webhook-secret",
                "PYTHONWARNINGS": "error",
            }
        finally:
            process.kill()
            process.wait()


class Lines:
    """What a process prints, to wait for a line of it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._read: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._pump, args=(process,), daemon=True).start()

    def find(self, pattern: str, seconds: float = 30) -> str:
        """Wait for a line that has it, and give its first group."""
        while True:
            try:
                line = self._lines.get(timeout=seconds)
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"It never said {pattern}, but: {''.join(self._read)}")
            self._read.append(line)
            found = re.search(pattern, line)
            if found is not None:
                return found[1]

    def said(self) -> str:
        """All that was looked at so far."""
        return "".join(self._read)

    def _pump(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._lines.put(line)
        process.stdout.close()
        self._lines.put(None)
