"""What differs between services: address, envelope, how a reply becomes a value or an error.

It builds requests and reads replies; it sends nothing and knows no clock but the one it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic_core import from_json

from govpublic_sdk import errors
from govpublic_sdk._call import Answer, Call, Refusal
from govpublic_sdk._http import Reply, Request
from govpublic_sdk._refusals import refusal

if TYPE_CHECKING:
    from govpublic_sdk.models._repair import Drift, Misread, Reader
    from govpublic_sdk.models.envelope import ErrorObject

__all__ = ["Service", "UploadService", "VkService", "checked_url", "read_part"]

T = TypeVar("T")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Service(Protocol):
    """One service that calls can be made to."""

    def request(self, call: Call[Any], token: str | None) -> Request:
        """The HTTP request of a call."""
        ...

    def read(self, call: Call[T], reply: Reply) -> T:
        """The value of a call.

        Raises:
            ServerError: The reply has no meaning.
            ApiError: The service refused.
            DecodeError: The reply is not the answer that was asked for.
        """
        ...


def checked_url(name: str, url: str) -> str:
    """An address that secrets may be sent to: https, or http on this machine only.

    Raises:
        ConfigurationError: It is neither, or carries a user or a query.
    """
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not (parts.scheme == "https" or local) or not parts.hostname:
        raise errors.ConfigurationError(f"{name}: an https:// address is needed.")
    if parts.username or parts.query:
        raise errors.ConfigurationError(f"{name}: the address may hold no user and no query.")
    return url


@dataclass(frozen=True, slots=True)
class VkService:
    """VK's method API, https://dev.vk.com/api/api-requests.

    Attributes:
        url: Where methods are, such as `https://api.vk.ru/method/`.
        version: The API version that is sent as `v`.
        language: The language of names and error texts, sent as `lang`.
        on_drift: Told about values that did not fit: a method and where. May be None.
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
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return Request(url=self.url + call.method, headers=headers, form=form)

    def read(self, call: Call[T], reply: Reply) -> T:
        """Read the envelope `{"response": ...}` or `{"error": ...}` in one pass."""
        _check_http(call, reply)
        envelope, drifts, unread = _envelope(call, reply)
        if envelope.error is not None:
            raise _refusal(envelope.error, call)
        if drifts and self.on_drift:
            self.on_drift(call.method, drifts)
        refusals = tuple(
            Refusal(one.method or "", one.error_code or 0, one.error_msg or "")
            for one in envelope.execute_errors or ()
        )
        return call.decode.finish(Answer(envelope.response, refusals, unread), call)


@dataclass(frozen=True, slots=True)
class UploadService:
    """Hosts that take files: another origin, no envelope, no token, a single-use address.

    Attributes:
        secure: Whether files may leave this machine only by https.
    """

    secure: bool = True

    def request(self, call: Call[Any], token: str | None) -> Request:
        """A multipart form with the file; the token never goes there."""
        if call.upload is None:
            raise errors.ConfigurationError(f"{call!r} has no file to upload.", call=call)
        if self.secure and not call.upload.url.startswith("https://"):
            raise errors.UploadError("The upload address is not https.", call=call)
        return Request(url=call.upload.url, files=(call.upload.file,))

    def read(self, call: Call[T], reply: Reply) -> T:
        """Read the bare answer of the host."""
        _check_http(call, reply)
        from govpublic_sdk.models._repair import Misread

        try:
            value, _, unread = _plain_reader(call.decode.shape).read_json(reply.body)
        except Misread as misread:
            raise _unreadable(call, reply, misread.kind) from None
        return call.decode.finish(Answer(value, (), unread), call)


def _envelope(call: Call[Any], reply: Reply) -> Any:
    from govpublic_sdk.models._repair import Misread

    reader = _envelope_reader(call.decode.shape)
    try:
        return reader.read_json(reply.body)
    except Misread as misread:
        found = _in_todays_form(call, reply, misread)
        if found is None:
            raise _unreadable(call, reply, misread.kind) from None
    try:
        return reader.read_value(found)
    except Misread as misread:
        raise _unreadable(call, reply, misread.kind) from None


def _in_todays_form(call: Call[Any], reply: Reply, misread: Misread) -> dict[str, Any] | None:
    """The answer of an old API version in the form of today, where the decoder knows one."""
    bare = getattr(call.decode, "bare", None)
    if bare is None or misread.path != ("response",):
        return None
    tree = from_json(reply.body)
    old = isinstance(tree.get("response"), list)
    return {**tree, "response": bare(tree["response"])} if old else None


def _refusal(found: ErrorObject, call: Call[Any]) -> errors.ApiError:
    echo = {"error_code", "error_subcode", "error_msg", "request_params", "inner_type"}
    fields = found.model_dump(exclude_none=True, exclude=echo)
    details = {name: value for name, value in fields.items() if name not in echo}
    text = found.error_msg or found.error_description or found.error or ""
    code, subcode = found.error_code, found.error_subcode
    return refusal(code, text, call, subcode=subcode, details=details)


def read_part(call: Call[T], tree: object) -> T:
    """The value of one call inside of a pack, from its part of the answer.

    Raises:
        DecodeError: It is not the answer that was asked for.
    """
    from govpublic_sdk.models._repair import Misread

    try:
        value, _, unread = _plain_reader(call.decode.shape).read_value(tree)
    except Misread as misread:
        what = f"The answer of {call!r} in a pack could not be read ({misread.kind})."
        raise errors.DecodeError(what, raw=tree, call=call) from None
    return call.decode.finish(Answer(value, (), unread), call)


@cache
def _envelope_reader(shape: Any) -> Reader[Any]:
    from govpublic_sdk.models._repair import Reader
    from govpublic_sdk.models.envelope import Envelope

    return Reader(Envelope[shape], frame=1)


@cache
def _plain_reader(shape: Any) -> Reader[Any]:
    from govpublic_sdk.models._repair import Reader

    return Reader(shape, frame=0)


def _check_http(call: Call[Any], reply: Reply) -> None:
    if reply.status == 413:
        raise errors.InvalidRequest("The request is too large (HTTP 413).", call=call)
    if reply.status == 200 and reply.body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (
        b"{",
        b"[",
    ):
        return
    kind = "an empty body" if not reply.body.strip() else "a page instead of data"
    what = f"HTTP {reply.status}" if reply.status != 200 else f"{kind} with HTTP 200"
    raise errors.ServerError(
        f"{call!r} was answered with {what}; it is not known whether it was carried out.",
        status=reply.status,
        retry_after=_retry_after(reply.headers),
        call=call,
    )


def _unreadable(call: Call[Any], reply: Reply, kind: str) -> errors.GovPublicError:
    if kind == "json_invalid":
        what = f"The answer to {call!r} is cut off or no JSON ({len(reply.body)} bytes)."
        return errors.ServerError(what, status=reply.status, call=call)
    what = f"The answer to {call!r} is not what this method answers with ({kind}). See `error.raw`."
    return errors.DecodeError(what, raw=reply.body, call=call)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from `Retry-After`, a number or a date; None where it says nothing usable."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        then = parsedate_to_datetime(text)
        now = parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError):
        return None
