"""Which events a community can be told of, by VK's names, and which of them matter for a public.

The names are those of `groups.setCallbackSettings` and `groups.setLongPollSettings`. What an event
looks like is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Final

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError

__all__ = ["BY_CALLBACK", "BY_LONG_POLL", "FOR_PUBLICS", "switches"]

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
        ParameterError: A name is unknown, or there is none.
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
