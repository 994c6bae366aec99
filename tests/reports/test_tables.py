"""Tables of a report, and as csv and JSON: all of it is there, and nothing of it is obeyed."""

from __future__ import annotations

import csv
import errno
import gc
import json
import os
import tracemalloc
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_audit import AT, MadeUpAudit, MadeUpJudge, made_up_audit, many_pages, one_page
from govpublic_sdk import LocalizedText, PublicRef
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import (
    Coverage,
    Entry,
    Language,
    PageFacts,
    PageReport,
    Requirement,
    Result,
    Source,
    StandardJudge,
)
from govpublic_sdk.official_pages.activity_metrics import posts_in_days
from govpublic_sdk.official_pages.facts import PageState
from govpublic_sdk.official_pages.requirements import needs
from govpublic_sdk.reports import write_report
from govpublic_sdk.reports.audit_rows import line_of, overview
from govpublic_sdk.reports.audit_tables import (
    COVERAGE,
    FAULTS,
    PAGES,
    SUMMARY,
    TABLES,
    UNREAD,
    rows_of,
)
from govpublic_sdk.reports.csv_file import write_csv
from govpublic_sdk.reports.document import Table
from govpublic_sdk.reports.escaping import for_csv, plain, safe_link
from govpublic_sdk.reports.files import atomic_write
from govpublic_sdk.reports.html_audit import html_page
from govpublic_sdk.reports.json_file import write_json
from hostile_texts import ATTACKS, anything

AUDIT = made_up_audit()
LANGUAGES: tuple[Language, Language] = ("ru", "en")


def rows(table: Table, audit: MadeUpAudit = AUDIT) -> list[dict[str, object]]:
    keys = [column.id for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for of, row in rows_of(audit) if of is table]


def read_csv(path: Path, delimiter: str = ";") -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


class TestTables:
    @pytest.mark.parametrize("table", TABLES, ids=lambda one: one.id)
    def test_each_row_has_a_cell_for_each_column(self, table: Table) -> None:
        assert rows(table)
        assert len(set(table.heads("ru"))) == len(table.columns)
        assert len(set(table.heads("en"))) == len(table.columns)

    @pytest.mark.parametrize("table", TABLES, ids=lambda one: one.id)
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_titles_fit_a_sheet(self, table: Table, language: str) -> None:
        title = table.title("ru" if language == "ru" else "en")

        assert 0 < len(title) <= 25
        assert not set(title) & set("[]:*?/\\")

    def test_a_requirement_is_told_by_the_title_and_force_of_its_judge(self) -> None:
        own = Requirement(
            id="posts.frequency",
            title=LocalizedText("Семь записей за 7 дней", "Seven posts in 7 days"),
            source=Source(kind="region act", title=LocalizedText("Приказ", "Order"), number="1"),
            force="demanded",
            check=needs(posts_in_days(7), 1_000),
        )
        judge = StandardJudge(at=AT.date(), requirements=(own,))
        audit = MadeUpAudit(pages=tuple(replace(one, judge=judge) for one in AUDIT.pages))

        found = rows(FAULTS, audit)
        html = "".join(html_page(audit, language="en"))

        assert {(one["title"], one["force"]) for one in found if one["severity"] is None} == {
            (own.title, "demanded")
        }
        assert "Seven posts in 7 days" in html
        assert "three posts" not in html

    @pytest.mark.parametrize("state", ["missing", "deleted", "banned"])
    def test_a_page_that_is_gone_has_no_score(self, state: PageState) -> None:
        [page] = one_page("Школа").pages
        assert page.facts
        audit = MadeUpAudit(pages=(replace(page, facts=replace(page.facts, state=state)),))
        [line] = rows(PAGES, audit)

        assert line["state"] == state
        assert [line[name] for name in ("mark", "links", "score", "band")] == [None] * 4
        assert not overview(audit).bands

    def test_figures_are_told_by_code_in_json_and_in_words_elsewhere(self, tmp_path: Path) -> None:
        codes: list[list[object]] = []
        for language in LANGUAGES:
            [path] = write_report(AUDIT, tmp_path / "report.json", language=language)
            summary = json.loads(path.read_text(encoding="utf-8"))["summary"]
            codes.append([one["figure"] for one in summary])
        write_report(AUDIT, tmp_path / "report.csv", language="en")

        assert codes[0] == codes[1]
        assert {"bodies", "with page", "links right", "band green"} <= set(codes[0])
        assert "Have a page" in [row[0] for row in read_csv(tmp_path / "report.summary.csv", ",")]

    def test_every_body_has_a_line(self) -> None:
        found = rows(PAGES)

        assert [one["row"] for one in found] == list(range(2, 42))
        assert {one["state"] for one in found} == {
            "open",
            "closed",
            "no page",
            "exempt",
            "not read",
        }

    def test_what_is_not_known_is_not_a_no(self) -> None:
        marks = {one["mark"] for one in rows(PAGES) if one["state"] in ("open", "closed")}
        without = [one for one in rows(PAGES) if one["state"] in ("no page", "exempt", "not read")]

        assert marks == {"yes", "no", "unknown"}
        assert all(one["mark"] is None and one["score"] is None for one in without)
        assert all(isinstance(one["error"], LocalizedText) for one in without)

    def test_a_band_that_the_unknown_could_change_is_unknown(self) -> None:
        bands = {one["band"] for one in rows(PAGES) if one["score"] != one["possible"]}

        assert "unknown" in bands

    def test_violations_tell_of_links_and_their_repair(self) -> None:
        found = [one for one in rows(FAULTS) if str(one["requirement"]).startswith("link.")]

        assert {one["severity"] for one in found} == {"error", "warning"}
        assert all(one["link"] and one["repair"] for one in found)
        assert all(isinstance(one["violation"], LocalizedText) for one in found)

    def test_violations_tell_how_strong_a_requirement_is(self) -> None:
        forces = {one["requirement"]: one["force"] for one in rows(FAULTS)}

        assert forces["page.mark"] == "demanded"
        assert forces["menu.pos_links"] == "rated"

    def test_coverage_has_all_groups(self) -> None:
        groups = [one["group"] for one in rows(COVERAGE)]

        assert groups == ["total", *["level"] * 3, *["municipality"] * 10, *["sphere"] * 4]

    def test_lines_not_read_keep_what_stood_there(self) -> None:
        (only,) = rows(UNREAD)

        assert (only["row"], only["text"]) == (43, "vk .com/adm samara (проверить!)")

    def test_the_summary_says_that_it_is_partial(self) -> None:
        assert AUDIT.stopped in [one["value"] for one in rows(SUMMARY)]
        assert "made-up-1" in [one["value"] for one in rows(SUMMARY)]

    def test_an_empty_audit_has_a_summary(self) -> None:
        assert rows(SUMMARY, MadeUpAudit())
        assert rows(PAGES, MadeUpAudit()) == []


class TestLinksVerdict:
    """What a line says of links where the judge has no requirement on them."""

    @pytest.mark.parametrize(
        ("menu", "number", "verdict"),
        [
            (None, 1, "unknown"),
            ((), 1, "none"),
            (("https://pos.gosuslugi.ru/",), 1, "right"),
            (("https://pos.gosuslugi.ru/",), 3, "wrong"),
        ],
    )
    def test_the_links_speak(self, menu: tuple[str, ...] | None, number: int, verdict: str) -> None:
        facts = PageFacts(id=number, asked_at=AUDIT.at, menu=menu)
        page = PageReport(
            entry=Entry(row=2, public=PublicRef(id=number)),
            facts=facts,
            error=None,
            judge=_Lenient(),
        )

        assert line_of(page).links_verdict == verdict


class _Lenient(MadeUpJudge):
    """Wants nothing."""

    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        return ()


class TestOverview:
    def test_people_reached_are_added_up_where_statistics_tell(self) -> None:
        (page,) = one_page("x").pages
        assert page.facts is not None
        told = replace(page, facts=replace(page.facts, reach=120))
        audit = MadeUpAudit(pages=(told, page, told))

        found = overview(audit)

        assert (found.reach_known, found.reached) == (2, 240)
        assert 240 in [one["value"] for one in rows(SUMMARY, audit)]

    def test_the_worst_come_first(self) -> None:
        worst = overview(AUDIT, worst=40).worst
        states = [line.state for line in worst]
        points = [line.score.points for line in worst if line.score]

        assert points == sorted(points)
        assert states[0] == "no page"
        assert states[-1] == "exempt"
        assert states[-2] == "not read"

    def test_weeks_count_posts_where_they_were_read(self) -> None:
        found = overview(AUDIT)

        assert len(found.read_weeks) == 4
        assert found.weeks[0].pages == 35
        assert found.weeks[0].posts > 0
        assert found.weeks[7].pages == 0

    def test_reach_counts_each_page_whose_week_is_known_once(self) -> None:
        assert sum(overview(AUDIT).reach) == 35

    def test_no_more_lines_are_kept_than_asked_for(self) -> None:
        assert len(overview(AUDIT, worst=3).worst) == 3


class TestCsv:
    def test_tables_lie_beside_each_other(self, tmp_path: Path) -> None:
        written = write_report(AUDIT, tmp_path / "report.csv")

        assert [path.name for path in written] == [
            "report.csv",
            "report.summary.csv",
            "report.violations.csv",
            "report.coverage.csv",
            "report.unread.csv",
        ]
        assert sorted(os.listdir(tmp_path)) == sorted(path.name for path in written)

    def test_excel_reads_it_in_russian_and_in_english(self, tmp_path: Path) -> None:
        write_report(AUDIT, tmp_path / "ru.csv")
        write_report(AUDIT, tmp_path / "en.csv", language="en")

        assert (tmp_path / "ru.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        assert read_csv(tmp_path / "ru.csv")[0] == PAGES.heads("ru")
        assert read_csv(tmp_path / "en.csv", ",")[0] == PAGES.heads("en")
        assert len(read_csv(tmp_path / "ru.csv")) == 41

    def test_words_and_figures_read_in_the_language(self, tmp_path: Path) -> None:
        write_csv(one_page("x"), tmp_path / "a.csv", delimiter="\t")
        head, row = read_csv(tmp_path / "a.csv", "\t")
        cells = dict(zip(head, row, strict=True))

        assert cells["Состояние"] == "открыта"
        assert cells["Баллы"] == "62"
        assert cells["Подписчики"] == ""

    def test_decimals_have_the_sign_of_the_language(self, tmp_path: Path) -> None:
        audit = one_page("x", points=0.5)
        write_csv(audit, tmp_path / "ru.csv")
        write_csv(audit, tmp_path / "en.csv", language="en")
        score = [column.id for column in PAGES.columns].index("score")

        assert read_csv(tmp_path / "ru.csv")[1][score] == "0,5"
        assert read_csv(tmp_path / "en.csv", ",")[1][score] == "0.5"

    @pytest.mark.parametrize(
        "phone", ["+7 846 000-00-00", "+7 (846) 000-00-00", "+7(846) 000 00 00", "8 846 000-00-00"]
    )
    def test_a_phone_survives(self, phone: str) -> None:
        assert for_csv(phone) == phone

    @pytest.mark.parametrize("phone", ["+78460000000", "+7-846-000-00-00"])
    def test_a_phone_that_would_be_calculated_stays_readable(self, phone: str) -> None:
        assert for_csv(phone) == f"'{phone}"

    @given(anything)
    def test_nothing_is_a_formula(self, text: str) -> None:
        written = for_csv(text)

        assert written.lstrip()[:1] not in ("=", "-", "@", "＝", "＋", "－", "＠")
        assert written.lstrip()[:1] != "+" or not set(written) - set("+0123456789()- \u00a0")

    @settings(max_examples=25, deadline=None)
    @given(name=anything, why=anything, address=anything)
    def test_whatever_is_written_stays_in_its_cell(
        self, tmp_path_factory: pytest.TempPathFactory, name: str, why: str, address: str
    ) -> None:
        path = tmp_path_factory.mktemp("csv") / "a.csv"
        for place in write_csv(one_page(name, why=why, address=address), path):
            widths = {len(row) for row in read_csv(place)}

            assert len(widths) == 1


class TestJson:
    def test_it_holds_all_tables(self, tmp_path: Path) -> None:
        write_report(AUDIT, tmp_path / "a.json")
        found = json.loads((tmp_path / "a.json").read_text("utf-8"))

        assert datetime.fromisoformat(found["at"]) == AUDIT.at
        assert found["stopped"] == AUDIT.stopped("ru")
        assert len(found["pages"]) == 40
        assert found["pages"][0]["state"] == "open"
        assert set(found["pages"][0]) == {column.id for column in PAGES.columns}
        assert found["coverage"][0]["bodies"] == 40

    @settings(max_examples=50, deadline=None)
    @given(name=anything)
    def test_texts_are_as_they_were(
        self, tmp_path_factory: pytest.TempPathFactory, name: str
    ) -> None:
        path = tmp_path_factory.mktemp("json") / "a.json"
        write_json(one_page(name), path, language="en")
        found = json.loads(path.read_text("utf-8"))

        assert found["unread"][0]["text"] == name
        assert found["pages"][0]["name"] == name

    def test_an_empty_audit_is_json_too(self, tmp_path: Path) -> None:
        write_report(MadeUpAudit(), tmp_path / "a.json")

        assert json.loads((tmp_path / "a.json").read_text("utf-8"))["pages"] == []


class TestWriting:
    @pytest.mark.parametrize("name", ["report", "report.xls", "report.pdf", "report.csv.gz"])
    def test_other_kinds_are_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ParameterError, match="xlsx"):
            write_report(AUDIT, tmp_path / name)

        assert not list(tmp_path.iterdir())

    def test_other_languages_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ParameterError, match="language"):
            write_report(AUDIT, tmp_path / "a.csv", language="de")

    def test_a_name_may_be_a_text_in_capitals(self, tmp_path: Path) -> None:
        assert write_report(AUDIT, str(tmp_path / "A.JSON")) == [tmp_path / "A.JSON"]

    @pytest.mark.parametrize("suffix", [".csv", ".json", ".html", ".xlsx"])
    def test_a_full_disk_leaves_the_earlier_file(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"a{suffix}"
        path.write_text("earlier")

        with pytest.raises(OSError, match="full") as told:
            write_report(_FullDisk(AUDIT.pages), path)

        assert Path(told.value.filename).name.partition(".")[0] == path.stem

        assert path.read_text() == "earlier"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(ParameterError, match=r"a\.json' in a folder that does not exist"):
            write_report(AUDIT, tmp_path / "none" / "a.json")
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_goes_away_is_told_by_the_name_that_was_given(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "none" / "a.json"
        with pytest.raises(FileNotFoundError) as told, atomic_write(path):
            pass
        assert told.value.filename == str(path)

    @pytest.mark.parametrize("suffix", [".csv", ".json"])
    def test_memory_does_not_grow(self, tmp_path: Path, suffix: str) -> None:
        few, many = many_pages(500), many_pages(3000)
        write_report(few, tmp_path / f"warm{suffix}")

        small = _peak(few, tmp_path / f"few{suffix}")
        large = _peak(many, tmp_path / f"many{suffix}")

        assert large < small + 400_000  # rows kept would take 1.5 MB


class _FullDisk(MadeUpAudit):
    """Fails once pages were written."""

    @property
    def coverage(self) -> Coverage:
        raise OSError(errno.ENOSPC, "the disk is full")


def _peak(audit: MadeUpAudit, path: Path) -> int:
    assert audit.coverage  # counted before: it is not the writer's
    gc.collect()
    tracemalloc.start()
    try:
        write_report(audit, path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class TestHostile:
    @given(anything)
    def test_plain_text_can_be_written_and_turns_nothing(self, text: str) -> None:
        clean = plain(text)

        clean.encode("utf-8")
        assert not set(clean) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b"
        )

    def test_plain_text_stays_as_it_is(self) -> None:
        assert plain("Школа № 1 «Радуга»\n😀") == "Школа № 1 «Радуга»\n😀"

    @pytest.mark.parametrize(
        "address",
        [
            "https://vk.com/samara",
            "https://vk.ru/club1",
            "https://pos.gosuslugi.ru/form/?opaId=1&utm_source=vk",
            "https://gosuslugi.ru/10700",
        ],
    )
    def test_links_to_vk_and_gosuslugi_stay(self, address: str) -> None:
        assert safe_link(address) == address

    @pytest.mark.parametrize(
        "address",
        [
            *ATTACKS,
            "http://vk.com/samara",
            "https://vk.com.example.com/",
            "https://vk.com@example.com/",
            "https://vk.com:8080/",
            "https://example.com/vk.com",
            "https://notgosuslugi.ru/",
            "https://gosuslugi.ru.example.com/",
            "https://vk.com\\@example.com/",
            "https://[vk.com/",
            "//vk.com/x",
            " https://vk.com/",
            "https://vk.com/\u202e",
            "",
        ],
    )
    def test_other_links_do_not(self, address: str) -> None:
        assert safe_link(address) is None

    @given(st.text())
    def test_no_address_raises(self, address: str) -> None:
        assert safe_link(address) in (address, None)
