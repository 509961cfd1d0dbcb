"""Asks more often than is allowed, and does as it is told."""

import os
import time
from datetime import datetime, timezone

from renewal import RateLimitError, Renewal

with Renewal(user_id=os.environ.get("RENEWAL_USER_ID", "user_42")) as client:
    package = client.packages.list().data[0]
    for attempt in range(1, 8):
        try:
            client.payments.create(order_id=f"limit-{time.time_ns()}", amount=package.amount, currency=package.currency)
        except RateLimitError as error:
            # Up to a minute the client would have waited by itself. This takes longer, so the program decides.
            wait = error.retry_after or 0
            print(f"{error.code} after {attempt - 1} orders: come back in {wait:.0f} s. Request {error.request_id}.")
            break
        limit = client.limit_state
        if limit is not None:
            seconds = (limit.reset_at - datetime.now(timezone.utc)).total_seconds()
            print(f"Order {attempt}: {limit.remaining} of {limit.limit} left, one more in {seconds:.0f} s.")
