"""Documents: where they can be sent, how they are saved, how they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _address(ask: MethodCall) -> Json:
    number = ask.number("group_id", 0)
    if number:
        ask.check_manager(ask.group_id())
    return {"upload_url": address(ask, "doc", group_id=number)}


@method("docs.getWallUploadServer", "UG")
def get_wall_upload_server(ask: MethodCall) -> Json:
    """Where a document for a wall can be sent."""
    return _address(ask)


@method("docs.getUploadServer", "U")
def get_upload_server(ask: MethodCall) -> Json:
    """Where a document can be sent."""
    return _address(ask)


@method("docs.getMessagesUploadServer", "UG")
def get_messages_upload_server(ask: MethodCall) -> Json:
    """Where a document for a message can be sent."""
    kind = ask.choice("type", ("doc", *_PREVIEWS), "doc")
    return {"upload_url": address(ask, "doc", group_id=0, type=kind)}


@method("docs.save", "UG")
def save(ask: MethodCall) -> Json:
    """Save a document, also a voice message or a graffiti, as the address was asked for."""
    about = take_upload(ask, "doc", ask.require("file").partition("|")[0])
    group = about["group_id"] or (ask.caller.id if ask.caller.kind == "G" else 0)
    document = _document(ask, about, -group or ask.caller.id)
    kind = about.get("type", "doc")
    owner, number = document["owner_id"], document["id"]
    ask.world.things["doc", owner, number] = document
    if kind == "doc":
        return {"type": kind, kind: document}
    number_of_kind, name, shape = _PREVIEWS[kind]
    content = shape(document["url"], about["size"])
    document.update(type=number_of_kind, preview={name: content})
    same = {field: document[field] for field in ("id", "owner_id", "access_key")}
    thing = {**same, **content}
    if "src" in thing:
        thing["url"] = thing.pop("src")
    ask.world.things[kind, owner, number] = thing
    return {"type": kind, kind: thing}


def _document(ask: MethodCall, about: Json, owner: int) -> Json:
    number = ask.world.new_id()
    return {
        "id": number,
        "owner_id": owner,
        "title": ask.text("title") or about["name"],
        "size": about["size"],
        "ext": PurePath(about["name"]).suffix.lstrip("."),
        "date": ask.now,
        "type": 1,
        "url": f"https://sandbox.invalid/doc{owner}_{number}",
        "access_key": f"key{number}",
    }


def _voice(url: str, size: int) -> Json:
    """VK's fields of a voice message; its length comes from the file."""
    links = {"link_mp3": f"{url}.mp3", "link_ogg": f"{url}.ogg"}
    waveform = [place * 7 % 32 for place in range(128)]
    return {"duration": 1 + size // 2_000, "waveform": waveform, **links}  # 16 kbit a second


def _graffiti(url: str, size: int) -> Json:
    return {"src": f"{url}.png", "width": 640, "height": 480}


_PREVIEWS: dict[str, tuple[int, str, Callable[[str, int], Json]]] = {
    "audio_message": (5, "audio_msg", _voice),
    "graffiti": (4, "graffiti", _graffiti),
}
"""Documents with a form of their own: VK's number, the name of the preview, its content."""


@method("docs.getById", "UG")
def get_by_id(ask: MethodCall) -> list[Json]:
    """Documents by id; those that do not exist are left out."""
    found: list[Json] = []
    for word in ask.words("docs") or [ask.require("docs")]:
        document = ask.world.things.get(("doc", *ask.pair(word, "docs")))
        found += [document] if document else []
    return found


@method("docs.get", "U")
def get(ask: MethodCall) -> Json:
    """The documents of an owner."""
    owner = ask.number("owner_id", ask.caller.id)
    things = ask.world.things.items()
    found = [thing for (kind, of, _), thing in things if (kind, of) == ("doc", owner)]
    return ask.page(found, count=100, most=2000)
