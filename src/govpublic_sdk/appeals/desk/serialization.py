"""Appeals and replies as the texts that are stored: whole, contacts included."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.replies import OutgoingFile, Reply
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal
from govpublic_sdk.models.private import REVEALED
from govpublic_sdk.store._opening import reads_stored

__all__ = [
    "check_storable",
    "digest_files",
    "digest_of",
    "digest_reply",
    "dump_appeal",
    "dump_json",
    "dump_reply",
    "from_seconds",
    "from_seconds_or_none",
    "load_appeal",
    "load_reply",
    "to_seconds",
]


def dump_appeal(appeal: Appeal) -> str:
    """An appeal as JSON; half a character in its words (a lone surrogate) is kept escaped.

    Raises:
        ParameterError: It is nested so deeply that it could not be read again.
    """
    with suppress(ValueError):
        return appeal.model_dump_json(context=REVEALED, exclude_none=True)
    try:
        return json.dumps(appeal.model_dump(mode="json", context=REVEALED, exclude_none=True))
    except ValueError:
        pass  # the error may hold what a citizen wrote, so it goes no further
    raise ParameterError(
        "appeal", Text("more than {max} levels of values", max=250), "fewer levels"
    )


@reads_stored
def load_appeal(text: str) -> Appeal:
    """The appeal again."""
    if "\\u" in text:  # half a character is no damage here: it is kept as it was stored
        return Appeal.model_validate(json.loads(text))
    return Appeal.model_validate_json(text)


def digest_of(text: str) -> bytes:
    """What changes when a text does."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def to_seconds(timestamp: datetime | None) -> float | None:
    """Return a timestamp as it is stored."""
    return None if timestamp is None else timestamp.timestamp()


def from_seconds(stored: float) -> datetime:
    """Return a stored timestamp."""
    return datetime.fromtimestamp(stored, UTC)


def check_storable(name: str, timestamp: datetime) -> None:
    """Reject a timestamp that cannot be read again: the last second of the calendar.

    Raises:
        ParameterError: It could not.
    """
    try:
        from_seconds(timestamp.timestamp())
    except (OverflowError, ValueError):
        raise ParameterError(name, "a time at an end of the calendar", "years 2 to 9998") from None


def from_seconds_or_none(stored: float | None) -> datetime | None:
    """Return a stored timestamp, or None."""
    return None if stored is None else from_seconds(stored)


def dump_json(name: str, value: object, *, sort_keys: bool = False) -> str:
    """A value as JSON; what JSON does not know is kept as a text.

    Raises:
        ParameterError: It contains itself, is nested too deeply, or has other names than texts.
    """
    try:
        return json.dumps(value, default=str, sort_keys=sort_keys)
    except (RecursionError, TypeError, ValueError):
        pass  # the error may quote the value
    raise ParameterError(name, "a value that JSON cannot hold", "lists and mappings without cycles")


def dump_reply(reply: Reply, *, with_files: bool) -> str:
    """A reply as JSON.

    Args:
        reply: The reply.
        with_files: Whether files are kept, too: contents that were given as bytes, and paths.
    """
    return dump_json(
        "attributes",
        {
            "text": reply.text,
            "kind": reply.kind,
            "key": reply.key,
            "to": reply.to,
            "until": reply.until.isoformat() if reply.until else None,
            "solved": reply.solved,
            "number": reply.number,
            "executor": reply.executor,
            "attributes": dict(reply.attributes),
            "files": [_dump_file(file) for file in reply.files] if with_files else [],
        },
    )


@reads_stored
def load_reply(text: str) -> Reply:
    """Load a reply from its JSON text."""
    fields: dict[str, Any] = json.loads(text)
    files = tuple(_load_file(one) for one in fields.pop("files"))
    until = fields.pop("until")
    return Reply(**fields, files=files, until=date.fromisoformat(until) if until else None)


def digest_reply(reply: Reply) -> bytes:
    """The part of a reply that the citizen sees, to detect changes."""
    # `str` makes plain texts: the `repr` of others is masked.
    to = None if reply.to is None else str(reply.to)
    content = (str(reply.kind), str(reply.text), to, reply.until, reply.solved)
    return digest_of(repr((content, [str(file.name) for file in reply.files])))


def digest_files(reply: Reply) -> list[str]:
    """What changes when the contents of its files do.

    Raises:
        OSError: A file is gone.
    """
    return [_digest_content(file.content) for file in reply.files]


def _digest_content(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dump_file(file: OutgoingFile) -> dict[str, str]:
    fields = {"name": file.name, "content_type": file.content_type}
    if isinstance(file.content, Path):
        return {**fields, "path": str(file.content.absolute())}
    return {**fields, "bytes": base64.b64encode(file.content).decode("ascii")}


def _load_file(fields: Mapping[str, str]) -> OutgoingFile:
    content = Path(fields["path"]) if "path" in fields else base64.b64decode(fields["bytes"])
    return OutgoingFile(name=fields["name"], content=content, content_type=fields["content_type"])
