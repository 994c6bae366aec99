"""What an edit keeps: VK replaces a text with all that belongs to it, so the rest is sent along.

What cannot be sent along is refused before anything is sent, unless the caller lets it go. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from govpublic_sdk._resources._vk_text import is_damaged_name
from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import Conflict, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Call
    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.keyboards import Keyboard as ShownKeyboard
    from govpublic_sdk.models.posts import Geo

__all__ = [
    "Kept",
    "keep_text",
]

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "<br>": "\n"}
_ENTITY = re.compile("|".join(_ENTITIES))
_THING = re.compile(r"[a-z_]+-?\d+_\d+(?:_[\w-]+)?")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_REPLACED = "\ufffd"  # stands for bytes that nobody could read
_LEGIBLE = ("text", "label")  # words for people; one wrong letter leaves the rest as it is
_UNREADABLE = "unreadable"
_SHOWN_ONLY = ("posted_photo", "wall_reply")  # no method of VK attaches them
_AS_DOCUMENTS = ("audio_message", "graffiti")  # VK attaches them by the word `doc`


def keep_text(text: str | None) -> str:
    """Return a text as it was sent: VK shows four characters as entities.

    Others stay: `&copy` may be a part of an address.
    """
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text or "")


class Kept:
    """Collects what an edit would lose.

    Args:
        may_lose: What the caller lets go, by the names in the error.
        advice: What to do, where nothing may be let go.

    Raises:
        ParameterError: `may_lose` is a text.
    """

    def __init__(self, may_lose: Collection[str] = (), *, advice: str | None = None) -> None:
        if isinstance(may_lose, str) or not isinstance(cast("object", may_lose), Collection):
            raise ParameterError(
                "may_lose",
                describe(cast("object", may_lose)),
                "a list of names, for example ['sticker']",
            )
        self._advice = advice
        self._may_lose = frozenset(may_lose)
        self._lost: list[str] = []

    def lose(self, name: str) -> None:
        """Note something that cannot be sent along."""
        if name not in self._may_lose:
            self._lost.append(name)

    def lose_unfit(self, shown: object, *names: str, name: str | None = None) -> None:
        """Note fields whose values VK sent in a form that could not be read.

        A text with single control characters can still be sent as it is; a word that means
        something to VK cannot. A name with wrong bytes may be that of any field.

        Args:
            shown: A model, or None.
            *names: The fields; without any, all.
            name: What the error calls them; by default as the fields are called.
        """
        unfit: Mapping[str, object] = getattr(shown, "unfit", {})
        for field in {path.partition(".")[0] for path in unfit}:
            value = getattr(shown, field, None)
            is_whole = field in _LEGIBLE and isinstance(value, str) and _REPLACED not in value
            if is_damaged_name(field):
                self.lose(_UNREADABLE)
            elif (not names or field in names) and not is_whole:
                self.lose(name or field)

    def check(self, call: Call[Any]) -> None:
        """Refuse the edit if it would lose something.

        Raises:
            Conflict: It would.
        """
        if self._lost:
            lost = sorted(set(self._lost))
            advice = self._advice or Text(
                "If they may be lost, pass may_lose={names}; new attachments replace the old.",
                names=repr(lost),
            )
            raise Conflict(
                Text("The edit would lose: {names}.", names=tuple(lost)), call=call, advice=advice
            )

    def attachments(self, shown: Iterable[Attachment] | None, *, links: bool = False) -> list[str]:
        """Return the texts by which attachments are attached again.

        Args:
            shown: The attachments.
            links: Whether VK takes links; without it VK makes them of the text again.
        """
        return [text for one in shown or () for text in self._attach(one, links=links)]

    def _attach(self, one: Attachment, *, links: bool) -> Iterable[str]:
        self.lose_unfit(one.body, "id", "owner_id", "access_key", "url", name=one.type)
        if one.link or one.type == "link":
            url = keep_text(one.link.url if one.link else None)
            if links and not _LINK.fullmatch(url):
                self.lose("link")
            return [url] if links and url else []
        text = one.reference
        if text is None or one.type in _SHOWN_ONLY or not _THING.fullmatch(text):
            self.lose(one.type)
            return []
        if one.type in _AS_DOCUMENTS:
            return [f"doc{text.removeprefix(one.type)}"]
        return [text]

    def place(self, geo: Geo | None) -> dict[str, float | int]:
        """Return the parameters of a place."""
        if geo is None:
            return {}
        point, place = geo.point, geo.place
        latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
        if place and (latitude is None or longitude is None):
            latitude, longitude = place.latitude, place.longitude
        found = {"lat": latitude, "long": longitude, "place_id": (place and place.id) or None}
        sent = {name: value for name, value in found.items() if value is not None}
        if "place_id" not in sent and len(sent) < len(("lat", "long")):
            self.lose("place")
            return {}
        return sent

    def keyboard(self, shown: ShownKeyboard | None) -> str | None:
        """Return buttons as JSON, as VK takes them."""
        if shown is None:
            return None
        self.lose_unfit(shown, name="keyboard")
        rows = [[self._button(button) for button in row] for row in shown.buttons or ()]
        sent = {"one_time": bool(shown.one_time), "inline": bool(shown.inline), "buttons": rows}
        return json.dumps(sent, ensure_ascii=False, separators=(",", ":"))

    def _button(self, button: Any) -> dict[str, object]:
        for part in (button, button.action):
            self.lose_unfit(part, name="keyboard")
        kept: dict[str, object] = button.model_dump(mode="json", exclude_none=True)
        action = kept.get("action")
        if not isinstance(action, dict):
            self.lose("keyboard")
            return kept
        known = cast("dict[str, object]", action)
        payload = known.get("payload")
        if payload is not None and not isinstance(payload, str):  # VK shows it as text or as JSON
            known["payload"] = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        return kept
