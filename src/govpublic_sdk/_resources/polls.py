"""Polls of a public. VK lets only the tokens of persons make and read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, operation
from govpublic_sdk._core.calls import Runnable
from govpublic_sdk._core.decoders import require_changes
from govpublic_sdk._resources._content import aware, textual
from govpublic_sdk._resources._references import PublicLike, number_of, with_public_id
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import Voters
    from govpublic_sdk.models.polls import Poll

__all__ = [
    "Polls",
    "create",
    "edit",
    "get",
    "voters",
]

C_co = TypeVar("C_co", covariant=True)

Background: TypeAlias = Literal[1, 2, 3, 4, 6, 8, 9]
_MAX_ANSWERS = 10  # VK's maximum
_EARLIEST_END = datetime.fromtimestamp(1_550_700_000, UTC)


def create(
    public: PublicLike,
    question: str,
    answers: Sequence[str],
    *,
    anonymous: bool | None = None,
    multiple: bool | None = None,
    until: datetime | None = None,
    background: Background | None = None,
    disable_unvote: bool | None = None,
) -> Runnable[Poll]:
    """Make a poll, to be attached to a post: `client.posts.publish(..., media=[poll])`.

    A poll is visible only where it is attached. If the answer is lost, creating it again is
    harmless.

    https://dev.vk.com/method/polls.create

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        question: What is asked.
        answers: What may be answered, 1 to 10 texts.
        anonymous: Whether votes are hidden.
        multiple: Whether more than one answer may be chosen.
        until: When it ends, an aware moment; None for never.
        background: A ready-made background, by VK's number.
        disable_unvote: Whether a vote cannot be taken back.

    Raises:
        ParameterError: No question, too few or too many answers, a naive moment.
        OutcomeUnknown: The answer was lost.
    """
    textual("question", question)
    listed, end = _answers(answers), _end(until)
    return with_public_id(
        public,
        lambda number: vk.polls.create(
            question,
            owner_id=-number,
            add_answers=listed,
            is_anonymous=anonymous,
            is_multiple=multiple,
            end_date=end,
            background_id=background,
            disable_unvote=disable_unvote,
        ),
    )


def get(public: PublicLike, poll: int | Poll) -> Runnable[Poll]:
    """Read a poll with its votes.

    https://dev.vk.com/method/polls.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        poll: The poll, or its id.
    """
    poll_id = number_of(poll, "poll")
    return with_public_id(public, lambda number: vk.polls.get_by_id(-number, poll_id))


def edit(
    public: PublicLike,
    poll: int | Poll,
    *,
    question: str | None = None,
    add: Sequence[str] = (),
    change: Mapping[int, str] | None = None,
    remove: Sequence[int] = (),
    until: datetime | None = None,
) -> Runnable[bool]:
    """Change a poll; what is not given stays.

    https://dev.vk.com/method/polls.edit

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        poll: The poll, or its id.
        question: What is asked now.
        add: Further answers.
        change: New texts of answers, by their ids.
        remove: Answers that go, by their ids.
        until: When it ends, an aware moment.

    Raises:
        ParameterError: Nothing is to be changed, an empty text, a naive moment.
    """
    poll_id, end = number_of(poll, "poll"), _end(until)
    asked = None if question is None else textual("question", question)
    changed = {str(number): textual("change", text) for number, text in (change or {}).items()}
    return with_public_id(
        public,
        lambda number: require_changes(
            vk.polls.edit(
                -number,
                poll_id,
                question=asked,
                add_answers=_answers(add) if add else None,
                edit_answers=_json(changed) if changed else None,
                delete_answers=_json(list(remove)) if remove else None,
                end_date=end,
            ),
            "owner_id",
            "poll_id",
        ),
    )


def voters(public: PublicLike, poll: int | Poll, answers: Sequence[int]) -> Runnable[list[Voters]]:
    """Read who voted, as ids by answer; not for anonymous polls.

    https://dev.vk.com/method/polls.getVoters

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        poll: The poll, or its id.
        answers: Which answers, by their ids.

    Raises:
        ParameterError: No answer is named.
    """
    poll_id = number_of(poll, "poll")
    return with_public_id(
        public, lambda number: vk.polls.get_voters(-number, poll_id, answers, count=1000)
    )


def _answers(answers: Sequence[str]) -> str:
    if isinstance(answers, str) or not 1 <= len(answers) <= _MAX_ANSWERS:
        given = (
            describe(answers)
            if isinstance(answers, str)
            else Text("{count} items", count=len(answers))
        )
        raise ParameterError(
            "answers", given, Text("{min} to {max} texts", min=1, max=_MAX_ANSWERS)
        )
    return _json([textual(f"answers[{place}]", text) for place, text in enumerate(answers)])


def _json(value: object) -> str:
    """VK wants these lists as texts that hold JSON."""
    return json.dumps(value, ensure_ascii=False)


def _end(until: datetime | None) -> datetime | None:
    end = aware("until", until)
    if end is not None and end < _EARLIEST_END:
        raise ParameterError(
            "until", show_value(end), Text("a time after {time}", time=_EARLIEST_END.isoformat())
        )
    return end


class Polls(Resource[C_co]):
    """Polls, to be attached to posts."""

    create: Final = operation(create)
    get: Final = operation(get)
    edit: Final = operation(edit)
    voters: Final = operation(voters)
