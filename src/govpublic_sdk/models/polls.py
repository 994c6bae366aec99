"""Polls and their answers."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Real, Word, reference
from govpublic_sdk.models.common import GradientPoint, Image

__all__ = ["Poll", "PollAnswer", "PollBackground", "PollFriend"]


PollBackgroundKind = Annotated[
    Literal["gradient", "tile"] | str,
    Word,
]


class PollAnswer(Model, frozen=True):
    """One answer of a poll, with its votes."""

    id: Number | None = None
    rate: Real | None = None
    text: str | None = None
    votes: Number | None = None


class PollBackground(Model, frozen=True):
    """What is behind a poll."""

    angle: Number | None = None
    color: str | None = None
    height: Number | None = None
    id: Number | None = None
    name: str | None = None
    images: list[Image] | None = None
    points: list[GradientPoint] | None = None
    type: PollBackgroundKind | None = None
    width: Number | None = None


class PollFriend(Model, frozen=True):
    """A friend's vote."""

    id: Number | None = None


class Poll(Model, frozen=True):
    """A poll, https://dev.vk.com/reference/objects/poll.

    For a poll without an end VK sends an `end_date` of 0, which reads as 1970: see `ends`.
    """

    id: Number = Field(validation_alias=AliasChoices("id", "poll_id"))
    poll_id: Number | None = None
    anonymous: Flag | None = None
    friends: list[PollFriend] | None = None
    multiple: Flag | None = None
    answer_id: Number | None = None
    end_date: Moment | None = None
    answer_ids: list[Number] | None = None
    closed: Flag | None = None
    is_board: Flag | None = None
    can_edit: Flag | None = None
    can_vote: Flag | None = None
    can_report: Flag | None = None
    can_share: Flag | None = None
    embed_hash: str | None = None
    photo: PollBackground | None = None
    answers: list[PollAnswer] | None = None
    created: Moment | None = None
    owner_id: Number | None = None
    author_id: Number | None = None
    question: str | None = None
    background: PollBackground | None = None
    votes: Number | None = None
    disable_unvote: Flag | None = None

    @property
    def ends(self) -> datetime | None:
        """End time; None if it has none or it is unknown."""
        return self.end_date if self.end_date and self.end_date.timestamp() else None

    @property
    def reference(self) -> str:
        """The text by which it is attached, such as `poll-1_2`."""
        return reference("poll", self) or ""
