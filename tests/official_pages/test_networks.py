"""Pages in networks beside VK: addresses, the requirement, coverage and reports."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from govpublic_sdk.official_pages import (
    Audit,
    Entry,
    Network,
    NetworkPage,
    PageFacts,
    PageReport,
    Registry,
    StandardJudge,
    coverage,
)
from govpublic_sdk.official_pages.networks import pages_in
from govpublic_sdk.official_pages.registry.cells import read_cell
from govpublic_sdk.official_pages.requirements import networks_at
from govpublic_sdk.reports import write_report

DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
OK = NetworkPage("ok", "https://ok.ru/group/5")
MAX = NetworkPage("max", "https://max.ru/samara")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        *(
            (text, "https://ok.ru/group/53012345678901")
            for text in (
                *("https://ok.ru/group/53012345678901", "ok.ru/group53012345678901"),
                *("https://m.ok.ru/group/53012345678901/topic/1", "WWW.OK.RU/group/53012345678901"),
                "https://odnoklassniki.ru/group/53012345678901",
                "ОК: ok.ru/group/53012345678901.",
                "https://ok.ru/dk?st.cmd=altGroupMain&st.groupId=53012345678901",
            )
        ),
        *((text, "https://ok.ru/samara") for text in ("ok.ru/samara", "https://ok.ru/Samara/topics")),
        *((text, "https://max.ru/samara") for text in ("max.ru/samara", "https://max.ru/Samara?x=1")),
        ("https://max.ru/join/AbC_d-1", "https://max.ru/join/AbC_d-1"),
        ("https://web.max.ru/-68123456789", "https://max.ru/-68123456789"),
        ("id6315800000_gos", "https://max.ru/id6315800000_gos"),
        ("@id6315800000_gos", "https://max.ru/id6315800000_gos"),
        ("https://max.ru/id6315800000_gos", "https://max.ru/id6315800000_gos"),
    ],
)  # fmt: skip
def test_address_of_a_network_is_read(text: str, address: str) -> None:
    assert [page.address for page in pages_in(text)] == [address]


@pytest.mark.parametrize(
    "text",
    [
        *("", "ok.ru", "https://ok.ru/", "https://ok.ru/profile/57012345678", "ok.ru/video/1"),
        *("max.ru", "https://max.ru/u/f9LHodD0cOJ", "https://max.ru/:share?text=x", "ok", "MAX"),
        *("https://book.ru/samara", "notok.ru/group/5", "https://climax.ru/x", "max.ru.com/x"),
        *("https://vk.com/ok_samara", "https://ok.ru/groups", "https://ok.ru/search?q=1", "id5"),
    ],
)  # fmt: skip
def test_other_address_is_no_page_of_a_network(text: str) -> None:
    assert pages_in(text) == ()


def test_networks_of_a_cell_are_all_read() -> None:
    text = "https://vk.com/samara, https://ok.ru/group/5; https://max.ru/samara\nok.ru/group/5"

    assert pages_in(text) == (OK, MAX)
    assert read_cell(text).remarks == ()


@pytest.mark.parametrize("column", ["ОК", "Одноклассники", "Ссылки", "Прочее", "Сайт"])
def test_pages_are_read_from_any_column(tmp_path: Path, column: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"Имя;Ссылка ВК;{column};MAX\nА;vk.com/samara;ok.ru/group/5;max.ru/samara\n"
        "Б;;https://ok.ru/group/5;\nВ;;;max.ru/samara\nГ;;;\n",
        encoding="utf-8",
    )

    registry = Registry.read(path)

    assert [entry.pages for entry in registry] == [(OK, MAX), (OK,), (MAX,), ()]
    assert (registry.unparsed, registry.duplicates) == ((), ())


def report(
    *pages: NetworkPage,
    facts: PageFacts | None = None,
    networks: tuple[Network, ...] | None = None,
    exempt: str | None = None,
) -> PageReport:
    entry = Entry(row=2, organisation="Школа", pages=pages, exempt=exempt)
    judge = StandardJudge(at=DAY, networks=networks)
    return PageReport(entry=entry, facts=facts, error=None, judge=judge)


def exists(page: PageReport) -> tuple[str, str]:
    (found,) = [one for one in page.results if one.requirement == "page.exists"]
    return found.verdict, found.why.ru


GONE = PageFacts(id=5, asked_at=NOW, state="deleted")
OPEN = PageFacts(id=5, asked_at=NOW, state="open")


def test_page_of_ok_fulfils_the_law_unchecked() -> None:
    verdict, why = exists(report(OK))

    assert verdict == "met"
    assert "по реестру, не проверено" in why
    assert exists(report(OK, facts=GONE))[0] == "met"
    assert exists(report(OK, facts=OPEN)) == ("met", "Страница есть.")


def test_channel_of_max_is_reported_not_enough() -> None:
    verdict, why = exists(report(MAX))

    assert verdict == "not met"
    assert "MAX" in why
    assert exists(report())[0] == "not met"


def test_networks_are_a_setting_of_the_requirement() -> None:
    assert networks_at(DAY) == ("vk", "ok")
    assert exists(report(OK, networks=("vk",)))[0] == "not met"
    assert exists(report(MAX, networks=("vk", "ok", "max")))[0] == "met"


def test_pages_by_registry_are_counted_apart() -> None:
    reports = [
        report(OK), report(OK, MAX), report(MAX), report(), report(OK, facts=OPEN),
        report(facts=OPEN), report(OK, exempt="приказ"),
    ]  # fmt: skip

    total = coverage(reports).total

    assert (total.bodies, total.with_page, total.by_registry, total.exempt) == (7, 2, 2, 1)
    assert total.networks == {"vk": 2, "ok": 4, "max": 2}
    assert (total.share_with_page, total.share_with_any_page) == (2 / 6, 4 / 6)


def made_audit() -> Audit:
    pages = (report(OK), report(MAX), report(OK, MAX, facts=OPEN))
    return Audit(at=NOW, pages=pages, unparsed=(), judge=StandardJudge(at=DAY))


def test_reports_show_networks(tmp_path: Path) -> None:
    audit = made_audit()

    write_report(audit, tmp_path / "r.json")
    write_report(audit, tmp_path / "r.csv")
    write_report(audit, tmp_path / "r.html")
    tree = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")

    assert [one["state"] for one in tree["pages"]] == ["by registry", "no page", "open"]
    assert [one["ok"] for one in tree["pages"]] == [OK.address, None, OK.address]
    assert [one["max"] for one in tree["pages"]] == [None, MAX.address, MAX.address]
    assert tree["coverage"][0]["by_registry"] == 1
    assert (tree["coverage"][0]["in_ok"], tree["coverage"][0]["in_max"]) == (2, 2)
    assert rows[0]["Состояние"] == "в другой сети, по реестру, не проверено"
    assert f'href="{OK.address}"' in page
    assert "Одноклассники: ok.ru/group/5" in page


def test_chart_of_coverage_leaves_the_registry_out(tmp_path: Path) -> None:
    entry = Entry(row=2, organisation="Школа", level="МО", pages=(OK,))
    page = PageReport(entry=entry, facts=None, error=None, judge=StandardJudge(at=DAY))
    audit = Audit(at=NOW, pages=(page,), unparsed=(), judge=StandardJudge(at=DAY))

    write_report(audit, tmp_path / "r.html")
    text = (tmp_path / "r.html").read_text(encoding="utf-8")

    assert "Покрытие по уровням" in text
    assert "Страницы в других сетях, известные только по реестру, не входят." in text


def test_english_report_names_networks(tmp_path: Path) -> None:
    write_report(made_audit(), tmp_path / "r.csv", language="en")

    text = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")

    assert "in another network, by the registry, not checked" in text
    assert "Odnoklassniki (by the registry)" in text
