"""From a reply to requests of ПОС: files first, then one update. Checked before anything is sent.

How a reply becomes fields is data of the settings, since no list of the platform's words is public.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import JsonValue

from govpublic_sdk._core.calls import Call, Procedure
from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.replies import OutgoingFile, Reply
from govpublic_sdk.errors import (
    ApiError,
    AuthError,
    ConfigurationError,
    GovPublicError,
    ParameterError,
    UploadError,
)
from govpublic_sdk.models.appeals import Appeal
from govpublic_sdk.models.pos import PosFile, PosPerson, PosUpdated
from govpublic_sdk.models.private import Private
from govpublic_sdk.pos import edms

if TYPE_CHECKING:
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "id_of",
    "send_reply",
    "update_of",
    "uploads_of",
]

_AS_THEY_ARE = (AuthError, ConfigurationError, ParameterError)


def id_of(appeal: Appeal) -> int | str:
    """The id as the platform sent it: a number stays a number.

    Args:
        appeal: One of this channel.
    """
    key, raw = appeal.id.key, appeal.raw
    own: JsonValue = raw.get("id") if isinstance(raw, dict) else None
    if isinstance(own, str) and own.strip() == key:
        return own
    is_number = key.isascii() and key.isdigit() and len(key) < 20 and str(int(key)) == key
    return int(key) if is_number else key


def uploads_of(reply: Reply, settings: Settings) -> list[Call[PosFile]]:
    """How the files of a reply are uploaded; limits are checked, nothing is sent.

    Args:
        reply: The reply.
        settings: How many and how large they may be, and how long the text.

    Raises:
        ParameterError: Too many files, one that is empty, too large, not there or has no name, or
            a text that is too long.
    """
    most = settings.most_characters
    if most is not None and len(reply.text) > most:
        raise ParameterError(
            "text",
            Text("{count} characters", count=len(reply.text)),
            Text("at most {max} characters", max=most),
        )
    if len(reply.files) > settings.most_files:
        raise ParameterError(
            "files",
            Text("{count} files", count=len(reply.files)),
            Text("at most {max} files", max=settings.most_files),
        )
    for file in reply.files:
        size = _size(file)
        if not 0 < size <= settings.most_file_bytes:
            raise ParameterError(
                "files",
                Text("{count} bytes", count=size),
                Text("{min} to {max} bytes", min=1, max=settings.most_file_bytes),
            )
    return [
        edms.upload(settings, file.name, file.content, file.content_type) for file in reply.files
    ]


def send_reply(
    appeal: Appeal, reply: Reply, uploads: list[Call[PosFile]], settings: Settings
) -> Procedure[PosUpdated]:
    """Upload the files, then answer.

    Args:
        appeal: What is answered.
        reply: The answer.
        uploads: How its files are uploaded.
        settings: Where, and by which words.

    Raises:
        UploadError: A file did not go through; nothing was answered.
        OutcomeUnknown: The answer was sent, and its arrival is unknown.
    """
    ids: list[int | str] = []
    for place, call in enumerate(uploads, start=1):
        try:
            file = yield from call
        except _AS_THEY_ARE:
            raise
        except GovPublicError as error:
            raise _not_uploaded(error, place, len(uploads)) from error
        ids.append(file.id)
    return (yield from update_of(appeal, reply, ids, settings))


def update_of(
    appeal: Appeal, reply: Reply, ids: list[int | str], settings: Settings
) -> Call[PosUpdated]:
    """The update that a reply is.

    Args:
        appeal: What is answered.
        reply: The answer.
        ids: Its files, as the storage calls them.
        settings: By which words, in which fields.

    Raises:
        ParameterError: The matter is given as not solved, and the word for that is unknown; or a
            further field is invalid.
    """
    is_interim = reply.kind == "interim"
    texts = {settings.fields["interim" if is_interim else "text"]: reply.text}
    if reply.to is not None:
        texts[settings.fields["to"]] = reply.to
    return edms.update(
        settings,
        id_of(appeal),
        answer=not is_interim,
        appeal_answer_type=_type_of(reply, settings.answer_types),
        attachment_ids=ids,
        executor_info=_person(reply.executor),
        notify_applicant=settings.notify,
        outgoing_number=reply.number,
        postponed_date=reply.until if reply.kind == "postpone" else None,
        status=settings.statuses.get(reply.kind),
        attributes={**texts, **reply.attributes},
    )


def _type_of(reply: Reply, words: Mapping[str, str]) -> str | None:
    """The word for a kind of answer. An answer without `solved` is never called solved."""
    if reply.kind != "final":
        return words.get(reply.kind)
    if reply.solved is None:
        return words.get("final")
    if not reply.solved and "not_solved" not in words:
        raise ParameterError(
            "solved", "False", "True or None, or a word for `not_solved` in `Settings.answer_types`"
        )
    return words.get("solved" if reply.solved else "not_solved")


def _person(name: str | None) -> PosPerson | None:
    """A person of whom only the whole name is known."""
    return None if name is None else PosPerson(name=Private(name))


def _size(file: OutgoingFile) -> int:
    if isinstance(file.content, bytes):
        return len(file.content)
    try:
        return file.content.stat().st_size if file.content.is_file() else 0
    except OSError:
        return 0


def _not_uploaded(error: GovPublicError, place: int, count: int) -> UploadError:
    reason = Text(
        "File {place} of {count} was not uploaded, so nothing was answered: {cause}",
        place=place,
        count=count,
        cause=error.summary,
    )
    return UploadError(
        reason,
        code=error.code if isinstance(error, ApiError) else None,
        call=error.call,
        retry_after=getattr(error, "retry_after", None),
        advice="Send the reply again; the files are uploaded again.",
    )
