# Generated from openapi.yaml by `npm run generate`. Do not edit.
"""What the API answers and sends."""

from renewal._generated.models import Membership as Membership
from renewal._generated.models import MembershipPeriod as MembershipPeriod
from renewal._generated.models import Package as Package
from renewal._generated.models import PackageList as PackageList
from renewal._generated.models import Payment as Payment
from renewal._generated.models import PaymentCreated as PaymentCreated
from renewal._generated.models import PaymentEvent as PaymentEvent
from renewal._generated.models import PaymentList as PaymentList
from renewal._generated.models import Token as Token
from renewal._generated.values import ErrorCode as ErrorCode
from renewal._generated.values import MembershipStatus as MembershipStatus
from renewal._generated.values import PaymentStatus as PaymentStatus

__all__ = [
    "ErrorCode",
    "Membership",
    "MembershipPeriod",
    "MembershipStatus",
    "Package",
    "PackageList",
    "Payment",
    "PaymentCreated",
    "PaymentEvent",
    "PaymentList",
    "PaymentStatus",
    "Token",
]
