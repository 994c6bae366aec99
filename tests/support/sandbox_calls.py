"""At least one call of every method that the sandbox knows: the table of the schema test.

A method without a row here fails that test. A row gives the parameters, or a function that first
makes what the call needs and then gives them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from govpublic_sdk.sandbox import Sandbox

__all__ = ["CALLS", "Asker", "Row"]


class Asker:
    """Calls methods of a sandbox and gives what stands under `response`."""

    def __init__(self, box: Sandbox) -> None:
        self.box = box
        self.public = box.publics[0]
        self.wall = -self.public

    def __call__(self, method: str, *, token: str = "user", **params: Any) -> Any:
        answer = self.answer(method, params, token)
        assert "response" in answer, f"{method}: {answer}"
        return answer["response"]

    def error(self, method: str, *, token: str = "user", **params: Any) -> int:
        """The number of VK's refusal."""
        answer = self.answer(method, params, token)
        assert "error" in answer, f"{method}: {answer}"
        return answer["error"]["error_code"]

    def answer(self, method: str, params: Mapping[str, Any], token: str = "user") -> Any:
        """The whole answer."""
        tokens = {
            "user": self.box.user_token,
            "stranger": self.box.stranger_token,
            "service": self.box.service_token,
        }
        found = tokens.get(token) or self.box.community_token(self.public)
        form = {"v": "5.199", **{name: _text(value) for name, value in params.items()}}
        return json.loads(self.box.gateway.answer(method, form, found).body)

    def upload(self, method: str, name: str = "picture.png", field: str = "photo", **params: Any):
        """Ask for an address, send a file to it, and give the host's answer."""
        url = self(method, **params)["upload_url"]
        return self.send(url, name, field)

    def send(self, url: str, name: str, field: str) -> Any:
        """Send a file to an address."""
        key = urlsplit(url).path.rpartition("/")[2]
        return json.loads(self.box.gateway.receive(key, {field: (name, b"content")}).body)

    def post(self, **params: Any) -> int:
        """Publish a post."""
        given = {"owner_id": self.wall, "message": "Проверка", **params}
        return self("wall.post", **given)["post_id"]

    def comment(self, post: int = 0, **params: Any) -> dict[str, int]:
        """Comment on a post, a new one if none is given; both ids."""
        post = post or self.post()
        written = self(
            "wall.createComment", owner_id=self.wall, post_id=post, message="Да", **params
        )
        return {"owner_id": self.wall, "post_id": post, "comment_id": written["comment_id"]}

    def topic(self) -> dict[str, int]:
        """Open a topic."""
        number = self("board.addTopic", group_id=self.public, title="Тема", text="Начало")
        return {"group_id": self.public, "topic_id": number}

    def said(self) -> dict[str, int]:
        """Write in a new topic."""
        topic = self.topic()
        return {**topic, "comment_id": self("board.createComment", **topic, message="Ответ")}

    def poll(self, **params: Any) -> dict[str, Any]:
        """Make a poll."""
        answers = '["Да", "Нет"]'
        return self(
            "polls.create",
            **{"owner_id": self.wall, "question": "Как?", "add_answers": answers, **params},
        )

    def voted(self) -> dict[str, Any]:
        """Make a poll and vote in it."""
        poll = self.poll()
        which = {"owner_id": self.wall, "poll_id": poll["id"]}
        self("polls.addVote", **which, answer_ids=poll["answers"][0]["id"])
        return {**which, "answer_ids": poll["answers"][0]["id"]}

    def photo(self) -> str:
        """Upload a photo for the wall; the id with its owner."""
        sent = self.upload("photos.getWallUploadServer", group_id=self.public)
        (saved,) = self("photos.saveWallPhoto", group_id=self.public, **sent)
        return f"{saved['owner_id']}_{saved['id']}"

    def document(self) -> str:
        """Upload a document; the id with its owner."""
        sent = self.upload("docs.getWallUploadServer", "a.pdf", field="file", group_id=self.public)
        saved = self("docs.save", **sent)["doc"]
        return f"{saved['owner_id']}_{saved['id']}"

    def asked_to_join(self) -> int:
        """Close a community and let a stranger ask to be let in; its id."""
        self.box.world.publics[self.public]["is_closed"] = 1
        self("groups.join", token="stranger", group_id=self.public)
        return self.public

    def member(self) -> int:
        """A member of the public."""
        return self("groups.getMembers", group_id=self.public)["items"][0]

    def asked(self, text: str = "Где график?", citizen: int = 7) -> dict[str, int]:
        """Let a citizen write; what names the message."""
        number = self.box.citizens.write(self.public, text, citizen=citizen)
        return {"peer_id": citizen, "message_id": number}

    def answered(self, **params: Any) -> dict[str, int]:
        """Let a citizen write, and answer; what names the answer."""
        peer = self.asked()["peer_id"]
        given = {"peer_id": peer, "message": "Вот.", "random_id": 0, **params}
        return {"peer_id": peer, "message_id": self("messages.send", token="community", **given)}

    def chat(self) -> dict[str, int]:
        """Open a chat of the public with two citizens."""
        found = self("messages.createChat", token="community", user_ids=[7, 8], title="Двор")
        return {"chat_id": found["chat_id"]}

    def pressed(self) -> dict[str, Any]:
        """Let a citizen press a callback button; what names the press."""
        self.answered(keyboard=KEYBOARD)
        mark = self.box.citizens.press(self.public, "Статус")
        return {"event_id": mark, "user_id": 7, "peer_id": 7}

    def photo_of_public(self) -> None:
        """Give the public another photo, and add one to an album."""
        sent = self.upload("photos.getOwnerPhotoUploadServer", owner_id=self.wall)
        self("photos.saveOwnerPhoto", **sent)
        self("photos.save", **_album(self))

    def later(self) -> int:
        """Tomorrow."""
        return int(self.box.clock.now()) + 86_400

    def video(self) -> dict[str, Any]:
        """Make a video and send its file; what names it."""
        saved = self("video.save", name="Видео", group_id=self.public)
        self.send(saved["upload_url"], "a.mp4", "video_file")
        return {"owner_id": saved["owner_id"], "video_id": saved["video_id"]}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value)


Given = Mapping[str, Any] | Callable[[Asker], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """A call: its parameters, which of the method's answers comes, and with which token."""

    given: Given
    response: str = "response"
    token: str = "user"

    def params(self, ask: Asker) -> Mapping[str, Any]:
        """The parameters, when all that they need is made."""
        return self.given(ask) if callable(self.given) else self.given


def _group(**more: Any) -> Callable[[Asker], Mapping[str, Any]]:
    return lambda ask: {"group_id": ask.public, **more}


def _wall(**more: Any) -> Callable[[Asker], Mapping[str, Any]]:
    return lambda ask: {"owner_id": ask.wall, **more}


def _post(**more: Any) -> Callable[[Asker], Mapping[str, Any]]:
    return lambda ask: {"owner_id": ask.wall, "post_id": ask.post(), **more}


def _after(method: str, wanted: str, **first: Any) -> Callable[..., Any]:
    """Parameters that take an id from the answer of a call before."""

    def row(name: str, **more: Any) -> Callable[[Asker], Mapping[str, Any]]:
        def given(ask: Asker) -> Mapping[str, Any]:
            made = ask(method, group_id=ask.public, **first)
            return {"group_id": ask.public, name: made[wanted], **more}

        return given

    return row


_link = _after("groups.addLink", "id", link="https://sandbox.invalid/")
_PLACE = {
    "title": "Приёмная",
    "address": "Адрес",
    "city_id": 123,
    "latitude": 53.2,
    "longitude": 50.1,
    "timetable": '{"mon": {"open_time": 540, "close_time": 1080}}',
    "work_info_status": "timetable",
}
_address = _after("groups.addAddress", "id", **_PLACE)
_server = _after("groups.addCallbackServer", "server_id", url="http://127.0.0.1:9/", title="a")


def _listening(ask: Asker) -> Mapping[str, Any]:
    ask("groups.setLongPollSettings", group_id=ask.public, enabled=1, message_new=1)
    return {"group_id": ask.public}


def _tag(**more: Any) -> Callable[[Asker], Mapping[str, Any]]:
    def given(ask: Asker) -> Mapping[str, Any]:
        ask("groups.tagAdd", group_id=ask.public, tag_name="важно")
        (tag,) = ask("groups.getTagList", group_id=ask.public)
        return {"group_id": ask.public, "tag_id": tag["id"], **more}

    return given


def _banned(ask: Asker) -> Mapping[str, Any]:
    ask("groups.ban", group_id=ask.public, owner_id=5, comment="Спам", comment_visible=1)
    return {"group_id": ask.public, "owner_id": 5}


def _deleted(make: Callable[[Asker], Mapping[str, Any]], method: str) -> Callable[[Asker], Any]:
    def given(ask: Asker) -> Mapping[str, Any]:
        made = make(ask)
        ask(method, **made)
        return made

    return given


def _with(make: Callable[[Asker], Mapping[str, Any]], **more: Any) -> Callable[[Asker], Any]:
    return lambda ask: {**make(ask), **more}


def _liked(ask: Asker) -> Mapping[str, Any]:
    thing = {"type": "post", "owner_id": ask.wall, "item_id": ask.post()}
    ask("likes.add", **thing)
    return thing


def _reposted(ask: Asker) -> Mapping[str, Any]:
    post, other = ask.post(), ask.box.publics[1]
    ask("wall.repost", object=f"wall{ask.wall}_{post}", group_id=other, message="См.")
    return {"owner_id": ask.wall, "post_id": post}


def _rich(ask: Asker) -> str:
    """A post with one attachment of each kind."""
    video = ask.video()
    parts = [
        f"photo{ask.photo()}",
        f"doc{ask.document()}",
        f"video{video['owner_id']}_{video['video_id']}",
        f"poll{ask.wall}_{ask.poll()['id']}",
    ]
    return f"{ask.wall}_{ask.post(attachments=parts)}"


def _short(ask: Asker) -> str:
    return ask("utils.getShortLink", url="https://sandbox.invalid/long")["key"]


_THREE = [1, 2, 3]
KEYBOARD = json.dumps(
    {
        "inline": True,
        "buttons": [
            [{"action": {"type": "callback", "label": "Статус", "payload": '{"do": "status"}'}}],
            [
                {"action": {"type": "text", "label": "Ещё"}, "color": "positive"},
                {"action": {"type": "open_link", "label": "Сайт", "link": "https://a.invalid"}},
            ],
        ],
    }
)
BELOW = json.dumps(
    {"one_time": True, "buttons": [[{"action": {"type": "text", "label": "Да", "payload": "1"}}]]}
)
_C = "community"


def _peer(ask: Asker) -> Mapping[str, Any]:
    """A conversation in which both sides wrote, with a photo and a keyboard."""
    ask.asked()
    ask.answered(keyboard=KEYBOARD, attachment=f"photo{ask.photo()}")
    ask.answered(keyboard=BELOW, reply_to=ask.asked()["message_id"])
    return {"peer_id": 7}


def _cmid(ask: Asker) -> Mapping[str, Any]:
    return {**_peer(ask), "cmid": 1}


def _reacted(ask: Asker) -> Mapping[str, Any]:
    which = _cmid(ask)
    ask("messages.sendReaction", token=_C, **which, reaction_id=5)
    return which


def _chat_peer(ask: Asker) -> Mapping[str, Any]:
    peer = 2_000_000_000 + ask.chat()["chat_id"]
    ask("messages.send", token=_C, peer_id=peer, random_id=0, message="Собрание в 18:00")
    return {"peer_id": peer}


def _chat_photo(ask: Asker) -> Mapping[str, Any]:
    url = ask("photos.getChatUploadServer", token=_C, **ask.chat())["upload_url"]
    return {"file": ask.send(url, "a.png", "file")["response"]}


def _forwarding(ask: Asker) -> Mapping[str, Any]:
    forward = {"peer_id": 7, "conversation_message_ids": [1, 2]}
    return {**_peer(ask), "random_id": 3, "forward": json.dumps(forward)}


_MESSAGES: dict[str, list[Row]] = {
    "messages.allowMessagesFromGroup": [Row(_group(key="a"))],
    "messages.createChat": [Row({"user_ids": [7, 8], "title": "Двор"}, token=_C)],
    "messages.delete": [
        Row(lambda ask: {"message_ids": ask.answered()["message_id"]}, token=_C),
        Row(_with(_peer, cmids=_THREE, delete_for_all=1), token=_C),
    ],
    "messages.deleteChatPhoto": [Row(Asker.chat, token=_C)],
    "messages.deleteConversation": [Row(_peer, token=_C)],
    "messages.deleteReaction": [Row(_reacted, token=_C)],
    "messages.denyMessagesFromGroup": [Row(_group())],
    "messages.edit": [Row(_with(Asker.answered, message="Иначе", keyboard=KEYBOARD), token=_C)],
    "messages.editChat": [Row(_with(Asker.chat, title="Дом"), token=_C)],
    "messages.getByConversationMessageId": [
        Row(_with(_peer, conversation_message_ids=_THREE), token=_C),
        Row(_with(_peer, conversation_message_ids=1, extended=1), "extendedResponse", _C),
    ],
    "messages.getById": [
        Row(lambda ask: {"message_ids": ask.answered()["message_id"]}, token=_C),
        Row(_with(_peer, cmids=_THREE, extended=1, preview_length=3), "extendedResponse", _C),
    ],
    "messages.getConversationMembers": [
        Row(_with(_peer, extended=1), token=_C),
        Row(_chat_peer, token=_C),
    ],
    "messages.getConversations": [
        Row(lambda ask: {"extended": 1} if _peer(ask) and _chat_peer(ask) else {}, token=_C),
        Row(lambda ask: {"filter": "unanswered"} if ask.asked() else {}, token=_C),
        Row(lambda ask: {"count": 5} if ask.asked("а", citizen=1) else {}),
    ],
    "messages.getConversationsById": [
        Row(lambda ask: {"peer_ids": _peer(ask)["peer_id"]}, token=_C),
        Row(
            lambda ask: {"peer_ids": _chat_peer(ask)["peer_id"], "extended": 1},
            "extendedResponse",
            _C,
        ),
    ],
    "messages.getHistory": [
        Row(_peer, token=_C),
        Row(_with(_peer, extended=1, rev=1, fields="city"), "extendedResponse", _C),
        Row(_chat_peer, token=_C),
    ],
    "messages.getHistoryAttachments": [Row(_with(_peer, media_type="photo", extended=1), token=_C)],
    "messages.getImportantMessages": [
        Row({}, token=_C),
        Row({"extended": 1}, "extendedResponse", _C),
    ],
    "messages.getIntentUsers": [Row({"intent": "promo_newsletter", "extended": 1}, token=_C)],
    "messages.getInviteLink": [Row(_chat_peer, token=_C)],
    "messages.getLongPollHistory": [Row(lambda ask: {"pts": 1} if _peer(ask) else {}, token=_C)],
    "messages.getLongPollServer": [Row({"need_pts": 1}, token=_C)],
    "messages.getMessagesReactions": [
        Row(lambda ask: {"peer_id": _reacted(ask)["peer_id"], "cmids": _THREE}, token=_C)
    ],
    "messages.getReactedPeers": [Row(_reacted, token=_C)],
    "messages.isMessagesFromGroupAllowed": [
        Row(lambda ask: {"group_id": ask.public, "user_id": ask.asked()["peer_id"]}, token=_C)
    ],
    "messages.markAsAnsweredConversation": [Row(_with(_peer, answered=1), token=_C)],
    "messages.markAsImportantConversation": [Row(_with(_peer, important=1), token=_C)],
    "messages.markAsRead": [Row(_peer, token=_C)],
    "messages.pin": [Row(lambda ask: {**_chat_peer(ask), "cmid": 2}, token=_C)],
    "messages.removeChatUser": [Row(_with(Asker.chat, user_id=7), token=_C)],
    "messages.restore": [
        Row(
            lambda ask: {
                "message_id": ask("messages.delete", token=_C, **_cmids(ask))[0]["message_id"]
            },
            token=_C,
        )
    ],
    "messages.search": [
        Row(lambda ask: {"q": "график"} if _peer(ask) else {}, token=_C),
        Row(_with(_peer, q="график", extended=1), "extendedResponse", _C),
    ],
    "messages.searchConversations": [
        Row(lambda ask: {"q": "Житель"} if _peer(ask) else {}, token=_C),
        Row(lambda ask: {"q": "7", "extended": 1} if _peer(ask) else {}, "extendedResponse", _C),
    ],
    "messages.send": [
        Row(_with(_peer, message="Да", random_id=1), "deprecatedResponse", _C),
        Row(_forwarding, "deprecatedResponse", _C),
        Row(
            lambda ask: {"peer_ids": [ask.asked()["peer_id"], 8], "message": "Да", "random_id": 2},
            "userIdsResponse",
            _C,
        ),
        Row(
            lambda ask: {"peer_id": ask.wall, "message": "Когда?", "random_id": 4},
            "deprecatedResponse",
        ),
    ],
    "messages.sendMessageEventAnswer": [
        Row(_with(Asker.pressed, event_data='{"type": "show_snackbar", "text": "Да"}'), token=_C)
    ],
    "messages.sendReaction": [Row(_with(_cmid, reaction_id=5), token=_C)],
    "messages.setActivity": [Row(_with(_peer, type="typing"), token=_C)],
    "messages.setChatPhoto": [Row(_chat_photo, token=_C)],
    "messages.unpin": [Row(_chat_peer, token=_C)],
}


def _cmids(ask: Asker) -> Mapping[str, Any]:
    return {**_peer(ask), "cmids": 1}


_FIELDS = (
    "activity,addresses,age_limits,can_create_topic,can_message,can_post,can_see_all_posts,city,"
    "contacts,country,counters,cover,description,fixed_post,has_photo,is_government_organization,"
    "links,main_section,members_count,menu,ogrn,phone,site,status,verified,wall"
)
_USER_FIELDS = "city,domain,online,photo_50,photo_100,sex,screen_name,verified"
_BOTH = f"{_FIELDS},{_USER_FIELDS}"

CALLS: dict[str, list[Row]] = {
    # groups
    "groups.addAddress": [Row(_group(**_PLACE))],
    "groups.addCallbackServer": [Row(_group(url="http://127.0.0.1:9/", title="a"))],
    "groups.addLink": [Row(_group(link="https://sandbox.invalid/", text="Сайт"))],
    "groups.approveRequest": [Row(lambda ask: {"group_id": ask.asked_to_join(), "user_id": 2})],
    "groups.ban": [Row(_group(owner_id=5, reason=1))],
    "groups.create": [Row({"title": "Новое сообщество", "type": "public"})],
    "groups.deleteAddress": [Row(_address("address_id"))],
    "groups.deleteCallbackServer": [Row(_server("server_id"))],
    "groups.deleteLink": [Row(_link("link_id"))],
    "groups.disableOnline": [Row(_group(), token="community")],
    "groups.edit": [Row(_group(description="Новое описание", website="https://a.invalid"))],
    "groups.editAddress": [Row(_address("address_id", title="Другая приёмная"))],
    "groups.editCallbackServer": [Row(_server("server_id", url="http://127.0.0.1:9/b", title="b"))],
    "groups.editLink": [Row(_link("link_id", text="Портал"))],
    "groups.editManager": [
        Row(_group(user_id=5, role="editor")),
        Row(_group(user_id=5, is_contact=1, contact_position="Приёмная")),
    ],
    "groups.enableOnline": [Row(_group(), token="community")],
    "groups.get": [
        Row({"user_id": 7}),
        Row({"user_id": 7, "extended": 1, "fields": _FIELDS}, "extendedResponse"),
    ],
    "groups.getAddresses": [
        Row(lambda ask: {"group_id": _address("address_id")(ask)["group_id"]}),
    ],
    "groups.getBanned": [Row(lambda ask: {"group_id": _banned(ask)["group_id"]})],
    "groups.getById": [
        Row(lambda ask: {"group_ids": ask.box.publics, "fields": _FIELDS}),
        Row({}, token="community"),
        Row(_group(fields=_FIELDS), token="service"),
    ],
    "groups.getCallbackConfirmationCode": [Row(_group())],
    "groups.getCallbackServers": [
        Row(lambda ask: {"group_id": _server("server_id")(ask)["group_id"]})
    ],
    "groups.getCallbackSettings": [
        Row(_group()),
        Row(_server("server_id")),
    ],
    "groups.getCatalogInfo": [
        Row({}),
        Row({"extended": 1}, "extendedResponse"),
    ],
    "groups.getInvitedUsers": [Row(_group())],
    "groups.getInvites": [Row({}), Row({"extended": 1}, "extendedResponse")],
    "groups.getLongPollServer": [Row(_listening, token="community")],
    "groups.getLongPollSettings": [Row(_group())],
    "groups.getMembers": [
        Row(_group()),
        Row(_group(fields=_USER_FIELDS), "fieldsResponse"),
        Row(_group(filter="managers"), "filterResponse"),
    ],
    "groups.getOnlineStatus": [Row(_group(), token="community")],
    "groups.getRequests": [
        Row(lambda ask: {"group_id": ask.asked_to_join()}),
        Row(lambda ask: {"group_id": ask.asked_to_join(), "fields": "city"}, "fieldsResponse"),
    ],
    "groups.getSettings": [Row(_group())],
    "groups.getTagList": [Row(lambda ask: {"group_id": _tag()(ask)["group_id"]})],
    "groups.getTokenPermissions": [Row({}, token="community")],
    "groups.invite": [
        Row(_group(user_id=5)),
        Row(_group(user_ids_list=_THREE), "userIdsResponse"),
    ],
    "groups.isMember": [
        Row(_group(user_id=7)),
        Row(_group(user_ids=_THREE), "userIdsResponse"),
        Row(_group(user_id=7, extended=1), "extendedResponse"),
        Row(_group(user_ids=_THREE, extended=1), "userIds_Extended_Response"),
    ],
    "groups.join": [Row(_group())],
    "groups.leave": [Row(_group())],
    "groups.removeUser": [
        Row(lambda ask: {"group_id": ask.public, "user_id": ask.member()}),
    ],
    "groups.reorderLink": [Row(_link("link_id", after=0))],
    "groups.search": [Row({"q": "городской"})],
    "groups.setCallbackSettings": [Row(_server("server_id", wall_post_new=1))],
    "groups.setLongPollSettings": [Row(_group(enabled=1, wall_reply_new=1))],
    "groups.setSettings": [Row(_group(messages=1))],
    "groups.setUserNote": [Row(_group(user_id=5, note="Звонил"))],
    "groups.tagAdd": [Row(_group(tag_name="важно"))],
    "groups.tagBind": [Row(_tag(user_id=5, act="bind"))],
    "groups.tagDelete": [Row(_tag())],
    "groups.tagUpdate": [Row(_tag(tag_name="срочно"))],
    "groups.toggleMarket": [Row(_group(state="basic"))],
    "groups.unban": [Row(_banned)],
    # wall
    "wall.checkCopyrightLink": [Row({"link": "https://sandbox.invalid/"})],
    "wall.closeComments": [Row(_post())],
    "wall.createComment": [
        Row(_post(message="Спасибо")),
        Row(lambda ask: _post(message="Да", from_group=ask.public)(ask)),
        Row(_post(message="Да"), token="community"),
    ],
    "wall.delete": [Row(_post())],
    "wall.deleteComment": [Row(lambda ask: ask.comment())],
    "wall.edit": [Row(_post(message="Иначе"))],
    "wall.editAdsStealth": [
        Row(
            lambda ask: {
                "owner_id": ask.wall,
                "post_id": ask("wall.postAdsStealth", owner_id=ask.wall, message="Р")["post_id"],
                "message": "Реклама",
            }
        )
    ],
    "wall.editComment": [Row(lambda ask: {**ask.comment(), "message": "Иначе"})],
    "wall.get": [
        Row(_wall(count=100)),
        Row(_wall(count=5, extended=1, fields=_BOTH), "extendedResponse"),
        Row(_wall(count=5), token="service"),
    ],
    "wall.getById": [
        Row(lambda ask: {"posts": _rich(ask)}),
        Row(lambda ask: {"posts": _rich(ask), "extended": 1}, "extendedResponse"),
    ],
    "wall.getComment": [
        Row(lambda ask: _of(ask.comment())),
        Row(lambda ask: {**_of(ask.comment()), "extended": 1}, "extendedResponse"),
    ],
    "wall.getComments": [
        Row(lambda ask: _talk(ask)),
        Row(lambda ask: {**_talk(ask), "extended": 1, "fields": _BOTH}, "extendedResponse"),
    ],
    "wall.getReposts": [Row(_reposted)],
    "wall.openComments": [Row(_post())],
    "wall.parseAttachedLink": [Row({"links": "https://sandbox.invalid/"})],
    "wall.pin": [Row(_post())],
    "wall.post": [
        Row(_wall(message="Проверка", from_group=1)),
        Row(_wall(message="Проверка"), token="community"),
        Row(lambda ask: {"owner_id": ask.wall, "message": "а", "publish_date": ask.later()}),
    ],
    "wall.postAdsStealth": [Row(_wall(message="Реклама"))],
    "wall.reportComment": [Row(lambda ask: {**_of(ask.comment()), "reason": 0})],
    "wall.reportPost": [Row(_post(reason=0))],
    "wall.repost": [
        Row(lambda ask: {"object": f"wall{ask.wall}_{ask.post()}", "group_id": ask.box.publics[1]})
    ],
    "wall.restore": [Row(_deleted(_post(), "wall.delete"))],
    "wall.restoreComment": [Row(_deleted(lambda ask: _of(ask.comment()), "wall.deleteComment"))],
    "wall.search": [
        Row(_wall(query="песочницы")),
        Row(_wall(query="песочницы", extended=1), "extendedResponse"),
    ],
    "wall.unpin": [Row(_deleted(_post(), "wall.pin"))],
    # board
    "board.addTopic": [Row(_group(title="Тема", text="Начало", from_group=1))],
    "board.closeTopic": [Row(Asker.topic)],
    "board.createComment": [Row(_with(Asker.topic, message="Ответ"))],
    "board.deleteComment": [Row(Asker.said)],
    "board.deleteTopic": [Row(Asker.topic)],
    "board.editComment": [Row(_with(Asker.said, message="Иначе"))],
    "board.editTopic": [Row(_with(Asker.topic, title="Новая тема"))],
    "board.fixTopic": [Row(Asker.topic)],
    "board.getComments": [
        Row(lambda ask: _of(ask.said(), "group_id", "topic_id")),
        Row(
            lambda ask: {**_of(ask.said(), "group_id", "topic_id"), "extended": 1, "need_likes": 1},
            "extendedResponse",
        ),
    ],
    "board.getTopics": [
        Row(_group(preview=2)),
        Row(_group(extended=1, preview=1, order=-2), "extendedResponse"),
    ],
    "board.openTopic": [Row(_deleted(Asker.topic, "board.closeTopic"))],
    "board.restoreComment": [Row(_deleted(Asker.said, "board.deleteComment"))],
    "board.unfixTopic": [Row(_deleted(Asker.topic, "board.fixTopic"))],
    # messages
    **_MESSAGES,
    # polls
    "polls.addVote": [
        Row(
            lambda ask: {
                "owner_id": ask.wall,
                "poll_id": (poll := ask.poll())["id"],
                "answer_ids": poll["answers"][0]["id"],
            }
        )
    ],
    "polls.create": [
        Row(_wall(question="Как?", add_answers='["Да"]', is_anonymous=1, background_id=1))
    ],
    "polls.deleteVote": [Row(lambda ask: _of(ask.voted(), "owner_id", "poll_id"))],
    "polls.edit": [
        Row(
            lambda ask: {
                "owner_id": ask.wall,
                "poll_id": ask.poll()["id"],
                "question": "Когда?",
                "add_answers": '["Завтра"]',
            }
        )
    ],
    "polls.getBackgrounds": [Row({})],
    "polls.getById": [
        Row(lambda ask: _of(ask.voted(), "owner_id", "poll_id")),
        Row(lambda ask: {**_of(ask.voted(), "owner_id", "poll_id"), "extended": 1}),
    ],
    "polls.getPhotoUploadServer": [Row(_wall())],
    "polls.getVoters": [
        Row(Asker.voted),
        Row(_with(Asker.voted, fields=_USER_FIELDS), "fieldsResponse"),
    ],
    "polls.savePhoto": [
        Row(lambda ask: _of(ask.upload("polls.getPhotoUploadServer"), "photo", "hash"))
    ],
    # likes
    "likes.add": [Row(lambda ask: {"type": "post", "owner_id": ask.wall, "item_id": ask.post()})],
    "likes.delete": [Row(_liked)],
    "likes.getList": [Row(_liked), Row(_with(_liked, extended=1), "extendedResponse")],
    "likes.isLiked": [Row(_liked)],
    # stats
    "stats.get": [
        Row(_group(interval="day", intervals_count=7)),
        Row(_group(interval="month", intervals_count=2, extended=1)),
        Row(_group(interval="all", stats_groups="reach")),
    ],
    "stats.getPostReach": [Row(_wall(post_ids=_THREE))],
    "stats.trackVisitor": [Row({})],
    # users
    "users.get": [
        Row({"user_ids": _THREE, "fields": _USER_FIELDS}),
        Row({}),
        Row({"user_ids": "id5", "name_case": "gen"}, token="service"),
    ],
    # utils
    "utils.checkLink": [Row({"url": "https://sandbox.invalid/"})],
    "utils.deleteFromLastShortened": [Row(lambda ask: {"key": _short(ask)})],
    "utils.getLastShortenedLinks": [Row(lambda ask: {"count": 5} if _short(ask) else {})],
    "utils.getLinkStats": [
        Row(lambda ask: {"key": _short(ask), "intervals_count": 3}),
        Row(lambda ask: {"key": _short(ask), "extended": 1}, "extendedResponse"),
    ],
    "utils.getServerTime": [Row({}, token="service")],
    "utils.getShortLink": [Row({"url": "https://sandbox.invalid/"})],
    "utils.resolveScreenName": [
        Row(lambda ask: {"screen_name": ask.box.world.publics[ask.public]["screen_name"]}),
        Row({"screen_name": "id5"}),
    ],
    # media
    "account.getAppPermissions": [Row({})],
    "photos.getAlbums": [
        Row(_wall(need_system=1, need_covers=1, photo_sizes=1)),
        Row(
            lambda ask: (
                {"owner_id": ask.wall, "album_ids": 1} if ask("photos.save", **_album(ask)) else {}
            )
        ),
    ],
    "photos.getChatUploadServer": [Row(Asker.chat, token=_C)],
    "photos.get": [Row(_wall(album_id="wall", count=5))],
    "photos.getById": [Row(lambda ask: {"photos": ask.photo()})],
    "photos.getMessagesUploadServer": [Row({}, token="community")],
    "photos.getOwnerCoverPhotoUploadServer": [Row(_group())],
    "photos.getOwnerPhotoUploadServer": [Row(_wall())],
    "photos.getUploadServer": [Row(_group(album_id=1))],
    "photos.getWallUploadServer": [Row(_group())],
    "photos.save": [Row(lambda ask: _album(ask))],
    "photos.saveMessagesPhoto": [Row(lambda ask: ask.upload("photos.getMessagesUploadServer"))],
    "photos.saveOwnerCoverPhoto": [
        Row(lambda ask: ask.upload("photos.getOwnerCoverPhotoUploadServer", group_id=ask.public))
    ],
    "photos.saveOwnerPhoto": [
        Row(lambda ask: ask.upload("photos.getOwnerPhotoUploadServer", owner_id=ask.wall))
    ],
    "photos.saveWallPhoto": [
        Row(
            lambda ask: {
                **ask.upload("photos.getWallUploadServer", group_id=ask.public),
                "group_id": ask.public,
            }
        )
    ],
    "docs.get": [
        Row(lambda ask: {"owner_id": int(ask.document().partition("_")[0]), "return_tags": 1})
    ],
    "docs.getById": [Row(lambda ask: {"docs": ask.document()})],
    "docs.getMessagesUploadServer": [Row({"peer_id": 5}, token="community")],
    "docs.getUploadServer": [Row(_group())],
    "docs.getWallUploadServer": [Row(_group(), token="community")],
    "docs.save": [
        Row(
            lambda ask: ask.upload(
                "docs.getMessagesUploadServer", "a.ogg", "file", type="audio_message"
            )
        ),
        Row(
            lambda ask: ask.upload("docs.getMessagesUploadServer", "a.png", "file", type="graffiti")
        ),
        Row(
            lambda ask: ask.upload(
                "docs.getWallUploadServer", "a.pdf", field="file", group_id=ask.public
            )
        ),
    ],
    "video.delete": [Row(Asker.video)],
    "video.edit": [Row(_with(Asker.video, name="Иначе"))],
    "video.get": [
        Row(lambda ask: {"owner_id": ask.video()["owner_id"]}),
        Row(lambda ask: {"videos": "{owner_id}_{video_id}".format(**ask.video())}),
    ],
    "video.save": [Row(_group(name="Видео", description="О дорогах"))],
}


def _of(made: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    return {name: made[name] for name in names or ("owner_id", "comment_id")}


def _talk(ask: Asker) -> Mapping[str, Any]:
    """A post with comments, one of them answered and one deleted."""
    first = ask.comment()
    post = first["post_id"]
    ask.comment(post, reply_to_comment=first["comment_id"])
    gone = ask.comment(post)
    ask("wall.deleteComment", **_of(gone))
    return {"owner_id": ask.wall, "post_id": post, "thread_items_count": 5, "need_likes": 1}


def _album(ask: Asker) -> Mapping[str, Any]:
    where = {"group_id": ask.public, "album_id": 1}
    sent = ask.upload("photos.getUploadServer", field="file1", **where)
    return {**_of(sent, "server", "photos_list", "hash"), **where}
