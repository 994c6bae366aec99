"""The day of a control centre as files: all is told, and what strangers wrote stays text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from browser import Browser, browser, needs_browser
from fake_appeals import DAY, NOW, region
from govpublic_sdk.appeals import Daily, daily
from govpublic_sdk.appeals.statistics import Comparison
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models import (
    Appeal,
    AppealAnswer,
    AppealId,
    AppealPlace,
    Category,
    Deadline,
    Level,
    Responsible,
)
from govpublic_sdk.official_pages import Language
from govpublic_sdk.reports import write_daily
from govpublic_sdk.reports.daily_tables import TABLES, document_of
from govpublic_sdk.reports.html_daily import daily_page
from govpublic_sdk.reports.html_daily_tables import difference
from hostile_texts import ATTACKS, anything

ZONE = "Europe/Samara"
YESTERDAY = date(2026, 11, 25)
LANGUAGES: tuple[Language, Language] = ("ru", "en")
FULL = daily(region(2_000), day=YESTERDAY, zone=ZONE, now=NOW)
EMPTY = daily([], day=YESTERDAY, zone=ZONE, now=NOW)
TODAY = daily(region(300, days=4), day=date(2026, 11, 26), zone=ZONE, now=NOW)

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("h1", "h2", "h3", "p", "b", "br", "span", "bdi", "dl", "div", "dt", "dd", "figure"),
    *("figcaption", "table", "thead", "tbody", "tr", "th", "td"),
    *("svg", "g", "text", "rect", "path", "defs", "pattern"),
}
PRIVATE = ("Житель", "Ленина", "пишет")


class Reader(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def page(found: Daily = FULL, language: Language = "ru") -> str:
    return "".join(daily_page(found, language=language))


def attacked(*texts: str) -> Daily:
    """A day on which strangers named everything."""
    some = [
        Appeal(
            id=AppealId(text, text),
            regime=text,
            text=text,
            category=Category(group=Level(name=text), topic=Level(name=text)),
            place=AppealPlace(municipality=text, settlement=text),
            responsible=Responsible(name=text),
            stage=stage,
            outcome=text if stage == "closed" else "none",
            submitted_at=NOW - 9 * DAY + number * timedelta(minutes=1),
            closed_at=NOW - DAY / 2 if stage == "closed" else None,
            deadlines=(Deadline(kind="final", due_at=NOW - 2 * DAY),),
        )
        for number, text in enumerate(texts)
        for stage in ("in_progress", "closed")
    ]
    some += [
        one.model_copy(update={"submitted_at": NOW - DAY / 2, "stage": "in_progress"})
        for one in some
    ]
    return daily(some, day=YESTERDAY, zone=ZONE, now=NOW)


# The page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            (
                "Сообщения и обращения за 25.11.2026",
                "Дни считаются по времени Europe/Samara; сроки на 26.11.2026 00:00.",
                "накануне 152, разница +25 (+16%) хуже",
                "Медиана до итогового ответа",
                "По темам",
                "По территориям",
                "По ответственным",
                "По видам",
                "Просроченные, начиная с самых давних",
                "обе величины меньше 10",
            ),
        ),
        (
            "en",
            (
                "Messages and appeals of 2026-11-25",
                "terms are as of 2026-11-26 00:00",
                "day before 152, difference +25 (+16%) worse",
                "Median time to the final answer",
                "Overdue, the longest first",
            ),
        ),
    ],
)
def test_the_page_tells_the_day(language: Language, words: tuple[str, ...]) -> None:
    written = page(language=language)
    assert f'<html lang="{language}">' in written
    text = Reader(written).text
    for word in words:
        assert word in text
    assert written.count("<svg") == 6


def test_the_english_page_has_no_russian_but_names() -> None:
    text = Reader(page(attacked("x"), "en")).text
    assert not re.search("[а-яё]", text, re.IGNORECASE)


def test_nothing_of_citizens_is_in_any_file(tmp_path: Path) -> None:
    for suffix in ("html", "csv", "json", "svg"):
        for path in write_daily(FULL, tmp_path / f"day.{suffix}"):
            text = path.read_text("utf-8")
            assert not [word for word in PRIVATE if word in text], path.name


def test_an_empty_day_is_a_page_without_tables() -> None:
    text = page(EMPTY)
    assert "<table" not in text
    assert "нет данных" in text
    assert text.endswith("</html>\n")


def test_a_day_that_is_not_over_says_so_and_what_is_not_known_is_not_nought() -> None:
    text = Reader(page(TODAY)).text
    assert "День не закончен." in text
    assert "среднее за 7 дней: нет данных" in text
    assert "данные начинаются позже" in text
    assert "?" in text


def test_what_has_no_date_is_told() -> None:
    odd = replace(FULL, undated=3, closed_undated=1)
    assert "поступило, неизвестно: 3; когда закрыто, неизвестно: 1" in Reader(page(odd)).text
    assert "поступило, неизвестно" not in page()


def test_long_lists_are_cut_with_a_note() -> None:
    some = [
        Appeal(
            id=AppealId("pos", str(number)),
            category=Category(topic=Level(name=f"Тема {number}")),
            submitted_at=NOW - DAY,
            deadlines=(Deadline(kind="final", due_at=NOW - DAY / 2),),
        )
        for number in range(250)
    ]
    text = page(daily(some, day=YESTERDAY, zone=ZONE, now=NOW))
    assert "Показано 40 из 250; остальные в файлах" in text
    assert "Показано 200 из 250" in text
    assert "Показано" not in page()


@pytest.mark.parametrize("text", ATTACKS, ids=repr)
def test_attacks_stay_text(text: str) -> None:
    stays_text(text)


@settings(max_examples=40, deadline=None)
@given(anything)
def test_whatever_is_written_stays_text(text: str) -> None:
    stays_text(text)


def stays_text(text: str) -> None:
    for language in LANGUAGES:
        written = page(attacked(text), language)
        found = Reader(written)
        assert found.tags <= TAGS
        assert not {"href", "src", "onerror", "onload"} & found.attributes
        assert not set(written) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b"
        )
        written.encode("utf-8")


@pytest.mark.parametrize(
    ("compared", "told"),
    [
        (Comparison(None, None, "unknown"), "?"),
        (Comparison(20, 0, "same"), "0"),
        (Comparison(0, 12, "worse"), "+12"),
        (Comparison(20, -5, "better"), "−5 (−25%)"),
        (Comparison(150.1, 26.9, "worse"), "+26,9 (+18%)"),
        (Comparison(36.1, -0.1, "same"), "−0,1 (<1%)"),
    ],
)
def test_differences_in_words(compared: Comparison, told: str) -> None:
    assert difference(compared, "ru") == told


# The tables


def test_each_row_has_a_cell_for_each_column() -> None:
    document = document_of(FULL)
    seen: set[str] = set()
    for table, row in document.rows:
        assert len(row) == len(table.columns), table.id
        seen.add(table.id)
    assert seen == {table.id for table in TABLES}
    assert all(len(table.title(one)) <= 25 for table in TABLES for one in LANGUAGES)


def test_csv_has_a_file_for_each_table(tmp_path: Path) -> None:
    paths = write_daily(FULL, tmp_path / "day.csv")
    assert paths[0] == tmp_path / "day.csv"
    assert len(paths) == len(TABLES)
    text = paths[0].read_bytes().decode("utf-8-sig")
    found = {row[0]: row for row in csv.reader(StringIO(text, newline=""), delimiter=";")}
    assert found["Поступило"][1:6] == ["177", "152", "хуже", "150,1", "хуже"]
    assert found["Сроки на"][1] == "2026-11-26 00:00"
    assert found["Доля закрытых, %"][1] == "20,9"
    overdue = (tmp_path / "day.overdue.csv").read_text("utf-8-sig").splitlines()
    assert len(overdue) == 1 + FULL.total.figures.overdue


def test_json_is_the_same_in_both_languages(tmp_path: Path) -> None:
    found: list[dict[str, Any]] = []
    for language in LANGUAGES:
        (path,) = write_daily(FULL, tmp_path / f"{language}.json", language=language)
        found.append(json.loads(path.read_text("utf-8")))
    assert found[0] == found[1]
    assert found[0]["day"] == "2026-11-25"
    assert found[0]["zone"] == ZONE
    figures = {row["figure"]: row for row in found[0]["summary"]}
    assert figures["received"]["to_mean"] == "worse"
    assert figures["first_answer"]["unknown"] == FULL.total.figures.first_answer.unknown
    assert sum(row["received"] for row in found[0]["topics"]) == figures["received"]["value"]
    assert found[0]["overdue"][0]["due"].endswith("+00:00")


def test_a_workbook_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    (path,) = write_daily(FULL, tmp_path / "day.xlsx", language="en")
    book = load_workbook(path)
    assert book.sheetnames == [table.title("en") for table in TABLES]
    verdict = book["The day"]["D5"]
    assert (verdict.value, verdict.fill.fgColor.rgb) == ("worse", "FFFFC7CE")
    due = book["Overdue"]["F2"].value
    local = FULL.overdue[0].due_at + timedelta(hours=4)
    assert abs(due - local.replace(tzinfo=None)) < timedelta(seconds=1)


@settings(max_examples=10, deadline=None)
@given(anything)
def test_no_table_obeys(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("day")
    found = attacked(text, *ATTACKS[:3])
    for path in write_daily(found, folder / "day.csv"):
        lines = csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";")
        assert not [cell for row in lines for cell in row if cell[:1] in tuple("=+@")]
    write_daily(found, folder / "day.json")
    (book,) = write_daily(found, folder / "day.xlsx")
    cells = (cell for sheet in load_workbook(book) for row in sheet for cell in row)
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_the_picture_stands_alone(tmp_path: Path) -> None:
    (path,) = write_daily(FULL, tmp_path / "day.svg", language="en")
    root = ElementTree.parse(path).getroot()
    assert root.attrib["aria-label"].startswith("Received day by day, 2026-11-25. On the day. ")
    assert "25 Nov: 177" in root.attrib["aria-label"]


@pytest.mark.parametrize("name", ["day.pdf", "day", "day.xls"])
def test_other_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match="path"):
        write_daily(FULL, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", ["html", "xlsx", "csv", "json", "svg"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ParameterError, match="in a folder that does not exist") as told:
        write_daily(FULL, tmp_path / "nodir" / f"day.{suffix}")
    assert told.value.name == "path"
    assert ".part" not in str(told.value)
    assert not list(tmp_path.iterdir())


def test_other_languages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="language"):
        write_daily(FULL, tmp_path / "day.html", language="de")  # pyright: ignore


def test_an_earlier_file_stays_if_it_cannot_be_written(tmp_path: Path) -> None:
    place = tmp_path / "day.html"
    place.write_text("earlier")
    with pytest.raises(ZoneInfoNotFoundError):
        write_daily(replace(FULL, zone="Nowhere"), place)
    assert place.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [place]


# In a browser


# Texts of a card or a picture that lie upon each other, or stick out of it.
MISPLACED = """
(() => {
  const found = [];
  for (const group of document.querySelectorAll('svg, tr, dl > div')) {
    const boxes = [...group.querySelectorAll('text, td, dt, dd')].map(
      one => [one.textContent, one.getBoundingClientRect()]);
    const whole = group.getBoundingClientRect();
    for (let i = 0; i < boxes.length; i++) {
      const a = boxes[i][1];
      if (!a.width || !a.height) continue;
      if (a.left < whole.left - 1 || a.right > whole.right + 1) found.push(boxes[i][0]);
      for (let j = i + 1; j < boxes.length; j++) {
        const b = boxes[j][1];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 3) found.push(boxes[i][0] + ' | ' + boxes[j][0]);
      }
    }
  }
  return found;
})()
"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@needs_browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize(
    "found", [FULL, TODAY, attacked(*ATTACKS, "Щ" * 300)], ids=["full", "today", "attacked"]
)
def test_it_is_quiet_and_fits(
    tab: Browser, tmp_path: Path, found: Daily, width: int, language: Language
) -> None:
    (path,) = write_daily(found, tmp_path / "day.html", language=language)
    tab.open(path, width=width)

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(MISPLACED) == []
    requests = [one["request"]["url"] for one in tab.said("Network.requestWillBeSent")]
    assert requests == [path.as_uri()]
    assert not tab.said("Log.entryAdded")
    assert not tab.said("Runtime.exceptionThrown")
    assert not tab.said("Page.javascriptDialogOpening")


@needs_browser
def test_it_prints(tab: Browser, tmp_path: Path) -> None:
    (path,) = write_daily(FULL, tmp_path / "day.html")
    tab.open(path, width=1280)

    assert tab.printed().startswith(b"%PDF")


def test_answers_of_whatever_kind_count_as_first() -> None:
    some = [
        Appeal(
            id=AppealId("pos", "1"),
            submitted_at=NOW - DAY,
            answers=(AppealAnswer(kind="interim", at=NOW - DAY / 2),),
        )
    ]
    text = Reader(page(daily(some, day=YESTERDAY, zone=ZONE, now=NOW))).text
    assert "12 ч 0 мин" in text
