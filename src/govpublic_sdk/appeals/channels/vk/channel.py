"""Base of the channels of VK: keys, lists with the people they mention, files of answers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Procedure, Runnable
from govpublic_sdk._core.pagination import Pages, Paginator, as_procedure
from govpublic_sdk._resources import media
from govpublic_sdk._resources import media as message_media
from govpublic_sdk._resources._references import PublicLike, public_ref
from govpublic_sdk._resources._vk_text import Match, compare_texts, is_unreadable
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.appeals.channel import Capability, Channel
from govpublic_sdk.appeals.channels.vk.convert import strip_address
from govpublic_sdk.appeals.replies import OutgoingFile, Reply, SentReply
from govpublic_sdk.errors import AccessDenied, ApiError, DecodeError, NotFound, ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Call
    from govpublic_sdk._resources._content import Attachable
    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.models.users import User

__all__ = [
    "SKEW",
    "Gathered",
    "VkChannel",
    "before",
    "check_span",
    "collect",
    "collect_from",
    "in_order",
    "is_image",
    "match_reply",
    "require_legible",
    "upload_for_comment",
    "upload_for_message",
]

SKEW: Final = timedelta(minutes=1)
"""How far clocks may differ."""

_KEY = re.compile(r"([1-9]\d{0,17})_([1-9]\d{0,17})")
_KEYS = "two numbers, for example 15_1042"
_PUBLIC = "a positive id, an address with the id, or a Public"
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


def require_legible(event: Event, kind: str, said: object = None, *names: str) -> None:
    """Check that the appeal of an event can be identified, if it brings one.

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
        name: Distinguishes the channel from others; by default its kind and the public's id.

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

    def _to_sent_reply(
        self, appeal: Appeal, reply: Reply, number: int | None, at: datetime | None = None
    ) -> SentReply:
        shown = str(number) if number else None
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=shown, at=at)

    def _missing(self, number: int, call: Call[Any] | None = None) -> NotFound:
        return NotFound(
            Text("There is no message of a citizen with the id {id}.", id=number), call=call
        )


def _id_of(public: PublicLike) -> int:
    """The id of a public; an invalid id is refused with the same text."""
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


def check_span(name: str, span: timedelta) -> timedelta:
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


T = TypeVar("T")
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """What a list holds.

    Attributes:
        items: The items in the service's order, each once.
        people: Those whom the list mentions, by their ids.
    """

    items: list[T]
    people: dict[int, User]


def collect(
    walk: Paginator[T], is_enough: Callable[[Sequence[T]], bool] | None = None
) -> Procedure[Gathered[T]]:
    """All that a walk gives.

    Args:
        walk: The list.
        is_enough: Whether what was read so far is enough, asked after each page.

    Raises:
        ServerError: The same page comes again and again.
    """
    pages = Pages(walk)
    found: Gathered[T] = Gathered([], {})
    while request := pages.next_request():
        page = yield from as_procedure(request)
        found.items.extend(pages.fresh(page))
        found.people.update({person.id: person for person in page.profiles})
        if is_enough is not None and is_enough(found.items):
            break
    return found


def collect_from(
    places: Sequence[T], read: Callable[[T], Procedure[list[Appeal]]]
) -> Procedure[list[Appeal]]:
    """What was written in several places; one that vanished meanwhile is left out.

    VK does not tell what is deleted from what is hidden: it refuses both, by 15, 104 or 212.

    Raises:
        ApiError: VK shows none of the places.
    """
    found: list[Appeal] = []
    refusals: list[ApiError] = []
    for place in places:
        try:
            found += yield from read(place)
        except (NotFound, AccessDenied) as refusal:
            refusals.append(refusal)
    if refusals and len(refusals) == len(places):
        raise refusals[-1]
    return found


def before(moment: datetime, span: timedelta) -> datetime:
    """A moment so much earlier, or the first moment that there is."""
    return moment - span if moment - _EVER > span else _EVER


def in_order(appeals: list[Appeal]) -> tuple[Appeal, ...]:
    """Appeals oldest first; those without a date come before all others."""
    return tuple(sorted(appeals, key=_age))


def _age(appeal: Appeal) -> tuple[datetime, int]:
    """When it was written; the number orders messages of the same second."""
    return appeal.submitted_at or _EVER, int(appeal.id.key.rpartition("_")[2])


_FILES = ("photo", "doc")


def upload_for_comment(public: int, files: Sequence[OutgoingFile]) -> Procedure[list[Attachable]]:
    """Files that were uploaded for comments of a public; photos want the token of a person."""
    return _all(_for_comment(public, file) for file in files)


def upload_for_message(
    peer: int, public: int, files: Sequence[OutgoingFile]
) -> Procedure[list[Attachable]]:
    """Files that were uploaded for a message to one person."""
    return _all(_for_message(peer, public, file) for file in files)


def _all(requests: Iterable[Runnable[Attachable]]) -> Procedure[list[Attachable]]:
    found: list[Attachable] = []
    for request in requests:
        found += [(yield from as_procedure(request))]
    return found


def _for_comment(public: int, file: OutgoingFile) -> Runnable[Attachable]:
    if is_image(file):
        return media.photo(public, file.content, filename=file.name)
    return media.document(public, file.content, filename=file.name)


def _for_message(peer: int, public: int, file: OutgoingFile) -> Runnable[Attachable]:
    if is_image(file):
        return message_media.message_photo(peer, file.content, filename=file.name, public=public)
    return message_media.message_document(peer, file.content, filename=file.name, public=public)


def match_reply(reply: Reply, text: str | None, attachments: Sequence[Attachment] | None) -> Match:
    """Compare a reply with a text that VK shows and its attachments.

    After a crash it is not known under which ids files were uploaded, so they are counted.
    """
    text_match = compare_texts(strip_address(reply.text), strip_address(text))
    missing = len(reply.files) - sum(attachment.type in _FILES for attachment in attachments or ())
    if text_match == "different" or missing < 0:
        return "different"
    return "unclear" if missing else text_match
