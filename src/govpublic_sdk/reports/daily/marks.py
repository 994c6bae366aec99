"""A change and its verdict as HTML: in words first, in colours besides; nothing is judged here."""

from __future__ import annotations

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.appeals.figures import Comparison, Verdict
from govpublic_sdk.appeals.figures.wordings import VERDICTS
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.hostile import for_html

__all__ = ["change", "difference", "mark"]

_BANDS: dict[Verdict, str] = {"worse": "red", "better": "green", "same": "unknown"}
_NO_DATA = Wording("{what}: нет данных", "{what}: no data")
_BASE = Wording("{what} {base}, разница {difference}", "{what} {base}, difference {difference}")


def change(what: Wording, compared: Comparison, language: Language) -> str:
    """A figure against another: what that is, how much, the difference, the verdict.

    Args:
        what: What it is compared with.
        compared: The comparison.
        language: The language of the page.
    """
    if compared.base is None:
        return for_html(_NO_DATA.fill(what=what)(language))
    base = number(compared.base, language)
    told = _BASE.fill(what=what, base=base, difference=difference(compared, language))
    return f"{for_html(told(language))} {mark(compared.verdict, language)}".rstrip()


def difference(compared: Comparison, language: Language) -> str:
    """The difference with its sign, and its share where there is one: `+23 (+19%)`."""
    if compared.difference is None:
        return "?"
    told = _signed(compared.difference, language)
    return f"{told} ({_percent(compared.share)})" if compared.share else told


def mark(verdict: Verdict, language: Language) -> str:
    """A verdict, if there is one."""
    if verdict not in _BANDS:
        return ""
    return f'<span class="band {_BANDS[verdict]}">{for_html(VERDICTS[verdict](language))}</span>'


def _signed(value: float, language: Language) -> str:
    rounded = round(value, 1)
    if not rounded:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{number(abs(rounded), language)}"


def _percent(share: float) -> str:
    size = f"{abs(share):.0%}"
    return "<1%" if size == "0%" else f"{'+' if share > 0 else '−'}{size}"
