"""Every real answer is read, and nothing of it gets lost. `pytest -s` shows a table."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

import pytest

from govpublic_sdk import Call
from govpublic_sdk.models._drift import Misread, Reader, Reading
from govpublic_sdk.models.envelope import Envelope, ErrorObject
from roundtrip import lost
from shared import needs_shared
from vk_operations import calls
from vk_samples import MODELS, model_of, samples

pytestmark = needs_shared

FAMILIES = sorted([*MODELS, "board", "uploads"])

# Misfits of real answers: PHP's empty array where an object belongs, and videos of old versions.
KNOWN = {"activity", "personal", "image"}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_sample_is_read_and_nothing_is_lost(family: str) -> None:
    count: Counter[str] = Counter()
    for sample in samples(family):
        reader = Reader[Any](model_of(family, sample.payload))

        value, drifts, unparsed = reader.read_json(json.dumps(sample.payload).encode())

        assert lost(sample.payload, value) == [], sample.name
        assert not unparsed
        assert {drift.path[-1] for drift in drifts} <= KNOWN, sample.name
        count.update(samples=1, drifting=bool(drifts), values=leaves(sample.payload))
    table(family, count)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_bare_model_reads_every_sample(family: str) -> None:
    for sample in samples(family):
        model = model_of(family, sample.payload)

        assert lost(sample.payload, model.model_validate(sample.payload)) == [], sample.name
        text = json.dumps(sample.payload, ensure_ascii=False)
        assert lost(sample.payload, model.model_validate_json(text)) == [], sample.name


def test_every_error_is_read() -> None:
    count: Counter[str] = Counter()
    reader = Reader[Envelope[object]](Envelope[object], frame=1)
    for sample in samples("errors"):
        inner = sample.payload if "error" in sample.payload else {"error": sample.payload}

        error = reader.read_json(json.dumps(inner).encode()).value.error

        assert error is not None
        assert lost(inner["error"], error) == [], sample.name
        count.update(samples=1, values=leaves(sample.payload))
    table("errors", count)


def test_errors_inside_of_a_pack_are_read() -> None:
    for sample in samples("execute"):
        value = Reader[Any](Envelope[object], frame=1).read_value(sample.payload).value

        assert lost(sample.payload["execute_errors"], value.execute_errors) == []
        assert all(isinstance(one, ErrorObject) for one in value.execute_errors)


def test_every_answer_is_read_by_the_operation_that_asks_for_it() -> None:
    asked: defaultdict[str, list[Call[Any]]] = defaultdict(list)
    for call in calls():
        asked[call.method].append(call)
    count: Counter[str] = Counter()
    for sample in samples("responses"):
        if sample.method in asked:
            whole = "response" in sample.payload or "error" in sample.payload
            tree = sample.payload if whole else {"response": sample.payload}
            assert "" in [wrong(tree, call) for call in asked[sample.method]], sample.name
            count.update(samples=1, values=leaves(sample.payload))
    table("responses", count)
    assert count["samples"] > 80


def wrong(tree: Any, call: Call[Any]) -> str:
    """What is wrong with reading an answer as that of a call; nothing when all is right."""
    reader = Reader[Any](Envelope[call.decode.shape], frame=1)  # type: ignore[name-defined]
    try:
        tree, reading = in_todays_form(reader, tree, call)
    except Misread as misread:
        return str(misread)
    if not {drift.path[-1] for drift in reading.drifts} <= KNOWN:
        return str(reading.drifts)
    return "" if reading.value.error else "\n".join(lost(tree, reading.value))


def in_todays_form(reader: Reader[Any], tree: Any, call: Call[Any]) -> tuple[Any, Reading[Any]]:
    """The reading; of answers in an old form, after the decoder turned them into today's."""
    if isinstance(tree.get("response"), list):
        tree = {**tree, "response": call.decode.upgrade(tree["response"])}
    return tree, reader.read_json(json.dumps(tree).encode())


def leaves(payload: Any) -> int:
    """How many values an answer holds."""
    if isinstance(payload, dict):
        payload = list(payload.values())
    return sum(map(leaves, payload)) if isinstance(payload, list) else 1


def table(family: str, count: Counter[str]) -> None:
    print(
        f"\n{family:<12}{count['samples']:5} samples read, {count['drifting']:2} with drift,"
        f"{count['values']:6} values found again"
    )


def test_all_families_have_samples() -> None:
    assert not [family for family in FAMILIES if not list(samples(family))]
