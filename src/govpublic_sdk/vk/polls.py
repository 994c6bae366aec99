"""Polls.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.answers import Voters, VotersWithFields
from govpublic_sdk.models.polls import Poll, PollBackground
from govpublic_sdk.models.uploads import UploadServer
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "add_vote",
    "create",
    "delete_vote",
    "edit",
    "get_backgrounds",
    "get_by_id",
    "get_photo_upload_server",
    "get_voters",
    "get_voters_with_fields",
    "save_photo",
]


@check_arguments
def add_vote(
    owner_id: int, poll_id: int, answer_ids: Sequence[int], *, is_board: bool | None = None
) -> Call[bool]:
    """Vote.

    https://dev.vk.com/method/polls.addVote

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        answer_ids: Answers, by id.
        is_board: Whether the poll belongs to a discussion topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.addVote",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        answer_ids=check_list("answer_ids", answer_ids),
        is_board=is_board,
    )


@check_arguments
def create(
    question: str,
    *,
    is_anonymous: bool | None = None,
    is_multiple: bool | None = None,
    end_date: datetime | None = None,
    owner_id: int | None = None,
    app_id: int | None = None,
    add_answers: str | None = None,
    photo_id: int | None = None,
    background_id: Literal[1, 2, 3, 4, 6, 8, 9] | None = None,
    disable_unvote: bool | None = None,
) -> Call[Poll]:
    """Create a poll, to be attached to a post.

    https://dev.vk.com/method/polls.create

    Args:
        question: The question.
        is_anonymous: Hide the votes of users.
        is_multiple: More than one answer may be chosen.
        end_date: Until when, an aware moment.
        owner_id: Whose wall or thing: negative for a community.
        app_id: VK's `app_id`, see the page of the method.
        add_answers: Answers as a JSON list of texts.
        photo_id: A photo as background.
        background_id: A ready-made background.
        disable_unvote: A vote cannot be taken back.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.create",
        As(Poll),
        question=question,
        is_anonymous=is_anonymous,
        is_multiple=is_multiple,
        end_date=end_date,
        owner_id=nonzero("owner_id", owner_id),
        app_id=app_id,
        add_answers=add_answers,
        photo_id=photo_id,
        background_id=background_id,
        disable_unvote=disable_unvote,
    )


@check_arguments
def delete_vote(owner_id: int, poll_id: int, *, is_board: bool | None = None) -> Call[bool]:
    """Take a vote back.

    https://dev.vk.com/method/polls.deleteVote

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        is_board: Whether the poll belongs to a discussion topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.deleteVote",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        is_board=is_board,
    )


@check_arguments
def edit(
    owner_id: int,
    poll_id: int,
    *,
    question: str | None = None,
    add_answers: str | None = None,
    edit_answers: str | None = None,
    delete_answers: str | None = None,
    end_date: datetime | None = None,
    photo_id: int | None = None,
    background_id: Literal[0, 1, 2, 3, 4, 6, 8, 9] | None = None,
) -> Call[bool]:
    """Change a poll.

    https://dev.vk.com/method/polls.edit

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        question: The question.
        add_answers: Answers as a JSON list of texts.
        edit_answers: Changed answers as JSON.
        delete_answers: Answers to remove, as a JSON list of ids.
        end_date: Until when, an aware moment.
        photo_id: A photo as background.
        background_id: A ready-made background.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.edit",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        question=question,
        add_answers=add_answers,
        edit_answers=edit_answers,
        delete_answers=delete_answers,
        end_date=end_date,
        photo_id=photo_id,
        background_id=background_id,
    )


@check_arguments
def get_backgrounds() -> Call[list[PollBackground]]:
    """Read the ready-made backgrounds.

    https://dev.vk.com/method/polls.getBackgrounds
    """
    return ask("polls.getBackgrounds", As(list[PollBackground]))


@check_arguments
def get_by_id(
    owner_id: int,
    poll_id: int,
    *,
    is_board: bool | None = None,
    extended: bool = False,
    friends_count: int | None = None,
    fields: Sequence[str] | None = None,
    name_case: str | None = None,
) -> Call[Poll]:
    """Read a poll.

    https://dev.vk.com/method/polls.getById

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        is_board: Whether the poll belongs to a discussion topic.
        extended: Also give the users and communities that are mentioned.
        friends_count: Number of voted friends to return, 0 to 100.
        fields: Further fields to give.
        name_case: The grammatical case of names.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.getById",
        As(Poll),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        is_board=is_board,
        extended=extended or None,
        friends_count=within("friends_count", friends_count, 0, 100),
        fields=check_list("fields", fields),
        name_case=name_case,
    )


@check_arguments
def get_photo_upload_server(owner_id: int) -> Call[UploadServer]:
    """Ask where a poll's photo can be sent.

    https://dev.vk.com/method/polls.getPhotoUploadServer

    Args:
        owner_id: Whose wall or thing: negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.getPhotoUploadServer", As(UploadServer), owner_id=nonzero("owner_id", owner_id)
    )


@check_arguments
def get_voters(
    owner_id: int,
    poll_id: int,
    answer_ids: Sequence[int],
    *,
    is_board: bool | None = None,
    friends_only: bool | None = None,
    offset: int = 0,
    count: int | None = None,
    name_case: str | None = None,
) -> Call[list[Voters]]:
    """Return the ids of voters by answer.

    https://dev.vk.com/method/polls.getVoters

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        answer_ids: Answers, by id.
        is_board: Whether the poll belongs to a discussion topic.
        friends_only: Only friends.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        name_case: The grammatical case of names.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.getVoters",
        As(list[Voters]),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        answer_ids=check_list("answer_ids", answer_ids),
        is_board=is_board,
        friends_only=friends_only,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
        name_case=name_case,
    )


@check_arguments
def get_voters_with_fields(
    owner_id: int,
    poll_id: int,
    answer_ids: Sequence[int],
    *,
    fields: Sequence[str],
    is_board: bool | None = None,
    friends_only: bool | None = None,
    offset: int = 0,
    count: int | None = None,
    name_case: str | None = None,
) -> Call[list[VotersWithFields]]:
    """Return the voters with names by answer.

    https://dev.vk.com/method/polls.getVoters

    Args:
        owner_id: Whose wall or thing: negative for a community.
        poll_id: The poll.
        answer_ids: Answers, by id.
        is_board: Whether the poll belongs to a discussion topic.
        friends_only: Only friends.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        fields: Further fields to give.
        name_case: The grammatical case of names.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "polls.getVoters",
        As(list[VotersWithFields]),
        owner_id=nonzero("owner_id", owner_id),
        poll_id=positive("poll_id", poll_id),
        answer_ids=check_list("answer_ids", answer_ids),
        is_board=is_board,
        friends_only=friends_only,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
        fields=check_list("fields", fields),
        name_case=name_case,
    )


@check_arguments
def save_photo(*, photo: str | None = None, hash: str | None = None) -> Call[PollBackground]:
    """Save a poll's photo.

    https://dev.vk.com/method/polls.savePhoto

    Args:
        photo: As the upload host answered, unchanged.
        hash: As the upload host answered.
    """
    return ask("polls.savePhoto", As(PollBackground), photo=photo, hash=hash)
