"""Sending a file to a host that VK names: what may be sent, how, and what counts as taken.

Hosts say "taken" with HTTP 200 also where they took nothing, so each answer is checked before it
is saved. Which file is what belongs to `media`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

from govpublic_sdk._core.calls import Call, Procedure, Upload
from govpublic_sdk._core.decoders import As
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import FilePart, Sleep
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import (
    DecodeError,
    FloodControl,
    NetworkError,
    OutcomeUnknown,
    ParameterError,
    ServerError,
    UploadError,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.uploads import Uploaded

__all__ = [
    "ADDRESSES",
    "File",
    "check_taken",
    "part_of",
    "size_of",
    "upload",
    "upload_file",
    "visit",
]

File: TypeAlias = str | os.PathLike[str] | bytes
ADDRESSES = 3
_PAUSES = (3.0, 10.0)  # before the second and the third attempt of what was too fast
_MAX_PAUSE = 60.0  # a host that wants longer will not take this file
_BUSY = (429, 503)
_ELSEWHERE = (FloodControl, UploadError, ServerError, NetworkError, OutcomeUnknown, DecodeError)
_NOTHING = ("", "[]")
_TOO_FAST = -12  # upload hosts answer it to uploads that follow too quickly
_FLOOD = re.compile(r"too (fast|many|often)|flood|слишком (быстро|часто|много)", re.IGNORECASE)
_INTEGER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
# Hosts are no part of the API, and each spells its refusals in its own way.
_SIGNS = ("error_code", "error_msg", "error_descr")
_CODES = ("error_code", "code", "err_code", "error")
_WORDS = ("error_descr", "error_description", "error_msg", "message", "msg", "error", "error_code")
_MAX_WORDS = 300  # characters; an HTML page as an error is cut


class _Place(Protocol):
    @property
    def upload_url(self) -> str | None: ...


P = TypeVar("P", bound=_Place)


def part_of(field: str, file: File, filename: str | None) -> FilePart:
    """The part of a form that carries a file; a path is streamed from disk when it is sent.

    Args:
        field: What the host calls the part.
        file: A path, or the bytes themselves.
        filename: The name sent to the host; a path has its own.

    Raises:
        ParameterError: No such file, an empty one, bytes without a name, a name without extension.
    """
    content = file if isinstance(file, bytes) else _existing(file)
    name = filename or (content.name if isinstance(content, Path) else "")
    if not Path(name).suffix or not name.isprintable() or set(name) & set('/\\"'):
        raise ParameterError(
            "filename", show_value(name), "a name with an extension, for example plan.pdf"
        )
    part = FilePart(
        name=field,
        filename=name,
        content=content,
        content_type=guess_type(name)[0] or "application/octet-stream",
    )
    if not size_of(part):
        raise ParameterError("file", "empty file", "a file with content")
    return part


def _existing(file: str | os.PathLike[str]) -> Path:
    try:
        path = Path(file)
        if path.is_file():
            return path
        given: str | Text = Text("{file} does not exist", file=show_value(path.name))
    except (OSError, TypeError) as error:
        given = Text("{file} ({error})", file=describe(file), error=type(error).__name__)
    raise ParameterError("file", given, "the path of an existing file, or bytes")


def size_of(part: FilePart) -> int:
    """How many bytes the file has."""
    content = part.content
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def upload(url: str, part: FilePart) -> Call[Uploaded]:
    """The call that sends a file; the address is a secret and serves once."""
    from govpublic_sdk.models.uploads import Uploaded

    return Call(
        service="upload",
        method="upload",
        decode=As(Uploaded),
        upload=Upload(url=url, file=part),
        safety="unsafe",
    )


def visit(url: str) -> Call[Uploaded]:
    """The call that only opens an address, as VK wants it for a video from another site."""
    from govpublic_sdk.models.uploads import Uploaded

    return Call(
        service="upload",
        method="upload",
        decode=As(Uploaded),
        upload=Upload(url=url),
        safety="idempotent",
    )


def upload_file(
    address: Call[P],
    part: FilePart,
    *needed: str,
    settle: Callable[[P, Exception], Procedure[bool]] | None = None,
) -> Procedure[tuple[P, Uploaded]]:
    """Send a file; where a host fails, ask for another address, three at most, none twice.

    A host that calls this too fast is given some seconds first.

    Args:
        address: The call that returns an upload address.
        part: The file.
        *needed: Fields that the host must answer with.
        settle: Called with an address and the error of its host: whether the file arrived all the
            same. It raises if another attempt would do harm.

    Raises:
        FloodControl: All hosts called it too fast.
        UploadError: No host took the file; or the last one's `NetworkError` or `ServerError`.
    """
    from govpublic_sdk.models.uploads import Uploaded

    used: set[str] = set()
    failure: Exception | None = None
    for pause in (*_PAUSES, None):
        place = yield from address
        try:
            return place, (yield from _upload_once(_fresh(place, used, address), part, needed))
        except _ELSEWHERE as error:
            # An upload that may have happened harms nobody: what counts is saved afterwards.
            lost = error.__cause__ if isinstance(error, OutcomeUnknown) else None
            failure = lost if isinstance(lost, Exception) else error
        if settle is not None and (yield from settle(place, failure)):
            return place, Uploaded()
        if pause is not None and _is_too_fast(failure):
            hint: float | None = getattr(failure, "retry_after", None)
            yield Sleep(min(max(pause, hint or 0.0), _MAX_PAUSE))
    raise failure or UploadError(Text("VK gave no address for the file."), call=address)


def _is_too_fast(failure: Exception) -> bool:
    """Whether a host is busy, by its text, VK's number or the HTTP status."""
    is_busy = isinstance(failure, ServerError) and failure.status in _BUSY
    return is_busy or isinstance(failure, FloodControl)


def _fresh(place: _Place, used: set[str], address: Call[P]) -> str:
    url = hide(place.upload_url)
    if not url or url in used or not url.isascii():
        raise UploadError(Text("VK gave no new address for the file."), call=address)
    used.add(url)
    return url


def _upload_once(url: str, part: FilePart, needed: tuple[str, ...]) -> Procedure[Uploaded]:
    call = upload(url, part)
    answer = yield from call
    check_taken(answer, call)
    missing = [
        name
        for name in needed
        if getattr(answer, name) in (None, *_NOTHING) or name in answer.unfit
    ]
    fault = _cut_off(answer, part)
    if missing:
        fault = Text("The response of the upload host lacks {names}.", names=tuple(missing))
    if fault:
        raise UploadError(fault, call=replace(call, upload=None))
    return answer


def check_taken(answer: Uploaded, call: Call[Any]) -> None:
    """Reject an answer that reports a failure of the host.

    Raises:
        FloodControl: Too many files came at once.
        UploadError: Any other reason.
    """
    refused = _refusal(answer)
    if refused is None:
        return
    code, words = refused
    kind = FloodControl if code == _TOO_FAST or _FLOOD.search(words) else UploadError
    bare = replace(call, upload=None)
    raise kind(words, code=code, call=bare)


def _refusal(answer: Uploaded) -> tuple[int | None, str] | None:
    """The number and the words of a host against the file; None if it has none."""
    fields: dict[str, object] = {**answer.model_dump(exclude_none=True), **answer.unfit}
    error = fields.get("error")
    if not error and not any(fields.get(name) for name in _SIGNS):
        return None
    if isinstance(error, dict):
        fields |= {"error": None, **cast("dict[str, object]", error)}
    numbers = (_number(fields.get(name)) for name in _CODES)
    texts = (fields.get(name) for name in _WORDS)
    code = next((number for number in numbers if number), None)
    words = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    return code, words.strip()[:_MAX_WORDS]


def _number(value: object) -> int | None:
    """A number, also as a text."""
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _cut_off(answer: Uploaded, part: FilePart) -> Text | None:
    try:
        size = size_of(part)
    except OSError:  # it is gone since, which is no fault of the host
        return None
    if answer.size is None or answer.size == size:
        return None
    return Text("The upload host received {count} of {size} bytes.", count=answer.size, size=size)
