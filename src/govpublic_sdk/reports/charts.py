"""Pictures of figures as SVG, made of text alone: no script, no font, nothing from elsewhere.

Each function is pure and returns one `<svg>`, 400 units wide, so that its letters stay readable on
a phone. What a colour says stands there in words and patterns too, and each picture tells its
figures to a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.reports.drawing import FAINT, TRACK, WIDTH, patterns, picture, rectangle, text
from govpublic_sdk.reports.hostile import for_html
from govpublic_sdk.reports.labels import lines_of, room, shortened

__all__ = ["BAND_COLOURS", "Bar", "Column", "Share", "bars", "columns", "number", "shares"]

# Each at least 4.5 to 1 against white, and told apart by hatches when printed grey.
BAND_COLOURS = {"green": "#1a7f37", "yellow": "#8a5d00", "red": "#b3202c", "unknown": "#57606a"}
_BAR = "#1f5fa8"
_OTHER_COLOURS = (_BAR, "#6f42c1", "#0b6e7f", "#57606a")
_LINE, _ROW, _LEGEND, _PLOT, _LEFT = 16, 38, 26, 150, 56
_ROOM = 46
_SIZES = ((1_000_000, Wording("млн", "M")), (1_000, Wording("тыс.", "K")))


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart of bars.

    Attributes:
        label: What is measured.
        value: How much; None where it is not known.
        most: What would fill the bar.
        told: The figure as it is to be read, such as `30 из 40`.
    """

    label: str
    value: float | None
    most: float
    told: str


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole.

    Attributes:
        id: Its id, by which its colour is chosen.
        label: What it is.
        count: How many.
    """

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands below it, and how high it is; None where that is not known."""

    label: str
    value: int | None


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Bars below each other, each with its label above and its figure on the right."""
    labels = [lines_of(row.label, max(_ROOM - room(row.told), 8)) for row in rows]
    heights = [_ROW + _LINE * (len(lines) - 1) for lines in labels]
    starts = accumulate(heights, initial=4)
    drawn = [_bar(*one) for one in zip(rows, labels, starts, strict=False)]
    told = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return picture(title, told, 4 + sum(heights), drawn)


def shares(title: str, parts: Sequence[Share], *, language: Language = "ru") -> str:
    """Parts of a whole as one bar, and below it a list that says what each part is."""
    known = [part for part in parts if part.count > 0]
    total = sum(part.count for part in known)
    told = [f"{number(part.count, language)} ({part.count / total:.0%})" for part in known]
    ends = [WIDTH * count / total for count in accumulate(part.count for part in known)]
    pieces = [patterns(len(known))]
    for place, (part, start, end) in enumerate(zip(known, [0.0, *ends], ends, strict=False)):
        pieces.append(_area(part, place, start, 4, end - start, 34))
        pieces.append(_legend(part, place, told[place]))
    spoken = "; ".join(f"{part.label}: {one}" for part, one in zip(known, told, strict=True))
    return picture(title, spoken, 50 + len(known) * _LEGEND, pieces)


def columns(title: str, rows: Sequence[Column], *, axis: str, language: Language = "ru") -> str:
    """Columns side by side, with what they measure above and its scale on the left.

    Args:
        title: What the picture is called.
        rows: The columns, from left to right; up to 12 stay readable.
        axis: What the height measures.
        language: How figures are written.
    """
    told = [_told(row, language) for row in rows]
    top = _round_up(max((row.value or 0 for row in rows), default=0))
    step = (WIDTH - _LEFT) / max(len(rows), 1)
    size = _size(step, [*told, *(row.label for row in rows)])
    pieces = [text(0, 12, axis, colour=FAINT, size=12), *_scale(top, language)]
    for place, row in enumerate(rows):
        pieces.append(_column(row, told[place], _LEFT + place * step, step, top, size))
    spoken = "; ".join(f"{row.label}: {one}" for row, one in zip(rows, told, strict=True))
    return picture(title, f"{axis}. {spoken}", _PLOT + 66, pieces)


def number(value: float, language: Language = "ru") -> str:
    """A figure with its thousands set apart, as the language does."""
    figure = f"{value:,.1f}".removesuffix(".0")
    return figure if language == "en" else figure.replace(",", "\u00a0").replace(".", ",")


def _brief(value: int, language: Language) -> str:
    """A figure for a scale, where a long one has no room."""
    for size, word in _SIZES:
        if value >= size:
            return f"{number(value / size, language)}\u00a0{word(language)}"
    return number(value, language)


def _bar(row: Bar, lines: Sequence[str], y: float) -> str:
    share = 0 if row.value is None or row.most <= 0 else min(max(row.value / row.most, 0), 1)
    under = y + _LINE * len(lines) + 2
    pieces = [text(0, y + 12 + place * _LINE, line) for place, line in enumerate(lines)]
    pieces += [
        text(WIDTH, under - 6, row.told, anchor="end", bold=True),
        rectangle(0, under, WIDTH, 10, TRACK),
        rectangle(0, under, WIDTH * share, 10, _BAR) if share else "",
    ]
    return _group(f"{row.label}: {row.told}", pieces)


def _area(part: Share, place: int, x: float, y: float, width: float, height: float) -> str:
    colour = BAND_COLOURS.get(part.id) or _OTHER_COLOURS[place % len(_OTHER_COLOURS)]
    pieces = [
        rectangle(x, y, width, height, colour, "#fff"),
        rectangle(x, y, width, height, f"url(#hatch-{place})"),
    ]
    return _group(f"{part.label}: {part.count}", pieces)


def _legend(part: Share, place: int, told: str) -> str:
    y = 50 + place * _LEGEND
    return (
        _area(part, place, 0, y, 18, 18)
        + text(28, y + 14, shortened(part.label, _ROOM - 4 - room(told)))
        + text(WIDTH, y + 14, told, anchor="end", bold=True)
    )


def _column(row: Column, told: str, x: float, step: float, top: int, size: float) -> str:
    height = _PLOT * (row.value or 0) / top
    y = 40 + _PLOT - height
    pieces = [
        rectangle(x + step * 0.15, y, step * 0.7, height, _BAR) if height else "",
        text(x + step / 2, y - 5, told, anchor="middle", size=size, bold=True),
        text(x + step / 2, _PLOT + 58, row.label, anchor="middle", size=size),
    ]
    return _group(f"{row.label}: {told}", pieces)


def _scale(top: int, language: Language) -> list[str]:
    """Lines across the plot at none, half and all of its height."""
    pieces: list[str] = []
    for value in sorted({0, top // 2, top}):
        y = 40 + _PLOT * (1 - value / top)
        pieces.append(f'<path d="M{_LEFT} {y:g}H{WIDTH}" stroke="{TRACK}"/>')
        pieces.append(
            text(_LEFT - 6, y + 4, _brief(value, language), anchor="end", colour=FAINT, size=11)
        )
    return pieces


def _group(told: str, pieces: Sequence[str]) -> str:
    return f"<g><title>{for_html(told)}</title>{''.join(pieces)}</g>"


def _told(row: Column, language: Language) -> str:
    return "?" if row.value is None else number(row.value, language)


def _round_up(value: int) -> int:
    """The next number that reads well on a scale: 2, 4, 10 and these with noughts."""
    scale = 1
    while True:
        for step in (2, 4, 6, 10):
            if value <= step * scale:
                return step * scale
        scale *= 10


def _size(step: float, words: Sequence[str]) -> float:
    """Letters of such a size that the longest word fits between its neighbours."""
    longest = max(map(room, words), default=1)
    return max(min(13.0, step / (longest * 0.62)), 7)
