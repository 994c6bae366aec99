"""What the channels of VK have in common: a public, a name, keys of two numbers, kinds of files."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from govpublic_sdk._domain.references import PublicLike, public_ref
from govpublic_sdk._domain.vk_text import is_unreadable
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.appeals.capabilities import Capability
from govpublic_sdk.appeals.channel import Channel
from govpublic_sdk.appeals.replies import OutgoingFile, Reply, SentReply
from govpublic_sdk.errors import DecodeError, NotFound, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId

if TYPE_CHECKING:
    from govpublic_sdk._call import Call, Procedure
    from govpublic_sdk.models.events.event import Event

__all__ = ["SKEW", "VkChannel", "checked_span", "is_image", "require_legible"]

SKEW: Final = timedelta(minutes=1)
"""How far clocks may differ."""

_KEY = re.compile(r"([1-9]\d{0,17})_([1-9]\d{0,17})")
_KEYS = "two numbers, for example 15_1042"
_PUBLIC = "a positive id, an address with the id, or a Public"
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


def require_legible(event: Event, kind: str, said: object = None, *names: str) -> None:
    """Check that it can be told which appeal an event brings, if it brings one.

    Args:
        event: An event of the channel's public.
        kind: The type of events that bring appeals.
        said: What the citizen wrote, where it was read.
        *names: The fields of it that tell the appeal.

    Raises:
        DecodeError: What the event brings, or one of the fields, could not be read.
    """
    from govpublic_sdk.models.events.event import UnknownEvent

    is_unread = isinstance(event, UnknownEvent) and event.type == kind
    if is_unread or is_unreadable(said, *names):
        template = "The {kind} of public {group_id} is damaged: its appeal has no number."
        what = Text(template, kind=kind, group_id=event.group_id)
        raise DecodeError(what, raw=event, advice="Keep the event, and look for the appeal in VK.")


class VkChannel(Channel, ABC):
    """A channel of one public.

    Args:
        public: The public by its id, an address with the id, or a `Public`. Screen names change
            hands, so they are refused: ask `client.publics.get` for the `Public` once.
        name: What tells the channel from others; by default its kind and the public's id.

    Raises:
        ParameterError: The public is given by a name, or the channel's name has other letters
            than small latin ones, digits and `._:-`.
    """

    kind: ClassVar[str] = "vk"
    capabilities: frozenset[Capability] = frozenset(
        {
            Capability.LIST,
            Capability.GET,
            Capability.ANSWER,
            Capability.ATTACH,
            Capability.FIND_ANSWER,
            Capability.HISTORY,
        }
    )

    @check_arguments
    def __init__(self, public: PublicLike, *, name: str | None = None) -> None:
        self._public = _id_of(public)
        number = self._public
        super().__init__(name or f"{self.kind}:{number}")

    @property
    def public_id(self) -> int:
        """The positive id of the public."""
        return self._public

    @abstractmethod
    def from_event(self, event: Event, unanswered: Appeal | None = None) -> Appeal | None:
        """The appeal that an event brings; see `vk_events.from_event`.

        Raises:
            DecodeError: Which appeal it is could not be read.
        """

    def read_event(
        self, event: Event, unanswered: Appeal | None = None
    ) -> Procedure[Appeal | None]:
        """The same, completed from VK where the event has only a part."""
        yield from ()
        return self.from_event(event, unanswered)

    def _id(self, place: int, number: int) -> AppealId:
        return AppealId(self.name, f"{place}_{number}")

    def _numbers(self, key: str) -> tuple[int, int]:
        found = _KEY.fullmatch(key)
        if found is None:
            raise ParameterError("key", show_value(key), _KEYS)
        return int(found[1]), int(found[2])

    def _numbers_of(self, appeal: Appeal) -> tuple[int, int]:
        self.require_own(appeal)
        return self._numbers(appeal.id.key)

    def _sent(
        self, appeal: Appeal, reply: Reply, number: int | None, at: datetime | None = None
    ) -> SentReply:
        shown = str(number) if number else None
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=shown, at=at)

    def _missing(self, number: int, call: Call[Any] | None = None) -> NotFound:
        return NotFound(
            Text("There is no message of a citizen with the id {id}.", id=number), call=call
        )


def _id_of(public: PublicLike) -> int:
    """The id of a public; what is no id at all is refused in the same words."""
    try:
        number = public_ref(public).id
    except ParameterError:
        raise ParameterError("public", describe(public), _PUBLIC) from None
    if number is None:
        raise ParameterError(
            "public",
            Text("{name} is a name that another public may get", name=show_value(public)),
            _PUBLIC,
        )
    return number


def checked_span(name: str, span: timedelta) -> timedelta:
    """A span of time that is not negative.

    Raises:
        ParameterError: It is.
    """
    if span < timedelta(0):
        raise ParameterError(name, show_value(span), "a timedelta, 0 or more")
    return span


def is_image(file: OutgoingFile) -> bool:
    """Whether a file is sent as a photo; all others are sent as documents."""
    return Path(file.name).suffix.lower() in _IMAGES
