"""Services of VK: how to build a request and to turn a response into a value or an error."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Payload, Refusal
from govpublic_sdk._core.hidden import Hidden
from govpublic_sdk._core.http import Request, Response
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.responses import contains_json, read_bare, read_envelope, read_value
from govpublic_sdk._core.vk_errors import error_from_code
from govpublic_sdk._texts import Text

if TYPE_CHECKING:
    from govpublic_sdk.models._drift import Drift
    from govpublic_sdk.models.envelope import ErrorObject

__all__ = [
    "LongPollService",
    "Service",
    "UploadService",
    "VkService",
    "check_url",
    "retry_after",
]

T = TypeVar("T")
_log = logging.getLogger("govpublic_sdk")
_LONGEST_HINT = 64  # a date has 29 characters; anything longer is not a hint
# Hosts for videos answer `<retval>1</retval>`; others add their reason to an HTTP error.
_RETVAL = re.compile(rb"<retval>\s{0,99}(-?[0-9]{1,9})\s{0,99}</retval>", re.IGNORECASE)
_REASON = re.compile(rb'"error(_code|_msg|_descr)?"')
_BEGINNING = 10_000  # characters; the reason is near the start, and patterns stay fast
_TWO_LETTERS_1251 = re.compile(rb"[\xc0-\xff\xa8\xb8]{2}")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Service(Protocol):
    """One service that calls can be made to."""

    @property
    def limiter(self) -> Limiter | None:
        """How fast calls may follow each other; None where tokens have their own pace, or any."""
        ...

    def login(self, call: Call[Any]) -> Call[str] | None:
        """The call that signs in, where this one needs that; its value is the token."""
        ...

    def request(self, call: Call[Any], token: str | None) -> Request:
        """The HTTP request of a call."""
        ...

    def read(self, call: Call[T], reply: Response) -> T:
        """The value of a call.

        Raises:
            ServerError: The reply has no meaning.
            ApiError: The service refused.
            DecodeError: The reply is not the answer that was asked for.
        """
        ...


class _NoSession:
    """A service without a sign-in and without a rate limit of its own."""

    __slots__ = ()

    @property
    def limiter(self) -> Limiter | None:
        """None."""
        return None

    def login(self, call: Call[Any]) -> Call[str] | None:
        """Nothing."""
        return None


def check_url(name: str, url: str) -> str:
    """Return an address that may receive secrets: https, or http on this machine only.

    Raises:
        ConfigurationError: It is neither, or carries a user or a query.
    """
    try:
        parts = urlsplit(str(url))
        port_fits = parts.port != 0
    except ValueError:
        raise errors.ConfigurationError(
            Text("{name}: invalid address (expected an https:// address).", name=name)
        ) from None
    local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not (parts.scheme == "https" or local) or not parts.hostname or not port_fits:
        raise errors.ConfigurationError(
            Text("{name}: invalid address (expected an https:// address).", name=name)
        )
    if "@" in parts.netloc or parts.query or parts.fragment or not str(url).isprintable():
        raise errors.ConfigurationError(
            Text(
                "{name}: the address has a user or a query (expected an address without them).",
                name=name,
            )
        )
    return url


@dataclass(frozen=True, slots=True)
class VkService(_NoSession):
    """VK's method API, https://dev.vk.com/api/api-requests.

    Attributes:
        url: Where methods are, such as `https://api.vk.ru/method/`.
        version: The API version that is sent as `v`.
        language: The language of names and error texts, sent as `lang`.
        on_drift: Called with a method and the fields that did not match; may be None.
    """

    url: str = "https://api.vk.ru/method/"
    version: str = "5.199"
    language: str | None = None
    on_drift: Callable[[str, tuple[Drift, ...]], None] | None = field(default=None, repr=False)

    def request(self, call: Call[Any], token: str | None) -> Request:
        """A POST with a form; the token is in a header, never in the address or the form."""
        form = {**dict(call.params), "v": self.version}
        if self.language is not None:
            form.setdefault("lang", self.language)
        headers = {"authorization": Hidden(f"Bearer {token}")} if token else {}
        return Request(url=self.url + call.method, headers=headers, form=form)

    def read(self, call: Call[T], reply: Response) -> T:
        """Read the envelope `{"response": ...}` or `{"error": ...}` in one pass."""
        _check_http(call, reply)
        envelope, drifts, unparsed, marked = read_envelope(call, reply)
        if envelope.error is not None:
            has_value = "response" in envelope.model_fields_set and bool(envelope.response)
            if has_value and call.safety != "read":
                what = f"{call!r} was answered with a value and an error at once."
                raise errors.ServerError(what, status=200, is_unreadable=True, call=call)
            raise _refusal(envelope.error, call)
        self._report(call, drifts)
        refusals = tuple(map(_refusal_from_batch_error, envelope.execute_errors or ()))
        read_part = partial(self._read_part, marked=marked)
        answer = Payload(envelope.response, refusals, unparsed, read_part, marked)
        return call.decode.finish(answer, call)

    def _read_part(self, call: Call[T], tree: object, *, marked: bool) -> T:
        value, drifts, unparsed = read_value(call, tree, marked=marked)
        self._report(call, drifts)
        return call.decode.finish(Payload(value, (), unparsed), call)

    def _report(self, call: Call[Any], drifts: tuple[Drift, ...]) -> None:
        if drifts:
            _log.info("%s: %d values did not fit", call.method, len(drifts))
            if self.on_drift:
                self.on_drift(call.method, drifts)


@dataclass(frozen=True, slots=True)
class UploadService(_NoSession):
    """Hosts that take files: another origin, no envelope, no token, a single-use address.

    Attributes:
        secure: Whether files may leave this machine only by https.
    """

    secure: bool = True

    def request(self, call: Call[Any], token: str | None) -> Request:
        """A multipart form with the file; the token never goes there."""
        if call.upload is None:
            raise errors.ConfigurationError("The call has no file to upload.", call=call)
        if self.secure and not call.upload.url.startswith("https://"):
            raise errors.UploadError(Text("The upload address is not https."), call=call)
        if call.upload.file is None:
            return Request(method="GET", url=call.upload.url)
        return Request(url=call.upload.url, files=(call.upload.file,))

    def read(self, call: Call[T], reply: Response) -> T:
        """Read the bare answer of the host, which may be XML, or a reason beside an HTTP error."""
        return _read_bare(call, _as_json(reply))


@dataclass(frozen=True, slots=True)
class LongPollService(_NoSession):
    """Long Poll servers: a key instead of a token, no envelope.

    https://dev.vk.com/api/bots-long-poll/getting-started

    Attributes:
        secure: Whether the key may leave only by https, and not even for this machine otherwise.
    """

    secure: bool = True

    def request(self, call: Call[Any], token: str | None) -> Request:
        """A GET with the key in its query, as VK wants it; the token never goes there."""
        poll = call.poll
        if poll is None:
            raise errors.ConfigurationError("The call has no Long Poll address.", call=call)
        if not _is_private(poll.url, secure=self.secure):
            raise errors.ConfigurationError(
                "VK gave a Long Poll address that is not https.", call=call
            )
        query = Hidden(urlencode({**dict(call.params), "key": poll.key}))
        joint = "&" if "?" in poll.url else "?"
        return Request(method="GET", url=Hidden(f"{poll.url}{joint}{query}"), waits=True)

    def read(self, call: Call[T], reply: Response) -> T:
        """Read the bare answer of the server."""
        return _read_bare(call, reply)


def _is_private(url: str, *, secure: bool) -> bool:
    """Whether the connection to an address cannot be read by others."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    local = not secure and parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or local)


def _as_json(reply: Response) -> Response:
    """The answer of an upload host as JSON with HTTP 200, where it can be understood."""
    body = reply.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body.startswith(b"{"):
        has_reason = reply.status != 413 and _REASON.search(body[:_BEGINNING])
        reply = _with_charset(reply)
        return replace(reply, status=200) if has_reason else reply
    found = _RETVAL.search(body[:_BEGINNING]) if body.startswith(b"<") else None
    if found is None:
        return reply
    is_taken = reply.status == 200 and found[1] == b"1"
    refused = b'{"error": "retval %s", "error_code": %s}' % (found[1], found[1])
    answer = b'{"retval": 1}' if is_taken else refused
    return replace(reply, status=200, body=answer)


def _with_charset(reply: Response) -> Response:
    """Name the charset of a text that is plainly Windows-1251: old hosts leave it out."""
    content_type = reply.headers.get("content-type", "").lower()
    if not content_type.startswith("text/") or "charset" in content_type:
        return reply
    is_utf8 = not reply.body.decode("utf-8", "ignore").isascii()
    if is_utf8 or not _TWO_LETTERS_1251.search(reply.body):
        return reply
    named = {"content-type": f"{content_type}; charset=windows-1251"}
    return replace(reply, headers={**reply.headers, **named})


def _read_bare(call: Call[T], reply: Response) -> T:
    _check_http(call, reply)
    value, drifts, unparsed, marked = read_bare(call, reply)
    if drifts:
        _log.info("%s: %d values did not fit", call.method, len(drifts))
    return call.decode.finish(Payload(value, (), unparsed, marked=marked), call)


def _refusal(found: ErrorObject, call: Call[Any]) -> errors.ApiError:
    return error_from_code(
        found.error_code,
        _words(found),
        call,
        subcode=found.error_subcode,
        details=_details(found),
    )


def _refusal_from_batch_error(found: ErrorObject) -> Refusal:
    """An entry of `execute_errors`, with all that a single call's error would have."""
    details = _details(found)
    method = str(details.pop("method", ""))
    return Refusal(method, found.error_code, _words(found), found.error_subcode, details)


def _words(found: ErrorObject) -> str:
    return str(_legible(found.error_msg or found.error_description or found.error or ""))


def _details(found: ErrorObject) -> dict[str, object]:
    """The further fields of an error, without the echo of the request."""
    echo = {"error_code", "error_subcode", "error_msg", "request_params", "inner_type"}
    fields = found.model_dump(exclude_none=True, exclude=echo)
    return {name: _legible(value) for name, value in fields.items() if name not in echo}


def _legible(value: object) -> object:
    """A value without the marks of damaged bytes that raw answers, such as of `execute`, have."""
    from govpublic_sdk.models._damage import clean

    try:
        return clean(value)
    except RecursionError:
        return None  # no error of VK has hundreds of levels


def _check_http(call: Call[Any], reply: Response) -> None:
    if reply.status == 413:
        raise errors.InvalidRequest(Text("The request is too large (HTTP 413)."), call=call)
    if reply.status == 200 and (reply.body[:1] in (b"{", b"[") or contains_json(reply.body)):
        return
    what = Text("The service answered with HTTP {status}.", status=reply.status)
    if reply.status == 200 and not reply.body.strip():
        what = Text("The service answered with an empty body (HTTP {status}).", status=200)
    elif reply.status == 200:
        template = "The service answered with a page or XML instead of data (HTTP {status})."
        what = Text(template, status=200)
    raise errors.ServerError(
        what, status=reply.status, retry_after=retry_after(reply.headers), call=call
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `Retry-After`, a number or a date; None if unusable."""
    text = headers.get("retry-after", "").strip()
    if not text or len(text) > _LONGEST_HINT:
        return None
    if re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", text):
        return float(text)
    try:
        then = parsedate_to_datetime(text)
        now = parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError):
        return None
