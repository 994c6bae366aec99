"""Cache of page data, in memory and in a JSON Lines file, so that an audit can resume.

The first line holds the format's name, then each answer is a line. A later line on the same page
wins; a last line that was cut off is left out.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.facts import PageFacts, Part, PostFact, Reason

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "AuditCache",
    "CachedAnswer",
]

_NO_PATH = (errno.ENAMETOOLONG, errno.ELOOP)
_HEAD = {"format": "govpublic_sdk.official_pages", "version": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedAnswer:
    """One answer, as a line of the file.

    Attributes:
        at: When VK answered, in UTC.
        asked: The id or short name that was asked for.
        page: The facts of the page; None if VK knows no such community.
        public: The id of the page that the rest is about.
        posts_since: From when on posts were read.
        posts: Posts from then on.
        reach: People reached in a week.
        part: What could not be learned.
        reason: Why not.
    """

    at: datetime
    asked: int | str | None = None
    page: PageFacts | None = None
    public: int | None = None
    posts_since: datetime | None = None
    posts: tuple[PostFact, ...] = ()
    reach: int | None = None
    part: Part | None = None
    reason: Reason | None = None


class AuditCache:
    """Cache of page data.

    Args:
        path: The file to go on with; created if it does not exist. None stores nothing.

    Raises:
        ParameterError: The file is something else, or its folder does not exist.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._asked: dict[int | str, int | datetime] = {}
        self._pages: dict[int, PageFacts] = {}
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            for line in _lines_of(path):
                self._remember(line)
        except OSError as error:
            if error.errno not in _NO_PATH:
                raise
            problem = Text("{file}: {error}", file=show_value(path.name), error=error.strerror)
            expected = "a file that can be read and written"
            raise ParameterError("cache", problem, expected) from error

    def latest(self) -> datetime | None:
        """When VK answered last."""
        return max(map(self._moment, self._asked.values()), default=None)

    def asked_at(self, asked: int | str) -> datetime | None:
        """When this id or name was asked for; None where it never was."""
        found = self._asked.get(asked)
        return None if found is None else self._moment(found)

    def facts_of(self, asked: int | str) -> PageFacts | None:
        """The page behind an id or a name; None where VK knew none, or was not asked."""
        found = self._asked.get(asked)
        return self._pages[found] if isinstance(found, int) else None

    def add(self, lines: Sequence[CachedAnswer]) -> None:
        """Remember answers, and write them down before anything else is asked."""
        for line in lines:
            self._remember(line)
        if self._path is not None and lines:
            _append(self._path, lines)

    def _remember(self, line: CachedAnswer) -> None:
        if line.asked is not None:
            self._asked[line.asked] = line.page.id if line.page else line.at
        if line.page is not None:
            self._pages[line.page.id] = line.page
        if line.public is not None and line.public in self._pages:
            self._pages[line.public] = _with(self._pages[line.public], line)

    def _moment(self, found: int | datetime) -> datetime:
        return self._pages[found].asked_at if isinstance(found, int) else found


def _with(facts: PageFacts, line: CachedAnswer) -> PageFacts:
    unknown = dict(facts.unknown)
    if line.part is not None and line.reason is not None:
        return replace(facts, unknown={**unknown, line.part: line.reason})
    if line.posts_since is not None:
        unknown.pop("posts", None)
        return replace(facts, unknown=unknown, posts_since=line.posts_since, posts=line.posts)
    unknown.pop("statistics", None)
    return replace(facts, unknown=unknown, reach=line.reach)


def _lines_of(path: Path) -> Iterator[CachedAnswer]:
    if path.is_dir() or not path.parent.is_dir():
        raise ParameterError("cache", show_value(path.name), "a file in an existing folder")
    if not path.exists() or not path.stat().st_size:
        _write(path, json.dumps(_HEAD).encode() + b"\n")
    with path.open("rb+") as file:
        if _json_or_none(file.readline()) != _HEAD:
            raise _foreign(path, 1)
        whole = end = file.tell()
        for number, line in enumerate(file, 2):
            end += len(line)
            if line.endswith(b"\n"):
                whole = end
                yield _line(path, number, line)
        # Only a cut-off last line goes: a run that shares the file may have added lines meanwhile.
        if whole < end == os.fstat(file.fileno()).st_size:
            file.truncate(whole)


def _line(path: Path, number: int, line: bytes) -> CachedAnswer:
    try:
        return _adapter().validate_json(line)
    except ValueError:
        raise _foreign(path, number) from None


def _foreign(path: Path, line: int) -> ParameterError:
    return ParameterError(
        "cache",
        Text("{file}, line {line}", file=show_value(path.name), line=line),
        "a file that an earlier audit wrote, or one that does not exist",
    )


def _json_or_none(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _append(path: Path, lines: Sequence[CachedAnswer]) -> None:
    adapter = _adapter()
    _write(path, b"".join(adapter.dump_json(line, exclude_defaults=True) + b"\n" for line in lines))


def _write(path: Path, lines: bytes) -> None:
    """Add whole lines at once: another run may add its own to the same file."""
    try:
        with path.open("ab") as file:
            file.write(lines)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@cache
def _adapter() -> TypeAdapter[CachedAnswer]:
    from pydantic import TypeAdapter

    return TypeAdapter(CachedAnswer)
