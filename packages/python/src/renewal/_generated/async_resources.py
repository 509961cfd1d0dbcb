# Generated from openapi.yaml by `npm run generate`. Do not edit.
"""The operations of the API, for tasks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from renewal._core.operation import Arguments
from renewal._generated import operations
from renewal._resources.base import AsyncResource

if TYPE_CHECKING:
    from renewal._core.money import Amount
    from renewal._core.options import CallOptions
    from renewal._generated.models import Membership, PackageList, Payment, PaymentCreated, Token
    from renewal._http.asynchronous import AsyncCaller
    from renewal._resources.pages import AsyncPages


class AsyncTokens(AsyncResource):
    """Short-lived access tokens for a merchant's server and for its members."""

    async def create(
        self,
        *,
        grant_type: Literal["client_credentials", "refresh_token"],
        client_id: str | None = None,
        client_secret: str | None = None,
        user_id: str | None = None,
        refresh_token: str | None = None,
        options: CallOptions | None = None,
    ) -> Token:
        """Get an access token.

        Exchanges client credentials for an access token that is valid for 15 minutes.

        With `user_id` the token is a member's: hand it, with its refresh token, to that member's app. Without
        `user_id` it is the merchant's own and reads the payments and memberships of all its members.

        A refresh token works once and is answered with its successor. Using it again after more than 10 seconds
        revokes the whole family, because a copy of it must be in other hands.

        The body may be JSON or a form (`application/x-www-form-urlencoded`), as OAuth 2.0 clients send it.

        Args:
            grant_type: `client_credentials` with `client_id` and `client_secret`, or `refresh_token` with `refresh_token`.
            client_id: Your client id. Required for `client_credentials`.
            client_secret: Your client secret. Required for `client_credentials`. Keep it on your server.
            user_id: Your id of the member.
            refresh_token: The refresh token of the answer before. Required for `refresh_token`.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
            AuthenticationError: `INVALID_GRANT`, `INVALID_CLIENT`
            PermissionDeniedError: `HTTPS_REQUIRED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.tokens.create(
                grant_type="client_credentials",
                client_id="demo",
                client_secret="demo-secret",
                user_id="user_42",
            )
        """
        return await self._call(
            operations.CREATE_TOKEN,
            options,
            Arguments(
                body={
                    "grant_type": grant_type,
                    "client_id": client_id,
                    "client_secret": client_secret,
                    "user_id": user_id,
                    "refresh_token": refresh_token,
                }
            ),
        )


class AsyncPackages(AsyncResource):
    """What can be bought, and at what price."""

    async def list(self, *, options: CallOptions | None = None) -> PackageList:
        """List the membership packages.

        The packages that can be bought now, cheapest first. No token is needed. A payment order must carry the exact
        `amount` and `currency` of one of them.

        Args:
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`
            PermissionDeniedError: `HTTPS_REQUIRED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.packages.list()
        """
        return await self._call(operations.LIST_PACKAGES, options, Arguments())


class AsyncPayments(AsyncResource):
    """Payment orders for membership renewal."""

    async def create(
        self,
        *,
        order_id: str,
        amount: Amount,
        currency: str | None = None,
        subject: str | None = None,
        return_url: str | None = None,
        notify_url: str | None = None,
        options: CallOptions | None = None,
    ) -> PaymentCreated:
        """Create a payment order.

        Creates a new payment order for membership renewal and answers the address of the checkout page, where the
        person pays.

        `order_id` is yours and is the idempotency key, unique per user. The same order sent again answers the same
        bytes with `Idempotent-Replayed: true`; with other parameters it is refused with `ORDER_ID_REUSED`.

        Counts against the limit of 5 requests per hour per user, replays and invalid requests included.

        Args:
            order_id: Your own id of the order, unique per user. It is the idempotency key.
            amount: An amount of money in units of the currency, with at most the currency's decimals.
            currency: An ISO 4217 code in capitals. CNY when absent.
            subject: What the person reads on the checkout page. It never chooses the package; the amount does. Membership Renewal when absent.
            return_url: An absolute http or https address.
            notify_url: An absolute http or https address.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `FORBIDDEN`, `HTTPS_REQUIRED`
            ConflictError: `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`, `ORDER_CLOSED`, `ORDER_ID_REUSED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            PaymentFailedError: `PAYMENT_FAILED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.payments.create(
                order_id="ORD123456",
                amount=Decimal("99.99"),
                currency="CNY",
                subject="Annual Membership",
            )
        """
        return await self._call(
            operations.CREATE_PAYMENT,
            options,
            Arguments(
                body={
                    "order_id": order_id,
                    "amount": amount,
                    "currency": currency,
                    "subject": subject,
                    "return_url": return_url,
                    "notify_url": notify_url,
                }
            ),
        )

    async def get(self, transaction_id: str, *, options: CallOptions | None = None) -> Payment:
        """Get a payment order.

        One payment order by its `transaction_id`. A member sees its own orders, a merchant those of its members;
        anybody else's is answered as if it did not exist.

        Args:
            transaction_id: The `transaction_id` that creating the order answered.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `HTTPS_REQUIRED`
            NotFoundError: `TRANSACTION_NOT_FOUND`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.payments.get("TXN789012")
        """
        return await self._call(operations.GET_PAYMENT, options, Arguments(path={"transaction_id": transaction_id}))

    async def close(self, transaction_id: str, *, options: CallOptions | None = None) -> Payment:
        """Close an unpaid payment order.

        Closes the order at the gateway first and then here, so that nobody can pay it any more. Closing a closed
        order answers it again. A payment that was already on its way still counts: the order then becomes `paid`.

        Args:
            transaction_id: The `transaction_id` that creating the order answered.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `HTTPS_REQUIRED`
            NotFoundError: `TRANSACTION_NOT_FOUND`
            ConflictError: `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            PaymentFailedError: `PAYMENT_FAILED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.payments.close("TXN789012")
        """
        return await self._call(operations.CLOSE_PAYMENT, options, Arguments(path={"transaction_id": transaction_id}))

    async def refund(
        self, transaction_id: str, *, refund_id: str, amount: Amount | None = None, options: CallOptions | None = None
    ) -> Payment:
        """Refund a paid payment order.

        Sends the money of a paid order back, all of it or a part, in the currency of the order, and answers the order as
        it then stands. When all of it went back the order is `refunded` and its renewal is taken back; a refund of a part
        leaves the membership as it is.

        `refund_id` is yours and is the idempotency key, unique per order. The same refund sent again moves no money a
        second time and has the header `Idempotent-Replayed: true`; with another `amount` it is refused with
        `REFUND_ID_REUSED`. When the gateway does not answer, the refund is kept and carried out later: send the same
        request again to learn of it.

        Args:
            transaction_id: The `transaction_id` that creating the order answered.
            refund_id: Your own id of the refund, unique per order. It is the idempotency key.
            amount: How much to send back, in the order's currency. Absent for all that is left.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`, `PAYLOAD_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `FORBIDDEN`, `HTTPS_REQUIRED`
            NotFoundError: `TRANSACTION_NOT_FOUND`
            ConflictError: `ORDER_IN_PROGRESS`, `ORDER_NOT_PAID`, `ORDER_CLOSED`, `REFUND_ID_REUSED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            PaymentFailedError: `PAYMENT_FAILED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.payments.refund(
                "TXN789012",
                refund_id="REF123456",
                amount=Decimal("20.5"),
            )
        """
        return await self._call(
            operations.REFUND_PAYMENT,
            options,
            Arguments(path={"transaction_id": transaction_id}, body={"refund_id": refund_id, "amount": amount}),
        )

    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: Literal["creating", "pending", "failed", "closed", "paid", "refunded"] | None = None,
        order_id: str | None = None,
        options: CallOptions | None = None,
    ) -> AsyncPages[Payment]:
        """List payment orders.

        Payment orders, newest first, in pages. A member sees its own orders, a merchant those of all its members.
        Follow `next_cursor` until it is absent. Orders created while you page never shift what you have yet to see.

        Args:
            limit: How many orders a page holds at most.
            cursor: The `next_cursor` of the page before.
            status: Only orders in this state.
            order_id: Only the orders with this order id.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `HTTPS_REQUIRED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            async for item in client.payments.list(limit=20):
                print(item)
        """
        return self._pages(
            operations.LIST_PAYMENTS,
            options,
            Arguments(query={"limit": limit, "cursor": cursor, "status": status, "order_id": order_id}),
        )


class AsyncMemberships(AsyncResource):
    """How long a membership lasts, and which payments made it so."""

    async def get(self, *, user_id: str | None = None, options: CallOptions | None = None) -> Membership:
        """Get a membership.

        How long the membership lasts and which payments made it so. A member reads its own; a merchant names one of
        its members by `user_id`. Somebody who never paid has the status `none` and an empty history.

        Args:
            user_id: Whose membership. Required with a merchant's token; with a member's it can only be its own.
            options: options of this call

        Raises:
            ValidationError: `VALIDATION_ERROR`
            AuthenticationError: `INVALID_TOKEN`
            PermissionDeniedError: `FORBIDDEN`, `HTTPS_REQUIRED`
            RateLimitError: `RATE_LIMIT_EXCEEDED`
            ServerError: `INTERNAL_ERROR`, `SERVICE_UNAVAILABLE`

        Example:
            answer = await client.memberships.get()
        """
        return await self._call(operations.GET_MEMBERSHIP, options, Arguments(query={"user_id": user_id}))


class AsyncResources:
    """Everything that the document's operations make a client of."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    @cached_property
    def tokens(self) -> AsyncTokens:
        """Short-lived access tokens for a merchant's server and for its members."""
        return AsyncTokens(self._caller)

    @cached_property
    def packages(self) -> AsyncPackages:
        """What can be bought, and at what price."""
        return AsyncPackages(self._caller)

    @cached_property
    def payments(self) -> AsyncPayments:
        """Payment orders for membership renewal."""
        return AsyncPayments(self._caller)

    @cached_property
    def memberships(self) -> AsyncMemberships:
        """How long a membership lasts, and which payments made it so."""
        return AsyncMemberships(self._caller)
