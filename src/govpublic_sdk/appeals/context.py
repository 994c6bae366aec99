"""What a client was given for appeals: channels, found by their names, and a desk.

From what a client is given to its channels, in one order: ПОС, Open311, all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from govpublic_sdk._core.calls import Procedure
from govpublic_sdk._core.http import ClientContext
from govpublic_sdk._core.validation import check_type, each_of
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.appeals.channel import Channel
from govpublic_sdk.errors import ConfigurationError

if TYPE_CHECKING:
    from govpublic_sdk._core.services import Service
    from govpublic_sdk.appeals.desk import Desk
    from govpublic_sdk.open311.server import Server
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "NAME",
    "AppealsContext",
    "assemble_channels",
    "get_context",
    "services_of",
]

NAME: Final = "appeals"


@dataclass(frozen=True, slots=True)
class AppealsContext:
    """The channels of a client, and where it keeps what it took in and sent.

    Attributes:
        channels: Each channel by its name, in the order in which they were given.
        desk: The desk; None where none was given.
    """

    channels: Mapping[str, Channel]
    desk: Desk | None = None

    @classmethod
    def of(cls, channels: Sequence[Channel], desk: Desk | None) -> AppealsContext:
        """A room with these channels.

        Raises:
            ConfigurationError: Two of them have the same name.
        """
        by_name: dict[str, Channel] = {}
        for channel in channels:
            if channel.name in by_name:
                raise ConfigurationError(
                    Text("channels: duplicate name {name}.", name=show_value(channel.name)),
                    advice="Give one of them another name.",
                )
            by_name[channel.name] = channel
        return cls(by_name, desk)

    def channel(self, name: str) -> Channel:
        """The channel of a name.

        Raises:
            ConfigurationError: The client has no desk.
        """
        if name not in self.channels:
            what = Text(
                "Unknown channel {name}; the client has no channels.", name=show_value(name)
            )
            if self.channels:
                template = "Unknown channel {name} (expected {channels})."
                what = Text(template, name=show_value(name), channels=any_of(self.channels))
            raise ConfigurationError(what, advice="Pass pos=, open311= or channels=.")
        return self.channels[name]

    def require_desk(self) -> Desk:
        """The desk.

        Raises:
            ConfigurationError: The client was built without one.
        """
        if self.desk is None:
            raise ConfigurationError(
                "This needs a desk, and the client has none.",
                advice="Pass desk=appeals.Desk(path).",
            )
        return self.desk


def get_context() -> Procedure[AppealsContext]:
    """What the client that runs this was given; an empty room where it was given nothing."""
    context = yield ClientContext(NAME)
    return cast("AppealsContext", context) if context is not None else AppealsContext({})


def services_of(channels: Sequence[Channel]) -> dict[str, Service]:
    """Return the services that a client needs for some channels."""
    return {name: service for channel in channels for name, service in channel.services().items()}


def assemble_channels(
    pos: Settings | None, open311: Sequence[Server], channels: Sequence[Channel]
) -> list[Channel]:
    """All channels of a client; nothing is imported for those that were not given."""
    assembled: list[Channel] = []
    if pos is not None:
        from govpublic_sdk.appeals.channels.pos.channel import PosChannel
        from govpublic_sdk.pos.settings import Settings

        check_type("pos", pos, Settings, "pos.Settings")
        assembled.append(PosChannel(pos))
    if open311:
        from govpublic_sdk.appeals.channels.open311.channel import Open311Channel
        from govpublic_sdk.open311.server import Server

        servers = each_of("open311", open311, Server, "a list of open311.Server")
        assembled.extend(map(Open311Channel, servers))
    return [*assembled, *each_of("channels", channels, Channel, "a list of Channel")]
