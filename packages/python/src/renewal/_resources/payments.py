"""Waiting for a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renewal._core.watch import QUARTER_OF_AN_HOUR, Watch, is_settled
from renewal._errors import RenewalError
from renewal._generated import async_resources, resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from renewal._core.options import CallOptions
    from renewal._generated.models import Payment


class Payments(resources.Payments):
    """Payment orders for membership renewal."""

    def wait_until_settled(
        self,
        transaction_id: str,
        *,
        until: Callable[[Payment], bool] = is_settled,
        timeout: float = QUARTER_OF_AN_HOUR,
        options: CallOptions | None = None,
    ) -> Payment:
        """Wait until a payment order is settled, by asking for it again and again.

        After 1 s at first and 10 s in the end, and never faster than the rate limit has room for.

        Args:
            transaction_id: the `transaction_id` that creating the order answered
            until: whether this is what you wait for. When absent: the order is paid, closed or refunded, or in a
                state that this version does not know. `failed` is not the end, for the person may try again.
            timeout: for how many seconds to wait in all
            options: options of each look

        Raises:
            APITimeoutError: `timeout` has passed; call it again to go on waiting
            NotFoundError: `TRANSACTION_NOT_FOUND`

        Example:
            payment = client.payments.wait_until_settled(order.transaction_id, timeout=120)
            if payment.status == "paid":
                print("Thank you!")
        """
        watch = Watch(self._caller.settings.clock, timeout, until)
        while True:
            try:
                payment = self.get(transaction_id, options=watch.options(options))
            except RenewalError as error:
                wait = watch.failed(error)
            else:
                pause = watch.saw(payment)
                if pause is None:
                    return payment
                wait = pause
            self._caller.sleep(wait)


class AsyncPayments(async_resources.AsyncPayments):
    """Payment orders for membership renewal."""

    async def wait_until_settled(
        self,
        transaction_id: str,
        *,
        until: Callable[[Payment], bool] = is_settled,
        timeout: float = QUARTER_OF_AN_HOUR,
        options: CallOptions | None = None,
    ) -> Payment:
        """Wait until a payment order is settled, by asking for it again and again.

        After 1 s at first and 10 s in the end, and never faster than the rate limit has room for.

        Args:
            transaction_id: the `transaction_id` that creating the order answered
            until: whether this is what you wait for. When absent: the order is paid, closed or refunded, or in a
                state that this version does not know. `failed` is not the end, for the person may try again.
            timeout: for how many seconds to wait in all
            options: options of each look

        Raises:
            APITimeoutError: `timeout` has passed; call it again to go on waiting
            NotFoundError: `TRANSACTION_NOT_FOUND`

        Example:
            payment = await client.payments.wait_until_settled(order.transaction_id, timeout=120)
            if payment.status == "paid":
                print("Thank you!")
        """
        watch = Watch(self._caller.settings.clock, timeout, until)
        while True:
            try:
                payment = await self.get(transaction_id, options=watch.options(options))
            except RenewalError as error:
                wait = watch.failed(error)
            else:
                pause = watch.saw(payment)
                if pause is None:
                    return payment
                wait = pause
            await self._caller.sleep(wait)
