"""Which class reads which type of event; each module of events is loaded when first needed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from govpublic_sdk.models.events.event import Event, UnknownEvent

__all__ = ["EVENT_TYPES", "event_class"]

_HOMES: Final[dict[str, tuple[str, ...]]] = {
    "event": ("confirmation",),
    "messages": (
        "message_new",
        "message_reply",
        "message_edit",
        "messages_edit",
        "message_allow",
        "message_deny",
        "message_read",
        "message_typing_state",
        "message_reaction_event",
        "message_event",
    ),
    "comments": (
        "wall_reply_new",
        "wall_reply_edit",
        "wall_reply_restore",
        "wall_reply_delete",
        "photo_comment_new",
        "photo_comment_edit",
        "photo_comment_restore",
        "photo_comment_delete",
        "video_comment_new",
        "video_comment_edit",
        "video_comment_restore",
        "video_comment_delete",
        "market_comment_new",
        "market_comment_edit",
        "market_comment_restore",
        "market_comment_delete",
        "board_post_new",
        "board_post_edit",
        "board_post_restore",
        "board_post_delete",
    ),
    "publishing": (
        "wall_post_new",
        "wall_repost",
        "wall_schedule_post_new",
        "wall_schedule_post_delete",
        "photo_new",
        "video_new",
        "audio_new",
        "like_add",
        "like_remove",
        "poll_vote_new",
    ),
    "community": (
        "group_join",
        "group_leave",
        "user_block",
        "user_unblock",
        "group_officers_edit",
        "group_change_settings",
        "group_change_photo",
    ),
    "services": (
        "lead_forms_new",
        "market_order_new",
        "market_order_edit",
        "app_payload",
        "vkpay_transaction",
        "donut_subscription_create",
        "donut_subscription_prolonged",
        "donut_subscription_cancelled",
        "donut_subscription_expired",
        "donut_subscription_price_changed",
        "donut_money_withdraw",
        "donut_money_withdraw_error",
    ),
}

EVENT_TYPES: Final[frozenset[str]] = frozenset(
    name for names in _HOMES.values() for name in names if name != "confirmation"
)
"""Types of events that the SDK describes, by VK's names; others are `UnknownEvent`."""


def event_class(name: object) -> type[Event]:
    """The class for a type of event: `MessageNew` for `message_new`, else `UnknownEvent`."""
    known = isinstance(name, str) and (name in EVENT_TYPES or name == "confirmation")
    return _load_event_class(name) if known else UnknownEvent


@cache
def _load_event_class(name: str) -> type[Event]:
    home = next(home for home, names in _HOMES.items() if name in names)
    module = import_module(f"govpublic_sdk.models.events.{home}")
    found: type[Event] = getattr(module, "".join(map(str.capitalize, name.split("_"))))
    return found
