"""What is known about the access token, and what to do for the next one. Who fetches it stands beside this file."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Protocol

from renewal._core.secret import Secret
from renewal._errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renewal._core.options import CallOptions
    from renewal._generated.models import Token

#: Seconds before its end from which a token is not used any more, so that it does not end on its way.
MARGIN = 60.0

# A refresh token works once, with a grace of 10 seconds in which the same answer comes again. A try that begins later
# than that would look like a stolen token and end the session.
_WITHIN_GRACE: CallOptions = {"timeout": 4.0, "total_timeout": 9.0}

_SENDABLE = re.compile(r"[\x21-\x7e]+")


class Tokens(Protocol):
    """The ways to a token. None of them sends anything."""

    def usable(self) -> Secret | None:
        """Give a token that is good to send; None when one must be fetched."""
        ...

    def refused(self, token: Secret) -> bool:
        """Note that the API refused a token, and tell whether the next one may be better."""
        ...


class NoToken:
    """Nothing was given, which is enough for what needs no token."""

    def usable(self) -> Secret | None:
        """Complain.

        Raises:
            ConfigurationError: always
        """
        raise ConfigurationError(
            "This call needs a token. Give the client client_id and client_secret, token, refresh_token, or get_token."
        )

    def refused(self, token: Secret) -> bool:  # noqa: ARG002
        """There is no other."""
        return False


class FixedToken:
    """A token that was handed over, without the means to renew it."""

    def __init__(self, token: str) -> None:
        self._token = sendable(token)

    def usable(self) -> Secret | None:
        """Give it."""
        return self._token

    def refused(self, token: Secret) -> bool:  # noqa: ARG002
        """There is no other."""
        return False


class SuppliedTokens:
    """Tokens from the caller's own function, which is asked before every request."""

    def __init__(self, get_token: Callable[[str | None], Any]) -> None:
        self._get_token = get_token
        self._refused: Secret | None = None

    def usable(self) -> Secret | None:
        """Keep none: whoever supplies tokens keeps them."""
        return None

    def refused(self, token: Secret) -> bool:
        """Remember it for the next question."""
        self._refused = token
        return True

    def ask(self) -> Any:
        """Ask for the next token."""
        return self._get_token(None if self._refused is None else self._refused.reveal())


class GrantedTokens:
    """Tokens that the API grants, for a client's secret or for a refresh token."""

    def __init__(
        self,
        grant: Mapping[str, str | Secret],
        clock: Callable[[], float],
        *,
        token: str | None = None,
        on_token: Callable[[Token], Any] | None = None,
    ) -> None:
        self._grant = dict(grant)
        self._clock = clock
        self._token = None if token is None else sendable(token)
        # The end of a token that was handed over is not known; the API tells when it has come.
        self._good_until = math.inf
        self.on_token = on_token

    def usable(self) -> Secret | None:
        """Give the token unless it ends too soon."""
        token = self._token
        return token if token is not None and self._clock() < self._good_until else None

    def refused(self, token: Secret) -> bool:
        """Forget it, unless another caller has replaced it already."""
        if self._token is not None and self._token.reveal() == token.reveal():
            self._token = None
        return True

    @property
    def options(self) -> CallOptions:
        """How to ask."""
        return _WITHIN_GRACE if "refresh_token" in self._grant else {}

    def body(self) -> dict[str, object]:
        """Give what to ask with."""
        return {name: value.reveal() if isinstance(value, Secret) else value for name, value in self._grant.items()}

    def accept(self, answer: Token, started: float) -> Secret:
        """Keep a new token. The time that its answer took counts against its life.

        Args:
            answer: what the API granted
            started: when it was asked, in seconds since 1970
        """
        token = sendable(answer.access_token.get_secret_value())
        if "refresh_token" in self._grant and answer.refresh_token is not None:
            self._grant["refresh_token"] = Secret(answer.refresh_token.get_secret_value())
        self._good_until = started + answer.expires_in - min(MARGIN, answer.expires_in / 10)
        self._token = token
        return token

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()


def sendable(token: object) -> Secret:
    """Refuse what no header can carry. The HTTP library would quote it in its complaint.

    Raises:
        ConfigurationError: it is no text, or has spaces, line breaks or characters beyond ASCII
    """
    if isinstance(token, str) and _SENDABLE.fullmatch(token):
        return Secret(token)
    raise ConfigurationError("The token must be a text without spaces, line breaks or characters beyond ASCII.")
