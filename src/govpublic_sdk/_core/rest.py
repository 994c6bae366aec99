"""REST services: HTTP status codes, JSON without an envelope, file downloads.

Secrets are sent to the service's own origin only.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeVar, cast
from urllib.parse import SplitResult, urlencode, urlsplit

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.calls import Call, Decoder, Payload, RestRequest
from govpublic_sdk._core.hidden import Hidden, hide
from govpublic_sdk._core.http import FilePart, Request, Response
from govpublic_sdk._core.masking import mask_echo
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.responses import contains_json, read_bare
from govpublic_sdk._core.services import check_url, retry_after
from govpublic_sdk._texts import Text, show_value

__all__ = [
    "FetchedFile",
    "FileOf",
    "RestService",
    "safe_file_name",
]

T = TypeVar("T")
_log = logging.getLogger("govpublic_sdk")

_REFUSALS: Mapping[int, type[errors.ApiError]] = {
    401: errors.AuthError,
    403: errors.PermissionDenied,
    404: errors.NotFound,
    405: errors.InvalidRequest,
    409: errors.Conflict,
    410: errors.NotFound,
    412: errors.Conflict,
    429: errors.TooManyRequests,
}
_LONGEST_DISPOSITION = 8_000  # the parser of `email` takes quadratic time
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
_TEXT = "text/plain; charset=utf-8"
_NO_SUCH_ADDRESS = (404, 405)
_PORTS = {"http": 80, "https": 443}


def _nothing(reply: Response) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A downloaded file.

    Attributes:
        content: The bytes; they may be a citizen's, so they do not show.
        name: Its name without folders; None if the server sends none.
        content_type: The media type that the server declares.
    """

    content: bytes = field(repr=False)
    name: str | None = field(default=None, repr=False)
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class FileOf(Decoder[FetchedFile]):
    """The answer is a file, whatever it holds."""

    @property
    def shape(self) -> object:
        """Any content."""
        return object

    def finish(self, answer: Payload[Any], call: Call[Any]) -> FetchedFile:
        """The file."""
        found: FetchedFile = answer.response
        return found


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class RestService:
    """A REST service.

    Attributes:
        url: Its address, without a slash at the end; paths of calls are below it.
        headers: What goes with each request to its own origin, such as a key.
        query: The same for the query, for services that want it there.
        origins: Further origins that files may be fetched from, such as `https://files.example`;
            no secret goes there.
        words: Returns the message in the body of an error.
        refusals: Error classes by status, if the service differs from the default.
        sign_in: The call that signs in; its value is sent as a bearer token.
        limiter: The rate limiter.
        max_bytes: Largest file that is fetched.
        addresses: Which setting holds the address of a method, for those that are not found.
        secrets: Values to mask in errors, in case the service repeats them.
        shown: Parameters whose values an error may repeat, such as ids and codes.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    origins: tuple[str, ...] = ()
    words: Callable[[Response], str] = field(default=_nothing, repr=False)
    refusals: Mapping[int, type[errors.ApiError]] = field(
        default_factory=dict[int, type[errors.ApiError]], repr=False
    )
    sign_in: Call[str] | None = None
    limiter: Limiter | None = field(default=None, repr=False)
    max_bytes: int = 64 * 1024 * 1024
    addresses: Mapping[str, str] = field(default_factory=dict[str, str])
    secrets: tuple[str, ...] = field(default=(), repr=False)
    shown: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an address that secrets may not be sent to.

        Raises:
            ConfigurationError: It is neither https nor on this machine, or holds a user or a query.
        """
        check_url("url", self.url)
        for name in ("headers", "query", "secrets"):
            object.__setattr__(self, name, hide(getattr(self, name)))

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Secrets are not pickled."""
        raise TypeError("a service is not pickled: it holds secrets")

    @check_arguments
    def login(self, call: Call[Any]) -> Call[str] | None:
        """How to sign in, for calls to the own origin other than that one."""
        if self.sign_in is None or call == self.sign_in:
            return None
        return self.sign_in if _is_of(self._address(call, _rest(call)), self.url) else None

    @check_arguments
    def request(self, call: Call[Any], token: str | None) -> Request:
        """The request of a call.

        Raises:
            ConfigurationError: It would go to an origin that is not allowed.
        """
        rest = _rest(call)
        address = self._address(call, rest)
        own = _is_of(address, self.url)
        if not own and not any(_is_of(address, origin) for origin in self.origins):
            raise errors.ConfigurationError(
                Text(
                    "The call leads to another origin than that of {name}.",
                    name=show_value(call.service),
                ),
                call=call,
                advice="Allow the origin in the settings of the service.",
            )
        headers = {**(self.headers if own else {}), **dict(rest.headers)}
        if own and token:
            headers["authorization"] = Hidden(f"Bearer {token}")
        query = {**dict(call.params), **(self.query if own else {})}
        return _request(rest, Hidden(_with_query(address, query)), headers)

    def _address(self, call: Call[Any], rest: RestRequest) -> str:
        return (
            rest.path if re.match(r"https?://", rest.path, re.IGNORECASE) else self.url + rest.path
        )

    @check_arguments
    def read(self, call: Call[T], reply: Response) -> T:
        """The value of a call."""
        try:
            return self._read(call, reply)
        except errors.GovPublicError as error:
            if isinstance(error, errors.ApiError):
                error.raw = hide(reply.body)
            for secret in self.secrets:
                errors.mask(error, secret)
            raise

    def _read(self, call: Call[T], reply: Response) -> T:
        if not 200 <= reply.status < 300:
            raise self._refusal(call, reply)
        if isinstance(call.decode, FileOf):
            return cast("T", call.decode.finish(Payload(self._file(call, reply)), call))
        if not reply.body.strip():
            reply = Response(reply.status, reply.headers, b"null")
        elif _is_page(reply):
            raise errors.ServerError(
                Text(
                    "The service answered with a page or XML instead of data (HTTP {status}).",
                    status=reply.status,
                ),
                status=reply.status,
                call=call,
            )
        value, drifts, unparsed, marked = read_bare(call, reply)
        if drifts:
            _log.info("%s: %d values did not fit", call.method, len(drifts))
        answer: Payload[Any] = Payload(value, (), unparsed, marked=marked, headers=reply.headers)
        return call.decode.finish(answer, call)

    def _file(self, call: Call[Any], reply: Response) -> FetchedFile:
        if len(reply.body) > self.max_bytes:
            raise errors.TooLarge(
                Text(
                    "The file has {size} bytes (at most {max}).",
                    size=len(reply.body),
                    max=self.max_bytes,
                ),
                status=reply.status,
                call=call,
            )
        kind = reply.headers.get("content-type")
        return FetchedFile(reply.body, _file_name(reply.headers), kind)

    def _refusal(self, call: Call[Any], reply: Response) -> errors.GovPublicError:
        status, hint = reply.status, retry_after(reply.headers)
        if status >= 500 or status < 400:
            # no words: servers that fail print what they held, other citizens' records included
            return errors.ServerError(
                Text("The service answered with HTTP {status}.", status=status),
                status=status,
                retry_after=hint,
                call=call,
            )
        kind = {**_REFUSALS, **self.refusals}.get(status, errors.InvalidRequest)
        if status == 400 and call == self.sign_in:
            kind = errors.AuthError  # a wrong password (RFC 6749, 5.2)
        message = self._reason(call, reply)
        setting = self.addresses.get(call.method) if status in _NO_SUCH_ADDRESS else None
        advice = setting and Text(
            "Check the setting {name}: its address may be wrong.", name=show_value(setting)
        )
        return kind(message, code=status, retry_after=hint, call=call, advice=advice)

    def _reason(self, call: Call[Any], reply: Response) -> str:
        """What an error may repeat of a refusal."""
        return mask_echo(call, self.words(reply), shown=self.shown)


def _rest(call: Call[Any]) -> RestRequest:
    if call.rest is None:
        raise errors.ConfigurationError(
            Text("The call of {name} has no path.", name=show_value(call.service)), call=call
        )
    return call.rest


def _request(rest: RestRequest, address: str, headers: dict[str, str]) -> Request:
    if rest.files:
        form, parts = _parts(rest)
        return Request(method=rest.verb, url=address, headers=headers, form=form, files=parts)
    body, kind = rest.body, rest.content_type
    if rest.form:
        body, kind = urlencode(rest.form).encode("ascii"), "application/x-www-form-urlencoded"
    if body:
        headers["content-type"] = kind
    return Request(method=rest.verb, url=address, headers=headers, body=body)


def _parts(rest: RestRequest) -> tuple[dict[str, str], tuple[FilePart, ...]]:
    """The fields and files of a multipart form; fields that repeat are parts without a file."""
    urlencode(rest.form).encode("ascii")
    times = Counter(name for name, _ in rest.form)
    once = {name: value for name, value in rest.form if times[name] == 1}
    texts = tuple(
        FilePart(name=name, filename="", content=value.encode(), content_type=_TEXT)
        for name, value in rest.form
        if times[name] > 1
    )
    return once, (*texts, *rest.files)


def _with_query(address: str, query: Mapping[str, str]) -> str:
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def _is_of(address: str, home: str) -> bool:
    """Whether an address is of the same origin: scheme, host and port."""
    try:
        return _origin(urlsplit(address)) == _origin(urlsplit(home))
    except ValueError:
        return False


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    if "@" in parts.netloc:
        raise ValueError("an address with a user has no origin of ours")
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _is_page(reply: Response) -> bool:
    start = reply.body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start == b"<" and not contains_json(reply.body)


def _file_name(headers: Mapping[str, str]) -> str | None:
    """The name in `Content-Disposition`, without folders: it is never a path."""
    disposition = headers.get("content-disposition", "")
    if len(disposition) > _LONGEST_DISPOSITION:
        return None
    message = Message()
    message["content-disposition"] = disposition
    found = message.get_filename()
    return safe_file_name(found) if found else None


def safe_file_name(text: str) -> str | None:
    """The last part of what may be a path, without what no file may be called.

    Args:
        text: An untrusted file name, such as `../../x`.
    """
    last = re.split(r"[/\\]", text)[-1]
    clean = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    clean = clean.strip(" .")[-200:]
    if not clean:
        return None
    return f"_{clean}" if _DEVICES.fullmatch(clean.partition(".")[0].strip()) else clean
