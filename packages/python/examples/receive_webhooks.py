"""A webhook receiver. RENEWAL_WEBHOOK_SECRET is the secret, or, while it is being replaced, the new and the old one."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from renewal import UnknownEvent, WebhookVerificationError, verify_webhook

#: The longest body that is read, in bytes; an event has some 300.
LONGEST = 65_536

#: A webhook may come more than once. A real program keeps these in its database, beside what it does.
handled: set[str] = set()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        # The raw bytes: a body that was parsed and written again has another signature.
        length = int(self.headers.get("Content-Length", "0"))
        if length > LONGEST:
            self.send_error(413)
            return
        body = self.rfile.read(length)
        try:
            event = verify_webhook(body, dict(self.headers.items()))
        except WebhookVerificationError as error:
            print(f"Refused: {error.reason}", flush=True)
            self.send_response(400)
        else:
            if isinstance(event, UnknownEvent):
                print(f"Ignored an event of the kind {event.type}.", flush=True)
            elif event.id not in handled:
                handled.add(event.id)
                print(f"Order {event.order_id} is {event.status}: {event.amount} {event.currency}", flush=True)
            self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of every request."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Receiver)
    print(f"Listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
