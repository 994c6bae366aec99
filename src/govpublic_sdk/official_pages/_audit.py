"""The audit of official pages: a registry in, a report of each page out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.bulk import BulkProcedure, CallBatches
from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._core.validation import check_range
from govpublic_sdk._resources._references import PublicLike, PublicRef
from govpublic_sdk._texts import describe, show_value
from govpublic_sdk.errors import GovPublicError, ParameterError
from govpublic_sdk.official_pages._coverage import Coverage, coverage
from govpublic_sdk.official_pages.cache import AuditCache
from govpublic_sdk.official_pages.collector import Collector, Plan, failure
from govpublic_sdk.official_pages.facts import PageFacts
from govpublic_sdk.official_pages.registry.registry import Registry
from govpublic_sdk.official_pages.report import Entry, Judge, PageReport, UnparsedRow
from govpublic_sdk.official_pages.requirements import StandardJudge

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.collector import Progress
    from govpublic_sdk.official_pages.formula import Formula

__all__ = [
    "Audit",
    "AuditPart",
    "audit",
    "check_parts",
    "conduct",
    "recall",
]

_NO_PAGE = LocalizedText("Страница не указана.", "No page is given.")
_ELSEWHERE = LocalizedText(
    "Страница в другой сети: по реестру, не проверено.",
    "The page is in another network: by the registry, not checked.",
)
_NOT_ASKED = LocalizedText("До страницы очередь не дошла.", "Its turn did not come.")
_AGAIN = LocalizedText("Та же страница, что в строке {row}.", "The same page as in line {row}.")
_MISSING = LocalizedText(
    "ВКонтакте не знает такого сообщества: адрес изменён, страница удалена или это человек.",
    "VK knows no such community: it was renamed or deleted, or it is a person.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What is known and said of the pages of a registry.

    Attributes:
        at: When VK was asked, by its own clock, in UTC.
        pages: A report for each line of the registry, in its order.
        unparsed: Lines of the registry that could not be read.
        judge: Who judged.
        stopped: Why not everything was asked; None where it was.
    """

    at: datetime
    pages: tuple[PageReport, ...]
    unparsed: tuple[UnparsedRow, ...]
    judge: Judge
    stopped: LocalizedText | None = None

    def __repr__(self) -> str:
        """How much there is; thousands of reports would fill the screen."""
        counts = f"{len(self.pages)} pages, {len(self.unparsed)} unread lines"
        return f"<Audit of {self.at:%Y-%m-%d %H:%M}: {counts}, stopped={self.stopped is not None}>"

    @property
    def coverage(self) -> Coverage:
        """Shares and sums over all pages, and by level, sphere and municipality."""
        return coverage(self.pages)


def conduct(
    registry: Registry, cache: Path | None, plan: Plan, judging: Callable[[date], Judge]
) -> CallBatches[Audit]:
    """The rounds of an audit; their value is the audit.

    Args:
        registry: The pages.
        cache: Path of the cache file.
        plan: What is asked for.
        judging: Builds the judge as of a day, once VK's clock is known.
    """
    knowledge = AuditCache(cache)
    gathering = Collector(_refs(registry), knowledge, plan)
    yield from gathering.rounds()
    judge = judging(gathering.at.date())
    return _report(registry, knowledge, gathering.at, judge, gathering.stopped)


@check_arguments
def recall(registry: Registry, cache: Path | str, *, judge: Judge | None = None) -> Audit:
    """The audit that a file of what is known holds; nothing is asked.

    Args:
        registry: The registry that was audited, or a part of it.
        cache: The cache file of an audit.
        judge: Who judges.

    Raises:
        ParameterError: The file does not exist, is another one, or holds nothing.
    """
    path = Path(cache)
    try:
        knowledge = AuditCache(path) if path.is_file() else None
    except OSError:  # such as a name that is too long
        knowledge = None
    at = knowledge.latest() if knowledge else None
    if knowledge is None or at is None:
        raise ParameterError("cache", show_value(path.name), "a file that an audit wrote")
    return _report(registry, knowledge, at, judge or StandardJudge(at=at.date()), [])


def _refs(registry: Registry) -> list[PublicRef]:
    """Each page once, in the order of the registry."""
    return list(
        dict.fromkeys(entry.public for entry in registry.entries if entry.public is not None)
    )


def _report(
    registry: Registry,
    knowledge: AuditCache,
    at: datetime,
    judge: Judge,
    stopped: list[GovPublicError],
) -> Audit:
    pages = [_page(entry, knowledge, judge) for entry in registry.entries]
    why = failure(stopped[0]) if stopped else None
    return Audit(
        at=at, pages=tuple(pages), unparsed=_list_unparsed(registry), judge=judge, stopped=why
    )


def _list_unparsed(registry: Registry) -> tuple[UnparsedRow, ...]:
    """Lines that could not be read, and those that repeat a page, in their order."""
    again = [
        UnparsedRow(row=entry.row, text=entry.organisation or "", reason=_AGAIN.fill(row=first.row))
        for double in registry.duplicates
        for first, *others in [double.entries]
        for entry in others
    ]
    return tuple(sorted((*registry.unparsed, *again), key=lambda one: one.row))


def _page(entry: Entry, knowledge: AuditCache, judge: Judge) -> PageReport:
    facts, error = _find_facts(entry, knowledge)
    return PageReport(entry=entry, facts=facts, error=error, judge=judge)


def _find_facts(
    entry: Entry, knowledge: AuditCache
) -> tuple[PageFacts | None, LocalizedText | None]:
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


AuditPart: TypeAlias = Literal["posts", "statistics"]


@partial(check_arguments, prefers_own=True)
def audit(
    registry: Registry | Iterable[PublicLike | Entry],
    *,
    parts: AuditPart | Iterable[AuditPart] = ("posts",),
    cache: Path | str | None = None,
    max_age: timedelta = timedelta(days=1),
    post_count: int = 40,
    days: int = 28,
    region: str | None = None,
    formula: Formula | None = None,
    judge: Judge | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> BulkProcedure[Audit]:
    """Check the official pages of a registry in as few requests as VK allows.

    Pages are read by 500 in a call, walls and statistics by 25 in a request. What VK refuses for
    one page is reported with it; an error that affects every page ends the audit early and is
    reported.

    https://dev.vk.com/method/groups.getById, https://dev.vk.com/method/wall.get,
    https://dev.vk.com/method/stats.get

    Args:
        registry: A registry, or ids, short names and addresses of publics.
        parts: What to read beside the pages: `posts`, and `statistics` where the token may.
        cache: A file that keeps each answer, so that a run that was cut off goes on; it is made
            where it does not exist.
        max_age: How old an answer in that file may be, 0 or more.
        post_count: How many posts of a wall are read, 1 to 100.
        days: Of how many days posts are kept, 7 to 366.
        region: The ОКАТО code of the subject, such as `36`, for its own requirements.
        formula: What gives points; by default that of the Amur region, the last that is public.
        judge: Who judges, in place of the package's own requirements and formula.
        progress: Called after each answer with the counts so far.

    Returns:
        A survey; its value is an `Audit`.

    Raises:
        ParameterError: A parameter is outside of its range, or `cache` is another file.
        GovPublicError: VK did not answer, and the cache was empty.
    """
    from govpublic_sdk.official_pages.registry.registry import Registry, check_several
    from govpublic_sdk.official_pages.scores import AMUR_2025_06

    check_several("registry", registry)
    whole = registry if isinstance(registry, Registry) else Registry.of(registry)
    wanted = check_parts(parts)
    check_range("post_count", post_count, 1, 100)  # VK gives at most 100 posts in an answer
    check_range("days", days, 7, 366)  # activity is judged by whole weeks
    plan = Plan(
        posts="posts" in wanted,
        statistics="statistics" in wanted,
        post_count=post_count,
        days=days,
        max_age=_check_age(max_age),
        progress=progress,
    )

    def judging(day: date) -> Judge:
        return judge or StandardJudge(at=day, region=region, formula=formula or AMUR_2025_06)

    def rounds() -> CallBatches[Audit]:
        return conduct(whole, Path(cache) if cache is not None else None, plan, judging)

    return BulkProcedure(rounds)


def check_parts(parts: AuditPart | Iterable[AuditPart]) -> frozenset[str]:
    """The parts to read, each one known.

    Raises:
        ParameterError: The part does not exist.
    """
    wanted = [parts] if isinstance(parts, str) else list(parts)
    for index, part in enumerate(wanted):
        if part not in ("posts", "statistics"):
            raise ParameterError(f"parts[{index}]", describe(part), "'posts' or 'statistics'")
    return frozenset(wanted)


def _check_age(age: timedelta) -> timedelta:
    if age < timedelta(0):
        raise ParameterError("max_age", show_value(age), "a timedelta, 0 or more")
    return age
