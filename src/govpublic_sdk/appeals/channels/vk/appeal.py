"""An appeal made of what a citizen wrote in public, the same whether an event or a list brought it.

Messages in open sources are no appeals by 59-ФЗ and no messages of the feedback platform; orders of
regions call them a thing of their own: https://docs.cntd.ru/document/570893550,
https://base.garant.ru/400401184. Their regime is `incident`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govpublic_sdk.appeals.channels.vk.content import all_attachments, whole_text
from govpublic_sdk.appeals.channels.vk.mapping import (
    Said,
    applicant_of,
    cleaned,
    event_of,
    raw_of,
)
from govpublic_sdk.appeals.channels.vk.threads import History
from govpublic_sdk.models.appeals import Appeal, AppealId, RelatedAppeal, Responsible
from govpublic_sdk.models.base import Model

if TYPE_CHECKING:
    from govpublic_sdk.models.users import User

__all__ = ["public_appeal"]


def public_appeal(
    number: AppealId,
    said: Said,
    *,
    public: int,
    url: str,
    title: str | None = None,
    history: History | None = None,
    people: Mapping[int, User] | None = None,
) -> Appeal:
    """The appeal that a comment or a message in a topic is.

    Args:
        number: Its id.
        said: What was written.
        public: The public that has to answer.
        url: Where it stands.
        title: The title of the topic.
        history: What became of it; nothing yet where only an event is known.
        people: Those whose names are known.
    """
    known = history or History(events=(event_of(said, said.id, "message"),))
    dates = [event.at for event in known.events if event.at is not None]
    return Appeal(
        id=number,
        regime="incident",
        text=whole_text(said, cleaned(said.text)),
        title=title,
        attributes={"url": url},
        applicant=applicant_of(said.from_id, people or {}),
        attachments=all_attachments(said),
        stage=known.stage,
        submitted_at=said.date,
        updated_at=max(dates, default=None),
        responsible=Responsible(id=str(public)),
        answers=known.answers,
        events=known.events,
        related=_related(number, known),
        visibility="public",
        raw=raw_of(said) if isinstance(said, Model) else None,
    )


def _related(number: AppealId, history: History) -> tuple[RelatedAppeal, ...]:
    if history.earlier is None:
        return ()
    place, _, _ = number.key.partition("_")
    earlier = AppealId(number.channel, f"{place}_{history.earlier}")
    return (RelatedAppeal(id=earlier, kind="repeat" if history.is_repeat else "parent"),)
