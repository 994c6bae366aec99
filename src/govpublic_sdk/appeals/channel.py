"""Base class and capabilities of channels.

Subclass `Channel`, name its capabilities and write those methods; all others refuse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NoReturn, cast

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Procedure
from govpublic_sdk._core.hidden import safe_repr
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.replies import AppealUpdate, NewAppeal, Reply, SentReply, Window
from govpublic_sdk.errors import CapabilityNotSupported, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk._core.rest import FetchedFile
    from govpublic_sdk._core.services import Service
    from govpublic_sdk.models.appeals import Appeal, AppealAttachment

__all__ = [
    "Capability",
    "Channel",
    "not_supported",
]


class Capability(StrEnum):
    """One thing that channels can or cannot do.

    Each is named for what becomes possible with it; a channel without it raises
    `CapabilityNotSupported` and sends nothing.
    """

    LIST = "list"
    """Appeals of a span of time can be listed: `each`."""
    GET = "get"
    """One appeal can be read again, with its history: `get`."""
    UPDATES = "updates"
    """What happened to appeals in a span of time can be listed: `updates`."""
    RECEIVE = "receive"
    """There is a queue of new appeals, which are acknowledged once they are stored."""
    CREATE = "create"
    """An appeal can be made: `create`."""
    TAKE = "take"
    """The sender is told that work has begun: `take`."""
    ANSWER = "answer"
    """An answer can be sent: `answer`."""
    INTERIM = "interim"
    """An answer can be marked as not the last one."""
    REFUSE = "refuse"
    """An answer can be marked as a refusal."""
    FORWARD = "forward"
    """An appeal can be sent on to another body."""
    POSTPONE = "postpone"
    """A solution can be promised for a later date."""
    ATTACH = "attach"
    """An answer or a new appeal may carry files."""
    FETCH = "fetch"
    """Files of an appeal can be fetched: `fetch`."""
    FIND_ANSWER = "find_answer"
    """After a crash one can look whether an answer arrived: `find_answer`."""
    REPEATABLE = "repeatable"
    """An answer that is sent twice with the same key arrives once."""
    HISTORY = "history"
    """Appeals come with what was said before and after."""
    DEADLINES = "deadlines"
    """Appeals come with a date of the platform's own."""


def not_supported(channel: str, capability: Capability) -> CapabilityNotSupported:
    """The error for what a channel cannot do.

    Args:
        channel: Its name.
        capability: What was asked for.
    """
    return CapabilityNotSupported(
        Text(
            "Channel {channel} cannot {capability}.",
            channel=show_value(channel),
            capability=show_value(capability.value),
        ),
        advice="See its `capabilities`.",
    )


_NAME = re.compile(r"[a-z0-9][a-z0-9._:-]{0,63}")


class Channel:
    """A way in which appeals come in and answers go out.

    Its methods return calls and procedures and send nothing: the same channel serves blocking and
    async clients. It holds no state but what it was built with.

    Args:
        name: Distinguishes it from the client's other channels: `pos`, `comments:1`. It is the
            first part of each appeal's id, so it must stay the same over the years.

    Attributes:
        capabilities: What it can do.
        if_empty: What to check if nothing comes from the channel.

    Raises:
        ParameterError: The name has letters other than small latin ones, digits and `._:-`.
    """

    capabilities: frozenset[Capability] = frozenset()
    if_empty: ClassVar[str] = "check `since`, the rights of the token and the channel's settings"

    @check_arguments
    def __init__(self, name: str) -> None:
        if not isinstance(cast("object", name), str) or not _NAME.fullmatch(name):
            raise ParameterError(
                "name", show_value(name), "1 to 64 of the characters a-z, 0-9 and . _ : -"
            )
        self._name = name

    @property
    def name(self) -> str:
        """The name of the channel, unique in the client."""
        return self._name

    @safe_repr
    def __repr__(self) -> str:
        """Its kind and name."""
        return f"{type(self).__name__}({self._name!r})"

    def services(self) -> Mapping[str, Service]:
        """Services that a client needs to run this channel's calls, by name."""
        return {}

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Appeals that were sent in a window, oldest first; needs `LIST`.

        Those without a date come first. The same appeal may come twice where the service does so.
        """
        self._refuse(Capability.LIST)

    def pending(self) -> Paginator[Appeal]:
        """New appeals of the channel's queue, which stay there until `acknowledge`."""
        self._refuse(Capability.RECEIVE)

    @check_arguments
    def acknowledge(self, appeal: Appeal) -> Call[None] | Procedure[None]:
        """Say that an appeal is stored here; the queue does not give it again."""
        self._refuse(Capability.RECEIVE)

    @check_arguments
    def get(self, key: str) -> Call[Appeal] | Procedure[Appeal]:
        """One appeal as it is now, with its history; needs `GET`.

        Raises:
            NotFound: The appeal does not exist.
        """
        self._refuse(Capability.GET)

    @check_arguments
    def updates(self, window: Window) -> Paginator[AppealUpdate]:
        """What happened in a window, oldest first; needs `UPDATES`."""
        self._refuse(Capability.UPDATES)

    @check_arguments
    def take(self, appeal: Appeal) -> Call[None] | Procedure[None]:
        """Say that work on an appeal has begun; needs `TAKE`."""
        self._refuse(Capability.TAKE)

    @check_arguments
    def answer(self, appeal: Appeal, reply: Reply) -> Call[SentReply] | Procedure[SentReply]:
        """Send a reply to where an appeal came from; needs `ANSWER`, and more for some kinds.

        Raises:
            OutcomeUnknown: It was sent, and its arrival is unknown.
            Conflict: Another user answered meanwhile, if the channel can detect it.
        """
        self._refuse(Capability.ANSWER)

    @check_arguments
    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Look whether a reply arrived; needs `FIND_ANSWER`.

        Returns:
            What arrived; None where it surely did not.
        """
        self._refuse(Capability.FIND_ANSWER)

    @check_arguments
    def create(self, new: NewAppeal) -> Call[Appeal] | Procedure[Appeal]:
        """Make an appeal; needs `CREATE`."""
        self._refuse(Capability.CREATE)

    @check_arguments
    def fetch(self, attachment: AppealAttachment) -> Call[FetchedFile] | Procedure[FetchedFile]:
        """Fetch a file attached to an appeal; needs `FETCH`."""
        self._refuse(Capability.FETCH)

    @check_arguments
    def require(self, capability: Capability) -> None:
        """Refuse what the channel cannot do.

        Raises:
            CapabilityNotSupported: It cannot.
        """
        if capability not in self.capabilities:
            raise not_supported(self.name, capability)

    @check_arguments
    def require_own(self, appeal: Appeal) -> None:
        """Refuse an appeal that came through another channel.

        Raises:
            ParameterError: It is another channel's.
        """
        if appeal.id.channel != self.name:
            raise ParameterError(
                "appeal",
                Text("an appeal of channel {channel}", channel=show_value(appeal.id.channel)),
                Text("an appeal of channel {channel}", channel=show_value(self.name)),
            )

    @check_arguments
    def require_for(self, reply: Reply) -> None:
        """Refuse a reply of a kind, or with files, that the channel cannot send."""
        self.require(Capability.ANSWER)
        needed = _NEEDED.get(reply.kind)
        if needed is not None:
            self.require(needed)
        if reply.files:
            self.require(Capability.ATTACH)

    def _refuse(self, capability: Capability) -> NoReturn:
        raise not_supported(self.name, capability)


_NEEDED: Mapping[str, Capability] = {
    "interim": Capability.INTERIM,
    "refusal": Capability.REFUSE,
    "forward": Capability.FORWARD,
    "postpone": Capability.POSTPONE,
}
