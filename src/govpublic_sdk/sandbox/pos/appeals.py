"""What citizens sent to the sandbox's ПОС and what became of it; nothing here speaks JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from govpublic_sdk.sandbox.json_values import Json
from govpublic_sdk.sandbox.places import Place
from govpublic_sdk.sandbox.pos.classifier import Topic

__all__ = ["PosAppeal", "PosFile"]


@dataclass(frozen=True, slots=True)
class PosFile:
    """A file, of a citizen or of an organisation.

    Attributes:
        name: Its name as it was sent.
        content: Its bytes.
    """

    name: str
    content: bytes = field(repr=False)


@dataclass(slots=True, eq=False, kw_only=True)
class PosAppeal:
    """A message of a citizen.

    Attributes:
        id: Its number.
        text: What was written.
        topic: What it is about.
        citizen: Who wrote, 7 for «Житель 7»; None where nobody shall know.
        joined: Who joined, for a collective one.
        place: Where the matter is.
        files: Its attachments by the last part of their addresses.
        written: When, in Unix seconds.
        answer_at: By when an answer is wanted, in Unix seconds.
        fast_track: Whether a quick solution is wanted.
        acknowledged: How often the document system said that it has it.
        updates: All updates that were taken, oldest first, as they came.
    """

    id: int
    text: str = field(repr=False)
    topic: Topic
    citizen: int | None
    joined: tuple[int, ...] = ()
    place: Place = field(repr=False)
    files: tuple[str, ...] = ()
    written: float
    answer_at: float
    fast_track: bool = False
    acknowledged: int = 0
    updates: list[Json] = field(default_factory=list[Json], repr=False)

    @property
    def answers(self) -> list[Json]:
        """The updates that were answers."""
        return [one for one in self.updates if one["answer"]]

    @property
    def answered(self) -> bool:
        """Whether a final answer was taken; a promise for later is none."""
        return any(one.get("appealAnswerType") != "POSTPONED" for one in self.answers)

    @property
    def state(self) -> Literal["new", "accepted", "in work", "postponed", "answered"]:
        """How far it has come."""
        if self.answered:
            return "answered"
        if self.answers:
            return "postponed"
        if self.updates:
            return "in work"
        return "accepted" if self.acknowledged else "new"
