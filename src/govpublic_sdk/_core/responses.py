"""From the bytes of a reply to what stands in it: today's form, old forms, packs.

It says what is unreadable; what a refusal means is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.http import Response
from govpublic_sdk._texts import Text

if TYPE_CHECKING:
    from govpublic_sdk.models._drift import Drift, Misread, Reader, Reading
    from govpublic_sdk.models.envelope import Envelope

__all__ = [
    "Read",
    "contains_json",
    "read_bare",
    "read_envelope",
    "read_refusal",
    "read_value",
]

T = TypeVar("T")
_CHARSET = re.compile(r"charset=[\"']?([\w.-]{1,40})", re.IGNORECASE | re.ASCII)
_READERS = 256  # more kinds of answers than VK has in use; each takes some 0.1 MB


class Read(NamedTuple, Generic[T]):
    """What was read, what drifted, what no model could keep, and whether damage is marked in it."""

    value: T
    drifts: tuple[Drift, ...] = ()
    unparsed: Mapping[str, Any] = {}
    marked: bool = False


def contains_json(body: bytes) -> bool:
    """Whether a body may contain JSON behind other text, such as a warning of PHP."""
    from govpublic_sdk.models._damage import starts

    return starts(body)


def read_envelope(call: Call[Any], reply: Response) -> Read[Envelope[Any]]:
    """The envelope of an answer.

    Raises:
        ServerError: The body is cut off, or no JSON.
        DecodeError: It is not what this method answers with.
    """
    return _strictly(call, reply) or _patiently(call, reply)


def read_bare(call: Call[Any], reply: Response) -> Read[Any]:
    """An answer without an envelope; see `read_envelope` for what is raised."""
    from govpublic_sdk.models._drift import Misread

    try:
        return _read(_reader(call.decode.shape), call, reply)
    except Misread as misread:
        raise _unreadable(call, reply, misread.kind) from None


def read_value(call: Call[Any], tree: Any, *, marked: bool = False) -> Reading[Any]:
    """A part of an answer that was read as JSON already, maybe with marks of damaged bytes.

    Raises:
        DecodeError: It is not what this method answers with.
    """
    from govpublic_sdk.models._drift import Misread

    today = _todays_form(call, tree)
    reader = _reader(call.decode.shape)
    try:
        return reader.read_marked(today) if marked else reader.read_value(today)
    except Misread as misread:
        raise errors.DecodeError(
            Text(
                "A part of the response is not what this method returns ({kind}).",
                kind=misread.kind,
            ),
            raw=tree,
            call=call,
        ) from None


def read_refusal(reply: Response) -> object:
    """The JSON of a refusal as far as it is legible; None where there is none."""
    from govpublic_sdk.models._damage import clean
    from govpublic_sdk.models._drift import Misread, parse_body

    try:
        found = parse_body(reply.body, _charset(reply))
        return clean(found.tree) if found.marked else found.tree
    except (Misread, RecursionError):
        return None


def _charset(reply: Response) -> str | None:
    found = _CHARSET.search(reply.headers.get("content-type", "")[:200])
    return found[1] if found else None


def _todays_form(call: Call[Any], tree: Any) -> Any:
    bare = getattr(call.decode, "bare", None)
    return bare(tree) if bare and isinstance(tree, list) else tree


def _read(reader: Reader[T], call: Call[Any], reply: Response) -> Read[T]:
    """Read a body, or leave marks of damage to a decoder that reads raw JSON itself."""
    charset = _charset(reply)
    if not getattr(call.decode, "raw", False):
        return Read(*reader.read_json(reply.body, charset))
    reading, marked = reader.read_raw(reply.body, charset)
    return Read(*reading, marked)


def _strictly(call: Call[Any], reply: Response) -> Read[Envelope[Any]] | None:
    """A pack in one pass over its bytes; None where any part of it needs patience."""
    shape = getattr(call.decode, "strict_shape", None)
    if shape is None:
        return None
    reading = _envelope_reader(shape).read_strictly(reply.body)
    return None if reading is None else Read(*reading)


def _patiently(call: Call[Any], reply: Response) -> Read[Envelope[Any]]:
    from govpublic_sdk.models._drift import Misread

    reader = _envelope_reader(call.decode.shape)
    try:
        return _read(reader, call, reply)
    except Misread as misread:
        found = _in_todays_form(call, reply, misread)
        if found is None:
            raise _unreadable(call, reply, misread.kind) from None
    try:
        return Read(*reader.read_marked(found))
    except Misread as misread:
        raise _unreadable(call, reply, misread.kind) from None


def _in_todays_form(call: Call[Any], reply: Response, misread: Misread) -> dict[str, Any] | None:
    """The answer of an old API version in the form of today, where the decoder knows one."""
    bare = getattr(call.decode, "bare", None)
    if bare is None or misread.path != ("response",):
        return None
    from govpublic_sdk.models._drift import from_text

    tree = from_text(reply.body)
    old = isinstance(tree.get("response"), list)
    return {**tree, "response": bare(tree["response"])} if old else None


@lru_cache(_READERS)
def _envelope_reader(shape: Any) -> Reader[Any]:
    from govpublic_sdk.models._drift import Reader
    from govpublic_sdk.models.envelope import Envelope

    return Reader(Envelope[shape], frame=1)


@lru_cache(_READERS)
def _reader(shape: Any) -> Reader[Any]:
    from govpublic_sdk.models._drift import Reader

    return Reader(shape, frame=0)


def _unreadable(call: Call[Any], reply: Response, kind: str) -> errors.GovPublicError:
    if kind == "json_invalid":
        return errors.ServerError(
            Text(
                "The response is cut off, damaged or not JSON ({count} bytes).",
                count=len(reply.body),
            ),
            status=reply.status,
            is_unreadable=True,
            call=call,
        )
    return errors.DecodeError(
        Text("The response is not what this method returns ({kind}).", kind=kind),
        raw=reply.body,
        call=call,
    )
