"""Calls as values: method, parameters and decoder; procedures and pages of lists.

A call compares, hashes, prints and pickles; it is independent of clients, tokens and the network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    ParamSpec,
    Protocol,
    Self,
    TypeAlias,
    TypeVar,
)

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import Ask, ClientContext, FilePart, Sleep
from govpublic_sdk._core.parameters import check_name, to_text
from govpublic_sdk._core.visibility import is_shown
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models import Public, ReactionSet, User

__all__ = [
    "Call",
    "Decoder",
    "Guarded",
    "LongPollRequest",
    "Page",
    "Payload",
    "Procedure",
    "Refusal",
    "RestRequest",
    "Runnable",
    "Safety",
    "Upload",
    "call_store",
    "check_file_name",
    "check_media_type",
]

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Safety: TypeAlias = Literal["read", "idempotent", "keyed", "unsafe"]

# https://www.rfc-editor.org/rfc/rfc9110#media.type, its parameters being printable ASCII.
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD} *(;[ -~]*)?")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110, 5.6.2
_HEADER_VALUE = re.compile(r"[ -~\t]*")


def check_file_name(parameter: str, name: str) -> None:
    """Reject a name that would add lines to the form it is sent in, or cannot be encoded.

    Raises:
        ParameterError: It has line breaks, control characters or half a character.
    """
    if _UNSENDABLE.search(name):
        raise ParameterError(
            parameter,
            Text("invalid characters in {name}", name=show_value(name)),
            "a name without control characters and lone surrogates",
        )


def check_media_type(parameter: str, media_type: str) -> None:
    """Reject a media type that would add lines to the form it is sent in, or is not one.

    Raises:
        ParameterError: It is not a media type in ASCII.
    """
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise ParameterError(
            parameter, show_value(media_type), "a media type, for example image/png"
        )


def _check_part(part: FilePart) -> None:
    check_file_name("field", part.name)
    check_file_name("filename", part.filename)
    check_media_type("content_type", part.content_type)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One call inside of `execute` that VK refused: its entry of `execute_errors`."""

    method: str
    code: int | None
    message: str = field(repr=False)
    subcode: int | None = None
    details: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)


@dataclass(frozen=True, slots=True)
class Payload(Generic[T_co]):
    """Content of the envelope: the response, errors of a batch, values that no model could keep.

    `read_part` reads the raw answer of one call of a pack. `marked` means that the response is raw
    JSON that may contain marks of damaged bytes; only decoders with `reads_raw` see them.
    `headers` are those of HTTP with names in lower case, for services that page by them.
    """

    response: T_co
    refusals: tuple[Refusal, ...] = ()
    unparsed: Mapping[str, object] = field(default_factory=dict[str, object])
    read_part: Callable[[Call[Any], object], Any] | None = field(default=None, repr=False)
    marked: bool = False
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


class Decoder(Protocol[T_co]):
    """Reads the payload of a response: a type that pydantic validates, then a pure step.

    Decoders inherit from it and override what differs.
    """

    __slots__ = ()

    @property
    def shape(self) -> object:
        """The type of the response inside the envelope."""
        ...

    def finish(self, answer: Payload[Any], call: Call[Any]) -> T_co:
        """Turn the validated response into the value of the call."""
        ...

    @property
    def reads_raw(self) -> bool:
        """Whether `finish` reads raw JSON, which may contain marks of damaged bytes."""
        return False

    @property
    def strict_shape(self) -> object | None:
        """The type for a first attempt in one pass; None to read leniently at once."""
        return None

    def upgrade(self, response: list[Any]) -> Any:
        """Convert the list of an old API version; return it unchanged if it is current."""
        return response


class _Same:
    """Base of immutable values, which are their own copies."""

    __slots__ = ()

    def __copy__(self) -> Self:
        """Return the value itself."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return the value itself."""
        return self


def _hide(instance: object, *names: str) -> None:
    for name in names:
        object.__setattr__(instance, name, hide(getattr(instance, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(_Same):
    """An upload of a file to an address from VK; the address is a secret.

    Attributes:
        url: The address.
        file: The file; None where the address is only to be visited.
    """

    url: str = field(repr=False)
    file: FilePart | None = None

    def __post_init__(self) -> None:
        """Reject a name or a media type that cannot be sent."""
        if self.file is not None:
            _check_part(self.file)
        _hide(self, "url")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the address, which is a secret and valid once."""
        return _without_address, (self.file,)


def _without_address(file: FilePart | None) -> Upload:
    return Upload(url="", file=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongPollRequest(_Same):
    """A Long Poll request to an address from VK; address and key are secrets.

    Attributes:
        url: The address.
        key: What opens it.
        seconds: How long the server may hold its answer back.
    """

    url: str = field(repr=False)
    key: str = field(repr=False)
    seconds: float

    def __post_init__(self) -> None:
        """Hide address and key."""
        _hide(self, "url", "key")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without address and key, which are secrets."""
        return _without_key, (self.seconds,)


def _without_key(seconds: float) -> LongPollRequest:
    return LongPollRequest(url="", key="", seconds=seconds)


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class RestRequest(_Same):
    """The HTTP part of a call to a REST service; the parameters of the call are the query.

    Attributes:
        verb: The HTTP verb.
        path: Where, below the address of the service; or a whole address, such as that of a file,
            which gets the service's secrets only if it is of the same origin.
        form: What is posted as a form; a name may come several times.
        body: What is sent as it is, such as JSON.
        content_type: What the body is.
        files: What is posted as a multipart form, beside `form`.
        headers: Further headers, such as `if-match`.
    """

    verb: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    path: str = ""
    form: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    content_type: str = "application/json"
    files: tuple[FilePart, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Reject names, media types and headers that cannot be sent."""
        for part in self.files:
            _check_part(part)
        if self.body:
            check_media_type("content_type", self.content_type)
        for name, value in self.headers:
            if not (_HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value)):
                raise ParameterError(name, "invalid characters", "printable ASCII")
        _hide(self, "form", "headers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[T_co]):
    """A call as a value; `client.run(call)` runs it.

    Attributes:
        service: Which service is asked: `vk`, `upload`, `long_poll`, or the name of another one.
        method: The name of the method as the service spells it, such as `wall.get`.
        params: Names and texts as they will be sent, sorted by name; never a token.
        decode: How the answer is read.
        safety: What a repetition means. `read` and `idempotent` may be repeated, `keyed` carries
            a key by which the service recognises a repetition, `unsafe` must never be sent twice.
        packable: Whether the call may travel inside of `execute`.
        upload: The file to send, where the call is an upload.
        poll: Where and how long to wait, where the call waits for news. It is sent once, however
            short the time-out of the client: the caller decides on a lost response.
        rest: How it is made, where the service has resources with addresses.
        for_managers: Whether managers of the community get more in the response, so that no
            service token is to ask.
    """

    service: str = "vk"
    method: str
    params: tuple[tuple[str, str], ...] = ()
    decode: Decoder[T_co] = field(repr=False)
    safety: Safety = "unsafe"
    packable: bool = False
    upload: Upload | None = None
    poll: LongPollRequest | None = None
    rest: RestRequest | None = None
    for_managers: bool = field(default=False, compare=False)

    def __iter__(self) -> Generator[Call[T_co], Any, T_co]:
        """Run this call inside a procedure: `page = yield from vk.wall.get(-1)`."""
        answer: T_co = yield self
        return answer

    def __repr__(self) -> str:
        """Show the call with numbers, ids and words of VK only."""
        shown = ", ".join(f"{name}={self._show_field(name, text)}" for name, text in self.params)
        return f"Call({self.method}({shown}))"

    def _show_field(self, name: str, text: str) -> str:
        if not is_shown(self.service, self.method, name, text):
            return f"<{len(text)} characters>"
        short = text if len(text) <= 80 else text[:77] + "..."
        return short if text.lstrip("-").isdigit() else str.__repr__(short)

    @check_arguments
    def get(self, name: str) -> str | None:
        """Return the text of one parameter, or None."""
        return next((text for key, text in self.params if key == name), None)

    def with_params(self, **params: object) -> Call[T_co]:
        """Return the call with further parameters, including unknown ones.

        Args:
            **params: Texts, numbers, booleans (sent as 1 and 0), aware datetimes (seconds), lists
                (with commas) and dicts (JSON); None removes a parameter.

        Raises:
            ParameterError: A value of another kind, a naive datetime, or a token.
        """
        params = hide(params)
        merged = dict(self.params)
        for name, value in params.items():
            check_name(name)
            merged.pop(name, None)
            if value is not None:
                merged[name] = to_text(name, value)
        lost_key = "random_id" in params and merged.get("random_id", "0") == "0"
        safety = "unsafe" if lost_key and self.safety == "keyed" else self.safety
        return replace(self, params=tuple(sorted(merged.items())), safety=safety)


@dataclass(frozen=True, slots=True)
class Guarded(Generic[T_co]):
    """Step of a procedure: a call that is sent only while `check` permits it.

    Attributes:
        call: The call.
        check: Called before each request, after its turn was granted, with the seconds that the
            request may take (None for no limit). It raises an error to send nothing.
    """

    call: Call[T_co]
    check: Callable[[float | None], None] = field(repr=False)


Procedure: TypeAlias = Generator[Call[Any] | Guarded[Any] | Sleep | ClientContext | Ask, Any, T]
"""Several calls as one: a generator that yields calls and receives their values.

It may also yield a call that is `Guarded`, a `Sleep`, which the client carries out, a `Given`,
which it answers with what it was built with, and an `Ask`, whose function it calls."""

Runnable: TypeAlias = Call[T] | Procedure[T]
"""What `client.run` accepts: a call or a procedure of several."""


def call_store(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Procedure[T]:
    """Call a method of a store inside a procedure, with `yield from`.

    It may wait for a file. The async client calls it in a thread, so its event loop goes on.
    """
    answer: T = yield Ask(partial(function, *args, **kwargs), "a store", blocks=True)
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T_co]):
    """Items as the service sent them; iterating a page covers this page only.

    Attributes:
        items: What could be read, in the service's order.
        total: Number of items that the service reports; it changes while a list grows.
        next: The call for the following page; None when this is the last one. It starts where this
            page ends: items that are deleted in between shift the list, and as many are skipped.
            `each` and the other lists of a client notice that.
        profiles: Users that the items mention, when asked for with `extended`.
        groups: Communities that the items mention, when asked for with `extended`.
        reactions: Of a list of likes, the reaction of each item, in the same order.
        reaction_sets: What the reactions to the items mean, when VK sends it.
        more: Further fields of the list, raw, such as `can_post` of comments.
        unparsed: Path to raw value of items that could not be read (no identity).
    """

    items: tuple[T_co, ...]
    total: int | None = None
    next: Call[Page[T_co]] | None = None
    profiles: tuple[User, ...] = ()
    groups: tuple[Public, ...] = ()
    reactions: tuple[int | None, ...] = ()
    reaction_sets: tuple[ReactionSet, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    unparsed: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)

    def __iter__(self) -> Iterator[T_co]:
        """The items of this page."""
        return iter(self.items)

    def __len__(self) -> int:
        """How many items this page holds."""
        return len(self.items)
