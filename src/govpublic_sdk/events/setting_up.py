"""How a community comes to send its events: a callback server, or Long Poll, set up in one call.

Each call may be repeated: it looks first, and changes only what is not yet as it shall be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure, Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.references import PublicLike
from govpublic_sdk._domain.steps import then
from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import DecodeError, ParameterError
from govpublic_sdk.events import registering
from govpublic_sdk.events._confirmation import check_word
from govpublic_sdk.events.registering import Wanted, as_wanted
from govpublic_sdk.events.switches import BY_CALLBACK, BY_LONG_POLL, switches

if TYPE_CHECKING:
    from govpublic_sdk.models.settings import CallbackServer, ConfirmationCode

__all__ = ["confirmation", "enable_long_poll", "set_up"]

_VERSION = "5.199"
_LONGEST_TITLE = 14
_LONGEST_SECRET = 50
_LONGEST_WAIT = 600
_LOCAL = ("localhost", "127.0.0.1", "::1")


def confirmation(public: PublicLike) -> Question[str]:
    """Read the text with which a server shows VK that it belongs to a community.

    It changes from time to time, so it is to be read when VK asks: a `CallbackApp` takes a
    callable. VK's settings page may show another code: it counts for servers that are added there.

    https://dev.vk.com/method/groups.getCallbackConfirmationCode

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return by_id(public, lambda one: then(vk.groups.get_callback_confirmation_code(one), _code))


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
) -> Question[CallbackServer]:
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
        on_code: Told the text that VK is about to ask for, for servers that cannot read it
            themselves; see `confirmation`.

    Raises:
        ParameterError: A value is outside of what is allowed.
        Conflict: Ten servers are registered already, or VK could not confirm this one.
        DeadlineExceeded: VK did not ask the server in time.
    """
    wanted = Wanted(
        url=_checked_url(url),
        secret=_checked("secret", secret, _LONGEST_SECRET),
        title=_checked("title", title, _LONGEST_TITLE),
        events=switches(types, BY_CALLBACK),
        api_version=api_version,
        wait=_checked_wait(wait),
        on_code=on_code,
    )
    return by_id(public, lambda number: registering.set_up(number, wanted))


def enable_long_poll(
    public: PublicLike, *, types: Iterable[str] | None = None, api_version: str = _VERSION
) -> Question[bool]:
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
    return by_id(public, lambda number: _enable(number, events, api_version))


def _enable(group_id: int, events: dict[str, bool], api_version: str) -> Procedure[bool]:
    settings = yield from vk.groups.get_long_poll_settings(group_id)
    if settings.is_enabled and as_wanted(settings, events, api_version):
        return False
    yield from vk.groups.set_long_poll_settings(
        group_id, enabled=True, api_version=api_version, **events
    )
    return True


def _checked(name: str, text: object, most: int) -> str:
    if not isinstance(text, str) or not text.strip() or len(text) > most:
        expected = Text("{min} to {max} characters, not only spaces", min=1, max=most)
        raise ParameterError(name, describe(text), expected)
    return (
        check_word(name, text, Text("{min} to {max} characters", min=1, max=most))
        if name == "secret"
        else text
    )


def _checked_wait(wait: object) -> float:
    if not isinstance(wait, int | float) or not 0 < wait <= _LONGEST_WAIT:
        raise ParameterError(
            "wait",
            describe(wait),
            Text("a number above 0, at most {max} seconds", max=_LONGEST_WAIT),
        )
    return wait


def _checked_url(url: str) -> str:
    """An address to which citizens' words may be sent."""
    try:
        parts = urlsplit(url)
    except (ValueError, AttributeError):
        raise ParameterError("url", describe(url), "an https:// address") from None
    local = parts.scheme == "http" and parts.hostname in _LOCAL
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise ParameterError("url", describe(url), "an https:// address")
    return url
