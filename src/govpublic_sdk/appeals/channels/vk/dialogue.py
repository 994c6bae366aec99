"""An appeal made of a turn of a conversation, and of a message that goes on with one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from govpublic_sdk.appeals.channels.vk.content import (
    all_attachments,
    has_cropped,
    place_of,
    whole_text,
    without_duplicates,
)
from govpublic_sdk.appeals.channels.vk.mapping import (
    EventKind,
    answer_of,
    applicant_of,
    event_of,
    raw_of,
)
from govpublic_sdk.appeals.channels.vk.turns import Turn, is_of_public
from govpublic_sdk.models.appeals import Appeal, AppealEvent, AppealId, Responsible

if TYPE_CHECKING:
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = ["further", "private_appeal"]


def private_appeal(
    number: AppealId, turn: Turn, *, public: int, people: Mapping[int, User]
) -> Appeal:
    """The appeal that a turn of a conversation is.

    Args:
        number: Its id.
        turn: What the citizen wrote and the community answered.
        public: The community.
        people: Those whose names are known.
    """
    peer, first = turn.said[0].peer_id, turn.said[0]
    told = (*turn.before, *turn.said, *turn.answers)
    return Appeal(
        id=number,
        regime="incident",
        text=_joined(whole_text(one, one.text) for one in turn.said),
        attributes={"url": f"https://vk.com/gim{public}?sel={peer}"},
        applicant=applicant_of(peer, people),
        place=next((place for one in turn.said if (place := place_of(one))), None),
        attachments=without_duplicates(two for one in turn.said for two in all_attachments(one)),
        is_cropped=any(map(has_cropped, turn.said)) or None,
        stage="answered" if turn.answers else "submitted",
        submitted_at=first.date,
        updated_at=_changed_at(told),
        responsible=Responsible(id=str(public)),
        answers=tuple(answer_of(one, one.conversation_message_id) for one in turn.answers),
        events=tuple(_event(one, public) for one in told),
        visibility="private",
        raw=[raw_of(one) for one in turn.said],
    )


def further(appeal: Appeal, message: Message) -> Appeal:
    """An appeal that waits for its answer, with one more message of the same citizen.

    Args:
        appeal: It, as it is known.
        message: The message; one that the appeal has already changes nothing.
    """
    event = event_of(message, message.conversation_message_id, "message")
    if any(one.id == event.id for one in appeal.events):
        return appeal
    raw = appeal.raw if isinstance(appeal.raw, list) else []
    return appeal.model_copy(
        update={
            "text": _joined((appeal.text, whole_text(message, message.text))),
            "place": appeal.place or place_of(message),
            "attachments": without_duplicates((*appeal.attachments, *all_attachments(message))),
            "is_cropped": appeal.is_cropped or has_cropped(message) or None,
            "updated_at": message.date,
            "events": (*appeal.events, event),
            "raw": [*raw, raw_of(message)],
        }
    )


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def _event(message: Message, public: int) -> AppealEvent:
    kind: EventKind = "answer" if is_of_public(message, public) else "message"
    return event_of(message, message.conversation_message_id, kind)


def _changed_at(messages: Iterable[Message]) -> datetime | None:
    """When something was last written or edited."""
    moments = (at for one in messages for at in (one.date, one.update_time) if at is not None)
    return max(moments, default=None)
