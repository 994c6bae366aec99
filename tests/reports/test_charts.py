"""Pictures are well-formed, say in words what they show, and obey nobody."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk.reports.svg_charts import (
    BAND_COLOURS,
    Bar,
    Column,
    Share,
    bars,
    columns,
    number,
    shares,
)
from hostile_texts import anything

SVG = "{http://www.w3.org/2000/svg}"
BANDS = [Share("green", "зелёная", 3), Share("yellow", "жёлтая", 1), Share("gold", "золотая", 0)]
DRAWN = {"svg", "title", "g", "text", "rect", "path", "defs", "pattern"}
COUNTS = st.one_of(st.none(), st.integers(0, 10**9))


def parsed(picture: str) -> ElementTree.Element:
    root = ElementTree.fromstring(picture)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= DRAWN
    return root


def texts(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def widths(root: ElementTree.Element, colour: str) -> list[float]:
    rects = root.iter(f"{SVG}rect")
    return [float(one.attrib["width"]) for one in rects if one.attrib["fill"] == colour]


def luminance(colour: str) -> float:
    """How light a colour is: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_picture_tells_itself_to_those_who_do_not_see_it() -> None:
    root = parsed(bars("Покрытие", [Bar("Самара", 3, 4, "3 из 4")]))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Покрытие. Самара: 3 из 4"
    assert root[0].text == "Покрытие"


def test_bars_are_as_long_as_their_share() -> None:
    root = parsed(bars("x", [Bar("a", 1, 4, "1"), Bar("b", None, 4, "?"), Bar("c", 9, 4, "9")]))

    assert widths(root, "#1f5fa8") == [100, 400]
    assert len(widths(root, "#e3e7ec")) == 3


def test_a_long_label_takes_two_lines_and_then_ends() -> None:
    root = parsed(bars("x", [Bar("слово " * 30, 1, 2, "1")]))

    assert len(texts(root)) == 3
    assert texts(root)[1].endswith("…")
    assert all(len(one) <= 46 for one in texts(root))


def test_parts_of_a_whole_have_words_and_hatches() -> None:
    root = parsed(shares("Зоны", BANDS))

    assert texts(root) == ["зелёная", "3 (75%)", "жёлтая", "1 (25%)"]
    assert sum(widths(root, BAND_COLOURS["green"])) == pytest.approx(300 + 18)
    assert {one.attrib["id"] for one in root.iter(f"{SVG}pattern")} == {"hatch-0", "hatch-1"}


def test_bands_of_other_formulas_have_colours_too() -> None:
    root = parsed(shares("x", [Share("gold", "gold", 1), Share("silver", "silver", 1)]))

    fills = {one.attrib["fill"] for one in root.iter(f"{SVG}rect")}
    assert len([fill for fill in fills if fill.startswith("#")]) == 2


@pytest.mark.parametrize("colour", BAND_COLOURS.values())
def test_colours_stand_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_columns_have_a_scale_and_figures() -> None:
    root = parsed(columns("x", [Column("02.11", 18), Column("09.11", None)], axis="Записей"))

    assert texts(root) == ["Записей", "0", "10", "20", "18", "02.11", "?", "09.11"]


def test_large_scales_are_brief() -> None:
    root = parsed(columns("x", [Column("a", 50_000_000)], axis="y", language="en"))

    assert texts(root)[1:4] == ["0", "30\u00a0M", "60\u00a0M"]


def test_figures_are_written_as_the_language_does() -> None:
    assert number(1234567.5) == "1\u00a0234\u00a0567,5"
    assert number(1234567.5, "en") == "1,234,567.5"
    assert number(12.0) == "12"


def test_nothing_to_show_is_a_picture_too() -> None:
    for picture in (bars("x", []), shares("x", []), columns("x", [], axis="y")):
        parsed(picture)


@given(anything, anything, COUNTS)
def test_bars_obey_nobody(title: str, label: str, value: int | None) -> None:
    parsed(bars(title, [Bar(label, value, 7, label)]))


@given(anything, anything, st.lists(st.integers(-1, 10**6), max_size=6))
def test_shares_obey_nobody(title: str, label: str, counts: list[int]) -> None:
    root = parsed(shares(title, [Share(label, label, count) for count in counts]))

    assert all(float(one.attrib["width"]) >= 0 for one in root.iter(f"{SVG}rect"))


@given(anything, anything, st.lists(COUNTS, max_size=8))
def test_columns_obey_nobody(title: str, label: str, values: list[int | None]) -> None:
    root = parsed(columns(title, [Column(label, one) for one in values], axis=label))

    assert all(0 <= float(one.attrib["height"]) <= 150 for one in root.iter(f"{SVG}rect"))


@pytest.mark.parametrize(
    ("most", "told"), [(900, "1 тыс."), (1_000_000, "1 млн"), (600_000, "600 тыс.")]
)
def test_a_scale_is_short_enough_for_its_room(most: int, told: str) -> None:
    drawn = columns("Просмотры", [Column("1", most)], axis="", language="ru")

    assert told in drawn.replace("\u00a0", " ")
