"""The page of a report: all is told, and what strangers wrote stays text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

import govpublic_sdk
from fake_audit import AT, MadeUpAudit, MadeUpLink, made_up_audit, many_pages, one_page
from govpublic_sdk import LocalizedText, PublicRef
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import (
    Entry,
    NetworkPage,
    PageFacts,
    PageReport,
    Result,
    Score,
    UnparsedRow,
)
from govpublic_sdk.pos import LinkIssue
from govpublic_sdk.reports import write_report
from govpublic_sdk.reports.escaping import plain
from govpublic_sdk.reports.html_audit import html_page
from govpublic_sdk.reports.html_layout import Card, Page, Table, render
from hostile_texts import ATTACKS, anything

AUDIT = made_up_audit()


def words(text: str) -> set[str]:
    return set(text.split())


TAGS = words(
    """
    html head meta title style body header main footer section h1 h2 h3 p b br small span bdi code
    a dl div dt dd figure figcaption table thead tbody tr th td details summary ul li
    svg g text rect path defs pattern
    """
)
ATTRIBUTES = words(
    """
    lang charset http-equiv content name class role aria-label scope colspan data-head href rel
    xmlns viewbox width height font-family font-size font-weight x y fill stroke stroke-opacity
    stroke-width text-anchor d id patternunits
    """
)
SAFE = ("https://vk.com/", "https://pos.gosuslugi.ru/")


class Reader(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.order: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.order.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def page(audit: MadeUpAudit, language: str = "ru", pages: int = 500) -> str:
    return "".join(html_page(audit, language="ru" if language == "ru" else "en", pages=pages))


def test_it_needs_nothing_from_elsewhere() -> None:
    text = page(AUDIT)
    found = Reader(text)

    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert "url(" not in re.sub(r"url\(#hatch-\d\)", "", text)
    assert "@import" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("отчёт о проверке", "Проверка не закончена", "37 страниц из 40", "made-up-1")),
        ("en", ("report of an audit", "The audit is partial", "after 37 of 40", "made-up-1")),
    ],
)
def test_it_says_what_was_found_and_how_far_it_got(language: str, words: tuple[str, ...]) -> None:
    text = page(AUDIT, language)

    assert f'<html lang="{language}">' in text
    for word in words:
        assert word in text


def test_the_english_page_has_no_russian_but_names() -> None:
    bare = MadeUpAudit(pages=one_page("x", why="y").pages)

    text = re.sub("«[^»]*»", "", Reader(page(bare, "en")).text)
    assert not re.search("[а-яё]", text, re.IGNORECASE)


def test_shares_are_of_what_is_known() -> None:
    text = Reader(page(AUDIT)).text

    assert "22 из 35" in text
    assert "69% известных; неизвестно: 3" in text


def test_all_pictures_are_there() -> None:
    text = page(AUDIT)

    assert text.count("<svg") == 8
    assert text.count('role="img"') == 8


def test_faults_are_told_in_words_with_the_link_and_its_repair() -> None:
    text = page(AUDIT)

    assert "<details><summary>Нарушений: " in text
    assert "Узел не pos.gosuslugi.ru." in text
    assert "Верно будет" in text
    assert "До страницы очередь не дошла." in text


def test_a_score_that_is_not_complete_is_a_range() -> None:
    assert re.search(r"<b>44–54</b> <span class=\"band red\">красная</span>", page(AUDIT))


def test_the_worst_come_first_and_the_rest_is_named() -> None:
    text = page(AUDIT, pages=5)

    assert text.count("<details>") <= 5
    assert "Показано 5 из 40" in text
    assert "Показано" not in page(AUDIT)


def test_lines_not_read_are_there() -> None:
    assert "vk .com/adm samara (проверить!)" in page(AUDIT)


def test_many_municipalities_are_cut_with_a_note() -> None:
    pages = [one_page("x", municipality=f"Район {number}").pages[0] for number in range(50)]
    text = page(MadeUpAudit(pages=tuple(pages)))

    assert "Показаны 40 из 50" in text


def test_an_empty_audit_is_a_page() -> None:
    text = page(MadeUpAudit())

    assert "<svg" not in text
    assert "<table" not in text
    assert text.endswith("</html>\n")


def test_no_page_at_all_is_refused() -> None:
    with pytest.raises(ParameterError, match="pages"):
        page(AUDIT, pages=0)


def test_it_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    (path,) = write_report(many_pages(1500), tmp_path / "a.html")

    assert path.read_text("utf-8").count("<tbody>") == 500


def test_links_lead_to_vk_and_gosuslugi_only() -> None:
    hosts = {urlsplit(link).netloc for link in Reader(page(AUDIT)).links}

    assert hosts == {"vk.com", "pos.gosuslugi.ru"}


@pytest.mark.parametrize("text", ATTACKS, ids=repr)
def test_attacks_stay_text(text: str) -> None:
    stays_text(text)


@settings(max_examples=60, deadline=None)
@given(anything)
def test_whatever_is_written_stays_text(text: str) -> None:
    stays_text(text)


def stays_text(text: str) -> None:
    audit = one_page(text, why=text, address=text, municipality=text, level=text, screen_name=text)
    written = page(audit)
    found = Reader(written)

    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert all(link.startswith(SAFE) for link in found.links)
    assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b")
    written.encode("utf-8")


@dataclass(frozen=True)
class HostileJudge:
    """A judge of users' own that repeats a text in everything that it says."""

    text: str

    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        told = LocalizedText(self.text, self.text)
        unnamed = Result(requirement=self.text, verdict="not met", why=told)
        named = Result(requirement="own", verdict="not met", why=told, title=told)
        return (unnamed, named) if facts else ()

    def score(self, facts: PageFacts, entry: Entry) -> Score:
        return Score(formula=self.text, points=1, possible=2, most=3, band=self.text, parts=())

    def links(self, facts: PageFacts) -> tuple[MadeUpLink, ...]:
        issue = LinkIssue("host", "host", "error", LocalizedText(self.text, self.text))
        return (MadeUpLink(raw=self.text, issues=(issue,), repair=self.text, is_valid=False),)


def hostile_audit(text: str) -> MadeUpAudit:
    """An audit in which every text is the same one, but for the address at VK."""
    told, judge = LocalizedText(text, text), HostileJudge(text)
    entry = Entry(
        row=2,
        public=PublicRef(id=3),
        organisation=text,
        municipality=text,
        level=text,
        spheres=(text,),
        pages=(NetworkPage(network="ok", address=text.encode("utf-8", "ignore").decode()),),
    )
    facts = PageFacts(id=3, asked_at=AT, name=text, screen_name="samara", members=1, menu=(text,))
    read = PageReport(entry=entry, facts=facts, error=None, judge=judge)
    failed = PageReport(entry=entry, facts=None, error=told, judge=judge)
    unparsed = (UnparsedRow(row=3, text=text, reason=told),)
    return MadeUpAudit(pages=(read, failed), unparsed=unparsed, stopped=told)


OWN_LINKS = {"https://vk.com/samara", "https://vk.com/club3"}


def without_pictures(written: str) -> str:
    """Labels of pictures take one line or two, and are cut."""
    return re.sub("<svg.*?</svg>", "", written, flags=re.DOTALL)


@pytest.mark.parametrize("text", ATTACKS, ids=repr)
def test_every_field_is_text_and_nothing_else(text: str) -> None:
    written, bare = page(hostile_audit(text)), page(hostile_audit("x"))
    found = Reader(without_pictures(written))

    assert found.order == Reader(without_pictures(bare)).order
    assert Reader(written).attributes <= Reader(bare).attributes
    assert set(found.links) == OWN_LINKS
    assert found.text.count(plain(text)) >= 18
    assert not set("\u061c\u200e\u200f\u202e\u2066") & set(written)


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"),
        *("http://vk.com/a", "https://vk.com.example.com/a", "https://vk.com@example.com/"),
        *("//vk.com/a", "https://vk.com/\u202ea", "https://vk.com/a b", "https://[vk.com/"),
    ],
)
def test_other_addresses_never_become_links(address: str) -> None:
    found = Reader(page(hostile_audit(address)))

    assert set(found.links) == OWN_LINKS
    assert plain(address) in found.text


def test_addresses_of_vk_become_links_in_every_place() -> None:
    address = "https://vk.com/a?b=1&c='x'"

    found = Reader(page(hostile_audit(address)))

    assert found.links.count(address) == 3  # two other networks, one repair
    assert set(found.links) == {*OWN_LINKS, address}


def test_common_faults_have_the_same_order_in_every_run() -> None:
    text = page(one_page("x"))

    order = [text.index(title) for title in ("Описание заполнено", "В меню есть", "Не меньше трёх")]
    assert order == sorted(order)


@pytest.mark.parametrize("value", [None, 1.5, str.title])
def test_templates_print_nothing_but_texts_and_numbers(value: object) -> None:
    card = Card(title="x", value="1", whole=value)  # type: ignore[arg-type]
    wrong = Page(title=value, subtitle="", notice=None, cards=[card], charts=[], footer=[])  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="prints texts"):
        list(render("audit.html", wrong, "ru", pages=None, unparsed=None))


def test_a_name_that_a_template_does_not_know_is_an_error() -> None:
    bare = Page(title="x", subtitle="x", notice=None, cards=[], charts=[], footer=[])
    table = Table(title="x", note="", columns={}, rows=[object()])

    with pytest.raises(Exception, match="title"):
        list(render("audit.html", bare, "ru", pages=table, unparsed=None))


WITHOUT_JINJA = """
import sys
from pathlib import Path
sys.modules["jinja2"] = None
from govpublic_sdk.errors import ConfigurationError
from govpublic_sdk.reports import write_daily, write_report
from govpublic_sdk.appeals import daily
from datetime import UTC, date, datetime
from fake_audit import made_up_audit
folder, audit = Path(sys.argv[1]), made_up_audit()
day = daily([], day=date(2026, 11, 25), zone="UTC", now=datetime(2026, 11, 26, tzinfo=UTC))
for write, what in ((write_report, audit), (write_daily, day)):
    try:
        write(what, folder / "a.html")
    except ConfigurationError as error:
        print(error)
for suffix in (".xlsx", ".csv", ".json"):
    write_report(audit, folder / f"a{suffix}")
    write_daily(day, folder / f"day{suffix}")
write_daily(day, folder / "day.svg")
"""


def test_pages_alone_need_their_extra(tmp_path: Path) -> None:
    support = Path(__file__).parents[1] / "support"
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_JINJA, str(tmp_path)],
        cwd=support,
        capture_output=True,
        text=True,
        check=True,
    )

    told = "HTML pages need Jinja2, which is not installed. Install govpublic_sdk[reports]."
    assert done.stdout.splitlines() == [told, told]
    assert not list(tmp_path.glob("*.html"))
    assert {"a.xlsx", "a.csv", "a.json", "day.svg"} <= {one.name for one in tmp_path.iterdir()}


TAG = re.compile(f"</?({'|'.join(sorted(TAGS - {'text'}))}|!doctype)\\b[^<]*>?", re.IGNORECASE)


def test_no_markup_is_joined_by_hand() -> None:
    root = Path(govpublic_sdk.__file__).parent
    joined = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and TAG.search(part.value) for part in node.values)
    ]

    assert not joined, "write a template in reports/templates, or build elements with ElementTree"
