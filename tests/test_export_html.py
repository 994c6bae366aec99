"""The page of a report: all is told, and what strangers wrote stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from govpublic_sdk.errors import ParameterError
from govpublic_sdk.reports import write_report
from govpublic_sdk.reports.html_page import html_page
from hostile_texts import ATTACKS, anything
from made_up_audit import MadeUpAudit, made_up_audit, many_pages, one_page

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
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
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
