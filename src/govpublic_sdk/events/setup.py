"""Setting up events of a community: a callback server or Long Poll, in one call.

Each call may be repeated: it looks first, and changes only what differs from the wanted state. The
names of events are those of `groups.setCallbackSettings` and `groups.setLongPollSettings`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from govpublic_sdk import vk
from govpublic_sdk._core.calls import Call, Procedure, Runnable
from govpublic_sdk._core.decoders import map_result
from govpublic_sdk._core.http import Sleep
from govpublic_sdk._resources._references import PublicLike, with_public_id
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import (
    Conflict,
    DeadlineExceeded,
    DecodeError,
    NotFound,
    OutcomeUnknown,
    ParameterError,
)
from govpublic_sdk.events._confirmation import check_word

if TYPE_CHECKING:
    from govpublic_sdk.models.settings import CallbackServer, ConfirmationCode, EventSettings

__all__ = [
    "BY_CALLBACK",
    "BY_LONG_POLL",
    "FOR_PUBLICS",
    "Wanted",
    "as_wanted",
    "confirmation",
    "enable_long_poll",
    "register_server",
    "set_up",
    "switches",
]

_NO_ROOM = 2000  # VK's error for more than 10 servers
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
    """The wanted state of a server."""

    url: str
    secret: str = field(repr=False)
    title: str
    events: dict[str, bool]
    api_version: str
    wait: float
    on_code: Callable[[str], object] | None

    def fits(self, server: CallbackServer) -> bool:
        """Whether a server is in the wanted state."""
        same = (server.secret_key, server.title) == (self.secret, self.title)
        return same and server.status == "ok"


def register_server(group_id: int, wanted: Wanted) -> Procedure[CallbackServer]:
    """Bring a server into the wanted state; see `setup.set_up`."""
    servers = yield from vk.groups.get_callback_servers(group_id)
    server = _at(wanted.url, servers.items)
    if server is None or not wanted.fits(server):
        yield from _report_code(group_id, wanted)
        number = yield from _register(group_id, wanted, server, servers.items)
        server = yield from _await_confirmation(group_id, number, wanted)
    yield from _choose_events(group_id, _number(server), wanted)
    return server


def _at(url: str, servers: Sequence[CallbackServer]) -> CallbackServer | None:
    """The server at an address, a confirmed one first."""
    found = [server for server in servers if server.url == url and _number(server)]
    return min(found, key=lambda one: one.status != "ok", default=None)


def _number(server: CallbackServer) -> int:
    return server.id or server.server_id or 0


def _report_code(group_id: int, wanted: Wanted) -> Procedure[None]:
    if wanted.on_code is not None:
        found = yield from vk.groups.get_callback_confirmation_code(group_id)
        wanted.on_code(found.code or "")


def _register(
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
    names = tuple(f"{_number(server)} «{server.title or ''}»" for server in servers)
    return Conflict(
        error.reason, code=error.code, call=error.call, advice=Text(_REMOVE, names=names)
    )


def _await_confirmation(group_id: int, number: int, wanted: Wanted) -> Procedure[CallbackServer]:
    """Look again and again, at growing distances, until VK has confirmed a server."""
    call = vk.groups.get_callback_servers(group_id, server_ids=[number])
    waited, pause = 0.0, 0.5
    while True:
        found = [item for item in (yield from call).items if _number(item) == number]
        if not found:
            raise NotFound(Text("The callback server was removed meanwhile."), call=call)
        if found[0].status == "ok":
            return found[0]
        if waited >= wanted.wait:
            raise _confirmation_error(found[0], wanted, call)
        pause = min(pause * 2, wanted.wait - waited, 5.0)
        yield Sleep(pause)
        waited += pause


def _confirmation_error(
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


def _choose_events(group_id: int, number: int, wanted: Wanted) -> Procedure[None]:
    settings = yield from vk.groups.get_callback_settings(group_id, server_id=number)
    if not as_wanted(settings, wanted.events, wanted.api_version):
        yield from vk.groups.set_callback_settings(
            group_id, server_id=number, api_version=wanted.api_version, **wanted.events
        )


def as_wanted(settings: EventSettings, events: dict[str, bool], api_version: str) -> bool:
    """Whether a community receives just these events, in this version."""
    found = settings.events or {}
    return settings.api_version == api_version and all(
        found.get(name, False) == wanted for name, wanted in events.items()
    )


_NAMES = """
message_new message_reply message_edit message_allow message_deny message_read
message_typing_state message_event message_reaction_event
wall_post_new wall_repost wall_reply_new wall_reply_edit wall_reply_delete wall_reply_restore
board_post_new board_post_edit board_post_delete board_post_restore
photo_new photo_comment_new photo_comment_edit photo_comment_delete photo_comment_restore
video_new video_comment_new video_comment_edit video_comment_delete video_comment_restore
market_comment_new market_comment_edit market_comment_delete market_comment_restore
audio_new poll_vote_new like_add like_remove
group_join group_leave group_change_settings group_change_photo group_officers_edit
user_block user_unblock
donut_subscription_create donut_subscription_prolonged donut_subscription_cancelled
donut_subscription_price_changed donut_subscription_expired
donut_money_withdraw donut_money_withdraw_error
"""
_CALLBACK_ONLY = """
wall_schedule_post_new wall_schedule_post_delete market_order_new market_order_edit lead_forms_new
"""
_FOR_PUBLICS = """
message_new message_reply message_edit message_allow message_deny message_read message_event
wall_post_new wall_repost wall_schedule_post_new wall_schedule_post_delete
wall_reply_new wall_reply_edit wall_reply_delete wall_reply_restore
board_post_new board_post_edit board_post_delete board_post_restore
photo_comment_new photo_comment_edit photo_comment_delete photo_comment_restore
video_comment_new video_comment_edit video_comment_delete video_comment_restore
group_join group_leave group_change_settings group_officers_edit user_block user_unblock
poll_vote_new lead_forms_new
"""

BY_LONG_POLL: Final = frozenset(_NAMES.split())
"""Events that Long Poll can give, https://dev.vk.com/method/groups.setLongPollSettings."""

BY_CALLBACK: Final = BY_LONG_POLL | frozenset(_CALLBACK_ONLY.split())
"""Events that a server can be sent, https://dev.vk.com/method/groups.setCallbackSettings."""

FOR_PUBLICS: Final = tuple(_FOR_PUBLICS.split())
"""Events that matter for a public: what citizens write, what is published, who comes and goes,
who may change the page."""


def switches(types: Iterable[str] | None, allowed: Collection[str]) -> dict[str, bool]:
    """Each event that is allowed, and whether it is wanted.

    Args:
        types: VK's names; None for those that matter for a public.
        allowed: What can be had.

    Raises:
        ParameterError: A name is unknown, or the list is empty.
    """
    given = [name for name in FOR_PUBLICS if name in allowed] if types is None else _names(types)
    for name in given:
        if name not in allowed:
            close = get_close_matches(name, allowed, n=3) or sorted(allowed)
            raise ParameterError(
                "types", show_value(name), Text("names of events: {names}", names=any_of(close))
            )
    if not given:
        raise ParameterError("types", "empty", "at least one name of an event")
    return {name: name in given for name in sorted(allowed)}


def _names(types: Iterable[str]) -> list[str]:
    if isinstance(types, str):
        raise ParameterError("types", "a text", "a list of names")
    return [str(name) for name in types]


_VERSION = "5.199"
_LONGEST_TITLE = 14  # VK's maximum
_LONGEST_SECRET = 50  # VK's maximum
_LONGEST_WAIT = 600  # seconds; VK confirms within a minute
_LOCAL = ("localhost", "127.0.0.1", "::1")


def confirmation(public: PublicLike) -> Runnable[str]:
    """Read the text with which a server shows VK that it belongs to a community.

    It changes from time to time, so it is to be read when VK asks: a `CallbackApp` takes a
    callable. VK's settings page may show another code: it counts for servers that are added there.

    https://dev.vk.com/method/groups.getCallbackConfirmationCode

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return with_public_id(
        public, lambda one: map_result(vk.groups.get_callback_confirmation_code(one), _code)
    )


def _code(found: ConfirmationCode, call: Call[Any]) -> str:
    if not found.code:
        raise DecodeError("The response has no code.", raw=None, call=call)
    return found.code


def set_up(
    public: PublicLike,
    url: str,
    *,
    secret: str,
    types: Iterable[str] | None = None,
    title: str = "govpublic_sdk",
    api_version: str = _VERSION,
    wait: float = 30.0,
    on_code: Callable[[str], object] | None = None,
) -> Runnable[CallbackServer]:
    """Let VK send the events of a community to a server, which must be running.

    Registers the address, waits until VK has confirmed it, and chooses the events. An address that
    is registered already keeps its place; its secret, title and events are corrected.

    https://dev.vk.com/api/callback/getting-started

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        url: Where the server is; https, or http on this machine.
        secret: What proves that an event comes from VK, 1 to 50 characters; also given to the
            `CallbackApp`.
        types: VK's names of events, such as `message_new`; all others are switched off. None for
            those that matter for a public.
        title: What VK's settings call the server, 1 to 14 characters.
        api_version: The API version of the events.
        wait: Seconds that VK may take to confirm the server, above 0, to 600.
        on_code: Called with the text that VK is about to ask for, for servers that cannot read it
            themselves; see `confirmation`.

    Raises:
        ParameterError: A value is outside of what is allowed.
        Conflict: Ten servers are registered already, or VK could not confirm this one.
        DeadlineExceeded: VK did not ask the server in time.
    """
    wanted = Wanted(
        url=_check_url(url),
        secret=_check_text("secret", secret, _LONGEST_SECRET),
        title=_check_text("title", title, _LONGEST_TITLE),
        events=switches(types, BY_CALLBACK),
        api_version=api_version,
        wait=_check_wait(wait),
        on_code=on_code,
    )
    return with_public_id(public, lambda number: register_server(number, wanted))


def enable_long_poll(
    public: PublicLike, *, types: Iterable[str] | None = None, api_version: str = _VERSION
) -> Runnable[bool]:
    """Switch Bots Long Poll on and choose its events.

    https://dev.vk.com/method/groups.setLongPollSettings

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        types: VK's names of events, such as `message_new`; all others are switched off. None for
            those that matter for a public.
        api_version: The API version of the events.

    Returns:
        Whether anything had to be changed.

    Raises:
        ParameterError: A name is unknown.
    """
    events = switches(types, BY_LONG_POLL)
    return with_public_id(public, lambda number: _enable(number, events, api_version))


def _enable(group_id: int, events: dict[str, bool], api_version: str) -> Procedure[bool]:
    settings = yield from vk.groups.get_long_poll_settings(group_id)
    if settings.is_enabled and as_wanted(settings, events, api_version):
        return False
    yield from vk.groups.set_long_poll_settings(
        group_id, enabled=True, api_version=api_version, **events
    )
    return True


def _check_text(name: str, text: object, most: int) -> str:
    if not isinstance(text, str) or not text.strip() or len(text) > most:
        expected = Text("{min} to {max} characters, not only spaces", min=1, max=most)
        raise ParameterError(name, describe(text), expected)
    return (
        check_word(name, text, Text("{min} to {max} characters", min=1, max=most))
        if name == "secret"
        else text
    )


def _check_wait(wait: object) -> float:
    if not isinstance(wait, int | float) or not 0 < wait <= _LONGEST_WAIT:
        raise ParameterError(
            "wait",
            describe(wait),
            Text("a number above 0, at most {max} seconds", max=_LONGEST_WAIT),
        )
    return wait


def _check_url(url: str) -> str:
    """An address to which citizens' words may be sent."""
    try:
        parts = urlsplit(url)
    except (ValueError, AttributeError):
        raise ParameterError("url", describe(url), "an https:// address") from None
    local = parts.scheme == "http" and parts.hostname in _LOCAL
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise ParameterError("url", describe(url), "an https:// address")
    return url
