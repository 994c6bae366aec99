"""What is asked of VK for an audit, in which order, and what is remembered of the answers.

Pages first, 500 in a call; then walls and statistics, 25 calls in a request. What fails for one
page stops no other; what would fail for all of them ends its round. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from govpublic_sdk import errors, vk
from govpublic_sdk._batch import Outcome
from govpublic_sdk._call import Call
from govpublic_sdk._domain.publics import paired
from govpublic_sdk._domain.references import PublicRef
from govpublic_sdk._domain.steps import then
from govpublic_sdk._page import Page
from govpublic_sdk._survey import Round, Rounds
from govpublic_sdk.official_pages.facts import PageFacts, Part, Reason
from govpublic_sdk.official_pages.gathering.knowledge import Knowledge, Known
from govpublic_sdk.official_pages.gathering.learning import (
    FIELDS,
    page_facts,
    post_facts,
    read_since,
    weekly_reach,
)
from govpublic_sdk.official_pages.gathering.patience import Patience, refuses

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.statistics import PeriodStatistics

__all__ = ["Gathering", "Plan", "Progress"]

_AT_ONCE = 500
_READABLE = ("open",)


class Progress(NamedTuple):
    """How far an audit is.

    Attributes:
        part: What is being asked: `page`, `posts` or `statistics`.
        done: For how many pages the answer came.
        whole: How many pages are asked for.
    """

    part: Part
    done: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an audit asks for.

    Attributes:
        posts: Whether walls are read.
        statistics: Whether statistics are read, of pages that let this token see them.
        post_count: How many posts of a wall, 1 to 100.
        days: Of how many days posts are kept.
        fresh_for: How long an answer that is known already need not be asked for again.
        progress: Told how far it is.
    """

    posts: bool = True
    statistics: bool = False
    post_count: int = 40
    days: int = 28
    fresh_for: timedelta = timedelta(days=1)
    progress: Callable[[Progress], object] | None = None


class Gathering:
    """Asks for what is not known yet, and remembers it.

    Args:
        refs: The pages, each once.
        knowledge: What is known already, and where answers go.
        plan: What is asked for.

    Attributes:
        at: VK's own time when it began; known after the first round.
        stopped: Why rounds ended early.
    """

    at: datetime

    def __init__(self, refs: Sequence[PublicRef], knowledge: Knowledge, plan: Plan) -> None:
        self._refs = refs
        self._knowledge = knowledge
        self._plan = plan
        self.stopped: list[errors.GovPublicError] = []

    def rounds(self) -> Rounds[None]:
        """All rounds, one after the other."""
        yield Round([vk.utils.get_server_time()], self._start)
        if self.stopped:
            return
        yield from self._pages()
        if self._plan.posts:
            yield from self._each("posts", self._wall, self._take_wall)
        if self._plan.statistics:
            yield from self._each("statistics", self._periods, self._take_periods)

    def _start(self, outcome: Outcome[int]) -> None:
        """Learn what VK takes for now; without that only what is known already is reported."""
        latest = self._knowledge.latest()
        if outcome.error is not None and latest is not None:
            self.at = latest
            self.stopped.append(outcome.error)
        else:
            self.at = datetime.fromtimestamp(outcome.unwrap(), UTC)

    def _pages(self) -> Rounds[None]:
        """Five hundred pages a call; what VK refuses as a whole is asked again in halves."""
        wanted = [ref for ref in self._refs if self._is_stale(ref)]
        count = _Count("page", len(wanted), self._plan.progress)
        patience, rest = Patience(), _chunks(wanted, _AT_ONCE)
        while rest and patience.ended_by is None:
            asked = {_get(chunk, self.at): chunk for chunk in rest}
            rest = list[Sequence[PublicRef]]()
            take = partial(self._take_chunk, asked, rest, patience, count)
            yield Round(patience.over(asked), take)
        self._keep(patience)

    def _take_chunk(
        self,
        asked: Mapping[Call[list[PageFacts]], Sequence[PublicRef]],
        rest: list[Sequence[PublicRef]],
        patience: Patience,
        count: _Count,
        outcome: Outcome[list[PageFacts]],
    ) -> None:
        chunk = asked[outcome.call]
        if patience.refused(outcome.error) and len(chunk) > 1:
            rest += _chunks(chunk, (len(chunk) + 1) // 2)
        else:
            self._take_pages(chunk, outcome)
            count.add(len(chunk))

    def _take_pages(self, chunk: Sequence[PublicRef], outcome: Outcome[list[PageFacts]]) -> None:
        if outcome.error is not None and not refuses(outcome.error):
            return
        found = paired(chunk, outcome.value or [])
        self._knowledge.add([self._page(ref, found.get(ref)) for ref in chunk])

    def _page(self, ref: PublicRef, facts: PageFacts | None) -> Known:
        return Known(at=self.at, asked=ref.value, page=facts)

    def _each(
        self,
        part: Part,
        call: Callable[[int], Call[Any]],
        take: Callable[[int, Any], Known],
    ) -> Rounds[None]:
        """One call for each readable page of which this part is not known."""
        ids = self._without(part)
        numbers, patience = iter(ids), Patience()
        count = _Count(part, len(ids), self._plan.progress)

        def taken(outcome: Outcome[Any]) -> None:
            number = next(numbers)
            patience.refused(outcome.error)
            if outcome.error is None:
                self._knowledge.add([take(number, outcome.value)])
            elif reason := _reason(outcome.error):
                self._knowledge.add([Known(at=self.at, public=number, part=part, reason=reason)])
            count.add(1)

        yield Round(patience.over(map(call, ids)), taken)
        self._keep(patience)

    def _without(self, part: Part) -> list[int]:
        known = (self._knowledge.facts_of(ref.value) for ref in self._refs)
        return list(
            dict.fromkeys(
                facts.id
                for facts in known
                if facts and facts.state in _READABLE and part in facts.unknown
            )
        )

    def _wall(self, number: int) -> Call[Page[Post]]:
        return vk.wall.get(-number, count=self._plan.post_count)

    def _take_wall(self, number: int, page: Page[Post]) -> Known:
        since = self.at - timedelta(days=self._plan.days)
        return Known(
            at=self.at,
            public=number,
            posts_since=read_since(page, since),
            posts=post_facts(page.items, since),
        )

    def _periods(self, number: int) -> Call[list[PeriodStatistics]]:
        return vk.stats.get(number, interval="week", intervals_count=2)

    def _take_periods(self, number: int, periods: list[PeriodStatistics]) -> Known:
        return Known(at=self.at, public=number, reach=weekly_reach(periods))

    def _is_stale(self, ref: PublicRef) -> bool:
        asked_at = self._knowledge.asked_at(ref.value)
        return asked_at is None or self.at - asked_at > self._plan.fresh_for

    def _keep(self, patience: Patience) -> None:
        if patience.ended_by is not None:
            self.stopped.append(patience.ended_by)


@dataclass(slots=True)
class _Count:
    """Counts answers and tells of them."""

    part: Part
    whole: int
    progress: Callable[[Progress], object] | None
    done: int = 0

    def add(self, pages: int) -> None:
        self.done += pages
        if self.progress:
            self.progress(Progress(self.part, self.done, self.whole))


@dataclass(frozen=True, slots=True)
class _Facts:
    """Turns pages into facts as soon as they are read: the models are large."""

    at: datetime

    def __call__(self, found: list[Public], call: Call[Any]) -> list[PageFacts]:
        return [page_facts(public, self.at) for public in found]


def _get(chunk: Sequence[PublicRef], at: datetime) -> Call[list[PageFacts]]:
    asked = vk.groups.get_by_id([ref.value for ref in chunk], fields=FIELDS)
    return then(asked, _Facts(at))


def _reason(error: errors.GovPublicError) -> Reason | None:
    """Why a page's part is not known, where asking again would not help."""
    if isinstance(error, errors.PermissionDenied | errors.WrongTokenKind):
        return "no right"
    closed = errors.AccessDenied | errors.NotFound | errors.InvalidRequest
    return "closed" if isinstance(error, closed) else None


def _chunks(refs: Sequence[PublicRef], size: int) -> list[Sequence[PublicRef]]:
    return [refs[start : start + size] for start in range(0, len(refs), size)]
