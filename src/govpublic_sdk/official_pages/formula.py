"""A formula that gives a page points: its parts, its bands, its arithmetic.

Points are never guessed: an unknown part gives none, and the score lists what would still
be possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.activity_metrics import Week
from govpublic_sdk.official_pages.report import PartScore, Score

if TYPE_CHECKING:
    from govpublic_sdk._core.text import LocalizedText
    from govpublic_sdk.official_pages.facts import PageFacts
    from govpublic_sdk.official_pages.metrics import Metric
    from govpublic_sdk.official_pages.report import Entry
    from govpublic_sdk.official_pages.requirement import Source

__all__ = [
    "Band",
    "Formula",
    "FormulaPart",
    "Step",
    "WeekScore",
]

_WEEK = Week()


@dataclass(frozen=True, slots=True)
class Step:
    """Points that are given from a figure on.

    Attributes:
        points: How many points.
        least: The figure from which on they are given.
        is_above: Whether the figure itself is not enough.
    """

    points: float
    least: float = 1
    is_above: bool = False

    def reached_by(self, figure: float) -> bool:
        """Whether a figure gives these points."""
        return figure > self.least or (figure == self.least and not self.is_above)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaPart:
    """One part of a formula.

    Attributes:
        id: Its name within the formula.
        measure: What is measured.
        steps: Points by figure; the most that is reached counts.
        most: The maximum of the part.
    """

    id: str
    measure: Metric
    steps: tuple[Step, ...]
    most: float = field(init=False)

    def __post_init__(self) -> None:
        most = max((step.points for step in self.steps), default=0)
        object.__setattr__(self, "most", most)

    def score(self, facts: PageFacts, entry: Entry, at: datetime) -> PartScore:
        """The points of the part at a given time; None if they are unknown."""
        figure = self.measure.read(facts, entry, at)
        reached = max(
            [step.points for step in self.steps if step.reached_by(figure.least)], default=0
        )
        points = reached if figure.is_exact or reached == self.most else None
        return PartScore(
            part=self.id, title=self.measure.title, points=points, most=self.most, why=figure.why
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A name for scores from a number of points on.

    Attributes:
        id: Its name, such as `green`.
        title: Its name for people.
        least: From how many points on.
    """

    id: str
    title: LocalizedText
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekScore:
    """What a formula gives for a week.

    Attributes:
        points: The mean of the days, rounded.
        possible: The same, were all that is unknown reached.
        band: Its band; None where the unknown could change it.
        days: How many days of the week were counted.
    """

    points: int
    possible: int
    band: str | None
    days: int


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a page is given points.

    The same facts give the same points at any later time: nothing depends on the present moment.

    Attributes:
        id: Its name, with its version: the same name has hidden several formulas before.
        title: What it is called.
        source: Address of the source.
        parts: What gives points.
        bands: Names for scores.
        week: When its weeks begin.
        since: The day from which on it was in use.
        most: The maximum.

    Raises:
        ParameterError: Parts or bands share a name, or steps give less than nothing.
    """

    id: str
    title: LocalizedText
    source: Source
    parts: tuple[FormulaPart, ...]
    bands: tuple[Band, ...] = ()
    week: Week = _WEEK
    since: date | None = None
    most: float = field(init=False)

    def __post_init__(self) -> None:
        for name, ids in (("parts", self.parts), ("bands", self.bands)):
            if len({id_.id for id_ in ids}) < len(ids):
                raise ParameterError(name, "duplicate id", "different ids")
        if any(step.points < 0 for part in self.parts for step in part.steps):
            raise ParameterError("parts", "a step with less than 0 points", "0 points or more")
        object.__setattr__(self, "most", sum(part.most for part in self.parts))

    @property
    def week_start(self) -> int:
        """The day on which its weeks begin: 0 is Monday."""
        return self.week.start

    @property
    def zone(self) -> str:
        """The zone in which its days and weeks are counted, by its IANA name."""
        return self.week.zone

    @check_arguments
    def band_of(self, points: float) -> str | None:
        """The band of so many points; None below all bands."""
        reached = [band for band in self.bands if points >= band.least]
        return max(reached, key=lambda band: band.least).id if reached else None

    @check_arguments
    def score(self, facts: PageFacts, entry: Entry, at: datetime | None = None) -> Score:
        """What the formula gives for a page.

        Args:
            facts: What was learned of the page.
            entry: Its line in the registry.
            at: The moment as of which posts and weeks are counted, with its zone; without it, when
                the page was asked.

        Raises:
            ParameterError: The moment has no zone.
        """
        parts = tuple(part.score(facts, entry, at or facts.asked_at) for part in self.parts)
        points = sum(one.points for one in parts if one.points is not None)
        possible = sum(one.most if one.points is None else one.points for one in parts)
        return Score(
            formula=self.id,
            points=points,
            possible=possible,
            most=self.most,
            band=self._certain_band(points, possible),
            parts=parts,
        )

    @check_arguments
    def weekly(self, scores: Iterable[tuple[datetime, Score]]) -> dict[date, WeekScore]:
        """What the formula gives for each week, by the week's first day.

        The mean of the days is rounded half to even, as Python does; of several scores of one day
        the last one counts.

        Args:
            scores: Scores of one page, each with the moment for which it was counted, in order.

        Raises:
            ParameterError: A score is of another formula.
            ConfigurationError: This computer does not know the zone.
        """
        weeks: dict[date, dict[date, Score]] = {}
        for at, score in scores:
            if score.formula != self.id:
                raise ParameterError(
                    "scores",
                    Text("a score of formula {formula}", formula=show_value(score.formula)),
                    Text("scores of formula {formula}", formula=show_value(self.id)),
                )
            day = self.week.day(at)
            weeks.setdefault(self.week.first_day(at), {})[day] = score
        return {first: self._mean(tuple(days.values())) for first, days in weeks.items()}

    def _mean(self, days: tuple[Score, ...]) -> WeekScore:
        points = self._round([score.points for score in days])
        possible = self._round([score.possible for score in days])
        band = self._certain_band(points, possible)
        return WeekScore(points=points, possible=possible, band=band, days=len(days))

    def _round(self, values: list[float]) -> int:
        return round(min(sum(values) / len(values), self.most))

    def _certain_band(self, points: float, possible: float) -> str | None:
        band = self.band_of(points)
        return band if band == self.band_of(possible) else None
