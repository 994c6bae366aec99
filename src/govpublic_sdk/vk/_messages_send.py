"""Messages: sent and changed; presses of buttons answered.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.message_answers import SentMessage
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, random, text, within

__all__ = [
    "edit",
    "send",
    "send_message_event_answer",
    "send_to_many",
]


@check_arguments
def send(
    random_id: int,
    *,
    peer_id: int | None = None,
    user_id: int | None = None,
    domain: str | None = None,
    chat_id: int | None = None,
    message: str | None = None,
    lat: float | None = None,
    long: float | None = None,
    attachment: str | None = None,
    reply_to: int | None = None,
    forward_messages: Sequence[int] | None = None,
    forward: str | None = None,
    sticker_id: int | None = None,
    group_id: int | None = None,
    keyboard: str | None = None,
    template: str | None = None,
    payload: str | None = None,
    content_source: str | None = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
    intent: Literal[
        "account_update",
        "bot_ad_invite",
        "bot_ad_promo",
        "confirmed_notification",
        "customer_support",
        "default",
        "finance_notification",
        "game_notification",
        "moderated_newsletter",
        "non_promo_newsletter",
        "promo_newsletter",
        "purchase_update",
    ]
    | None = None,
    subscribe_id: int | None = None,
) -> Call[int]:
    """Send a message to one recipient; its number comes back, 0 in chats.

    Give exactly one of `peer_id`, `user_id`, `domain` and `chat_id`.

    https://dev.vk.com/method/messages.send

    Args:
        random_id: Your mark of this message, a 32-bit number but 0: VK sends a message with
            the same mark once only.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        user_id: The person.
        domain: The short name of the person.
        chat_id: The number of the chat.
        message: The text. Up to 9,000 characters.
        lat: A latitude in degrees.
        long: A longitude in degrees.
        attachment: What to attach, each as `photo-1_2`, separated by commas.
        reply_to: The message that is answered.
        forward_messages: Messages to pass on. Up to 1,000.
        forward: What to pass on or to answer, as JSON.
        sticker_id: A sticker.
        group_id: The community, if the token belongs to a user who manages it.
        keyboard: Buttons, as JSON.
        template: A template, as JSON.
        payload: Hidden data that the message carries. Up to 1,000 characters.
        content_source: Where the content comes from, as JSON.
        dont_parse_links: Make no preview of links.
        disable_mentions: Do not notify mentioned users.
        intent: What kind of message it is.
        subscribe_id: The subscription, 0 to 100.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.send",
        As(int),
        random_id=random("random_id", random_id),
        peer_id=nonzero("peer_id", peer_id),
        user_id=positive("user_id", user_id),
        domain=domain,
        chat_id=within("chat_id", chat_id, 0, 100_000_000),
        message=text("message", message, most=9000),
        lat=lat,
        long=long,
        attachment=text("attachment", attachment, most=9000),
        reply_to=reply_to,
        forward_messages=check_list("forward_messages", forward_messages, most=1000),
        forward=forward,
        sticker_id=within("sticker_id", sticker_id, 0),
        group_id=positive("group_id", group_id),
        keyboard=keyboard,
        template=template,
        payload=text("payload", payload, most=1000),
        content_source=content_source,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
        intent=intent,
        subscribe_id=within("subscribe_id", subscribe_id, 0, 100),
    )


@check_arguments
def send_to_many(
    peer_ids: Sequence[int],
    random_id: int,
    *,
    message: str | None = None,
    lat: float | None = None,
    long: float | None = None,
    attachment: str | None = None,
    reply_to: int | None = None,
    forward_messages: Sequence[int] | None = None,
    forward: str | None = None,
    sticker_id: int | None = None,
    group_id: int | None = None,
    keyboard: str | None = None,
    template: str | None = None,
    payload: str | None = None,
    content_source: str | None = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
    intent: Literal[
        "account_update",
        "bot_ad_invite",
        "bot_ad_promo",
        "confirmed_notification",
        "customer_support",
        "default",
        "finance_notification",
        "game_notification",
        "moderated_newsletter",
        "non_promo_newsletter",
        "promo_newsletter",
        "purchase_update",
    ]
    | None = None,
    subscribe_id: int | None = None,
) -> Call[list[SentMessage]]:
    """Send a message to up to 100 recipients; each has a number or an error of its own.

    https://dev.vk.com/method/messages.send

    Args:
        peer_ids: The conversations. Up to 100.
        random_id: Your mark of this message, a 32-bit number but 0: VK sends a message with
            the same mark once only.
        message: The text. Up to 9,000 characters.
        lat: A latitude in degrees.
        long: A longitude in degrees.
        attachment: What to attach, each as `photo-1_2`, separated by commas.
        reply_to: The message that is answered.
        forward_messages: Messages to pass on. Up to 1,000.
        forward: What to pass on or to answer, as JSON.
        sticker_id: A sticker.
        group_id: The community, if the token belongs to a user who manages it.
        keyboard: Buttons, as JSON.
        template: A template, as JSON.
        payload: Hidden data that the message carries. Up to 1,000 characters.
        content_source: Where the content comes from, as JSON.
        dont_parse_links: Make no preview of links.
        disable_mentions: Do not notify mentioned users.
        intent: What kind of message it is.
        subscribe_id: The subscription, 0 to 100.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.send",
        As(list[SentMessage]),
        peer_ids=check_list("peer_ids", peer_ids, most=100),
        random_id=random("random_id", random_id),
        message=text("message", message, most=9000),
        lat=lat,
        long=long,
        attachment=text("attachment", attachment, most=9000),
        reply_to=reply_to,
        forward_messages=check_list("forward_messages", forward_messages, most=1000),
        forward=forward,
        sticker_id=within("sticker_id", sticker_id, 0),
        group_id=positive("group_id", group_id),
        keyboard=keyboard,
        template=template,
        payload=text("payload", payload, most=1000),
        content_source=content_source,
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
        intent=intent,
        subscribe_id=within("subscribe_id", subscribe_id, 0, 100),
    )


@check_arguments
def edit(
    peer_id: int,
    message: str | None = None,
    *,
    message_id: int | None = None,
    cmid: int | None = None,
    lat: float | None = None,
    long: float | None = None,
    attachment: str | None = None,
    keep_forward_messages: bool | None = None,
    keep_snippets: bool | None = None,
    group_id: int | None = None,
    dont_parse_links: bool | None = None,
    disable_mentions: bool | None = None,
    template: str | None = None,
    keyboard: str | None = None,
) -> Call[bool]:
    """Change a message of the community; text and attachments are replaced.

    https://dev.vk.com/method/messages.edit

    Args:
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        message: The text. Up to 9,000 characters.
        message_id: The message.
        cmid: The number of the message in its conversation.
        lat: A latitude in degrees.
        long: A longitude in degrees.
        attachment: Attachments such as `photo-1_2`, separated by commas.
        keep_forward_messages: Keep what was passed on.
        keep_snippets: Keep previews of links.
        group_id: The community, if the token belongs to a user who manages it.
        dont_parse_links: Make no preview of links.
        disable_mentions: Do not notify mentioned users.
        template: A template, as JSON.
        keyboard: Buttons, as JSON.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.edit",
        As(bool),
        peer_id=nonzero("peer_id", peer_id),
        message=text("message", message, most=9000),
        message_id=positive("message_id", message_id),
        cmid=positive("cmid", cmid),
        lat=lat,
        long=long,
        attachment=attachment,
        keep_forward_messages=keep_forward_messages,
        keep_snippets=keep_snippets,
        group_id=positive("group_id", group_id),
        dont_parse_links=dont_parse_links,
        disable_mentions=disable_mentions,
        template=template,
        keyboard=keyboard,
    )


@check_arguments
def send_message_event_answer(
    event_id: str,
    user_id: int,
    peer_id: int,
    *,
    event_data: str | None = None,
) -> Call[bool]:
    """Answer the press of a button of kind `callback`.

    VK gives little time for it.

    https://dev.vk.com/method/messages.sendMessageEventAnswer

    Args:
        event_id: The event.
        user_id: The user who pressed the button.
        peer_id: The conversation: a person, a community (negative), or a chat (2,000,000,000
            and its number).
        event_data: The action to perform, as JSON of up to 1,000 characters; none by default.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "messages.sendMessageEventAnswer",
        As(bool),
        event_id=event_id,
        user_id=positive("user_id", user_id),
        peer_id=nonzero("peer_id", peer_id),
        event_data=text("event_data", event_data, most=1000),
    )
