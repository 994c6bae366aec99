"""All errors of this package.

    GovPublicError
    ├── ConfigurationError     a client, a desk or a store is set up wrongly; nothing was sent
    ├── ParameterError         a value was rejected; nothing was sent
    ├── NetworkError           no response: connection, time-out
    ├── ServerError            an unusable response: HTTP 5xx, a web page instead of data
    │   └── TooLarge             a response larger than the limit; it is not requested again
    ├── DecodeError            a response of an unexpected form
    ├── OutcomeUnknown         a write whose response was lost: it may have been carried out
    ├── DeadlineExceeded       the time given to a call has run out
    ├── RetryBudgetExhausted   too many calls failed lately; this one was not retried
    ├── CapabilityNotSupported the service cannot do this
    ├── StoreError             a store on disk failed: locked, damaged, not accessible
    │   └── StoreFull            the store or its disk is full; nothing was stored
    └── ApiError               the service understood the call and refused it
        ├── TooManyRequests      too fast; the call did not run
        ├── QuotaExceeded        a daily or hidden quota is used up
        ├── FloodControl         the same action too often
        ├── CaptchaNeeded        a person must solve a captcha
        ├── ValidationNeeded     a person must confirm something
        ├── AuthError            the token is missing, revoked or expired
        │   └── WrongTokenKind     another kind of token is needed
        ├── PermissionDenied     the token or the application lacks the right
        ├── AccessDenied         the object is closed to this account
        ├── NotFound             the object does not exist
        ├── InvalidRequest       the request is invalid
        ├── Conflict             the state of the object forbids it, or a limit is reached
        ├── UploadError          a file was rejected
        └── Unavailable          the service failed; try later

Classes follow what the caller can do. Messages never contain a token; `error.message("ru")` is
Russian.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from govpublic_sdk._texts import Language, Text, without_secrets

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Call

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
    "name_channel",
    "without_frames",
    "without_secrets",
]

_SHORTEST_SECRET = 4  # shorter ones occur in ordinary words
_LONG_SECRET = 8  # no word of a sentence by chance
_LANGUAGES: Final = ("ru", "en")
RUN_AGAIN: Final = (
    "Run the same call again with client.run(error.call): it has the same key, so it is carried out"
    " once. A new call would have a new key."
)
"""What to do about a lost write that has a key, such as a message."""


class GovPublicError(Exception):
    """The root of all errors of this package.

    A message states what is wrong, what was not done and what to do next, then the call.

    Attributes:
        summary: What is wrong, without the rest of the message; `summary("ru")` is Russian.
        call: The call that failed, where there was one; it prints without citizens' texts.
    """

    meaning: ClassVar[str] = "The operation failed"
    consequence: ClassVar[str] = ""
    advice: ClassVar[str] = ""

    def __init__(
        self,
        message: str | Text,
        *,
        call: Call[Any] | None = None,
        advice: str | Text | None = None,
    ) -> None:
        self.summary: Text = _as_text(message)
        self.call = call
        self._advice = None if advice is None else _as_text(advice)
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Return the whole message in one language.

        Args:
            language: `ru` or `en`; `str(error)` is English.

        Raises:
            ParameterError: It is another language.
        """
        if language not in _LANGUAGES:
            raise ParameterError("language", "unknown language", "'ru' or 'en'")
        first, *rest = [sentence(language) for sentence in self._sentences() if sentence.template]
        return without_secrets(" ".join(map(_end_sentence, [first, *rest])) if rest else first)

    def _sentences(self) -> tuple[Text, ...]:
        advice = Text(self.advice) if self._advice is None else self._advice
        call = Text("") if self.call is None else Text("Call: {call}.", call=repr(self.call))
        return self.summary, Text(self.consequence), advice, call

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by state, whatever the parameters of the constructor are."""
        return _rebuilt, (type(self), self.args), self.__dict__


def mask(error: GovPublicError, secret: str | None) -> None:
    """Take a secret out of the texts of an error: a service may echo what it was sent.

    A short one, such as the token of a test, would be found within words: it is masked only where
    it is a whole word, and never if shorter than four letters.
    """
    if secret is None or len(secret) < _SHORTEST_SECRET or secret not in _texts_of(error):
        return
    pattern = re.escape(secret)
    found = re.compile(pattern if len(secret) >= _LONG_SECRET else rf"(?<!\w){pattern}(?!\w)")
    error.summary = error.summary.map_texts(lambda text: found.sub("***", text))
    error.args = (found.sub("***", error.message("en")),)
    if isinstance(error, ApiError):
        error.reason = found.sub("***", error.reason)
        error.details = {name: _mask(found, value) for name, value in error.details.items()}
        if error.raw is not None:
            raw = found.sub("***", _text_of(error.raw))
            error.raw = type(error.raw)(raw.encode("utf-8", "surrogateescape"))


def name_channel(error: GovPublicError, channel: str) -> GovPublicError:
    """Return an error whose message names the channel that failed."""
    error.summary = Text("Channel {channel}: {reason}", channel=repr(channel), reason=error.summary)
    error.args = (error.message("en"),)
    return error


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


def _mask(secret: re.Pattern[str], value: object) -> object:
    if isinstance(value, str):
        return secret.sub("***", value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {name: _mask(secret, one) for name, one in pairs}
    if isinstance(value, list):
        return [_mask(secret, one) for one in cast("list[object]", value)]
    return value


def _rebuilt(kind: type[GovPublicError], args: tuple[Any, ...]) -> GovPublicError:
    error = kind.__new__(kind)
    error.args = args
    return error


def _end_sentence(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _as_text(message: str | Text) -> Text:
    return (message if isinstance(message, Text) else Text(message)).map_texts(without_secrets)


class ConfigurationError(GovPublicError):
    """A client, a desk or a store is set up wrongly; nothing was sent."""

    meaning = "A client, a desk or a store is set up wrongly"
    consequence = "Nothing was sent."

    def _sentences(self) -> tuple[Text, ...]:
        summary, consequence, *rest = super()._sentences()
        return (summary, *([] if self.call is None else [consequence]), *rest)


class ParameterError(GovPublicError, ValueError):
    """A value was rejected; nothing was sent.

    Attributes:
        name: The name of the parameter.
        problem: What is wrong, in English; a value only if it is an id, a number, a word of a
            fixed set or the name of a file.
        expected: What it may be, in English.
    """

    meaning = "A value was rejected"
    consequence = "Nothing was sent."
    advice = "Pass what is expected."

    def __init__(self, name: str, problem: str | Text, expected: str | Text) -> None:
        self.name = name
        self.problem: str = str(_as_text(problem))
        self.expected: str = str(_as_text(expected))
        super().__init__(
            Text(
                "{name}: {problem} (expected {expected})",
                name=name,
                problem=_as_text(problem),
                expected=_as_text(expected),
            )
        )

    def _sentences(self) -> tuple[Text, ...]:
        return (self.summary,)


class NetworkError(GovPublicError):
    """No answer came.

    Attributes:
        sent: Whether the request may have reached the service. False proves that it did not.
    """

    meaning = "The service did not respond"
    consequence = "It is unknown whether the request arrived."
    advice = "Check the network and the proxy, then try again."

    sent: bool = True

    def __init__(
        self, message: str | Text, *, sent: bool = True, call: Call[Any] | None = None
    ) -> None:
        self.sent = sent
        super().__init__(message, call=call)

    def _sentences(self) -> tuple[Text, ...]:
        summary, consequence, *rest = super()._sentences()
        return summary, consequence if self.sent else Text("Nothing was sent."), *rest


class ServerError(GovPublicError):
    """The response is unusable: HTTP 5xx, or a web page instead of data.

    Attributes:
        status: The HTTP status.
        retry_after: Seconds after which the service asks to try again, if it reports it.
        is_unreadable: Whether data came that is cut off or damaged, instead of an error or a page.
    """

    meaning = "The response is unusable: a failure of the server, or a web page instead of data"
    consequence = "It is unknown whether the call was carried out."
    advice = "Try again later."

    def __init__(
        self,
        message: str | Text,
        *,
        status: int,
        retry_after: float | None = None,
        is_unreadable: bool = False,
        call: Call[Any] | None = None,
        advice: str | Text | None = None,
    ) -> None:
        super().__init__(message, call=call, advice=advice)
        self.status = status
        self.retry_after = retry_after
        self.is_unreadable = is_unreadable


class TooLarge(ServerError):
    """A response is larger than the limit; it was dropped, and is not requested again."""

    meaning = "The response is larger than the limit"
    consequence = "The response was dropped."
    advice = "Ask for less at once, or raise the limit."


class DecodeError(GovPublicError):
    """A response has an unexpected form; the service may have carried out the call.

    Attributes:
        raw: The response as it came. It may hold personal data, so it is in no text and no `repr`.
    """

    meaning = "The response has an unexpected form"
    consequence = "The call may have been carried out."
    advice = "Look at `error.raw`, and report it if the service changed."

    def __init__(
        self,
        message: str | Text,
        *,
        raw: object,
        call: Call[Any] | None = None,
        advice: str | Text | None = None,
    ) -> None:
        super().__init__(message, call=call, advice=advice)
        self.raw = raw

    def _sentences(self) -> tuple[Text, ...]:
        summary, consequence, *rest = super()._sentences()
        return (summary, *([] if self.call is None else [consequence]), *rest)


class OutcomeUnknown(GovPublicError):
    """A write was sent and its response was lost: it may have been carried out, or not.

    It was not sent again. Check before you repeat it, for posts with `client.posts.reconcile`. A
    search raises this too if it cannot be known whether something is there. A message has a key by
    which VK knows it again: `client.run(error.call)` sends the same one, and it arrives once.
    """

    meaning = "It is unknown whether the call was carried out"
    consequence = "It was not sent again."
    advice = "Check whether it was carried out before you repeat it."


class DeadlineExceeded(GovPublicError):
    """The time given to a call has run out, or would while waiting for a turn."""

    meaning = "The time given to the call has run out"
    advice = "Give it more time, or ask for less."


class RetryBudgetExhausted(GovPublicError):
    """So many calls failed lately that this one was not retried; `__cause__` is its error."""

    meaning = "The call failed, and the retry budget is exhausted"
    consequence = "The call was not retried."
    advice = "Wait until the service works again."


class CapabilityNotSupported(GovPublicError):
    """The service has no way to do what was asked; nothing was sent."""

    meaning = "The service cannot do this"
    consequence = "Nothing was sent."
    advice = "Use a service or a channel that can."


class StoreError(GovPublicError):
    """A store on disk failed: it is locked for too long, damaged, or not accessible.

    Nothing of what was asked was done.
    """

    meaning = "The store failed: it is busy, damaged or not accessible"
    consequence = "Nothing was changed."
    advice = "Remove the cause, then try again."


class StoreFull(StoreError):
    """The store or its disk is full; nothing was stored."""

    meaning = "The store or its disk is full"
    consequence = "Nothing was stored."
    advice = "Delete old entries, free disk space, or raise the limit of the store."


class ApiError(GovPublicError):
    """The service understood the call and refused it.

    Attributes:
        code: The number that the service gave, None where the SDK knew it would refuse.
        subcode: A finer number, where VK gave one.
        reason: The service's own words, or those of the SDK.
        retry_after: Seconds until trying again makes sense, where known.
        details: Further fields of the error, without the echo of the request.
        is_documented: Whether the service documents the number. If not, a write may have been
            carried out in spite of the error.
        raw: The refusal as it came, from services other than VK. It may hold personal data, so it
            is in no text and no `repr`; `error.raw.decode()` is its text.
    """

    is_documented: bool = True
    raw: bytes | None = None
    meaning = "The service refused the call"
    consequence: ClassVar[str] = "It was not carried out."
    advice: ClassVar[str] = "See the service's manual for this code."

    def __init__(
        self,
        reason: str | Text,
        *,
        code: int | None = None,
        subcode: int | None = None,
        call: Call[Any] | None = None,
        retry_after: float | None = None,
        details: Mapping[str, object] | None = None,
        advice: str | Text | None = None,
    ) -> None:
        self.code = code
        self.subcode = subcode
        self.reason: str = without_secrets(str(reason))
        self.retry_after = retry_after
        self.details: dict[str, object] = dict(details or {})
        super().__init__(self._refusal(reason), call=call, advice=advice)

    def _refusal(self, reason: str | Text) -> Text:
        """Return the SDK's own reason as it is, and the words of a service in quotes."""
        if isinstance(reason, Text):
            return reason
        number = self.code if self.subcode is None else f"{self.code}/{self.subcode}"
        meaning, words = Text(self.meaning), reason.rstrip(".")
        if not words and number is None:
            return Text("{meaning}.", meaning=meaning)
        if not words:
            return Text("{meaning} (error {code}).", meaning=meaning, code=number)
        if number is None:
            return Text('{meaning}: "{words}".', meaning=meaning, words=words)
        template = '{meaning}: "{words}" (error {code}).'
        return Text(template, meaning=meaning, words=words, code=number)


class TooManyRequests(ApiError):
    """Calls came faster than the service allows; the call did not run."""

    meaning = "Calls came faster than the service allows"
    advice = "Lower the rate of this token, or give the client more tokens."


class QuotaExceeded(ApiError):
    """A daily or hidden allowance of the method is used up; nothing was done."""

    meaning = "The quota of the method is used up"
    advice = "Wait until the quota is renewed, or use another token."


class FloodControl(ApiError):
    """The same action was repeated too often."""

    meaning = "The same action was repeated too often"
    advice = "Pause this action for minutes to hours; repeating it prolongs the pause."


class CaptchaNeeded(ApiError):
    """A person must solve a captcha before this call is carried out.

    `details` holds `captcha_sid` and `captcha_img` (old form) or `redirect_uri` (new form).
    """

    meaning = "A person must solve a captcha"
    advice = "Give the client an `on_challenge` handler, or solve the captcha of `details`."


class ValidationNeeded(ApiError):
    """A person must confirm something, mostly on the page `details["redirect_uri"]`."""

    meaning = "A person must confirm the action"
    advice = "Give the client an `on_challenge` handler, or let the account's owner confirm."


class AuthError(ApiError):
    """The token is missing, revoked, expired or bound to another address.

    Attributes:
        has_expired: Whether the service reports the token as expired or revoked.
    """

    has_expired: bool = False
    meaning = "The token is missing, revoked or expired, or bound to another address"
    advice = "Give the client a new token, or the right account."


class WrongTokenKind(AuthError):
    """The method needs another kind of token.

    Attributes:
        kinds: Kinds of token that may do this: `user`, `community`, `service`.
    """

    kinds: tuple[str, ...] = ()
    meaning = "The method needs another kind of token"
    advice = "Add a token of a kind that may call this method."


class PermissionDenied(ApiError):
    """The token or the application lacks the right."""

    meaning = "The token or the application lacks the right"
    advice = "Give the token the right (its scope), or make its owner an administrator."


class AccessDenied(ApiError):
    """The object is closed, deleted or hidden for this account."""

    meaning = "The object is closed, deleted or hidden for this account"
    advice = "Skip this object; repeating the call will not help."


class NotFound(ApiError):
    """The object does not exist."""

    meaning = "There is no such object"
    advice = "Check the number or the name."


class InvalidRequest(ApiError):
    """The request is invalid."""

    meaning = "The request is invalid"
    advice = "Correct the parameters; repeating the call as it is will not help."


class Conflict(ApiError):
    """The state of the object forbids it, or a counter is full."""

    meaning = "The state of the object forbids it, or a limit is reached"
    advice = "Read the object's state again, then decide."


class UploadError(ApiError):
    """A file was rejected."""

    meaning = "The file was rejected"
    advice = "Check the file's format, name and size; a new upload address is needed for a retry."


class Unavailable(ApiError):
    """The service failed or has switched this part off."""

    meaning = "The service failed or has switched this part off"
    consequence = "It is unknown whether it was carried out."
    advice = "Try again later."
