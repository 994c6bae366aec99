"""Sending a file to a host that VK names: what may be sent, how, and what counts as taken.

Hosts say "taken" with HTTP 200 also where they took nothing, so each answer is checked before it
is saved. Which file is what belongs to `media`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from govpublic_sdk._call import Call, Procedure, Upload
from govpublic_sdk._decode import As
from govpublic_sdk._http import FilePart
from govpublic_sdk.errors import (
    DecodeError,
    NetworkError,
    OutcomeUnknown,
    ParameterError,
    ServerError,
    UploadError,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.uploads import Uploaded

__all__ = ["ADDRESSES", "File", "part_of", "sent", "size_of", "upload"]

File: TypeAlias = str | os.PathLike[str] | bytes
ADDRESSES = 3
_ELSEWHERE = (UploadError, ServerError, NetworkError, OutcomeUnknown, DecodeError)
_NOTHING = ("", "[]")


class _Place(Protocol):
    @property
    def upload_url(self) -> str | None: ...


P = TypeVar("P", bound=_Place)


def part_of(field: str, file: File, filename: str | None) -> FilePart:
    """The part of a form that carries a file; a path is streamed from disk when it is sent.

    Args:
        field: What the host calls the part.
        file: A path, or the bytes themselves.
        filename: The name that the host is told; a path has its own.

    Raises:
        ParameterError: No such file, an empty one, bytes without a name, a name without extension.
    """
    content = file if isinstance(file, bytes) else _existing(file)
    name = filename or (content.name if isinstance(content, Path) else "")
    if not Path(name).suffix or not name.isprintable() or set(name) & set('/\\"'):
        raise ParameterError("filename", repr(name), "a name with extension, such as plan.pdf")
    part = FilePart(
        name=field,
        filename=name,
        content=content,
        content_type=guess_type(name)[0] or "application/octet-stream",
    )
    if not size_of(part):
        raise ParameterError("file", "an empty file", "a file with content")
    return part


def _existing(file: str | os.PathLike[str]) -> Path:
    try:
        path = Path(file)
        if path.is_file():
            return path
        given = repr(str(path))
    except (OSError, TypeError) as error:
        given = f"{type(file).__name__} ({type(error).__name__})"
    raise ParameterError("file", given, "a path of a file that exists, or bytes")


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


def sent(
    address: Call[P],
    part: FilePart,
    *needed: str,
    undo: Callable[[P], Procedure[None]] | None = None,
) -> Procedure[tuple[P, Uploaded]]:
    """Send a file; where a host fails, ask for another address, three at most, none twice.

    Args:
        address: The question for an address.
        part: The file.
        *needed: Fields that the host must answer with.
        undo: What to do about an address whose host failed.

    Raises:
        UploadError: No host took the file; or the last one's `NetworkError` or `ServerError`.
    """
    used: set[str] = set()
    failure: Exception | None = None
    for _ in range(ADDRESSES):
        place = yield from address
        try:
            return place, (yield from _taken(_fresh(place, used, address), part, needed))
        except _ELSEWHERE as error:
            failure = error
            if undo is not None:
                yield from undo(place)
    # An upload that may have happened harms nobody: what counts is saved afterwards.
    cause = failure.__cause__ if isinstance(failure, OutcomeUnknown) else None
    raise cause or failure or UploadError("No address was given.", call=address)


def _fresh(place: _Place, used: set[str], address: Call[P]) -> str:
    url = place.upload_url
    if not url or url in used or not url.isascii():
        raise UploadError("VK gave no new address for the file.", call=address)
    used.add(url)
    return url


def _taken(url: str, part: FilePart, needed: tuple[str, ...]) -> Procedure[Uploaded]:
    call = upload(url, part)
    answer = yield from call
    fault = _fault(answer, needed) or _cut_off(answer, part)
    if fault:
        code = answer.error_code
        raise UploadError(fault, code=code, call=replace(call, upload=None))
    return answer


def _fault(answer: Uploaded, needed: tuple[str, ...]) -> str | None:
    """What the host says against the file, or leaves out."""
    if answer.error or answer.error_code:
        words = answer.error_descr or answer.error_msg or answer.error or "no words"
        return f"The host did not take the file: {words}."
    missing = [
        name
        for name in needed
        if getattr(answer, name) in (None, *_NOTHING) or name in answer.unfit
    ]
    return f"The host took nothing: {', '.join(missing)} is missing." if missing else None


def _cut_off(answer: Uploaded, part: FilePart) -> str | None:
    try:
        size = size_of(part)
    except OSError:  # it is gone since, which is no fault of the host
        return None
    if answer.size is None or answer.size == size:
        return None
    return f"The host has {answer.size} of {size} bytes."
