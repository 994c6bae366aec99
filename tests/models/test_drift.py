"""What VK may change tomorrow: nothing breaks, nothing else changes, every misfit is told."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

from govpublic_sdk import Drift
from govpublic_sdk.models._drift import Reader
from govpublic_sdk.models.envelope import Envelope, Items
from mutations import Place, apart, changed, fitting, odd, places, within
from roundtrip import lost
from shared import needs_shared
from vk_samples import MODELS, samples

pytestmark = needs_shared
ROUNDS = 60
FAMILIES = sorted(MODELS)


def readable(family: str) -> list[Any]:
    """Samples that fit as they are."""
    read = [(one.payload, MODELS[family].model_validate(one.payload)) for one in samples(family)]
    return [payload for payload, model in read if not lost(payload, model)]


def reader(family: str) -> Reader[Any]:
    return Reader(Envelope[Items[MODELS[family]]], frame=1)  # type: ignore[misc]


def answer(payloads: list[Any]) -> dict[str, Any]:
    return {"response": {"count": len(payloads), "items": payloads}}


def inside_items(place: Place) -> bool:
    return len(place.path) > 3 and place.path[:2] == ("response", "items")


def told(drifts: tuple[Drift, ...], place: Place) -> bool:
    """Whether a misfit was reported where it stands, or as an object that lost its identity."""
    return any(within(place.path, drift.path) for drift in drifts)


def near(drift: Drift, place: Place) -> bool:
    return within(place.path, drift.path) or within(drift.path, place.path)


def several(payloads: list[Any], chance: random.Random, count: int) -> dict[str, Any]:
    return answer([copy.deepcopy(chance.choice(payloads)) for _ in range(count)])


@pytest.mark.parametrize("family", FAMILIES)
def test_one_misfit_is_told_and_nothing_else_changes(family: str) -> None:
    chance, payloads, read = random.Random(family), readable(family), reader(family)
    for _ in range(ROUNDS):
        tree = several(payloads, chance, 2)
        before = read.read_json(json.dumps(tree).encode())
        place = chance.choice(list(filter(inside_items, places(before.value, tree))))
        value = odd(place, chance)
        bent = changed(tree, place.path, value)

        after = read.read_json(json.dumps(bent).encode())

        assert told(after.drifts, place), (place, value)
        assert not [
            one for one in after.drifts if one not in before.drifts and not near(one, place)
        ]
        assert lost(bent, after.value) == [], (place, value)


@pytest.mark.parametrize("family", FAMILIES)
def test_many_misfits_at_once_are_told_and_nothing_else_changes(family: str) -> None:
    chance, payloads, read = random.Random(family), readable(family), reader(family)
    for _ in range(ROUNDS // 5):
        tree = several(payloads, chance, 12)
        before = read.read_value(tree)
        bent, bad = tree, []
        for place in apart(list(filter(inside_items, places(before.value, tree))), chance, 30):
            bent = changed(bent, place.path, odd(place, chance))
            bad.append(place)

        after = read.read_value(bent)

        assert not [place for place in bad if not told(after.drifts, place)]
        assert lost(bent, after.value) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_changes_that_fit_are_no_drift(family: str) -> None:
    chance, payloads, read = random.Random(family), readable(family), reader(family)
    for _ in range(ROUNDS):
        tree = several(payloads, chance, 2)
        before = read.read_value(tree)
        place = chance.choice(list(filter(inside_items, places(before.value, tree))))
        bent = changed(tree, place.path, fitting(place, chance))

        after = read.read_json(json.dumps(bent).encode())

        assert set(after.drifts) <= set(before.drifts), place
        assert lost(bent, after.value) == [], place


@pytest.mark.parametrize("family", FAMILIES)
def test_a_bare_model_is_as_patient_and_leaves_the_callers_tree_alone(family: str) -> None:
    chance, model = random.Random(family), MODELS[family]
    for payload in readable(family):
        here = [one for one in places(model.model_validate(payload), payload) if not root_id(one)]
        if not here:
            continue
        place = chance.choice(here)
        bent = changed(payload, place.path, odd(place, chance))
        text = json.dumps(bent)

        read = model.model_validate(bent)

        assert json.dumps(bent) == text
        assert lost(bent, read) == []
        assert lost(bent, model.model_validate_json(text)) == []
        assert read.unfit or any_unfit(read, place)


def root_id(place: Place) -> bool:
    return len(place.path) == 1 and place.required


def any_unfit(read: Any, place: Place) -> bool:
    """Whether some model on the way to a place keeps something unfit."""
    for step in place.path:
        read = read[step] if isinstance(read, list) else getattr(read, str(step), None)
        if getattr(read, "unfit", None):
            return True
    return False
