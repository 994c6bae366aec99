"""Two runs side by side: pages that are new or lost, that did better or worse, that were renamed.

Only slim snapshots of the earlier run are kept. Points and requirements are compared where both
runs know them, so that learning more is not taken for doing better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._resources._references import PublicRef

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.report import PageReport, Result, Verdict

__all__ = [
    "Change",
    "Comparison",
    "Snapshot",
    "compare",
]

_SAME = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The little of a report that a comparison needs; plain values, fit for a file.

    Attributes:
        id: VK's id of the page; None where nothing was learned of it.
        body: Identifies the body: its ОГРН, else its name, else its page.
        organisation: The body's name.
        name: The page's name.
        screen_name: The page's short name.
        formula: The formula by which it was scored.
        points: What each part of the formula gave; None where that was not known.
        met: Requirements that it met, by their ids.
        unmet: Requirements that it did not meet.
    """

    id: int | None
    body: str
    organisation: str | None = None
    name: str | None = None
    screen_name: str | None = None
    formula: str | None = None
    points: tuple[float | None, ...] = ()
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    @classmethod
    @check_arguments
    def of(cls, report: PageReport) -> Snapshot | None:
        """The snapshot of a report; None where the body has no page, or it is gone."""
        facts, entry, score = report.facts, report.entry, report.score
        if facts.is_gone if facts else entry.public is None:
            return None
        named = entry.public or PublicRef()
        results = report.results
        body = entry.ogrn or entry.organisation or str(named.value or (facts and facts.id))
        return cls(
            id=(facts.id or None) if facts else named.id,
            body=" ".join(body.casefold().split()),
            organisation=entry.organisation,
            name=facts.name if facts else None,
            screen_name=facts.screen_name if facts else named.name,
            formula=score.formula if score else None,
            points=tuple(part.points for part in score.parts) if score else (),
            met=_with("met", results),
            unmet=_with("not met", results),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One page in both runs.

    Attributes:
        before: What it was.
        after: What it is.
        points: How many points more it has, of those that both runs know.
        gained: Requirements that it meets now and did not meet before, by their ids.
        lost: Requirements that it met before and does not meet now.
    """

    before: Snapshot
    after: Snapshot
    points: float = 0
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def balance(self) -> tuple[float, int]:
        """Above `(0, 0)` where it does better: more points, or as many and more that it meets."""
        return self.points, len(self.gained) - len(self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two runs.

    Attributes:
        new: Pages that the earlier run did not have.
        lost: Pages that the later run does not have, because they are gone or no longer named.
        better: Pages with more points, or with as many that meet more requirements.
        worse: Pages with fewer points, or with as many that meet fewer requirements.
        renamed: Pages whose name or short name changed.
        same: How many pages of both runs do neither better nor worse.
        not_compared: How many pages of both runs share no points, such as by another formula.
    """

    new: tuple[Snapshot, ...]
    lost: tuple[Snapshot, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    renamed: tuple[Change, ...]
    same: int = 0
    not_compared: int = 0


@check_arguments
def compare(
    before: Iterable[PageReport | Snapshot], after: Iterable[PageReport | Snapshot]
) -> Comparison:
    """Compare two runs.

    A page is the same by VK's id; where one of the runs does not know it, by its body.

    Args:
        before: The earlier run, such as one read from its file.
        after: The later run.
    """
    known = _Known(before)
    new: list[Snapshot] = []
    changes: list[Change | None] = []
    renamed: list[Change] = []
    for now in _snapshots(after):
        was = known.take(now)
        if was is None:
            new.append(now)
            continue
        changes.append(_change(was, now))
        if _is_renamed(was, now):
            renamed.append(Change(before=was, after=now))
    found = [change for change in changes if change]
    return Comparison(
        new=tuple(new),
        lost=known.rest(),
        better=tuple(one for one in found if one.balance > _SAME),
        worse=tuple(one for one in found if one.balance < _SAME),
        renamed=tuple(renamed),
        same=sum(1 for one in found if one.balance == _SAME),
        not_compared=changes.count(None),
    )


class _Known:
    """The earlier run: each page is taken once."""

    def __init__(self, reports: Iterable[PageReport | Snapshot]) -> None:
        self._left: dict[int | str, Snapshot] = {}
        self._bodies: dict[str, int | str] = {}
        for snapshot in _snapshots(reports):
            key = snapshot.id or snapshot.body
            self._left[key] = snapshot
            self._bodies.setdefault(snapshot.body, key)

    def take(self, now: Snapshot) -> Snapshot | None:
        """The earlier snapshot of a page, if there is one."""
        if now.id is not None and now.id in self._left:
            return self._left.pop(now.id)
        key = self._bodies.get(now.body)
        was = self._left.get(key) if key is not None else None
        if key is None or was is None or (was.id is not None and now.id is not None):
            return None
        return self._left.pop(key)

    def rest(self) -> tuple[Snapshot, ...]:
        """What was not taken."""
        return tuple(self._left.values())


def _snapshots(reports: Iterable[PageReport | Snapshot]) -> Iterator[Snapshot]:
    """Snapshots of pages, each page once, under the first body that names it."""
    seen: set[int | str] = set()
    for report in reports:
        snapshot = report if isinstance(report, Snapshot) else Snapshot.of(report)
        if snapshot and (snapshot.id or snapshot.body) not in seen:
            seen.add(snapshot.id or snapshot.body)
            yield snapshot


def _with(verdict: Verdict, results: Iterable[Result]) -> tuple[str, ...]:
    return tuple(result.requirement for result in results if result.verdict == verdict)


def _change(was: Snapshot, now: Snapshot) -> Change | None:
    if was.formula != now.formula:
        return None
    both = [
        (old, new)
        for old, new in zip(was.points, now.points, strict=False)
        if old is not None and new is not None
    ]
    if not both:
        return None
    return Change(
        before=was,
        after=now,
        points=sum(new - old for old, new in both),
        gained=tuple(one for one in now.met if one in was.unmet),
        lost=tuple(one for one in was.met if one in now.unmet),
    )


def _is_renamed(was: Snapshot, now: Snapshot) -> bool:
    pairs = ((was.name, now.name), (was.screen_name, now.screen_name))
    return any(old and new and old != new for old, new in pairs)
