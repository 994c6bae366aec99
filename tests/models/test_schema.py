"""Models against the official schema: no field of its objects is missing or of another kind.

The schema is often wrong on what is required, which does not count here. Each departure says why,
and fails once it is no longer needed.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from govpublic_sdk import models
from schema_pairs import PAIRS, ROOT, file, fits, inmost, properties
from shared import needs_shared

pytestmark = needs_shared


LEFT_OUT = {
    "Post.inner_type": "gone from answers: https://github.com/vkbottle/vkbottle/issues/1210",
    "Sticker.inner_type": "gone from answers: https://github.com/vkbottle/vkbottle/issues/1210",
}


def declared(model: str) -> dict[str, str]:
    section, name = PAIRS[model].split("/")
    home = ROOT / section / "objects.json"
    return dict(properties(file(home)["definitions"][name], home))


def fields(model: str) -> dict[str, set[Any]]:
    """Wire names of a model's fields, and the types they may hold."""
    kind: type[BaseModel] = getattr(models, model)
    kind.model_rebuild()
    return {f.alias or n: set(inmost(f.annotation)) for n, f in kind.model_fields.items()}


@pytest.mark.parametrize("model", PAIRS)
def test_no_field_is_missing(model: str) -> None:
    missing = {f"{model}.{name}" for name in declared(model)} - {
        f"{model}.{name}" for name in fields(model)
    }

    assert missing == {name for name in LEFT_OUT if name.startswith(f"{model}.")}


@pytest.mark.parametrize("model", PAIRS)
def test_fields_are_of_the_kind_of_the_schema(model: str) -> None:
    known, found = declared(model), fields(model)
    other = {
        f"{model}.{name}": (known[name], held)
        for name, held in found.items()
        if name in known and not all(fits(one, known[name]) for one in held)
    }

    assert not other
