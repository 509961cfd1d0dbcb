"""The course of one call, from try to try. The loops that send and wait stand in `renewal._http`."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from renewal._core.build import Request, build_body, build_headers, build_url
from renewal._core.decide import retry_delay
from renewal._core.parse import Parsed, parse
from renewal._core.response import Received, limit_state
from renewal._core.secret import Secret
from renewal._errors import APITimeoutError, RenewalError

if TYPE_CHECKING:
    from renewal._core.operation import Arguments, Operation
    from renewal._settings import Settings
    from renewal._tokens.state import Tokens

T = TypeVar("T")

_log = logging.getLogger("renewal")


@dataclass(frozen=True)
class Again:
    """Try again after so many seconds."""

    wait: float


class Exchange(Generic[T]):
    """One call. Ask it for a request, send that, tell it the outcome, and do what it says.

    Raises:
        ConfigurationError: the arguments cannot be sent
    """

    def __init__(
        self,
        settings: Settings,
        operation: Operation[T],
        arguments: Arguments,
        tokens: Tokens | None,
    ) -> None:
        self._settings = settings
        self._operation = operation
        self._tokens = tokens if operation.authenticated else None
        body = build_body(operation, arguments.body)
        self._request = Request(
            method=operation.method,
            url=build_url(settings.base_url, operation, arguments),
            headers=build_headers(settings.headers, has_body=body is not None),
            body=body,
            timeout=settings.timeout,
            secrets=_secrets_of(operation, arguments),
        )
        self._deadline = settings.clock() + settings.total_timeout
        self._attempts = 0
        self._retries = 0
        self._token: Secret | None = None
        self._renewed = False

    @property
    def tokens(self) -> Tokens | None:
        """Where the token of the next try comes from; None when it needs none."""
        return self._tokens

    def time_left(self) -> float:
        """How many seconds the call still has.

        Raises:
            APITimeoutError: it has none
        """
        left = self._deadline - self._settings.clock()
        if left <= 0:
            raise APITimeoutError(
                f"The call took longer than its total_timeout of {self._settings.total_timeout:g} s.",
                attempts=self._attempts,
            )
        return left

    def prepare(self, token: Secret | None) -> Request:
        """Give the request of the next try."""
        request = replace(self._request, timeout=min(self._settings.timeout, self.time_left()))
        self._attempts += 1
        self._token = token
        if token is None:
            return request
        return replace(
            request,
            headers={**request.headers, "Authorization": f"Bearer {token.reveal()}"},
            secrets=(*request.secrets, token),
        )

    def conclude(self, request: Request, outcome: Received | RenewalError) -> Parsed[T] | Again:
        """Decide what a try means.

        Raises:
            RenewalError: the call has failed
        """
        if isinstance(outcome, Received):
            told = limit_state(outcome.headers)
            if told is not None:
                self._settings.memory.limit_state = told
            outcome_or_value = parse(
                self._operation, request, outcome, attempts=self._attempts, now=self._settings.clock()
            )
            if isinstance(outcome_or_value, Parsed):
                _log.debug("%s %s -> %s", request.method, self._operation.path, outcome.status)
                return outcome_or_value
            outcome = outcome_or_value
        outcome.attempts = self._attempts
        return self._after(outcome)

    def _after(self, failure: RenewalError) -> Again:
        if not self._renewed and self._may_renew(failure):
            self._renewed = True
            return Again(0)
        delay = self._delay(failure)
        if delay is None or self._settings.clock() + delay >= self._deadline:
            _log.debug("%s %s failed: %s", self._operation.method, self._operation.path, failure)
            raise failure
        self._retries += 1
        _log.debug("%s %s failed: %s; again in %.3f s", self._operation.method, self._operation.path, failure, delay)
        return Again(delay)

    def _may_renew(self, failure: RenewalError) -> bool:
        refused = failure.status == 401 and failure.code == "INVALID_TOKEN"  # noqa: PLR2004
        if not refused or self._tokens is None or self._token is None:
            return False
        return self._tokens.refused(self._token)

    def _delay(self, failure: RenewalError) -> float | None:
        idempotent = self._operation.idempotent if self._settings.idempotent is None else self._settings.idempotent
        if not idempotent or self._retries >= self._settings.max_retries:
            return None
        return retry_delay(failure, self._retries, self._settings.random())


def _secrets_of(operation: Operation[T], arguments: Arguments) -> tuple[Secret, ...]:
    if not operation.confidential or arguments.body is None:
        return ()
    told = (arguments.body.get(name) for name in ("client_secret", "refresh_token"))
    return tuple(Secret(value) for value in told if isinstance(value, str) and value)
