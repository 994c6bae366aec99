"""Reads response bodies: envelopes, batches and the formats of old API versions."""

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
_READERS = 256  # more response types than a program uses; each takes about 0.1 MB


class Read(NamedTuple, Generic[T]):
    """The value, its drifts, what no model could keep, and whether it contains marks of damage."""

    value: T
    drifts: tuple[Drift, ...] = ()
    unparsed: Mapping[str, Any] = {}
    marked: bool = False


def contains_json(body: bytes) -> bool:
    """Whether a body may contain JSON behind other text, such as a warning of PHP."""
    from govpublic_sdk.models._damage import starts

    return starts(body)


def read_envelope(call: Call[Any], reply: Response) -> Read[Envelope[Any]]:
    """Return the envelope of a response.

    Raises:
        ServerError: The body is cut off or not JSON.
        DecodeError: It is not what this method returns.
    """
    return _read_strict(call, reply) or _read_lenient(call, reply)


def read_bare(call: Call[Any], reply: Response) -> Read[Any]:
    """Read a response without an envelope; raises the same errors as `read_envelope`."""
    from govpublic_sdk.models._drift import Misread

    try:
        return _read(_reader(call.decode.shape), call, reply)
    except Misread as misread:
        raise _unreadable(call, reply, misread.kind) from None


def read_value(call: Call[Any], tree: Any, *, marked: bool = False) -> Reading[Any]:
    """Read a part of a response from parsed JSON, which may contain marks of damaged bytes.

    Raises:
        DecodeError: It is not what this method returns.
    """
    from govpublic_sdk.models._drift import Misread

    current = _current_format(call, tree)
    reader = _reader(call.decode.shape)
    try:
        return reader.read_marked(current) if marked else reader.read_value(current)
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
    """Return the JSON of an error response as far as it is legible, else None."""
    from govpublic_sdk.models._damage import clean
    from govpublic_sdk.models._drift import Misread, parse_body

    try:
        parsed = parse_body(reply.body, _charset(reply))
        return clean(parsed.tree) if parsed.marked else parsed.tree
    except (Misread, RecursionError):
        return None


def _charset(reply: Response) -> str | None:
    match = _CHARSET.search(reply.headers.get("content-type", "")[:200])
    return match[1] if match else None


def _current_format(call: Call[Any], tree: Any) -> Any:
    if not isinstance(tree, list):
        return tree
    items: list[Any] = tree  # pyright: ignore[reportUnknownVariableType]
    return call.decode.upgrade(items)


def _read(reader: Reader[T], call: Call[Any], reply: Response) -> Read[T]:
    """Read a body; a decoder that reads raw JSON gets it with the marks of damage."""
    charset = _charset(reply)
    if not call.decode.reads_raw:
        return Read(*reader.read_json(reply.body, charset))
    reading, marked = reader.read_raw(reply.body, charset)
    return Read(*reading, marked)


def _read_strict(call: Call[Any], reply: Response) -> Read[Envelope[Any]] | None:
    """Read a batch in one pass over its bytes; None if any part must be read leniently."""
    shape = call.decode.strict_shape
    if shape is None:
        return None
    reading = _envelope_reader(shape).read_strictly(reply.body)
    return None if reading is None else Read(*reading)


def _read_lenient(call: Call[Any], reply: Response) -> Read[Envelope[Any]]:
    from govpublic_sdk.models._drift import Misread

    reader = _envelope_reader(call.decode.shape)
    try:
        return _read(reader, call, reply)
    except Misread as misread:
        upgraded = _upgrade_response(call, reply, misread)
        if upgraded is None:
            raise _unreadable(call, reply, misread.kind) from None
    try:
        return Read(*reader.read_marked(upgraded))
    except Misread as misread:
        raise _unreadable(call, reply, misread.kind) from None


def _upgrade_response(call: Call[Any], reply: Response, misread: Misread) -> dict[str, Any] | None:
    """Convert the response of an old API version, if the decoder knows that version."""
    if misread.path != ("response",):
        return None
    from govpublic_sdk.models._drift import from_text

    tree = from_text(reply.body)
    response = tree.get("response")
    upgraded = _current_format(call, response)
    return None if upgraded is response else {**tree, "response": upgraded}


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
