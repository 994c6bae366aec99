"""From what a client is given to its channels, in one order: ПОС, Open311, all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govpublic_sdk.appeals.channel import Channel

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server as Open311Server
    from govpublic_sdk.pos.settings import Settings as PosSettings

__all__ = ["assembled"]


def assembled(
    pos: PosSettings | None, open311: Sequence[Open311Server], channels: Sequence[Channel]
) -> list[Channel]:
    """All channels of a client; nothing is imported for those that were not given."""
    found: list[Channel] = []
    if pos is not None:
        from govpublic_sdk.appeals.channels.pos.channel import PosChannel

        found.append(PosChannel(pos))
    if open311:
        from govpublic_sdk.appeals.channels.open311.channel import Open311Channel

        found.extend(Open311Channel(server) for server in open311)
    return [*found, *channels]
