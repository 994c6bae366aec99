"""Charts as SVG, made of text alone: no script, no font, no external resource.

Each function is pure and returns one `<svg>`, 400 units wide, so that its letters stay readable on
a phone. Words and patterns repeat the meaning of a colour, and screen readers read the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, tostring

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk.reports.escaping import plain

__all__ = ["BAND_COLOURS", "Bar", "Column", "Share", "bars", "columns", "number", "shares"]

# Each at least 4.5 to 1 against white, and told apart by hatches when printed grey.
BAND_COLOURS = {"green": "#1a7f37", "yellow": "#8a5d00", "red": "#b3202c", "unknown": "#57606a"}
_BAR = "#1f5fa8"
_OTHER_COLOURS = (_BAR, "#6f42c1", "#0b6e7f", "#57606a")
_INK, _FAINT, _TRACK = "#1b1f24", "#57606a", "#e3e7ec"
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif"
_HATCHES = ("", "M0 8L8 0", "M0 4H8", "M0 0L8 8", "M4 0V8")
_WIDTH, _LINE, _ROW, _LEGEND, _PLOT, _LEFT = 400, 16, 38, 26, 150, 56
# Ordinary small letters in a line. Fonts differ, so letters are estimated on the safe side.
_ROOM = 46
_WIDEST = frozenset("ЖМФШЩЪЫЮ%@MWwmжшщю№—…")
_SIZES = ((1_000_000, LocalizedText("млн", "M")), (1_000, LocalizedText("тыс.", "K")))


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart of bars.

    Attributes:
        label: What is measured.
        value: How much; None where it is not known.
        most: What would fill the bar.
        told: The figure as text, such as `30 из 40`.
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
    """One column: its caption and its height; None if unknown."""

    label: str
    value: int | None


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Bars below each other, each with its label above and its figure on the right."""
    labels = [_lines(row.label, max(_ROOM - _room(row.told), 8)) for row in rows]
    heights = [_ROW + _LINE * (len(lines) - 1) for lines in labels]
    starts = accumulate(heights, initial=4)
    drawn = [_bar(*bar) for bar in zip(rows, labels, starts, strict=False)]
    spoken = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return _picture(title, spoken, 4 + sum(heights), drawn)


def shares(title: str, parts: Sequence[Share], *, language: Language = "ru") -> str:
    """Parts of a whole as one bar, and below it a legend."""
    known = [part for part in parts if part.count > 0]
    total = sum(part.count for part in known)
    told = [f"{number(part.count, language)} ({part.count / total:.0%})" for part in known]
    ends = [_WIDTH * count / total for count in accumulate(part.count for part in known)]
    pieces = [_patterns(len(known))]
    for index, (part, start, end) in enumerate(zip(known, [0.0, *ends], ends, strict=False)):
        pieces.append(_area(part, index, start, 4, end - start, 34))
        pieces += _legend(part, index, told[index])
    spoken = "; ".join(f"{part.label}: {one}" for part, one in zip(known, told, strict=True))
    return _picture(title, spoken, 50 + len(known) * _LEGEND, pieces)


def columns(title: str, rows: Sequence[Column], *, axis: str, language: Language = "ru") -> str:
    """Columns side by side, with what they measure above and its scale on the left.

    Args:
        title: What the picture is called.
        rows: The columns, from left to right; up to 12 stay readable.
        axis: What the height measures.
        language: How figures are written.
    """
    told = ["?" if row.value is None else number(row.value, language) for row in rows]
    top = _round_up(max((row.value or 0 for row in rows), default=0))
    step = (_WIDTH - _LEFT) / max(len(rows), 1)
    size = _size(step, [*told, *(row.label for row in rows)])
    pieces = [_text(0, 12, axis, colour=_FAINT, size=12), *_scale(top, language)]
    for index, row in enumerate(rows):
        pieces.append(_column(row, told[index], _LEFT + index * step, step, top, size))
    spoken = "; ".join(f"{row.label}: {one}" for row, one in zip(rows, told, strict=True))
    return _picture(title, f"{axis}. {spoken}", _PLOT + 66, pieces)


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


def _bar(row: Bar, lines: Sequence[str], y: float) -> Element:
    share = 0 if row.value is None or row.most <= 0 else min(max(row.value / row.most, 0), 1)
    under = y + _LINE * len(lines) + 2
    pieces = [_text(0, y + 12 + index * _LINE, line) for index, line in enumerate(lines)]
    pieces.append(_text(_WIDTH, under - 6, row.told, anchor="end", bold=True))
    pieces.append(_rectangle(0, under, _WIDTH, 10, _TRACK))
    if share:
        pieces.append(_rectangle(0, under, _WIDTH * share, 10, _BAR))
    return _group(f"{row.label}: {row.told}", pieces)


def _area(part: Share, index: int, x: float, y: float, width: float, height: float) -> Element:
    colour = BAND_COLOURS.get(part.id) or _OTHER_COLOURS[index % len(_OTHER_COLOURS)]
    ground = _rectangle(x, y, width, height, colour)
    ground.set("stroke", "#fff")
    hatch = _rectangle(x, y, width, height, f"url(#hatch-{index})")
    return _group(f"{part.label}: {part.count}", [ground, hatch])


def _legend(part: Share, index: int, told: str) -> list[Element]:
    y = 50 + index * _LEGEND
    return [
        _area(part, index, 0, y, 18, 18),
        _text(28, y + 14, _shorten(part.label, _ROOM - 4 - _room(told))),
        _text(_WIDTH, y + 14, told, anchor="end", bold=True),
    ]


def _column(row: Column, told: str, x: float, step: float, top: int, size: float) -> Element:
    height = _PLOT * (row.value or 0) / top
    y = 40 + _PLOT - height
    pieces = [_rectangle(x + step * 0.15, y, step * 0.7, height, _BAR)] if height else []
    pieces.append(_text(x + step / 2, y - 5, told, anchor="middle", size=size, bold=True))
    pieces.append(_text(x + step / 2, _PLOT + 58, row.label, anchor="middle", size=size))
    return _group(f"{row.label}: {told}", pieces)


def _scale(top: int, language: Language) -> list[Element]:
    """Lines across the plot at none, half and all of its height."""
    pieces: list[Element] = []
    for value in sorted({0, top // 2, top}):
        y = 40 + _PLOT * (1 - value / top)
        pieces.append(Element("path", {"d": f"M{_LEFT} {y:g}H{_WIDTH}", "stroke": _TRACK}))
        brief = _brief(value, language)
        pieces.append(_text(_LEFT - 6, y + 4, brief, anchor="end", colour=_FAINT, size=11))
    return pieces


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
    longest = max(map(_room, words), default=1)
    return max(min(13.0, step / (longest * 0.62)), 7)


def _picture(title: str, spoken: str, height: float, pieces: Sequence[Element]) -> str:
    """A whole picture, with its title and with what screen readers read."""
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-label": f"{title}. {spoken}",
        "viewBox": f"0 0 {_WIDTH} {height:g}",
        "width": f"{_WIDTH}",
        "height": f"{height:g}",
        "font-family": _FONT,
    }
    children = [_element("title", {}, title), *pieces]
    return tostring(_element("svg", attributes, children=children), encoding="unicode")


def _group(title: str, pieces: Sequence[Element]) -> Element:
    return _element("g", {}, children=[_element("title", {}, title), *pieces])


def _rectangle(x: float, y: float, width: float, height: float, fill: str) -> Element:
    sides = {"x": x, "y": y, "width": width, "height": height}
    return Element("rect", {name: f"{side:.5g}" for name, side in sides.items()} | {"fill": fill})


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = _INK,
    size: float = 13,
    bold: bool = False,
) -> Element:
    """A line of text, whose `anchor` (`start`, `middle`, `end`) is at `x`."""
    attributes = {
        "x": f"{x:.5g}",
        "y": f"{y:.5g}",
        "text-anchor": anchor,
        "fill": colour,
        "font-size": f"{size:.3g}",
    }
    if bold:
        attributes["font-weight"] = "600"
    return _element("text", attributes, words)


def _patterns(count: int) -> Element:
    """Hatches `url(#hatch-0)` and on, which mark areas without colours; the first is empty."""
    stroke = {"stroke": "#fff", "stroke-opacity": ".6", "stroke-width": "1.5"}
    drawn = [
        _element(
            "pattern",
            {"id": f"hatch-{index}", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"},
            children=[Element("path", {"d": _HATCHES[index % len(_HATCHES)], **stroke})],
        )
        for index in range(count)
    ]
    return _element("defs", {}, children=drawn)


def _element(
    tag: str, attributes: Mapping[str, str], words: str = "", *, children: Sequence[Element] = ()
) -> Element:
    """An element; invisible characters go here, ElementTree escapes the rest."""
    element = Element(tag, {name: plain(value) for name, value in attributes.items()})
    element.text = plain(words)
    element.extend(children)
    return element


def _room(text: str) -> float:
    """How much room a text takes, in ordinary small letters."""
    return sum(map(_letter_room, text))


def _shorten(text: str, most: float) -> str:
    """The text, cut with `…` where it takes more room than there is."""
    if _room(text) <= most:
        return text
    fitting = sum(1 for taken in accumulate(map(_letter_room, text)) if taken <= most - 2)
    return f"{text[:fitting].rstrip()}…"


def _lines(text: str, most: float) -> list[str]:
    """The text in one line, or in two where it takes more room than one has."""
    words = text.split()
    taken = list(accumulate((_room(word) + 1 for word in words), initial=-1))
    fitting = sum(1 for end in taken[1:] if end <= most)
    first, rest = " ".join(words[:fitting]), " ".join(words[fitting:])
    if not first or not rest:
        return [_shorten(" ".join(words), most)]
    return [first, _shorten(rest, most)]


def _letter_room(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 2
    if letter in _WIDEST:
        return 1.9
    return 1.4 if letter.isupper() else 1
