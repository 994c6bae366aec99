"""What a Roundup tracker says of issues, and how that becomes appeals; nothing here asks.

The words are those of the `classic` template; a tracker may have others, which are kept as they
are: https://www.roundup-tracker.org/docs/user_guide.html
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from pydantic import Field

from govpublic_sdk import models

STATUSES = {
    "unread": ("submitted", "none"),
    "deferred": ("in_progress", "postponed"),
    "chatting": ("in_progress", "none"),
    "need-eg": ("waiting_applicant", "none"),
    "in-progress": ("in_progress", "none"),
    "testing": ("in_progress", "none"),
    "done-cbb": ("answered", "unknown"),
    "resolved": ("closed", "unknown"),
}
"""Stage and outcome. `resolved` ends the work; whether the matter is solved, it does not say."""


class Named(models.Model, frozen=True):
    """Another item that an item points to."""

    id: str
    name: str | None = Field(default=None, repr=False)


class Message(models.Model, frozen=True):
    """What somebody said. Anyone may name any author, so `creator` tells who it was."""

    id: str
    content: str | None = Field(default=None, repr=False)
    creation: str | None = None
    creator: str | None = Field(default=None, alias="creator.username", repr=False)
    realname: str | None = Field(default=None, alias="creator.realname", repr=False)
    files: tuple[Named, ...] = ()


class Issue(models.Model, frozen=True):
    """A matter, with the numbers of what was said about it."""

    id: str
    title: str | None = Field(default=None, repr=False)
    status: Named | None = None
    keyword: tuple[Named, ...] = ()
    creation: str | None = None
    activity: str | None = None
    creator: str | None = Field(default=None, alias="creator.username", repr=False)
    realname: str | None = Field(default=None, alias="creator.realname", repr=False)
    messages: tuple[Named, ...] = ()
    files: tuple[Named, ...] = ()

    @property
    def version(self) -> str:
        """Changes with each message, and with all else by the second; lists tell it, too."""
        return f"{self.activity} {len(self.messages)}"


class OneIssue(models.Model, frozen=True):
    """An issue, and the tag that a change of it must show."""

    attributes: Issue
    tag: str = Field(alias="@etag")


class Issues(models.Model, frozen=True):
    """A page of issues, and how many there are on all pages."""

    collection: tuple[Issue, ...]
    total: int = Field(alias="@total_size")


class Messages(models.Model, frozen=True):
    """Some messages."""

    collection: tuple[Message, ...]


def numbers(items: Iterable[Named]) -> list[str]:
    """The numbers of what an item points to."""
    return [one.id for one in items]


def appeal_of(
    channel: str, issue: Issue, messages: Mapping[str, Message], officers: Collection[str]
) -> models.Appeal:
    """An issue as an appeal: the first message is its text, what officers said are answers.

    Args:
        channel: The name of the channel.
        issue: The issue.
        messages: Messages by their numbers, maybe also those of other issues.
        officers: The accounts that speak for the authority.
    """
    said = [messages[number] for number in numbers(issue.messages) if number in messages]
    status = issue.status.name if issue.status else None
    stage, outcome = STATUSES.get(status or "", ("unknown", "unknown"))
    answers = [one for one in said[1:] if one.creator in officers]
    in_answers = {file.id for one in answers for file in one.files}
    return models.Appeal(
        id=models.AppealId(channel, issue.id),
        regime="ticket",
        text=said[0].content if said else None,
        title=issue.title,
        category=_category(issue),
        applicant=None if issue.creator in officers else _applicant(issue),
        attachments=_attachments(one for one in issue.files if one.id not in in_answers),
        stage=stage,
        outcome=outcome,
        raw_status=status,
        submitted_at=moment(issue.creation),
        updated_at=moment(issue.activity),
        answers=tuple(map(_answer, answers)),
        events=tuple(_event(issue, one, officers) for one in said[1:]),
        visibility="private",
        version=issue.version,
        raw={
            "issue": issue.model_dump(mode="json", exclude={"link"}),
            "messages": [one.model_dump(mode="json") for one in said],
        },
    )


def moment(text: str | None) -> datetime | None:
    """A date as Roundup writes it, such as `2026-11-26.04:55:08`: always in UTC."""
    try:
        return datetime.strptime(text or "", "%Y-%m-%d.%H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _category(issue: Issue) -> models.Category | None:
    """The first keyword; further ones stay in `raw`."""
    levels = [models.Level(id=one.id, name=one.name) for one in issue.keyword]
    return models.Category(topic=levels[0]) if levels else None


def _applicant(issue: Issue) -> models.Applicant | None:
    if issue.creator is None:
        return None
    name = models.Private(issue.realname) if issue.realname else None
    return models.Applicant(account=models.Private(issue.creator), name=name)


def _attachments(files: Iterable[Named]) -> tuple[models.AppealAttachment, ...]:
    return tuple(models.AppealAttachment(id=file.id, name=file.name) for file in files)


def _answer(message: Message) -> models.AppealAnswer:
    return models.AppealAnswer(
        id=message.id,
        text=message.content,
        at=moment(message.creation),
        author=message.realname,
        attachments=_attachments(message.files),
    )


def _event(issue: Issue, message: Message, officers: Collection[str]) -> models.AppealEvent:
    whose = "message" if message.creator == issue.creator else "note"
    return models.AppealEvent(
        id=message.id,
        at=moment(message.creation),
        kind="answer" if message.creator in officers else whose,
        text=message.content,
        actor=message.realname,
    )
