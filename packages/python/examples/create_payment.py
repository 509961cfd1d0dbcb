"""Buys the cheapest package for a member, and waits until the person has paid."""

import os
import time

from renewal import APITimeoutError, Renewal

with Renewal(user_id=os.environ.get("RENEWAL_USER_ID", "user_42")) as client:
    package = client.packages.list().data[0]
    # An id of your own, kept before the call: sending the same one again never charges twice.
    order_id = os.environ.get("RENEWAL_ORDER_ID", f"example-{time.time_ns()}")
    order = client.payments.create(order_id=order_id, amount=package.amount, currency=package.currency)
    print(f"{package.name}: {package.amount} {package.currency}. Pay here: {order.payment_url}")
    try:
        payment = client.payments.wait_until_settled(
            order.transaction_id, timeout=float(os.environ.get("RENEWAL_PATIENCE", "120"))
        )
    except APITimeoutError:
        raise SystemExit("Nobody has paid yet. The order stays open; look again later.") from None
    print(f"The order is {payment.status}.")
    if payment.status == "paid":
        print(f"The membership lasts until {client.memberships.get().expires_at:%d %B %Y}.")
