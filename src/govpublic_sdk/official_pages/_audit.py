"""The audit: a registry in, what is known and said of each of its pages out.

It joins what others do: gathering asks, knowledge keeps, a judge judges.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from govpublic_sdk._domain.references import PublicRef
from govpublic_sdk._survey import Rounds
from govpublic_sdk._texts import show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import GovPublicError, ParameterError
from govpublic_sdk.official_pages.covering.coverage import Coverage, coverage
from govpublic_sdk.official_pages.entry import Entry, UnreadRow
from govpublic_sdk.official_pages.facts import PageFacts
from govpublic_sdk.official_pages.gathering.failures import failure
from govpublic_sdk.official_pages.gathering.gathering import Gathering, Plan
from govpublic_sdk.official_pages.gathering.knowledge import Knowledge
from govpublic_sdk.official_pages.judging.standard import Standard
from govpublic_sdk.official_pages.registry.registry import Registry
from govpublic_sdk.official_pages.results import Judge, PageReport

__all__ = ["Audit", "conduct", "recall"]

_NO_PAGE = Wording("Страница не указана.", "No page is given.")
_ELSEWHERE = Wording(
    "Страница в другой сети: по реестру, не проверено.",
    "The page is in another network: by the registry, not checked.",
)
_NOT_ASKED = Wording("До страницы очередь не дошла.", "Its turn did not come.")
_AGAIN = Wording("Та же страница, что в строке {row}.", "The same page as in line {row}.")
_MISSING = Wording(
    "ВКонтакте не знает такого сообщества: адрес изменён, страница удалена или это человек.",
    "VK knows no such community: it was renamed or deleted, or it is a person.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What is known and said of the pages of a registry.

    Attributes:
        at: When VK was asked, by its own clock, in UTC.
        pages: A report for each line of the registry, in its order.
        unread: Lines of the registry that could not be read.
        judge: Who judged.
        stopped: Why not everything was asked; None where it was.
    """

    at: datetime
    pages: tuple[PageReport, ...]
    unread: tuple[UnreadRow, ...]
    judge: Judge
    stopped: Wording | None = None

    def __repr__(self) -> str:
        """How much there is; thousands of reports would fill the screen."""
        counts = f"{len(self.pages)} pages, {len(self.unread)} unread lines"
        return f"<Audit of {self.at:%Y-%m-%d %H:%M}: {counts}, stopped={self.stopped is not None}>"

    @property
    def coverage(self) -> Coverage:
        """Shares and sums over all pages, and by level, sphere and municipality."""
        return coverage(self.pages)


def conduct(
    registry: Registry, known: Path | None, plan: Plan, judging: Callable[[date], Judge]
) -> Rounds[Audit]:
    """The rounds of an audit; their value is the audit.

    Args:
        registry: The pages.
        known: The file of what is known.
        plan: What is asked for.
        judging: Gives the judge as of a day, once VK has told which day it is.
    """
    knowledge = Knowledge(known)
    gathering = Gathering(_refs(registry), knowledge, plan)
    yield from gathering.rounds()
    judge = judging(gathering.at.date())
    return _report(registry, knowledge, gathering.at, judge, gathering.stopped)


@check_arguments
def recall(registry: Registry, known: Path | str, *, judge: Judge | None = None) -> Audit:
    """The audit that a file of what is known holds; nothing is asked.

    Args:
        registry: The registry that was audited, or a part of it.
        known: The file that the audit kept.
        judge: Who judges.

    Raises:
        ParameterError: The file does not exist, is another one, or holds nothing.
    """
    path = Path(known)
    try:
        knowledge = Knowledge(path) if path.is_file() else None
    except OSError:  # such as a name that is too long
        knowledge = None
    at = knowledge.latest() if knowledge else None
    if knowledge is None or at is None:
        raise ParameterError("known", show_value(path.name), "a file that an audit wrote")
    return _report(registry, knowledge, at, judge or Standard(at=at.date()), [])


def _refs(registry: Registry) -> list[PublicRef]:
    """Each page once, in the order of the registry."""
    return list(dict.fromkeys(one.public for one in registry.entries if one.public is not None))


def _report(
    registry: Registry,
    knowledge: Knowledge,
    at: datetime,
    judge: Judge,
    stopped: list[GovPublicError],
) -> Audit:
    pages = [_page(entry, knowledge, judge) for entry in registry.entries]
    why = failure(stopped[0]) if stopped else None
    return Audit(at=at, pages=tuple(pages), unread=_unread(registry), judge=judge, stopped=why)


def _unread(registry: Registry) -> tuple[UnreadRow, ...]:
    """Lines that could not be read, and those that name a page once more, in their order."""
    again = [
        UnreadRow(row=entry.row, text=entry.organisation or "", reason=_AGAIN.fill(row=first.row))
        for double in registry.doubles
        for first, *others in [double.entries]
        for entry in others
    ]
    return tuple(sorted((*registry.unread, *again), key=lambda one: one.row))


def _page(entry: Entry, knowledge: Knowledge, judge: Judge) -> PageReport:
    facts, error = _known(entry, knowledge)
    return PageReport(entry=entry, facts=facts, error=error, judge=judge)


def _known(entry: Entry, knowledge: Knowledge) -> tuple[PageFacts | None, Wording | None]:
    if entry.public is None:
        has_other = any(page.network == "ok" for page in entry.pages)
        return None, _ELSEWHERE if has_other else _NO_PAGE
    facts = knowledge.facts_of(entry.public.value)
    if facts is not None:
        return facts, None
    asked_at = knowledge.asked_at(entry.public.value)
    return (_missing(entry.public, asked_at), _MISSING) if asked_at else (None, _NOT_ASKED)


def _missing(ref: PublicRef, asked_at: datetime) -> PageFacts:
    """What is known of a page that VK does not know; one asked for by name has no id."""
    number = ref.id or 0
    return PageFacts(id=number, asked_at=asked_at, state="missing", screen_name=ref.name)
