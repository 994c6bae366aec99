"""The table of subjects: against its reference, and asked with each type of number."""

from __future__ import annotations

import csv
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from govpublic_sdk import errors
from govpublic_sdk.identifiers import INN, OGRN, OGRNIP, OKATO, OKTMO, Identifier, SubjectNumber
from govpublic_sdk.subjects import (
    COMPARED_ON,
    FORMER_NUMBERS,
    SUBJECTS,
    Subject,
    subject_of,
    subject_with_plates,
    subjects_at,
)
from shared import SHARED, needs_shared


def name_of(code: Identifier) -> str | None:
    found = subject_of(code)
    return found.name if found else None


@needs_shared
def test_the_table_agrees_with_the_reference() -> None:
    with (SHARED / "domain" / "subjects.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["code_ogrn"] != "99"]

    facts = [as_row(one) for one in SUBJECTS]

    assert facts == [
        {name: row[name].replace("none found", "") for name in facts[0]} for row in rows
    ]


def as_row(subject: Subject) -> dict[str, str]:
    return {
        "code_ogrn": str(subject.number),
        "code_plates": subject.plates,
        "name": subject.name,
        "okato": str(subject.okato),
        "oktmo": subject.oktmo,
        "pos_region_code": subject.pos_region,
        "federal_district": subject.federal_district or "",
        "timezone": subject.time_zone,
        "capital": subject.capital,
        "valid_from": subject.valid_from.isoformat() if subject.valid_from else "",
    }


def test_there_are_89_and_no_code_is_met_twice() -> None:
    for code in ("number", "okato", "oktmo", "plates", "name"):
        assert len({getattr(one, code) for one in SUBJECTS}) == 89, code
    assert [one.number for one in SUBJECTS] == sorted(one.number for one in SUBJECTS)
    assert all(ZoneInfo(one.time_zone) for one in SUBJECTS)
    assert COMPARED_ON.isoformat() == "2026-11-23"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (SubjectNumber("77"), "город федерального значения Москва"),
        (OKATO("77"), "Чукотский автономный округ"),
        (SubjectNumber("95"), "Херсонская область"),
        (OKATO("95"), "Республика Хакасия"),
        (OGRN("1026300000000"), "Самарская область"),
        (OGRNIP("304630000000010"), "Самарская область"),
        (INN("7707083893"), "город федерального значения Москва"),
        (OKTMO("36701000"), "Самарская область"),
        (OKTMO("71701000"), "Тюменская область"),
        (OKTMO("71876000"), "Ханты-Мансийский автономный округ - Югра"),
        (OKTMO("71951000"), "Ямало-Ненецкий автономный округ"),
        (OKTMO("11851000"), "Ненецкий автономный округ"),
        (OKTMO("11701000"), "Архангельская область"),
        (OKATO("71"), "Тюменская область"),
        (OKATO("711"), "Ханты-Мансийский автономный округ - Югра"),
        (OKATO("7114"), "Ямало-Ненецкий автономный округ"),
        (OKATO("71140"), "Ямало-Ненецкий автономный округ"),
        (OKATO("71100000000"), "Ханты-Мансийский автономный округ - Югра"),
        (OKATO("71401000000"), "Тюменская область"),
        (OKATO("71131000000"), None),
        (OKATO("71140654000"), None),
        (OKATO("11100"), "Ненецкий автономный округ"),
        (OKATO("11111000"), "Ненецкий автономный округ"),
        (OKATO("11401000000"), "Архангельская область"),
        (OKATO("36401000000"), "Самарская область"),
        (OKTMO("55000000"), None),
        (SubjectNumber("99"), None),
    ],
)
def test_a_number_belongs_to_a_subject(code: Identifier, name: str | None) -> None:
    assert name_of(code) == name


@pytest.mark.parametrize("number", sorted(FORMER_NUMBERS))
def test_merged_subjects_are_no_subjects_now(number: SubjectNumber) -> None:
    assert subject_of(number) is None


def test_bare_text_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="Identifier object"):
        subject_of("77")  # type: ignore[arg-type]


def test_plates_have_codes_of_their_own() -> None:
    chechnya, samara = subject_with_plates("95"), subject_with_plates("63")

    assert chechnya is not None
    assert chechnya.number == SubjectNumber("20")
    assert samara is not None
    assert samara.capital == "Самара"
    assert subject_with_plates("763") is None


def test_subjects_are_dated() -> None:
    counts = [len(subjects_at(date(year, 12, 31))) for year in (2004, 2013, 2014, 2022)]

    assert counts == [80, 83, 85, 89]
    assert len(subjects_at(COMPARED_ON)) == 89
