"""Event delivery of a community: callback servers and Long Poll.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.settings import (
    CallbackServer,
    ConfirmationCode,
    EventSettings,
    LongPollServer,
)
from govpublic_sdk.vk._params import ask, check_list, positive, text

__all__ = [
    "add_callback_server",
    "delete_callback_server",
    "edit_callback_server",
    "get_callback_confirmation_code",
    "get_callback_servers",
    "get_callback_settings",
    "get_long_poll_server",
    "get_long_poll_settings",
    "set_callback_settings",
    "set_long_poll_settings",
]


@check_arguments
def add_callback_server(
    group_id: int, url: str, *, title: str, secret_key: str | None = None
) -> Call[CallbackServer]:
    """Register a server for events.

    https://dev.vk.com/method/groups.addCallbackServer

    Args:
        group_id: The community, a positive id.
        url: The address.
        title: The title. Up to 14 characters.
        secret_key: The secret that events carry. Up to 50 characters.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.addCallbackServer",
        As(CallbackServer),
        group_id=positive("group_id", group_id),
        url=url,
        title=text("title", title, most=14),
        secret_key=text("secret_key", secret_key, most=50),
    )


@check_arguments
def delete_callback_server(group_id: int, *, server_id: int) -> Call[bool]:
    """Remove a server for events.

    https://dev.vk.com/method/groups.deleteCallbackServer

    Args:
        group_id: The community, a positive id.
        server_id: The callback server.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.deleteCallbackServer",
        As(bool),
        group_id=positive("group_id", group_id),
        server_id=positive("server_id", server_id),
    )


@check_arguments
def edit_callback_server(
    group_id: int, *, server_id: int, url: str, title: str, secret_key: str | None = None
) -> Call[bool]:
    """Change a server for events.

    https://dev.vk.com/method/groups.editCallbackServer

    Args:
        group_id: The community, a positive id.
        server_id: The callback server.
        url: The address.
        title: The title. Up to 14 characters.
        secret_key: The secret that events carry. Up to 50 characters.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.editCallbackServer",
        As(bool),
        group_id=positive("group_id", group_id),
        server_id=positive("server_id", server_id),
        url=url,
        title=text("title", title, most=14),
        secret_key=text("secret_key", secret_key, most=50),
    )


@check_arguments
def get_callback_confirmation_code(group_id: int) -> Call[ConfirmationCode]:
    """Read the text that confirms a server.

    https://dev.vk.com/method/groups.getCallbackConfirmationCode

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getCallbackConfirmationCode",
        As(ConfirmationCode),
        group_id=positive("group_id", group_id),
    )


@check_arguments
def get_callback_servers(
    group_id: int, *, server_ids: Sequence[int] | None = None
) -> Call[Page[CallbackServer]]:
    """Read the servers for events.

    https://dev.vk.com/method/groups.getCallbackServers

    Args:
        group_id: The community, a positive id.
        server_ids: Only these servers.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getCallbackServers",
        PageOf(CallbackServer),
        group_id=positive("group_id", group_id),
        server_ids=check_list("server_ids", server_ids),
    )


@check_arguments
def get_callback_settings(group_id: int, *, server_id: int | None = None) -> Call[EventSettings]:
    """Read which events a server is sent.

    https://dev.vk.com/method/groups.getCallbackSettings

    Args:
        group_id: The community, a positive id.
        server_id: The callback server.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getCallbackSettings",
        As(EventSettings),
        group_id=positive("group_id", group_id),
        server_id=positive("server_id", server_id),
    )


@check_arguments
def get_long_poll_server(group_id: int) -> Call[LongPollServer]:
    """Read where Long Poll can be asked; the key is a secret.

    https://dev.vk.com/method/groups.getLongPollServer

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getLongPollServer", As(LongPollServer), group_id=positive("group_id", group_id)
    )


@check_arguments
def get_long_poll_settings(group_id: int) -> Call[EventSettings]:
    """Read which events Long Poll gives.

    https://dev.vk.com/method/groups.getLongPollSettings

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getLongPollSettings", As(EventSettings), group_id=positive("group_id", group_id)
    )


@check_arguments
def set_callback_settings(
    group_id: int, *, server_id: int | None = None, api_version: str | None = None, **events: bool
) -> Call[bool]:
    """Choose which events a server is sent.

    https://dev.vk.com/method/groups.setCallbackSettings

    Args:
        group_id: The community, a positive id.
        server_id: The callback server.
        api_version: The API version of the events.
        **events: Which events, such as `wall_post_new=True`.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.setCallbackSettings",
        As(bool),
        group_id=positive("group_id", group_id),
        server_id=positive("server_id", server_id),
        api_version=api_version,
        **events,
    )


@check_arguments
def set_long_poll_settings(
    group_id: int, *, enabled: bool | None = None, api_version: str | None = None, **events: bool
) -> Call[bool]:
    """Choose which events Long Poll gives.

    https://dev.vk.com/method/groups.setLongPollSettings

    Args:
        group_id: The community, a positive id.
        enabled: Switch it on or off.
        api_version: The API version of the events.
        **events: Which events, such as `wall_post_new=True`.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.setLongPollSettings",
        As(bool),
        group_id=positive("group_id", group_id),
        enabled=enabled,
        api_version=api_version,
        **events,
    )
