"""Finding again what was published while its answer was lost.

VK changes texts and attachments a little, so they are compared without what it changes.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Pages, Walk
from govpublic_sdk.errors import OutcomeUnknown, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.attachments import Attachment

__all__ = [
    "Lost",
    "attached_to",
    "carries",
    "earliest",
    "lost_call",
    "number_in",
    "plain",
    "says",
    "seek",
    "things",
]

Lost: TypeAlias = OutcomeUnknown | Call[Any]
_SKEW = timedelta(minutes=1)
_LATELY = timedelta(hours=1)
_THING = re.compile(r"([a-z_]+?-?\d+_\d+)(?:_[\w-]+)?")
_BETWEEN = re.compile(r",(?=[a-z_]+?-?\d+_\d|https?://)")
_MENTIONS = (
    re.compile(r"\[[^|\]\s]+\|([^\]]*)\]"),
    re.compile(r"[@*]\w+ ?\(([^)]*)\)"),
)


class _Dated(Protocol):
    @property
    def date(self) -> datetime | None: ...


class _Said(_Dated, Protocol):
    @property
    def from_id(self) -> int | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def attachments(self) -> Sequence[Attachment] | None: ...


D = TypeVar("D", bound=_Dated)


def lost_call(lost: Lost, *methods: str) -> Call[Any]:
    """The write whose answer was lost.

    Raises:
        ParameterError: It is another kind of write.
    """
    call = lost.call if isinstance(lost, OutcomeUnknown) else lost
    if call is None or call.method not in methods:
        given = "an error without its call" if call is None else call.method
        raise ParameterError("lost", given, f"a lost call of {' or '.join(methods)}")
    return call


def number_in(call: Call[Any], name: str) -> int:
    """A number among the parameters of a call; 0 where it is not there."""
    return int(call.get(name) or 0)


def earliest(since: datetime | None) -> Procedure[datetime]:
    """The moment before which nothing counts: `since`, or an hour ago by VK's clock."""
    if since is not None:
        return since - _SKEW
    seconds = yield from vk.utils.get_server_time()
    return datetime.fromtimestamp(seconds, UTC) - _LATELY


def seek(
    question: Call[Page[D]] | None, is_it: Callable[[D], bool], begin: datetime | None = None
) -> Procedure[D | None]:
    """The first thing that is it, in a list that is newest first.

    Args:
        question: The first page.
        is_it: Whether a thing is it.
        begin: How far to read back; None to read the list to its end.

    Raises:
        ServerError: The same page comes again and again.
    """
    if question is None:
        return None
    pages = Pages(Walk(first=question, key=_number, moment=_date, since=begin))
    while following := pages.question():
        asked: Procedure[Page[D]] = iter(following)
        page = yield from asked
        pages.fresh(page)
        for thing in page:
            if is_it(thing):
                return thing
    return None


def _number(thing: object) -> object:
    return getattr(thing, "id", None)


def _date(thing: _Dated) -> datetime | None:
    return thing.date


def plain(text: str | None) -> str:
    """A text without what VK changes in it: spaces, entities, mentions, forms of letters."""
    told = html.unescape(text or "")
    for mention in _MENTIONS:
        told = mention.sub(r"\1", told)
    return " ".join(unicodedata.normalize("NFKC", told).split())


def things(texts: Iterable[str]) -> frozenset[str]:
    """Attached things without their access keys; links without what does not tell them apart."""
    return frozenset(map(_thing, texts))


def attached_to(call: Call[Any]) -> frozenset[str]:
    """What a call attaches."""
    media = call.get("attachments")
    return things(_BETWEEN.split(media) if media else ())


def _thing(text: str) -> str:
    found = _THING.fullmatch(text)
    return found[1] if found else text.partition("://")[2].removeprefix("www.").rstrip("/")


def carries(hanging: Sequence[Attachment] | None, wanted: frozenset[str]) -> bool:
    """Whether the wanted things hang there and no others, links that VK made of a text aside."""
    there = list(hanging or ())
    links = things(one.link.url for one in there if one.link and one.link.url)
    bodies = things(one.reference for one in there if one.reference)
    return wanted <= bodies | links and bodies <= wanted


def says(lost: Call[Any], author: int, begin: datetime, said: _Said) -> bool:
    """Whether a comment is the one that a lost call sent: of that time, author, text and media."""
    return (
        said.date is not None
        and said.date >= begin
        and said.from_id == author
        and plain(said.text) == plain(lost.get("message"))
        and carries(said.attachments, attached_to(lost))
    )
