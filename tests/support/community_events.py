"""Real events that lie beside this checkout, of Callback API and of Bots Long Poll alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vk_samples import samples

__all__ = ["RealEvent", "real_events", "without_secret"]


@dataclass(frozen=True)
class RealEvent:
    name: str
    payload: dict[str, Any]


def real_events() -> Iterator[RealEvent]:
    """All of them; the arrays of a person's Long Poll are no events of communities."""
    for sample in samples("events"):
        yield RealEvent(sample.name, sample.payload)
    for sample in samples("longpoll"):
        for number, update in enumerate(sample.payload.get("updates", [])):
            if isinstance(update, dict):
                yield RealEvent(f"{sample.name}#{number}", update)


def without_secret(payload: dict[str, Any]) -> dict[str, Any]:
    """What a model may keep."""
    return {name: value for name, value in payload.items() if name != "secret"}
