"""A callback server on its way into the settings of a community: registered, confirmed, chosen for.

What is as it shall be already is left alone. Values are not checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._http import Sleep
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import Conflict, DeadlineExceeded, NotFound, OutcomeUnknown

if TYPE_CHECKING:
    from govpublic_sdk.models.settings import CallbackServer, EventSettings

__all__ = ["Wanted", "as_wanted", "set_up"]

_NO_ROOM = 2000
_REMOVE = (
    "Remove one of the servers, with client.run(vk.groups.delete_callback_server(...)) or in the"
    " settings: {names}."
)
_LOOK = (
    "Make sure that it can be reached from outside by https with a valid certificate, and that it "
    "answers a `confirmation` with HTTP 200 and only the code, which changes from time to "
    "time (client.events.confirmation)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a server shall be set up."""

    url: str
    secret: str = field(repr=False)
    title: str
    events: dict[str, bool]
    api_version: str
    wait: float
    on_code: Callable[[str], object] | None

    def fits(self, server: CallbackServer) -> bool:
        """Whether a server is as it shall be."""
        same = (server.secret_key, server.title) == (self.secret, self.title)
        return same and server.status == "ok"


def set_up(group_id: int, wanted: Wanted) -> Procedure[CallbackServer]:
    """Make a server what it shall be; see `setting_up.set_up`."""
    servers = yield from vk.groups.get_callback_servers(group_id)
    server = _at(wanted.url, servers.items)
    if server is None or not wanted.fits(server):
        yield from _told_code(group_id, wanted)
        number = yield from _registered(group_id, wanted, server, servers.items)
        server = yield from _confirmed(group_id, number, wanted)
    yield from _chosen(group_id, _number(server), wanted)
    return server


def _at(url: str, servers: Sequence[CallbackServer]) -> CallbackServer | None:
    """The server at an address, a confirmed one first."""
    found = [one for one in servers if one.url == url and _number(one)]
    return min(found, key=lambda one: one.status != "ok", default=None)


def _number(server: CallbackServer) -> int:
    return server.id or server.server_id or 0


def _told_code(group_id: int, wanted: Wanted) -> Procedure[None]:
    if wanted.on_code is not None:
        found = yield from vk.groups.get_callback_confirmation_code(group_id)
        wanted.on_code(found.code or "")


def _registered(
    group_id: int,
    wanted: Wanted,
    server: CallbackServer | None,
    others: Sequence[CallbackServer],
) -> Procedure[int]:
    url, title, secret = wanted.url, wanted.title, wanted.secret
    if server is not None:
        number = _number(server)
        yield from vk.groups.edit_callback_server(
            group_id, server_id=number, url=url, title=title, secret_key=secret
        )
        return number
    call = vk.groups.add_callback_server(group_id, url, title=title, secret_key=secret)
    try:
        return _number((yield from call))
    except Conflict as error:
        raise (_no_room(error, others) if error.code == _NO_ROOM else error) from None
    except OutcomeUnknown:
        added = _at(url, (yield from vk.groups.get_callback_servers(group_id)).items)
        if added is None:
            raise
        return _number(added)


def _no_room(error: Conflict, servers: Sequence[CallbackServer]) -> Conflict:
    names = tuple(f"{_number(one)} «{one.title or ''}»" for one in servers)
    return Conflict(
        error.reason, code=error.code, call=error.call, advice=Text(_REMOVE, names=names)
    )


def _confirmed(group_id: int, number: int, wanted: Wanted) -> Procedure[CallbackServer]:
    """Look again and again, at growing distances, until VK has confirmed a server."""
    call = vk.groups.get_callback_servers(group_id, server_ids=[number])
    waited, pause = 0.0, 0.5
    while True:
        found = [one for one in (yield from call).items if _number(one) == number]
        if not found:
            raise NotFound(Text("The callback server was removed meanwhile."), call=call)
        if found[0].status == "ok":
            return found[0]
        if waited >= wanted.wait:
            raise _unconfirmed(found[0], wanted, call)
        pause = min(pause * 2, wanted.wait - waited, 5.0)
        yield Sleep(pause)
        waited += pause


def _unconfirmed(
    server: CallbackServer, wanted: Wanted, call: Call[Any]
) -> Conflict | DeadlineExceeded:
    host = urlsplit(wanted.url).hostname
    if server.status == "failed":
        return Conflict(
            Text("VK asked the server at {host} and did not get the right code.", host=host),
            call=call,
            advice=_LOOK,
        )
    return DeadlineExceeded(
        Text(
            "VK has not confirmed the server at {host} within {seconds} s (status {status}).",
            host=host,
            seconds=f"{wanted.wait:g}",
            status=show_value(server.status),
        ),
        call=call,
        advice=_LOOK,
    )


def _chosen(group_id: int, number: int, wanted: Wanted) -> Procedure[None]:
    settings = yield from vk.groups.get_callback_settings(group_id, server_id=number)
    if not as_wanted(settings, wanted.events, wanted.api_version):
        yield from vk.groups.set_callback_settings(
            group_id, server_id=number, api_version=wanted.api_version, **wanted.events
        )


def as_wanted(settings: EventSettings, events: dict[str, bool], api_version: str) -> bool:
    """Whether a community is told of just these events, in this version."""
    found = settings.events or {}
    return settings.api_version == api_version and all(
        found.get(name, False) == wanted for name, wanted in events.items()
    )
