"""A day in figures for the screen, each as one line; how they are counted is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govpublic_sdk.appeals.figures import Comparison, Daily
from govpublic_sdk.appeals.figures.wordings import NAMES, VERDICTS, duration
from govpublic_sdk.official_pages import Language, Wording
from govpublic_sdk.reports.html_daily_tables import difference
from govpublic_sdk.reports.svg_charts import number

__all__ = ["day_lines"]

_AT = Wording("День {day}, {zone}", "The day {day}, {zone}")
_BEFORE = Wording("накануне", "day before")
_MEAN = Wording("среднее за 7 дней", "mean of 7 days")
_NO_DATA = Wording("{what}: нет данных", "{what}: no data")
_AGAINST = Wording("{what} {base}, разница {difference}", "{what} {base}, difference {difference}")
_KNOWN = Wording("{time} (известно по {known})", "{time} (known of {known})")
_COUNTS: Final = (
    *("open", "status_unknown", "returned", "deferred"),
    *("overdue", "in_time", "met_late", "term_unknown"),
)


def day_lines(found: Daily, language: Language) -> Iterator[str]:
    """What people want to know first."""
    yield _AT.fill(day=found.day.isoformat(), zone=found.zone)(language)
    total, figures = found.total, found.total.figures
    for name in ("received", "closed", "missed"):
        counts = getattr(total, name)
        count = "?" if counts.count is None else number(counts.count, language)
        against = ((_BEFORE, counts.to_day_before), (_MEAN, counts.to_mean))
        told = "; ".join(_change(word, one, language) for word, one in against)
        yield f"{NAMES[name](language)}: {count} ({told})"
    for name in _COUNTS:
        yield f"{NAMES[name](language)}: {number(getattr(figures, name), language)}"
    for name in ("first_answer", "final_answer"):
        median = getattr(figures, name)
        if median.time is not None:
            values = {"time": duration(median.time), "known": number(median.known, language)}
            yield f"{NAMES[name](language)}: {_KNOWN.fill(**values)(language)}"


def _change(what: Wording, compared: Comparison, language: Language) -> str:
    if compared.base is None:
        return _NO_DATA.fill(what=what)(language)
    base = number(compared.base, language)
    told = _AGAINST.fill(what=what, base=base, difference=difference(compared, language))
    verdict = VERDICTS[compared.verdict](language)
    known = compared.verdict in ("worse", "better", "same")
    return f"{told(language)}, {verdict}" if known else told(language)
