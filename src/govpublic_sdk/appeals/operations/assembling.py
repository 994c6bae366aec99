"""From what a client is given to its channels, in one order: ПОС, Open311, all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govpublic_sdk.appeals.channel import Channel
from govpublic_sdk.appeals.parameters import check_type, each_of

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server
    from govpublic_sdk.pos.settings import Settings

__all__ = ["assembled"]


def assembled(
    pos: Settings | None, open311: Sequence[Server], channels: Sequence[Channel]
) -> list[Channel]:
    """All channels of a client; nothing is imported for those that were not given."""
    found: list[Channel] = []
    if pos is not None:
        from govpublic_sdk.appeals.channels.pos.channel import PosChannel
        from govpublic_sdk.pos.settings import Settings

        check_type("pos", pos, Settings, "pos.Settings")
        found.append(PosChannel(pos))
    if open311:
        from govpublic_sdk.appeals.channels.open311.channel import Open311Channel
        from govpublic_sdk.open311.server import Server

        servers = each_of("open311", open311, Server, "a list of open311.Server")
        found.extend(map(Open311Channel, servers))
    return [*found, *each_of("channels", channels, Channel, "a list of Channel")]
