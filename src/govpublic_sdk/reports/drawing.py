"""What pictures are drawn with: the frame, texts, rectangles, patterns; it knows no figures."""

from __future__ import annotations

from collections.abc import Iterable

from govpublic_sdk.reports.hostile import for_html

__all__ = ["FAINT", "TRACK", "WIDTH", "patterns", "picture", "rectangle", "text"]

WIDTH = 400
FAINT, TRACK = "#57606a", "#e3e7ec"

_INK = "#1b1f24"
_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif"
_HATCHES = ("", "M0 8L8 0", "M0 4H8", "M0 0L8 8", "M4 0V8")


def picture(title: str, told: str, height: float, pieces: Iterable[str]) -> str:
    """A whole picture.

    Args:
        title: What it is called.
        told: What it shows, for those who hear it read.
        height: How high it is; its width is `WIDTH`.
        pieces: What it is made of.
    """
    said = for_html(f"{title}. {told}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" '
        f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" '
        f'font-family="{_FONT}"><title>{for_html(title)}</title>{"".join(pieces)}</svg>'
    )


def rectangle(x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> str:
    """A rectangle, which may have an edge."""
    stroke = f' stroke="{edge}"' if edge else ""
    return (
        f'<rect x="{x:.5g}" y="{y:.5g}" width="{width:.5g}" height="{height:.5g}" '
        f'fill="{fill}"{stroke}/>'
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = _INK,
    size: float = 13,
    bold: bool = False,
) -> str:
    """A line of text, whose `anchor` (`start`, `middle`, `end`) lies at `x`."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.5g}" y="{y:.5g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size:.3g}"{weight}>{for_html(words)}</text>'
    )


def patterns(count: int) -> str:
    """Hatches `url(#hatch-0)` and on, which tell areas apart without colours; the first is none."""
    drawn = (
        f'<pattern id="hatch-{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{_HATCHES[place % len(_HATCHES)]}" stroke="#fff" stroke-opacity=".6" '
        'stroke-width="1.5"/></pattern>'
        for place in range(count)
    )
    return f"<defs>{''.join(drawn)}</defs>"
