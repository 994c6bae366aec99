"""HTML pages from templates: what all pages have in common, and how values are escaped.

Templates are in `templates`. Whatever they print is localized, loses invisible characters and is
escaped; only SVG of `svg_charts` is printed as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk._version import __version__
from govpublic_sdk.errors import ConfigurationError
from govpublic_sdk.reports.escaping import plain, safe_link
from govpublic_sdk.reports.svg_charts import number

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Card", "Chart", "Link", "Mark", "Note", "Page", "Table", "Text", "cut_note", "render"]

Text: TypeAlias = LocalizedText | str

_CHARTS = LocalizedText("На графиках", "In pictures")
_FIGURES = LocalizedText("Показатели", "Figures")
_CUT = LocalizedText("Показано {shown} из {all}; {where}", "{shown} of {all} are shown; {where}")
_MADE = LocalizedText("Составлено govpublic_sdk {version}", "Made by govpublic_sdk {version}")


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to an address."""

    address: str
    name: str

    @property
    def target(self) -> str | None:
        """The address, if it may be linked; else the name alone."""
        return safe_link(self.address)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a colour: a band of scores, or a verdict.

    Attributes:
        text: The word.
        colour: `green`, `yellow`, `red` or `unknown`.
    """

    text: Text
    colour: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line below a figure, or a change in a table, with its verdict."""

    text: Text
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure at the head of a page.

    Attributes:
        title: What it is.
        value: The figure.
        whole: What it is a part of, beside it.
        notes: Lines below it.
    """

    title: Text
    value: Text
    whole: Text = ""
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title and the words below it."""

    title: Text
    svg: str
    note: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has, around tables of its own.

    Attributes:
        title: What the page is called.
        subtitle: What it is of, and when.
        notice: A warning below the title: its first words, and the rest; None for no warning.
        cards: The figures.
        charts: The pictures.
        footer: Sentences at the end, without full stops.
    """

    title: Text
    subtitle: Text
    notice: tuple[Text, Text] | None
    cards: Sequence[Card]
    charts: Sequence[Chart]
    footer: Sequence[LocalizedText]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table under a title of its own.

    Attributes:
        title: What it is called.
        note: That rows are left out, and where they are; empty where none are.
        columns: The header and the CSS class of each column, by the name that the template uses.
        rows: What the template of the page makes rows of.
    """

    title: Text
    note: Text
    columns: Mapping[str, tuple[Text, str]]
    rows: Iterable[object]


def cut_note(shown: int, all_: int, where: LocalizedText, language: Language) -> Text:
    """Say how many rows are shown and where the rest is; nothing where all are shown."""
    if shown >= all_:
        return ""
    return _CUT.fill(shown=number(shown, language), all=number(all_, language), where=where)


def render(template: str, page: Page, language: Language, **tables: object) -> Iterator[str]:
    """Fill a template, piece by piece.

    Args:
        template: Its file name in `templates`.
        page: What every page has.
        language: The language of the page.
        tables: What this template needs besides.

    Raises:
        ConfigurationError: The extra `reports` is not installed.
    """
    made = _MADE.fill(version=__version__)
    footer = ". ".join(sentence(language) for sentence in (*page.footer, made))
    return (
        _environment(language)
        .get_template(template)
        .generate(
            page=page,
            footer=footer,
            language=language,
            charts_title=_CHARTS,
            cards_title=_FIGURES,
            **tables,
        )
    )


@cache
def _environment(language: Language) -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise ConfigurationError(
            "HTML pages need Jinja2, which is not installed.",
            advice="Install govpublic_sdk[reports].",
        ) from error
    return Environment(
        loader=PackageLoader("govpublic_sdk.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_print, language),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _print(language: Language, value: object) -> object:
    """What a template prints for a value, before it is escaped."""
    if isinstance(value, LocalizedText):
        value = value(language)
    if not isinstance(value, str | int):
        raise TypeError(f"A template prints texts and whole numbers, not {type(value).__name__}.")
    # The output of a macro and a picture are texts that say what they are: clean already.
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
