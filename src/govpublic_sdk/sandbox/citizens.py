"""Citizens who act: they write, comment, press buttons, come and go, as VK would let them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic_core import from_json, to_json

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.sandbox.gateway import Gateway
from govpublic_sdk.sandbox.keyboards import find_action
from govpublic_sdk.sandbox.reactions import TITLES
from govpublic_sdk.sandbox.values import Json

__all__ = ["Citizens"]

_USUAL = 7
_MINUTE = 60


class Citizens:
    """What the citizens «Житель 3», «Житель 4» and so on do.

    Each method takes the id of a `citizen`. It changes the world as a call with that person's token
    would, and the listeners of the community's events receive them.

    Raises:
        Refused: VK would not let the citizen do it, such as one who is banned.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._world = gateway.world

    @check_arguments
    def write(
        self,
        public: int,
        text: str = "",
        *,
        citizen: int = _USUAL,
        attachments: Sequence[str] = (),
        payload: object = None,
        reply_to: int = 0,
    ) -> int:
        """Write a message to a public.

        Args:
            public: Its id.
            text: What is written.
            citizen: Who writes.
            attachments: Words such as `photo7_456239017`.
            payload: What a button of text would send with it.
            reply_to: The message that is answered.

        Returns:
            The id of the message.
        """
        more: Json = {"payload": to_json(payload).decode()} if payload is not None else {}
        more |= {"reply_to": reply_to} if reply_to else {}
        words = {"message": text, "attachment": ",".join(attachments)}
        whole = {"peer_id": -public, "random_id": 0, **words, **more}
        return int(self._do(citizen, "messages.send", **whole))

    @check_arguments
    def press(self, public: int, label: str, *, citizen: int = _USUAL) -> str:
        """Press a button of a keyboard that the public has sent.

        Args:
            public: Its id.
            label: The text of the button.
            citizen: Who presses.

        Returns:
            For a callback button the `event_id` that `answer` takes, else nothing.

        Raises:
            ValueError: The button does not exist, or the public does not receive its press.
        """
        dialog = self._world.mail.between(public, citizen)
        boards: list[tuple[Json, Json]] = [
            (one["keyboard"], one) for one in reversed(dialog.messages) if "keyboard" in one
        ]
        boards += [(dialog.keyboard, {})] if dialog.keyboard else []
        for board, message in boards:
            action = find_action(board, label)
            if action is not None:
                return self._send_press(public, citizen, action, message)
        raise ValueError(f"label: {label!r} stands on no button")

    @check_arguments
    def answer(self, event_id: str) -> Json | None:
        """What a public showed after a callback button was pressed; None while it was silent."""
        press = self._world.mail.presses[event_id]
        found: Json | None = press.get("answer")
        return found

    @check_arguments
    def received(self, public: int, *, citizen: int = _USUAL) -> list[Json]:
        """What a public has written to a citizen, oldest first, as VK shows it."""
        dialog = self._world.mail.between(public, citizen)
        seen = dialog.messages_of(citizen)
        return [dialog.show(one, citizen) for one in seen if one["from_id"] == -public]

    @check_arguments
    def read(self, public: int, *, citizen: int = _USUAL) -> None:
        """Read all that a public has written."""
        self._do(citizen, "messages.markAsRead", peer_id=-public)

    @check_arguments
    def type(self, public: int, *, citizen: int = _USUAL) -> None:
        """Begin to write."""
        self._do(citizen, "messages.setActivity", peer_id=-public, type="typing")

    @check_arguments
    def allow(self, public: int, *, citizen: int = _USUAL, key: str = "") -> None:
        """Let a public write."""
        self._do(citizen, "messages.allowMessagesFromGroup", group_id=public, key=key)

    @check_arguments
    def deny(self, public: int, *, citizen: int = _USUAL) -> None:
        """Let a public write no more."""
        self._do(citizen, "messages.denyMessagesFromGroup", group_id=public)

    @check_arguments
    def comment(
        self, public: int, post_id: int, text: str, *, citizen: int = _USUAL, reply_to: int = 0
    ) -> int:
        """Comment on a post.

        Args:
            public: The public on whose wall it is.
            post_id: The post.
            text: What is written.
            citizen: Who writes.
            reply_to: The comment that is answered.

        Returns:
            The id of the comment.
        """
        more = {"reply_to_comment": reply_to} if reply_to else {}
        where = {"owner_id": -public, "post_id": post_id}
        done = self._do(citizen, "wall.createComment", **where, message=text, **more)
        return int(done["comment_id"])

    @check_arguments
    def discuss(self, public: int, topic_id: int, text: str, *, citizen: int = _USUAL) -> int:
        """Write in a topic of the board; the id of the message."""
        where = {"group_id": public, "topic_id": topic_id}
        return int(self._do(citizen, "board.createComment", **where, message=text))

    @check_arguments
    def suggest(self, public: int, text: str, *, citizen: int = _USUAL) -> int:
        """Suggest a post; its id."""
        done = self._do(citizen, "wall.post", owner_id=-public, message=text)
        return int(done["post_id"])

    @check_arguments
    def like(self, public: int, post_id: int, *, citizen: int = _USUAL) -> None:
        """Like a post."""
        self._do(citizen, "likes.add", type="post", owner_id=-public, item_id=post_id)

    @check_arguments
    def react(self, public: int, post_id: int, reaction: int, *, citizen: int = _USUAL) -> None:
        """React to a post; another reaction takes the place of the first.

        Args:
            public: The public on whose wall it is.
            post_id: The post.
            reaction: The reaction's id, 0 to 5; 0 is a plain like.
            citizen: Who reacts.

        Raises:
            ValueError: The reaction does not exist.
        """
        if not 0 <= reaction < len(TITLES):
            raise ValueError(f"reaction: {reaction} (expected 0 to {len(TITLES) - 1})")
        self.like(public, post_id, citizen=citizen)
        self._world.likes["post", -public, post_id][citizen] = reaction

    @check_arguments
    def unlike(self, public: int, post_id: int, *, citizen: int = _USUAL) -> None:
        """Take a like or another reaction back."""
        self._do(citizen, "likes.delete", type="post", owner_id=-public, item_id=post_id)

    @check_arguments
    def vote(self, public: int, poll_id: int, answer_id: int, *, citizen: int = _USUAL) -> None:
        """Vote in a poll."""
        which = {"owner_id": -public, "poll_id": poll_id}
        self._do(citizen, "polls.addVote", **which, answer_ids=answer_id)

    @check_arguments
    def join(self, public: int, *, citizen: int = _USUAL) -> None:
        """Become a member, or ask to be let in."""
        self._do(citizen, "groups.join", group_id=public)

    @check_arguments
    def leave(self, public: int, *, citizen: int = _USUAL) -> None:
        """Stop being a member."""
        self._do(citizen, "groups.leave", group_id=public)

    def _send_press(self, public: int, citizen: int, action: Json, message: Json) -> str:
        payload = action.get("payload") or "{}"
        if action["type"] == "text":
            words = {"message": action["label"], "payload": payload}
            self._do(citizen, "messages.send", peer_id=-public, random_id=0, **words)
            return ""
        if action["type"] != "callback":
            raise ValueError(f"label: a button of kind {action['type']} tells a public nothing")
        return self._send_callback(public, citizen, from_json(payload), message)

    def _send_callback(self, public: int, citizen: int, payload: Any, message: Json) -> str:
        presses = self._world.mail.presses
        mark = f"press {self._world.region.seed} {len(presses)}"
        event_id = hashlib.sha256(mark.encode()).hexdigest()[:12]
        until = self._world.clock.now() + _MINUTE
        presses[event_id] = {"who": (public, citizen, citizen), "until": until}
        thing: Json = {"user_id": citizen, "peer_id": citizen, "event_id": event_id}
        thing["payload"] = payload
        if message:
            thing["conversation_message_id"] = message["conversation_message_id"]
        self._world.tell(public, "message_event", thing)
        return event_id

    def _do(self, citizen: int, method: str, **params: Any) -> Any:
        if self._world.user(citizen) is None:
            raise ValueError(f"citizen: there is no citizen {citizen}")
        return self._gateway.act(citizen, method, **params)
