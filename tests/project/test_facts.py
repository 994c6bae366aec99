"""The committed facts, and the tables of `vk`, against the reference data."""

from __future__ import annotations

import csv
import json
from typing import Any

from govpublic_sdk._core.vk_error_table import error_codes, error_kind
from govpublic_sdk._core.vk_methods import method_facts, method_names
from make_facts import TABLE, facts, text
from shared import SHARED, needs_shared

FACTS: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))

METHODS: dict[str, Any] = FACTS["methods"]


@needs_shared
def test_the_committed_facts_are_those_of_the_schema() -> None:
    assert TABLE.read_text(encoding="utf-8") == text(facts(SHARED / "vk-api-schema"))


def test_all_methods_stand_in_the_table() -> None:
    assert len(METHODS) == 566
    assert set(method_names()) == set(METHODS)


def test_kinds_of_tokens_are_those_of_the_schema() -> None:
    other = {
        name: (method_facts(name).kinds, one["tokens"])
        for name, one in METHODS.items()
        if set(method_facts(name).kinds) != set(one["tokens"])
    }

    assert not other


def test_largest_pages_are_those_of_the_schema() -> None:
    bounds = {name: one["parameters"].get("count", {}) for name, one in METHODS.items()}
    other = {
        name: (method_facts(name).max_count, fact["maximum"])
        for name, fact in bounds.items()
        if "maximum" in fact and method_facts(name).max_count != fact["maximum"]
    }

    assert not other


@needs_shared
def test_errors_are_those_of_the_reference_data() -> None:
    listed = {int(row["code"]): row for row in rows("vk-errors.csv")}
    unlisted = {int(row["code"]): row for row in rows("vk-errors-unlisted.csv")}
    found = {code: error_kind(code) for code in error_codes()}

    assert set(found) == listed.keys() | unlisted.keys()
    assert {code: one.kind for code, one in found.items() if one} == {
        code: row["class"] for code, row in (unlisted | listed).items()
    }
    assert {code: one.name for code, one in found.items() if one and code in listed} == {
        code: row["name"].removeprefix("api_error_") for code, row in listed.items()
    }


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "domain" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
