# Generated from openapi.yaml by `npm run generate`. Do not edit.
"""What a client must know of each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renewal._core.operation import Operation

if TYPE_CHECKING:
    from renewal._generated.models import Membership, PackageList, Payment, PaymentCreated, PaymentList, Token

#: Where the API is when nobody says otherwise.
DEFAULT_BASE_URL = "https://api.example.com/v1"

CREATE_TOKEN: Operation[Token] = Operation(
    id="createToken",
    method="POST",
    path="/auth/token",
    answer="Token",
    idempotent=True,
    authenticated=False,
    confidential=True,
)

LIST_PACKAGES: Operation[PackageList] = Operation(
    id="listPackages", method="GET", path="/packages", answer="PackageList", idempotent=True, authenticated=False
)

CREATE_PAYMENT: Operation[PaymentCreated] = Operation(
    id="createPayment",
    method="POST",
    path="/payment/create",
    answer="PaymentCreated",
    idempotent=True,
    authenticated=True,
    decimals=("amount",),
)

GET_PAYMENT: Operation[Payment] = Operation(
    id="getPayment",
    method="GET",
    path="/payment/{transaction_id}",
    answer="Payment",
    idempotent=True,
    authenticated=True,
)

CLOSE_PAYMENT: Operation[Payment] = Operation(
    id="closePayment",
    method="POST",
    path="/payment/{transaction_id}/close",
    answer="Payment",
    idempotent=True,
    authenticated=True,
)

REFUND_PAYMENT: Operation[Payment] = Operation(
    id="refundPayment",
    method="POST",
    path="/payment/{transaction_id}/refund",
    answer="Payment",
    idempotent=True,
    authenticated=True,
    decimals=("amount",),
)

LIST_PAYMENTS: Operation[PaymentList] = Operation(
    id="listPayments", method="GET", path="/payments", answer="PaymentList", idempotent=True, authenticated=True
)

GET_MEMBERSHIP: Operation[Membership] = Operation(
    id="getMembership", method="GET", path="/membership", answer="Membership", idempotent=True, authenticated=True
)
