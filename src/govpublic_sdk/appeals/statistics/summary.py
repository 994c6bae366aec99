"""The figures of appeals, all together and by groups, in one pass; days are not looked at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import aware
from govpublic_sdk.appeals.statistics.counts import CountedAppeal, Figures, Groups, Tally
from govpublic_sdk.appeals.statistics.grouping import Canonical, Grouped, Owner, body_of

if TYPE_CHECKING:
    from govpublic_sdk.appeals.statistics.grouping import PlaceKey, TopicKey
    from govpublic_sdk.models.appeals import Appeal

__all__ = [
    "Summary",
    "summary",
]

_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Figures of appeals; the groups of each kind add up to the total.

    Groups have the largest first. The key of those without a value is None, or a topic or
    place of Nones. Names that differ in case, «ё», spaces or punctuation are one.

    Attributes:
        at: The moment at which terms were judged.
        total: All appeals.
        by_topic: By group of topics and topic.
        by_place: By municipality and settlement.
        by_owner: By the body that has to answer, or as `owner` selects.
        by_regime: By regime: which law rules them.
        by_channel: By the channel through which they came.
    """

    at: datetime
    total: Figures = field(default_factory=Figures)
    by_topic: Mapping[TopicKey, Figures] = field(default_factory=dict["TopicKey", Figures])
    by_place: Mapping[PlaceKey, Figures] = field(default_factory=dict["PlaceKey", Figures])
    by_owner: Mapping[str | None, Figures] = field(default_factory=dict[str | None, Figures])
    by_regime: Mapping[str | None, Figures] = field(default_factory=dict[str | None, Figures])
    by_channel: Mapping[str, Figures] = field(default_factory=dict[str, Figures])


@check_arguments
def summary(
    appeals: Iterable[Appeal],
    *,
    now: datetime,
    canonical: Canonical | None = None,
    owner: Owner = body_of,
) -> Summary:
    """Count appeals; each is looked at once and forgotten.

    Args:
        appeals: The appeals, with their deadlines.
        now: The moment at which terms are judged.
        canonical: Gives the category to count by from that of the channel, such as
            `Classifier.canonical`; it is asked once for each pair of names.
        owner: Selects the body by which an appeal is counted; `body_or_executor` is another one.

    Raises:
        ParameterError: The moment has no zone.
    """
    at = aware("now", now)
    counted = Grouped(Tally, canonical, owner)
    for appeal in appeals:
        seen = CountedAppeal.of(appeal, at)
        for tally in counted.of(appeal):
            tally.add(seen)
    return Summary(
        at=at,
        total=counted.total.figures(),
        by_topic=_figures(counted.by_topic),
        by_place=_figures(counted.by_place),
        by_owner=_figures(counted.by_owner),
        by_regime=_figures(counted.by_regime),
        by_channel=_figures(counted.by_channel),
    )


def _figures(groups: Groups[_K, Tally]) -> dict[_K, Figures]:
    found = [(key, tally.figures()) for key, tally in groups.items()]
    return dict(sorted(found, key=lambda pair: (-pair[1].total, str(pair[0]))))
