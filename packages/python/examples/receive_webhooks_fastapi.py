"""A webhook receiver on FastAPI. RENEWAL_WEBHOOK_SECRET is the secret, or, while it is being replaced, new and old one.

`pip install renewal fastapi uvicorn`, then `python receive_webhooks_fastapi.py`.
"""

import os
import socket
import sqlite3
from contextlib import closing

import uvicorn
from fastapi import BackgroundTasks, FastAPI, HTTPException, Request

from renewal import UnknownEvent, WebhookVerificationError, verify_webhook
from renewal.models import PaymentEvent

#: The longest body that is read, in bytes; an event has some 300.
LONGEST = 65_536

#: A webhook may come more than once. Yours is the database that also has what follows from it.
database = sqlite3.connect(os.environ.get("DATABASE", ":memory:"), check_same_thread=False)
database.execute("create table if not exists events (id text primary key)")

app = FastAPI()


def is_new(event_id: str) -> bool:
    """Write an id down; false when it is there already."""
    with database, closing(database.execute("insert or ignore into events values (?)", (event_id,))) as inserted:
        return inserted.rowcount == 1


def handle(event: PaymentEvent) -> None:
    """Do what takes time: it runs behind the answer, which must not be late."""
    print(f"Order {event.order_id} is {event.status}: {event.amount} {event.currency}", flush=True)


# A parameter of a model would have FastAPI parse the body; the raw bytes are what is signed.
@app.post("/webhooks/renewal", status_code=204)
async def receive(request: Request, tasks: BackgroundTasks) -> None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise HTTPException(413)
    try:
        event = verify_webhook(body, dict(request.headers))
    except WebhookVerificationError as error:
        print(f"Refused: {error.reason}", flush=True)
        raise HTTPException(400, error.reason) from error
    if isinstance(event, UnknownEvent):
        print(f"Ignored an event of the kind {event.type}.", flush=True)
    elif is_new(event.id):
        tasks.add_task(handle, event)


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "3000"))))
    print(f"Listening on http://127.0.0.1:{listener.getsockname()[1]}/webhooks/renewal", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
