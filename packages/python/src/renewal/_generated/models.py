# Generated from openapi.yaml by `npm run generate`. Do not edit.

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import AwareDatetime, ConfigDict, SecretStr

from renewal._core.model import Model


class Token(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    access_token: SecretStr
    """
    A JWT for the `Authorization` header.
    """
    token_type: Literal["Bearer"] | str
    """
    How to send the token.
    """
    expires_in: int
    """
    For how many seconds the token is valid.
    """
    refresh_token: SecretStr | None = None
    """
    Exchanges once for the next token. Members' tokens only.
    """


class MembershipPeriod(Model):
    """What one payment added."""

    model_config = ConfigDict(
        extra="allow",
    )
    transaction_id: str
    """
    Our id of the order, made when it is created.
    """
    order_id: str
    """
    Your own id of the order, unique per user. It is the idempotency key.
    """
    package_id: str
    """
    The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
    """
    months: int
    """
    The calendar months that the payment added.
    """
    amount: Decimal
    """
    An amount of money in units of the currency, with at most the currency's decimals.
    """
    currency: str
    """
    An ISO 4217 code in capitals.
    """
    paid_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """
    starts_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """
    ends_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """


class Package(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """
    The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
    """
    name: str
    """
    A name for people.
    """
    months: int
    """
    By how many calendar months a payment moves the membership forward.
    """
    amount: Decimal
    """
    An amount of money in units of the currency, with at most the currency's decimals.
    """
    currency: str
    """
    An ISO 4217 code in capitals.
    """


class PackageList(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    data: list[Package]
    """
    The active packages, cheapest first.
    """


class Payment(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    transaction_id: str
    """
    Our id of the order, made when it is created.
    """
    order_id: str
    """
    Your own id of the order, unique per user. It is the idempotency key.
    """
    user_id: str
    """
    Your id of the member.
    """
    status: Literal["creating", "pending", "failed", "closed", "paid", "refunded"] | str
    """
    `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
    follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
    back and the renewal was taken back. A state never moves backwards.

    """
    amount: Decimal
    """
    An amount of money in units of the currency, with at most the currency's decimals.
    """
    currency: str
    """
    An ISO 4217 code in capitals.
    """
    subject: str
    """
    What the person reads on the checkout page.
    """
    package_id: str
    """
    The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
    """
    months: int
    """
    The months that this payment adds, as they were when the order was created.
    """
    payment_url: str | None = None
    """
    The checkout page. Absent while the order is `creating`.
    """
    created_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """
    updated_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """
    expires_at: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """
    paid_at: AwareDatetime | None = None
    """
    A moment in UTC, RFC 3339.
    """
    closed_at: AwareDatetime | None = None
    """
    A moment in UTC, RFC 3339.
    """
    refunded_at: AwareDatetime | None = None
    """
    A moment in UTC, RFC 3339.
    """
    refunded_amount: Decimal | None = None
    """
    How much of the money went back. Absent while none did; all of it when the order is `refunded`.
    """


class PaymentCreated(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    success: bool
    """
    Always true on 200; errors have their own shape.
    """
    transaction_id: str
    """
    Our id of the order, made when it is created.
    """
    payment_url: str
    """
    The checkout page. Send the person there.
    """
    message: str
    """
    A sentence for people.
    """


class PaymentEvent(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    id: str
    """
    The event's id, the same on every attempt.
    """
    type: Literal["payment.updated"] | str
    """
    What kind of event this is. Ignore kinds that you do not know.
    """
    transaction_id: str
    """
    Our id of the order, made when it is created.
    """
    order_id: str
    """
    Your own id of the order, unique per user. It is the idempotency key.
    """
    user_id: str
    """
    Your id of the member.
    """
    status: Literal["creating", "pending", "failed", "closed", "paid", "refunded"] | str
    """
    `creating`: the gateway is being asked. `pending`: the person can pay. `failed`: a try was declined; another may
    follow. `closed`: nobody can pay it any more. `paid`: the membership was renewed. `refunded`: the money went
    back and the renewal was taken back. A state never moves backwards.

    """
    amount: Decimal
    """
    An amount of money in units of the currency, with at most the currency's decimals.
    """
    currency: str
    """
    An ISO 4217 code in capitals.
    """
    timestamp: AwareDatetime
    """
    A moment in UTC, RFC 3339.
    """


class PaymentList(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    data: list[Payment]
    """
    Payment orders, newest first.
    """
    next_cursor: str | None = None
    """
    Send it as `cursor` for the next page. Absent on the last page.
    """


class Membership(Model):
    model_config = ConfigDict(
        extra="allow",
    )
    user_id: str
    """
    Your id of the member.
    """
    status: Literal["none", "active", "expired"] | str
    """
    `none`: never paid. `active`: until `expires_at`. `expired`: it has lapsed.
    """
    package_id: str | None = None
    """
    The id of a package. The default ones are `monthly`, `quarterly` and `yearly`.
    """
    expires_at: AwareDatetime | None = None
    """
    A moment in UTC, RFC 3339.
    """
    history: list[MembershipPeriod]
    """
    The payments that count, in the order in which they were paid.
    """
