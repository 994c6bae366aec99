"""Models beside the objects of VK's official schema, and how a type compares with a kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from shared import SHARED

ROOT = SHARED / "vk-api-schema"


PAIRS = {
    "Activity": "stats/stats_activity",
    "Address": "groups/groups_address",
    "Attachment": "wall/wall_wallpost_attachment",
    "AttachmentInHistory": "messages/messages_history_attachment",
    "Audio": "audio/audio_audio",
    "AudioMessage": "messages/messages_audio_message",
    "BanInfo": "groups/groups_group_ban_info",
    "CanWrite": "messages/messages_conversation_can_write",
    "Chat": "messages/messages_chat",
    "ChatPhoto": "messages/messages_chat_settings_photo",
    "ChatSettings": "messages/messages_chat_settings",
    "ClientInfo": "callback/callback_info_for_bots",
    "Comment": "wall/wall_wall_comment",
    "Conversation": "messages/messages_conversation",
    "ConversationMember": "messages/messages_conversation_member",
    "ConversationPeer": "messages/messages_conversation_peer",
    "ConversationWithMessage": "messages/messages_conversation_with_message",
    "Cover": "base/base_owner_cover",
    "DeletedMessage": "messages/messages_delete_full_response_item",
    "Document": "docs/docs_doc",
    "Geo": "wall/wall_geo",
    "Graffiti": "wall/wall_graffiti",
    "Keyboard": "messages/messages_keyboard",
    "KeyboardButton": "messages/messages_keyboard_button",
    "Likes": "base/base_likes",
    "Link": "base/base_link",
    "LinkButton": "base/base_link_button",
    "LinkStatistics": "utils/utils_link_stats",
    "Message": "callback/callback_message",
    "MessageAction": "messages/messages_message_action",
    "MessageActionPhoto": "messages/messages_message_action_photo",
    "MessageAttachment": "messages/messages_message_attachment",
    "MessageError": "base/base_message_error",
    "MessageReaction": "messages/messages_reaction_counter_response_item",
    "MessageReactions": "messages/messages_reaction_counters_response_item",
    "OnlineStatus": "groups/groups_online_status",
    "OutReadBy": "messages/messages_out_read_by",
    "PeriodStatistics": "stats/stats_period",
    "PersonalLongPollServer": "messages/messages_longpoll_params",
    "Photo": "photos/photos_photo",
    "PhotoAlbum": "photos/photos_photo_album",
    "PhotoAlbumFull": "photos/photos_photo_album_full",
    "PhotoSize": "photos/photos_photo_sizes",
    "Place": "base/base_place",
    "Poll": "polls/polls_poll",
    "PollAnswer": "polls/polls_answer",
    "PollBackground": "polls/polls_background",
    "Post": "wall/wall_wallpost_full",
    "PostComments": "base/base_comments_info",
    "PostCopyright": "wall/wall_post_copyright",
    "PostDonut": "wall/wall_wallpost_donut",
    "PostLikes": "base/base_likes_info",
    "PostReach": "stats/stats_wallpost_stat",
    "PostSource": "wall/wall_post_source",
    "Public": "groups/groups_group_full",
    "PublicAddresses": "groups/groups_addresses_info",
    "PublicContact": "groups/groups_contacts_item",
    "PublicCounters": "groups/groups_counters_group",
    "PublicLink": "groups/groups_links_item",
    "Reach": "stats/stats_reach",
    "ReactedPeer": "messages/messages_reaction_response_item",
    "Reposts": "base/base_reposts_info",
    "ResolvedName": "utils/utils_domain_resolved",
    "SentMessage": "messages/messages_send_user_ids_response_item",
    "SexAge": "stats/stats_sex_age",
    "ShortenedLink": "utils/utils_last_shortened_link",
    "Sticker": "base/base_sticker",
    "Topic": "board/board_topic",
    "TopicComment": "board/board_topic_comment",
    "User": "users/users_user_full",
    "UserCounters": "users/users_user_counters",
    "Video": "video/video_video_full",
    "VideoImage": "video/video_video_image",
    "Visitors": "stats/stats_views",
}


# What a field of a model may hold for a type of the schema.
KINDS: dict[str, tuple[type, ...]] = {
    "integer": (int, datetime),  # bool is an int; 0 and 1 are flags
    "number": (float, int),
    "boolean": (bool,),
    "string": (str,),
    "array": (list,),
    "object": (BaseModel, dict),
}


@cache
def file(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def followed(shape: dict[str, Any], home: Path) -> tuple[dict[str, Any], Path]:
    """What a reference leads to, and the file it stands in."""
    while "$ref" in shape:
        name, _, pointer = shape["$ref"].partition("#")
        home = (home.parent / name).resolve() if name else home
        shape = file(home)
        for part in pointer.strip("/").split("/"):
            shape = shape[part]
    return shape, home


def properties(shape: dict[str, Any], home: Path) -> Iterator[tuple[str, str]]:
    """Names and types of an object's properties, also of those that it is made of."""
    shape, home = followed(shape, home)
    for part in ("allOf", "oneOf", "anyOf"):
        for one in shape.get(part, []):
            yield from properties(one, home)
    for name, inner in shape.get("properties", {}).items():
        found, _ = followed(inner, home)
        yield name, found.get("type", "object" if "allOf" in found else "any")


def inmost(annotation: Any) -> Iterator[Any]:
    """Plain types in an annotation: of `list[Post] | None`, list."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from inmost(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for one in get_args(annotation):
            yield from inmost(one)
    elif annotation is not type(None):
        yield origin if isinstance(origin, type) else type_of(annotation)


def type_of(annotation: Any) -> Any:
    return str if not isinstance(annotation, type) and annotation is not Any else annotation


def fits(held: Any, kind: str | list[str]) -> bool:
    if held is Any or kind == "any":
        return True
    kinds = [kind] if isinstance(kind, str) else kind
    return any(issubclass(held, one) for name in kinds for one in KINDS[name])
