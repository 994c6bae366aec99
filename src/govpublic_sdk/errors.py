"""All that can go wrong, and nothing else.

    GovPublicError
    ├── ConfigurationError     the client was put together wrongly; nothing was sent
    ├── ParameterError         a value was refused at the door; nothing was sent
    ├── NetworkError           no answer: connection, time-out
    ├── ServerError            an answer without meaning: HTTP 5xx, a page instead of data
    │   └── TooLarge             an answer larger than is taken; it is not asked for again
    ├── DecodeError            an answer that could not be read
    ├── OutcomeUnknown         a write whose answer was lost: it may have happened
    ├── DeadlineExceeded       the time given to a call has run out
    ├── RetryBudgetExhausted   too many calls failed lately; this one was not tried again
    ├── CapabilityNotSupported the service has no way to do this
    ├── StoreError             a store on disk could not do it: locked, damaged, closed to us
    │   └── StoreFull            the store or its disk is full; nothing was stored
    └── ApiError               the service understood and refused
        ├── TooManyRequests      too fast; the call did not run
        ├── QuotaExceeded        a daily or hidden allowance is used up
        ├── FloodControl         the same action too often
        ├── CaptchaNeeded        a person must solve a captcha
        ├── ValidationNeeded     a person must confirm something
        ├── AuthError            the token is missing, revoked or expired
        │   └── WrongTokenKind     another kind of token is needed
        ├── PermissionDenied     the token or the application lacks the right
        ├── AccessDenied         the object is closed to this account
        ├── NotFound             there is no such object
        ├── InvalidRequest       the request is wrong as it is
        ├── Conflict             the state of the object forbids it, or a counter is full
        ├── UploadError          a file was not taken
        └── Unavailable          the service is at fault; later may help

Classes go by what the caller would do. Texts never hold a token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from govpublic_sdk._call import Call

__all__ = [
    "AccessDenied",
    "ApiError",
    "AuthError",
    "CapabilityNotSupported",
    "CaptchaNeeded",
    "ConfigurationError",
    "Conflict",
    "DeadlineExceeded",
    "DecodeError",
    "FloodControl",
    "GovPublicError",
    "InvalidRequest",
    "NetworkError",
    "NotFound",
    "OutcomeUnknown",
    "ParameterError",
    "PermissionDenied",
    "QuotaExceeded",
    "RetryBudgetExhausted",
    "ServerError",
    "StoreError",
    "StoreFull",
    "TooLarge",
    "TooManyRequests",
    "Unavailable",
    "UploadError",
    "ValidationNeeded",
    "WrongTokenKind",
    "mask",
    "without_frames",
    "without_secrets",
]

_SHORTEST_SECRET = 4
_LONG_SECRET = 8  # no word of a sentence by chance
_SECRET = re.compile(
    r"vk[12]\.a\.[\w-]+|\b[0-9a-f]{40,}\b|(?<=access_token=)[^&\s\"']+|(?<=Bearer )\S+"
    r"|(?<=key=)[\w-]{16,}",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """The text with everything that looks like a token masked."""
    return _SECRET.sub("***", text)


class GovPublicError(Exception):
    """The root of all errors of this package.

    Attributes:
        call: The call that failed, where there was one; it prints without citizens' texts.
    """

    def __init__(self, message: str, *, call: Call[Any] | None = None) -> None:
        super().__init__(without_secrets(message))
        self.call = call

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by state, whatever the parameters of the constructor are."""
        return _rebuilt, (type(self), self.args), self.__dict__


def mask(error: GovPublicError, secret: str | None) -> None:
    """Take a secret out of the texts of an error: a service may echo what it was sent.

    A short one, such as the token of a test, would be found within words: it is masked only where
    it is a word, and not at all below four letters.
    """
    if secret is None or len(secret) < _SHORTEST_SECRET or secret not in _texts_of(error):
        return
    pattern = re.escape(secret)
    found = re.compile(pattern if len(secret) >= _LONG_SECRET else rf"(?<!\w){pattern}(?!\w)")
    error.args = tuple(found.sub("***", str(text)) for text in error.args)
    if isinstance(error, ApiError):
        error.reason = found.sub("***", error.reason)
        error.details = {name: _masked(found, value) for name, value in error.details.items()}
        if error.raw is not None:
            raw = found.sub("***", _text_of(error.raw))
            error.raw = type(error.raw)(raw.encode("utf-8", "surrogateescape"))


def without_frames(error: GovPublicError) -> GovPublicError:
    """Return an error without the frames that it came through, and without hidden causes.

    The frames of transports and readers hold tokens, addresses with keys and whole payloads, and
    so do the errors of libraries that `from None` hides from a traceback only.
    """
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = None
        if one.__suppress_context__ and one.__context__ is not one.__cause__:
            one.__context__ = None
        waiting += [one.__cause__, one.__context__]
    return error


def _texts_of(error: GovPublicError) -> str:
    if not isinstance(error, ApiError):
        return str(error)
    return f"{error} {error.details} {_text_of(error.raw or b'')}"


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _masked(secret: re.Pattern[str], value: object) -> object:
    if isinstance(value, str):
        return secret.sub("***", value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {name: _masked(secret, one) for name, one in pairs}
    if isinstance(value, list):
        return [_masked(secret, one) for one in cast("list[object]", value)]
    return value


def _rebuilt(kind: type[GovPublicError], args: tuple[Any, ...]) -> GovPublicError:
    error = kind.__new__(kind)
    error.args = args
    return error


class ConfigurationError(GovPublicError):
    """The client was put together wrongly; nothing was sent."""


class ParameterError(GovPublicError, ValueError):
    """A value was refused at the door; nothing was sent.

    Attributes:
        parameter: The name of the parameter.
        given: What was given, in words; never a secret.
        allowed: What it may be, in words.
    """

    def __init__(self, parameter: str, given: str, allowed: str) -> None:
        super().__init__(f"{parameter}: {given} was given, allowed is {allowed}. Nothing was sent.")
        self.parameter = parameter
        self.given: str = without_secrets(given)
        self.allowed = allowed


class NetworkError(GovPublicError):
    """No answer came.

    Attributes:
        sent: Whether the request may have reached the service. False proves that it did not.
    """

    def __init__(self, message: str, *, sent: bool = True, call: Call[Any] | None = None) -> None:
        super().__init__(message, call=call)
        self.sent = sent


class ServerError(GovPublicError):
    """An answer without meaning came: HTTP 5xx, or a page where data belongs.

    Attributes:
        status: The HTTP status.
        retry_after: Seconds after which the service wants to be asked again, if it said so.
        is_unreadable: Whether data came that is cut off or damaged, instead of an error or a page.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        retry_after: float | None = None,
        is_unreadable: bool = False,
        call: Call[Any] | None = None,
    ) -> None:
        super().__init__(message, call=call)
        self.status = status
        self.retry_after = retry_after
        self.is_unreadable = is_unreadable


class TooLarge(ServerError):
    """An answer came that is larger than is taken; it was dropped, and is not asked for again."""


class DecodeError(GovPublicError):
    """An answer came that could not be read; the service may have done what was asked.

    Attributes:
        raw: The answer as it came. It may hold personal data, so it is in no text and no `repr`.
    """

    def __init__(self, message: str, *, raw: object, call: Call[Any] | None = None) -> None:
        super().__init__(message, call=call)
        self.raw = raw


class OutcomeUnknown(GovPublicError):
    """A write was sent and its answer was lost: it may have happened, or not.

    It was not sent again. Look before you repeat it, for posts with `client.posts.reconcile`. A
    search raises this too if it cannot be known whether something is there. A message has a key by
    which VK knows it again: `client.run(error.call)` sends the same one, and it arrives once.
    """


class DeadlineExceeded(GovPublicError):
    """The time given to a call has run out, or would while waiting for a turn."""


class RetryBudgetExhausted(GovPublicError):
    """So many calls failed lately that this one was not tried again; `__cause__` is its error."""


class CapabilityNotSupported(GovPublicError):
    """The service has no way to do what was asked; nothing was sent."""


class StoreError(GovPublicError):
    """A store on disk could not do it: it is locked for too long, damaged, or closed to us.

    Nothing of what was asked was done.
    """


class StoreFull(StoreError):
    """The store or its disk is full; nothing was stored."""


class ApiError(GovPublicError):
    """The service understood the call and refused it.

    Attributes:
        code: The number that the service gave, None where the SDK knew it would refuse.
        subcode: A finer number, where VK gave one.
        reason: The service's own words.
        retry_after: Seconds until trying again makes sense, where known.
        details: Further fields of the error, without the echo of the request.
        is_documented: Whether the service documents the number. If not, a write may have been
            carried out in spite of the error.
        raw: The refusal as it came, from services other than VK. It may hold personal data, so it
            is in no text and no `repr`; `error.raw.decode()` is its text.
    """

    is_documented: bool = True
    raw: bytes | None = None
    consequence: ClassVar[str] = "It was not carried out."
    advice: ClassVar[str] = "See the service's manual for this code."

    def __init__(
        self,
        reason: str,
        *,
        code: int | None = None,
        subcode: int | None = None,
        call: Call[Any] | None = None,
        retry_after: float | None = None,
        details: Mapping[str, object] | None = None,
        advice: str | None = None,
    ) -> None:
        self.code = code
        self.subcode = subcode
        self.reason: str = without_secrets(reason)
        self.retry_after = retry_after
        self.details: dict[str, object] = dict(details or {})
        super().__init__(self._text(call, advice or self.advice), call=call)

    def _text(self, call: Call[Any] | None, advice: str) -> str:
        number = "" if self.code is None else f" with error {self.code}"
        if self.subcode is not None:
            number += f"/{self.subcode}"
        what = "A call" if call is None else repr(call)
        return f"{what} was refused{number}: {self.reason} {self.consequence} {advice}"


class TooManyRequests(ApiError):
    """Calls came faster than the service allows; the call did not run."""

    advice = "Lower the rate of this token, or give the client more tokens."


class QuotaExceeded(ApiError):
    """A daily or hidden allowance of the method is used up; nothing was done."""

    advice = "Wait until the allowance is renewed, or use another token."


class FloodControl(ApiError):
    """The same action was repeated too often."""

    advice = "Pause this action for minutes to hours; repeating it prolongs the pause."


class CaptchaNeeded(ApiError):
    """A person must solve a captcha before this call is carried out.

    `details` holds `captcha_sid` and `captcha_img` (old form) or `redirect_uri` (new form).
    """

    advice = "Give the client an `on_challenge` handler, or solve the captcha of `details`."


class ValidationNeeded(ApiError):
    """A person must confirm something, mostly on the page `details["redirect_uri"]`."""

    advice = "Give the client an `on_challenge` handler, or let the account's owner confirm."


class AuthError(ApiError):
    """The token is missing, revoked, expired or bound to another address.

    Attributes:
        has_expired: Whether the service says that the token has expired or was revoked.
    """

    has_expired: bool = False
    advice = "Give the client a new token, or the right account."


class WrongTokenKind(AuthError):
    """The method needs another kind of token.

    Attributes:
        kinds: Kinds of token that may do this: `user`, `community`, `service`.
    """

    kinds: tuple[str, ...] = ()
    advice = "Add a token of a kind that may call this method."


class PermissionDenied(ApiError):
    """The token or the application lacks the right."""

    advice = "Give the token the right (its scope), or make its owner an administrator."


class AccessDenied(ApiError):
    """The object is closed, deleted or hidden for this account."""

    advice = "Skip this object; repeating the call will not help."


class NotFound(ApiError):
    """There is no such object."""

    advice = "Check the number or the name."


class InvalidRequest(ApiError):
    """The request is wrong as it is."""

    advice = "Correct the parameters; repeating the call as it is will not help."


class Conflict(ApiError):
    """The state of the object forbids it, or a counter is full."""

    advice = "Read the object's state again, then decide."


class UploadError(ApiError):
    """A file was not taken."""

    advice = "Check the file's format, name and size; a new upload address is needed for a retry."


class Unavailable(ApiError):
    """The service is at fault or has switched this part off."""

    consequence = "It is not known whether it was carried out."
    advice = "Try again later."
