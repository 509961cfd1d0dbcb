"""One family of errors. Decide by the class or by `code`; the message is for people and says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from renewal._core.response import LimitState
    from renewal._generated.values import ErrorCode


class RenewalError(Exception):
    """Whatever this package raises. No error carries a token or a secret.

    Attributes:
        message: What went wrong and what to do next.
        code: The API's error code, which may be one that this version does not know; None when it told none.
        status: The HTTP status, when an answer arrived.
        request_id: Names the request in the API's logs: tell it to the support.
        attempts: How many times the request was sent; 0 when it never was.
        limit_state: The tightest rate limit, as the answer told it.
        retry_after: After how many seconds the API asks to be called again.
        details: More about the error, as the API told it: the field at fault, the prices that would be accepted.
        body: The first 4 KiB of the answer.
    """

    #: The same name for this kind of error in every SDK.
    kind: ClassVar[str] = "error"

    message: str
    code: ErrorCode | None
    status: int | None
    request_id: str | None
    attempts: int
    limit_state: LimitState | None
    retry_after: float | None
    details: dict[str, Any]
    body: str | None

    def __init__(
        self,
        message: str,
        *,
        code: ErrorCode | None = None,
        status: int | None = None,
        request_id: str | None = None,
        attempts: int = 0,
        limit_state: LimitState | None = None,
        retry_after: float | None = None,
        details: dict[str, Any] | None = None,
        body: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.status = status
        self.request_id = request_id
        self.attempts = attempts
        self.limit_state = limit_state
        self.retry_after = retry_after
        self.details = details or {}
        self.body = body

    def __str__(self) -> str:
        known = (
            ("", self.code),
            ("status ", self.status),
            ("request ", self.request_id),
            ("attempts ", self.attempts or None),
        )
        facts = ", ".join(f"{name}{value}" for name, value in known if value is not None)
        return f"{self.message} [{facts}]" if facts else self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[Callable[..., RenewalError], tuple[Any, ...]]:
        # Keyword arguments are lost on the way between processes unless somebody carries them.
        return _revive, (type(self), self.message, dict(vars(self)))


def _revive(cls: type[RenewalError], message: str, facts: dict[str, Any]) -> RenewalError:
    error = cls.__new__(cls, message)
    Exception.__init__(error, message)
    vars(error).update(facts)
    return error


class APIError(RenewalError):
    """The API answered with an error. `code` and `status` tell which."""

    kind = "api"


class ValidationError(APIError):
    """The request is wrong: `details` names the field and the rule. 400, 405, 413, 415 and the like."""

    kind = "validation"


class AuthenticationError(APIError):
    """The token, the client or the refresh token is not accepted. 401, and 400 `INVALID_GRANT`."""

    kind = "authentication"


class PermissionDeniedError(APIError):
    """The token is good, but not for this. 403."""

    kind = "permission"


class NotFoundError(APIError):
    """There is no such thing, or it belongs to somebody else. 404."""

    kind = "not_found"


class ConflictError(APIError):
    """The order's state, or what was sent for it before, forbids it.

    409 `ORDER_IN_PROGRESS`, `ORDER_ALREADY_PAID`, `ORDER_CLOSED`, `ORDER_NOT_PAID`; 422 `ORDER_ID_REUSED`,
    `REFUND_ID_REUSED`.
    """

    kind = "conflict"


class RateLimitError(APIError):
    """Too many requests. `retry_after` says in how many seconds to come back. 429."""

    kind = "rate_limit"


class PaymentFailedError(APIError):
    """The payment gateway failed; nothing was charged. Sending the same order again is safe. 500 `PAYMENT_FAILED`."""

    kind = "payment_failed"


class ServerError(APIError):
    """The API failed, or something in front of it. 5xx, and 408."""

    kind = "server"


class APIConnectionError(RenewalError):
    """The API could not be reached, or the connection broke. `__cause__` is the error of the HTTP library."""

    kind = "connection"


class APITimeoutError(APIConnectionError):
    """No whole answer came in time. The API may have done what it was asked: send the same `order_id` again."""

    kind = "timeout"


class InvalidResponseError(RenewalError):
    """What came back is no answer of this API: JSON that ends too early, a page of some proxy, a redirect."""

    kind = "invalid_response"

    #: Whether another try may bring something better.
    passing: bool = False


class ConfigurationError(RenewalError, ValueError):
    """The client was set up or called in a way that cannot succeed. Nothing was sent."""

    kind = "configuration"


def api_error(status: int, code: str | None) -> type[APIError]:
    """Pick the class: by the code where one status has several meanings, else by the status."""
    if code == "PAYMENT_FAILED":
        return PaymentFailedError
    if code == "INVALID_GRANT":
        return AuthenticationError
    if status >= 500 or status == 408:  # noqa: PLR2004 - statuses are their own names
        return ServerError
    return _BY_STATUS.get(status, ValidationError)


_BY_STATUS: dict[int, type[APIError]] = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ConflictError,
    429: RateLimitError,
}
