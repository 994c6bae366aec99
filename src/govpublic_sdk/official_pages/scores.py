"""Formulas that are known from public sources, by their ids.

The dashboard of the Amur Region gave its score by several formulas under one name; their
ids differ by the day from which on the public code had them
(https://github.com/Stepakinoyan/VKAdmin, `app/vk/funcs.py`).
"""

from __future__ import annotations

from datetime import date

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._texts import any_of, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import activity_metrics, metrics
from govpublic_sdk.official_pages._sources import AMUR
from govpublic_sdk.official_pages.activity_metrics import Week
from govpublic_sdk.official_pages.formula import Band, Formula, FormulaPart, Step, WeekScore
from govpublic_sdk.official_pages.metrics import Metric

__all__ = [
    "AMUR_2025_06",
    "FORMULAS",
    "Band",
    "Formula",
    "FormulaPart",
    "Step",
    "WeekScore",
    "formula_of",
]

_WEEK = Week(start=0, zone="Asia/Yakutsk")
_BANDS = (
    Band(id="green", title=LocalizedText("зелёная зона", "green"), least=90),
    Band(id="yellow", title=LocalizedText("жёлтая зона", "yellow"), least=70),
    Band(id="red", title=LocalizedText("красная зона", "red"), least=0),
)
_BY_SIZE = (Step(10, 70, is_above=True), Step(7, 50), Step(5, 30))


def _part(part_id: str, measure: Metric, *steps: Step) -> FormulaPart:
    return FormulaPart(id=part_id, measure=measure, steps=steps)


def _posts(points: float, days: int) -> FormulaPart:
    return _part("activity", activity_metrics.posts_in_days(days), Step(points, 3))


_CONNECTED = _part("connected", metrics.CONNECTED, Step(10))
_LOOK = (
    _part("avatar", metrics.AVATAR, Step(5)),
    _part("description", metrics.DESCRIPTION, Step(5)),
    _part("cover", metrics.COVER, Step(10)),
    _part("widgets", metrics.MENU_ITEMS, Step(10, 2), Step(5, 1)),
)
_MARKED = (_part("state_mark", metrics.MARK, Step(10)), *_LOOK)
_VIEWS = activity_metrics.views_of_week(_WEEK)


def _amur(version: str, since: date, ru: str, en: str, *parts: FormulaPart) -> Formula:
    return Formula(
        id=f"amur-{version}",
        title=LocalizedText(f"Амурская область, {ru}", f"Amur Region, {en}"),
        source=AMUR,
        parts=parts,
        bands=_BANDS,
        week=_WEEK,
        since=since,
    )


AMUR_2025_06 = _amur(
    "2025-06",
    date(2024, 8, 2),
    "последняя версия (июнь 2025), охват по просмотрам",
    "last version (June 2025), reach by views",
    *_MARKED,
    _CONNECTED,
    _posts(40, 7),
    _part("reach", _VIEWS, *_BY_SIZE),
)

FORMULAS: tuple[Formula, ...] = (
    AMUR_2025_06,
    _amur(
        "2025-06-statistics",
        date(2024, 8, 2),
        "последняя версия (июнь 2025), охват по статистике",
        "last version (June 2025), reach by statistics",
        *_MARKED,
        _CONNECTED,
        _posts(40, 7),
        _part("reach", activity_metrics.STATISTICS_REACH, *_BY_SIZE),
    ),
    _amur(
        "2024-07-15",
        date(2024, 7, 15),
        "версия июля 2024: без подключения",
        "version of July 2024: without connection",
        *_MARKED,
        _posts(40, 7),
        _part("reach", activity_metrics.STATISTICS_REACH, *_BY_SIZE),
    ),
    _amur(
        "2024-07-04",
        date(2024, 7, 4),
        "версия начала июля 2024: активность за 30 дней",
        "version of early July 2024: posts in 30 days",
        _part("state_mark", metrics.MARK, Step(20)),
        *_LOOK,
        _posts(30, 30),
        _part("reach", _VIEWS, Step(10, 70, is_above=True), Step(5, 50), Step(2, 30)),
        _part("post_reach", activity_metrics.post_views(30), Step(10, 70, is_above=True)),
    ),
    _amur(
        "2024-05-28",
        date(2024, 5, 28),
        "версия мая 2024: охват от 70 % включительно",
        "version of May 2024: reach from 70% on",
        _CONNECTED,
        *_MARKED,
        _posts(30, 7),
        _part("reach", activity_metrics.STATISTICS_REACH, Step(10, 70), Step(7, 50), Step(5, 30)),
    ),
)
"""All formulas that come with the package, the newest first."""


@check_arguments
def formula_of(formula_id: str) -> Formula:
    """A formula that comes with the package.

    Args:
        formula_id: Its name, such as `amur-2025-06`.

    Raises:
        ParameterError: No formula of that name.
    """
    for one in FORMULAS:
        if one.id == formula_id:
            return one
    raise ParameterError("formula_id", show_value(formula_id), any_of(one.id for one in FORMULAS))
