"""Messages of communities: conversations, sending, answering, chats.

Only gathered here: the parts have modules of their own. Names and bounds are VK's.
"""

from __future__ import annotations

from govpublic_sdk.vk._messages_chats import (
    create_chat,
    delete_chat_photo,
    edit_chat,
    get_invite_link,
    remove_chat_user,
    set_chat_photo,
)
from govpublic_sdk.vk._messages_conversations import (
    delete_conversation,
    get_conversation_members,
    get_conversations,
    get_conversations_by_id,
    get_intent_users,
    is_messages_from_group_allowed,
    mark_as_answered_conversation,
    mark_as_important_conversation,
    mark_as_read,
    search_conversations,
)
from govpublic_sdk.vk._messages_marks import (
    delete,
    delete_reaction,
    pin,
    restore,
    send_reaction,
    set_activity,
    unpin,
)
from govpublic_sdk.vk._messages_read import (
    get_by_conversation_message_id,
    get_by_id,
    get_history,
    get_history_attachments,
    get_important_messages,
    search,
)
from govpublic_sdk.vk._messages_send import edit, send, send_message_event_answer, send_to_many
from govpublic_sdk.vk._messages_updates import (
    get_long_poll_history,
    get_long_poll_server,
    get_messages_reactions,
    get_reacted_peers,
)

__all__ = [
    "create_chat",
    "delete",
    "delete_chat_photo",
    "delete_conversation",
    "delete_reaction",
    "edit",
    "edit_chat",
    "get_by_conversation_message_id",
    "get_by_id",
    "get_conversation_members",
    "get_conversations",
    "get_conversations_by_id",
    "get_history",
    "get_history_attachments",
    "get_important_messages",
    "get_intent_users",
    "get_invite_link",
    "get_long_poll_history",
    "get_long_poll_server",
    "get_messages_reactions",
    "get_reacted_peers",
    "is_messages_from_group_allowed",
    "mark_as_answered_conversation",
    "mark_as_important_conversation",
    "mark_as_read",
    "pin",
    "remove_chat_user",
    "restore",
    "search",
    "search_conversations",
    "send",
    "send_message_event_answer",
    "send_reaction",
    "send_to_many",
    "set_activity",
    "set_chat_photo",
    "unpin",
]
