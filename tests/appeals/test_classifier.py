"""Classifiers of topics: read from files, and found again however they are typed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbooks
from govpublic_sdk import errors
from govpublic_sdk._core.text import normal_form
from govpublic_sdk.appeals import Classifier, IncidentExport, Topic, UnknownTopic
from govpublic_sdk.appeals.classifier import comparable
from govpublic_sdk.models import Category, Level
from shared import SHARED, needs_shared

POLICY, ROADS = "МОЛОДЕЖНАЯ ПОЛИТИКА", "Дороги"
TOPICS = [
    Topic(POLICY, "Молодежная политика прочее", "11", "1"),
    Topic(ROADS, "Уборка тротуаров от снега и наледи", "21", "2"),
    Topic(ROADS, "Разработка сметы", "22", "2"),
    Topic("ЖКХ", "Прочее", "31", "3"),
    Topic("ЦУР", "Прочее", "41", "4"),
]


def category(group: str | None, topic: str | None) -> Category:
    return Category(
        group=Level(name=group) if group else None, topic=Level(name=topic) if topic else None
    )


@pytest.mark.parametrize(
    ("group", "topic", "id"),
    [
        (POLICY, "Молодежная политика прочее", "11"),
        ("Молодёжная политика", "молодёжная  политика: ПРОЧЕЕ", "11"),
        ("дороги", "Уборка тротуара от снега, наледи", "21"),
        ("Дороги", "разработка смёты", "22"),
        (None, "уборка тротуаров снега и наледи", "21"),
        ("жкх", "прочее", "31"),
        (None, "прочее", None),
        ("Дороги", "прочее", None),
        ("Дороги", "", None),
        ("Дороги", None, None),
        ("Дороги", "наледи и снега от тротуаров уборка", None),
    ],
)
def test_topics_are_found_as_they_are_typed(group: str, topic: str, id: str | None) -> None:
    found = Classifier(TOPICS).find(group, topic)

    assert (found.id if found else None) == id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ремонт тротуара", "ремонт тротуаров", True),
        ("содержание зданий", "содержание здания", True),
        ("обращение с отходами", "обращения отходов", True),
        ("работает", "не работает", False),
        ("дом", "домов", False),
        ("МКД", "МКД.", True),
        ("вода", "водка", False),
        ("некачественый ремонт", "некачественные ремонты", True),
        ("и", "или", False),
    ],
)
def test_what_is_compared(one: str, other: str, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same


@given(st.text())
def test_forms_stay_what_they_are(text: str) -> None:
    form = normal_form(text)

    assert normal_form(form) == form
    assert comparable(form) == comparable(text)


def test_names_that_differ_by_endings_only_are_not_mixed() -> None:
    twins = [Topic("ЖКХ", "Уборка домика", "1"), Topic("ЖКХ", "Уборка домики", "2")]
    classifier = Classifier([*twins, Topic("ЖКХ", "уборка домика!", "3")])

    assert classifier.alike == (tuple(twins),)
    assert classifier.find("жкх", "уборка домики") == twins[1]
    assert classifier.find("ЖКХ", "Уборка домиков") is None
    assert len(classifier) == 2


def test_categories_get_names_and_ids_of_the_classifier() -> None:
    classifier = Classifier(TOPICS)
    found = classifier.canonical(category("дорога", "смета, разработка"))
    exact = classifier.canonical(category("ДОРОГИ", "разработка сметы"))
    other = category("Космос", "Ракеты")

    assert found.group == Level(id="2", name=ROADS)
    assert found.topic == Level(name="смета, разработка")
    assert exact.topic == Level(id="22", name="Разработка сметы")
    assert classifier.canonical(other) is other
    assert classifier.canonical(Category()) == Category()


def test_what_is_not_there_is_told() -> None:
    asked = [category("Дороги", "Ямы")] * 2 + [category("Дороги", "Разработка сметы"), None]
    missing = Classifier(TOPICS).missing([*asked, category(None, None)])

    assert missing == (UnknownTopic("Дороги", "Ямы", 2), UnknownTopic(None, None, 1))


def test_files_of_all_kinds(tmp_path: Path) -> None:
    heads = ["Группа", "Тема", "Код", "Код группы", "Описание"]
    rows = [[one.group, one.topic, one.id or "", one.group_id or "", ""] for one in TOPICS]
    table = tmp_path / "topics.csv"
    with table.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heads, *rows])
    book = workbooks.xlsx(tmp_path / "topics.xlsx", Лист=[heads, *rows])
    listed, grouped = tmp_path / "list.json", tmp_path / "groups.json"
    keys = ["group", "topic", "id", "group_id", "description"]
    listed.write_text(
        json.dumps([dict(zip(keys, [*row[:4], None], strict=True)) for row in rows]), "utf-8"
    )
    grouped.write_text(json.dumps({ROADS: ["Ямы", {"тема": "Свет", "код": 7}], "ЖКХ": []}), "utf-8")

    for path in (table, book, listed):
        assert list(Classifier.read(path)) == TOPICS
    assert list(Classifier.read(grouped)) == [Topic(ROADS, "Ямы"), Topic(ROADS, "Свет", "7")]
    assert repr(Classifier.read(table)) == "<Classifier: 5 topics in 4 groups>"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", "5", "not a list"),
        ("a.json", '{"ЖКХ": 5}', "not a list"),
        ("a.json", "[5]", "neither a text"),
        ("a.json", '[{"topic": "Ямы"}]', "without a group"),
        ("a.json", "[]", "at least one topic"),
        ("a.csv", "a;b\nc;d\n", "without a group"),
        ("a.csv", 'group;topic\n"a;b\n', "row 2"),
        ("a.csv", "group;topic\n?;!\n", "with names"),
    ],
)
def test_what_is_no_classifier_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(errors.ParameterError, match=told):
        Classifier.read(path)


def test_its_own_heads_tell_how_a_file_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    rows = ["Код;Описание;Группа;Тема", *[f"{one};а, б, в, г, д;ЖКХ;Свет {one}" for one in "123"]]
    path.write_text("\n".join(rows), encoding="utf-8")

    assert [(one.id, one.topic) for one in Classifier.read(path)] == [
        ("1", "Свет 1"),
        ("2", "Свет 2"),
        ("3", "Свет 3"),
    ]


def test_topics_know_no_channel() -> None:
    program = "import sys, govpublic_sdk.appeals.classifier; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)

    assert "govpublic_sdk.appeals.classifier" in told.stdout.split()
    assert "appeals.channels" not in told.stdout


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("a.json", "a.csv"):
        with pytest.raises(errors.ParameterError):
            Classifier.read(tmp_path / name)


@needs_shared
def test_the_classifier_of_incidents() -> None:
    """26 groups and 359 topics, none of which is taken for another one."""
    path = SHARED / "pos-samples" / "incident_classifier_topics.csv"
    classifier = Classifier.read(path)

    assert (len(classifier), len(classifier.groups)) == (359, 26)
    assert classifier.alike == ()
    for one in classifier:
        typed = one.topic.lower().replace("ё", "е").replace("(", " ").replace(",", " ,")
        assert classifier.find(one.group.capitalize(), typed) == one


@needs_shared
def test_topics_of_a_real_export_are_in_the_classifier() -> None:
    """All but one, whose words are others; the classifier has typing errors of its own."""
    samples = SHARED / "pos-samples"
    classifier = Classifier.read(samples / "incident_classifier_topics.csv")
    categories = [
        one.category for one in IncidentExport(samples / "omsk_incident_rows_no_text.csv")
    ]

    missing = classifier.missing(categories)

    assert len(categories) == 150
    assert [(one.group, one.count) for one in missing] == [("Общественный транспорт", 1)]
    found = [classifier.canonical(one) for one in categories if one]
    assert {one.group.name for one in found if one.group} <= set(classifier.groups)
