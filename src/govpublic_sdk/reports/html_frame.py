"""What stands around the contents of a page: its head with its policy, pictures, its foot.

The page's own policy forbids everything but its style: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govpublic_sdk._version import __version__
from govpublic_sdk._wording import Language, Wording
from govpublic_sdk.reports.charts import number
from govpublic_sdk.reports.hostile import for_html
from govpublic_sdk.reports.html_style import STYLE

__all__ = ["by_line", "closed", "cut", "drawn", "opened"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_CHARTS = Wording("На графиках", "In pictures")
_CUT = Wording("Показано {shown} из {all}; {where}", "{shown} of {all} are shown; {where}")
_MADE = Wording("Составлено govpublic_sdk {version}", "Made by govpublic_sdk {version}")


def opened(title: Wording, below: Wording, language: Language, *, notes: str = "") -> str:
    """The beginning of a page, up to its contents.

    Args:
        title: What the page is called.
        below: What stands below the title.
        language: The language of the page.
        notes: What else stands in the head of the page, as HTML.
    """
    told = for_html(title(language))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{told}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header><h1>{told}</h1><p class="faint">{for_html(below(language))}</p>'
        f"{notes}</header>\n<main>\n"
    )


def drawn(charts: Iterable[tuple[str, str, str]], language: Language) -> Iterator[str]:
    """Pictures, each with its title and the words below it."""
    figures = list(charts)
    if figures:
        yield f'<h2>{for_html(_CHARTS(language))}</h2>\n<div class="charts">'
    for title, picture, note in figures:
        caption = f'<figcaption class="faint">{for_html(note)}</figcaption>' if note else ""
        yield f'<figure class="chart"><h3>{for_html(title)}</h3>{picture}{caption}</figure>\n'
    if figures:
        yield "</div>\n"


def cut(shown: int, all_: int, where: Wording, language: Language) -> str:
    """Says that not all is shown, where that is so, and where the rest is."""
    if shown >= all_:
        return ""
    counts = {"shown": number(shown, language), "all": number(all_, language), "where": where}
    return f'<p class="faint">{for_html(_CUT.fill(**counts)(language))}</p>\n'


def closed(told: Iterable[Wording], language: Language) -> str:
    """The end of a page, with some sentences and by whom it was made."""
    words = ". ".join(one(language) for one in (*told, _MADE.fill(version=__version__)))
    return f'</main>\n<footer class="faint"><p>{for_html(words)}.</p></footer>\n</body>\n</html>\n'


def by_line(pieces: Iterable[str]) -> Iterator[str]:
    """Each piece on a line of its own."""
    return (f"{piece}\n" for piece in pieces)
