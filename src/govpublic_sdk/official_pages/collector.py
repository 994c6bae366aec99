"""Collects the data of an audit: pages, 500 in a call, then walls and statistics in batches.

An error that affects every page stops the audit at once, network and server errors after three in a
row. An error of one page stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from govpublic_sdk import errors, vk
from govpublic_sdk._core.batch import Outcome
from govpublic_sdk._core.bulk import CallBatch, CallBatches
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import map_result
from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._resources._references import PublicRef
from govpublic_sdk._resources.publics_read import pair_answers
from govpublic_sdk.official_pages.cache import AuditCache, CachedAnswer
from govpublic_sdk.official_pages.facts import (
    FIELDS,
    PageFacts,
    Part,
    Reason,
    page_facts,
    post_facts,
    read_since,
    weekly_reach,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.statistics import PeriodStatistics

__all__ = [
    "CircuitBreaker",
    "Collector",
    "Plan",
    "Progress",
    "failure",
    "refuses",
]

T = TypeVar("T")
_FAILURES = 3  # in a row; single ones are ordinary

# The next page would fail the same way.
_FOR_ALL = (
    errors.AuthError,
    errors.CaptchaNeeded,
    errors.ConfigurationError,
    errors.FloodControl,
    errors.QuotaExceeded,
    errors.RetryBudgetExhausted,
    errors.ValidationNeeded,
)
# This page alone fails.
_FOR_ONE = (
    errors.AccessDenied,
    errors.Conflict,
    errors.DecodeError,
    errors.InvalidRequest,
    errors.NotFound,
    errors.PermissionDenied,
)


class CircuitBreaker:
    """Counts failures of a round.

    Attributes:
        ended_by: The error that ended the round; None while it goes on.
    """

    def __init__(self) -> None:
        self.ended_by: errors.GovPublicError | None = None
        self._last: errors.GovPublicError | None = None
        self._failures = 0

    def over(self, calls: Iterable[T]) -> Iterator[T]:
        """The calls, until the round is ended."""
        for call in calls:
            if self.ended_by is not None:
                return
            yield call

    def record(self, error: errors.GovPublicError | None) -> bool:
        """Take what became of a call; whether VK refused it for its own content."""
        if isinstance(error, _FOR_ALL):
            self.ended_by = self.ended_by or error
        elif error is None or isinstance(error, _FOR_ONE):
            self._failures = 0
        elif error is not self._last:
            self._failures += 1
            self.ended_by = error if self._failures >= _FAILURES else self.ended_by
        self._last = error
        return refuses(error)


def refuses(error: errors.GovPublicError | None) -> bool:
    """Whether VK refused a call for what it asks, so that a part of it may go through."""
    return isinstance(error, errors.InvalidRequest | errors.NotFound)


_AT_ONCE = 500  # VK's maximum of `group_ids`
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
        max_age: How long an answer that is known already need not be asked for again.
        progress: Called with the counts so far.
    """

    posts: bool = True
    statistics: bool = False
    post_count: int = 40
    days: int = 28
    max_age: timedelta = timedelta(days=1)
    progress: Callable[[Progress], object] | None = None


class Collector:
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

    def __init__(self, refs: Sequence[PublicRef], knowledge: AuditCache, plan: Plan) -> None:
        self._refs = refs
        self._knowledge = knowledge
        self._plan = plan
        self.stopped: list[errors.GovPublicError] = []

    def rounds(self) -> CallBatches[None]:
        """All rounds, one after the other."""
        yield CallBatch([vk.utils.get_server_time()], self._start)
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

    def _pages(self) -> CallBatches[None]:
        """Five hundred pages a call; what VK refuses as a whole is asked again in halves."""
        wanted = [ref for ref in self._refs if self._is_stale(ref)]
        count = _Count("page", len(wanted), self._plan.progress)
        breaker, rest = CircuitBreaker(), _chunks(wanted, _AT_ONCE)
        while rest and breaker.ended_by is None:
            asked = {_get(chunk, self.at): chunk for chunk in rest}
            rest = list[Sequence[PublicRef]]()
            take = partial(self._take_chunk, asked, rest, breaker, count)
            yield CallBatch(breaker.over(asked), take)
        self._keep(breaker)

    def _take_chunk(
        self,
        asked: Mapping[Call[list[PageFacts]], Sequence[PublicRef]],
        rest: list[Sequence[PublicRef]],
        breaker: CircuitBreaker,
        count: _Count,
        outcome: Outcome[list[PageFacts]],
    ) -> None:
        chunk = asked[outcome.call]
        if breaker.record(outcome.error) and len(chunk) > 1:
            rest += _chunks(chunk, (len(chunk) + 1) // 2)
        else:
            self._take_pages(chunk, outcome)
            count.add(len(chunk))

    def _take_pages(self, chunk: Sequence[PublicRef], outcome: Outcome[list[PageFacts]]) -> None:
        if outcome.error is not None and not refuses(outcome.error):
            return
        found = pair_answers(chunk, outcome.value or [])
        self._knowledge.add([self._page(ref, found.get(ref)) for ref in chunk])

    def _page(self, ref: PublicRef, facts: PageFacts | None) -> CachedAnswer:
        return CachedAnswer(at=self.at, asked=ref.value, page=facts)

    def _each(
        self,
        part: Part,
        call: Callable[[int], Call[Any]],
        take: Callable[[int, Any], CachedAnswer],
    ) -> CallBatches[None]:
        """One call for each readable page of which this part is not known."""
        ids = self._without(part)
        numbers, breaker = iter(ids), CircuitBreaker()
        count = _Count(part, len(ids), self._plan.progress)

        def record(outcome: Outcome[Any]) -> None:
            number = next(numbers)
            breaker.record(outcome.error)
            if outcome.error is None:
                self._knowledge.add([take(number, outcome.value)])
            elif reason := _reason(outcome.error):
                self._knowledge.add(
                    [CachedAnswer(at=self.at, public=number, part=part, reason=reason)]
                )
            count.add(1)

        yield CallBatch(breaker.over(map(call, ids)), record)
        self._keep(breaker)

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

    def _take_wall(self, number: int, page: Page[Post]) -> CachedAnswer:
        since = self.at - timedelta(days=self._plan.days)
        return CachedAnswer(
            at=self.at,
            public=number,
            posts_since=read_since(page, since),
            posts=post_facts(page.items, since),
        )

    def _periods(self, number: int) -> Call[list[PeriodStatistics]]:
        return vk.stats.get(number, interval="week", intervals_count=2)

    def _take_periods(self, number: int, periods: list[PeriodStatistics]) -> CachedAnswer:
        return CachedAnswer(at=self.at, public=number, reach=weekly_reach(periods))

    def _is_stale(self, ref: PublicRef) -> bool:
        asked_at = self._knowledge.asked_at(ref.value)
        return asked_at is None or self.at - asked_at > self._plan.max_age

    def _keep(self, breaker: CircuitBreaker) -> None:
        if breaker.ended_by is not None:
            self.stopped.append(breaker.ended_by)


@dataclass(slots=True)
class _Count:
    """Counts answers and reports them."""

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
    return map_result(asked, _Facts(at))


def _reason(error: errors.GovPublicError) -> Reason | None:
    """Why a page's part is not known, where asking again would not help."""
    if isinstance(error, errors.PermissionDenied | errors.WrongTokenKind):
        return "no right"
    closed = errors.AccessDenied | errors.NotFound | errors.InvalidRequest
    return "closed" if isinstance(error, closed) else None


def _chunks(refs: Sequence[PublicRef], size: int) -> list[Sequence[PublicRef]]:
    return [refs[start : start + size] for start in range(0, len(refs), size)]


_WORDS: dict[type[errors.GovPublicError], LocalizedText] = {
    errors.WrongTokenKind: LocalizedText(
        "нужен ключ доступа другого вида", "another kind of token is needed"
    ),
    errors.AuthError: LocalizedText(
        "ключ доступа отозван или просрочен", "the token is revoked or expired"
    ),
    errors.QuotaExceeded: LocalizedText(
        "суточная квота метода исчерпана", "the daily quota of the method is used up"
    ),
    errors.FloodControl: LocalizedText(
        "ВКонтакте считает запросы слишком частыми", "VK takes the calls for a flood"
    ),
    errors.CaptchaNeeded: LocalizedText("ВКонтакте просит ввести капчу", "VK asks for a captcha"),
    errors.ValidationNeeded: LocalizedText(
        "ВКонтакте просит подтвердить вход", "VK asks to confirm the login"
    ),
    errors.NetworkError: LocalizedText("нет связи с ВКонтакте", "VK cannot be reached"),
    errors.ServerError: LocalizedText("сбой на стороне ВКонтакте", "VK's servers fail"),
    errors.Unavailable: LocalizedText("сбой на стороне ВКонтакте", "VK's servers fail"),
    errors.DeadlineExceeded: LocalizedText("время ожидания вышло", "the time for waiting is over"),
    errors.RetryBudgetExhausted: LocalizedText(
        "слишком много запросов подряд не удалось", "too many calls failed in a row"
    ),
    errors.TooManyRequests: LocalizedText("слишком много запросов", "too many calls a second"),
}
_OTHER = LocalizedText("запрос не удался", "the call failed")


def failure(error: errors.GovPublicError) -> LocalizedText:
    """What went wrong, in one sentence.

    Args:
        error: What ended a run.
    """
    kinds = (kind for kind in type(error).__mro__ if kind in _WORDS)
    words = next((_WORDS[kind] for kind in kinds), _OTHER)
    method = f" ({error.call.method})" if error.call else ""
    return LocalizedText(
        f"Опрос прерван: {words.ru}{method}. Остальное не запрашивалось.",
        f"The run was cut short: {words.en}{method}. The rest was not asked for.",
    )
