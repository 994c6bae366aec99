"""Documents: upload addresses, saving, reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _upload_address(call: MethodCall) -> Json:
    group_id = call.number("group_id", 0)
    if group_id:
        call.check_manager(call.group_id())
    return {"upload_url": address(call, "doc", group_id=group_id)}


@method("docs.getWallUploadServer", "UG")
def get_wall_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a document on a wall."""
    return _upload_address(call)


@method("docs.getUploadServer", "U")
def get_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a document."""
    return _upload_address(call)


@method("docs.getMessagesUploadServer", "UG")
def get_messages_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a document in a message."""
    kind = call.choice("type", ("doc", *_PREVIEWS), "doc")
    return {"upload_url": address(call, "doc", group_id=0, type=kind)}


@method("docs.save", "UG")
def save(call: MethodCall) -> Json:
    """Save a document, voice message or graffiti, depending on the upload address."""
    upload = take_upload(call, "doc", call.require("file").partition("|")[0])
    group_id = upload["group_id"] or (call.caller.id if call.caller.kind == "G" else 0)
    document = _new_document(call, upload, -group_id or call.caller.id)
    kind = upload.get("type", "doc")
    owner_id, document_id = document["owner_id"], document["id"]
    call.world.things["doc", owner_id, document_id] = document
    if kind == "doc":
        return {"type": kind, kind: document}
    type_id, name, shape = _PREVIEWS[kind]
    content = shape(document["url"], upload["size"])
    document.update(type=type_id, preview={name: content})
    identity = {field: document[field] for field in ("id", "owner_id", "access_key")}
    thing = {**identity, **content}
    if "src" in thing:
        thing["url"] = thing.pop("src")
    call.world.things[kind, owner_id, document_id] = thing
    return {"type": kind, kind: thing}


def _new_document(call: MethodCall, upload: Json, owner_id: int) -> Json:
    document_id = call.world.new_id()
    return {
        "id": document_id,
        "owner_id": owner_id,
        "title": call.text("title") or upload["name"],
        "size": upload["size"],
        "ext": PurePath(upload["name"]).suffix.lstrip("."),
        "date": call.now,
        "type": 1,
        "url": f"https://sandbox.invalid/doc{owner_id}_{document_id}",
        "access_key": f"key{document_id}",
    }


def _preview_voice(url: str, size: int) -> Json:
    """Return VK's fields of a voice message. The duration follows from the file size."""
    links = {"link_mp3": f"{url}.mp3", "link_ogg": f"{url}.ogg"}
    waveform = [index * 7 % 32 for index in range(128)]
    return {"duration": 1 + size // 2_000, "waveform": waveform, **links}  # 16 kbit a second


def _preview_graffiti(url: str, size: int) -> Json:
    return {"src": f"{url}.png", "width": 640, "height": 480}


_PREVIEWS: dict[str, tuple[int, str, Callable[[str, int], Json]]] = {
    "audio_message": (5, "audio_msg", _preview_voice),
    "graffiti": (4, "graffiti", _preview_graffiti),
}
"""Documents with a preview: VK's type, the preview's name and its content."""


@method("docs.getById", "UG")
def get_by_id(call: MethodCall) -> list[Json]:
    """Return documents by id and skip unknown ones."""
    words = call.words("docs") or [call.require("docs")]
    documents = [call.world.things.get(("doc", *call.pair(word, "docs"))) for word in words]
    return [document for document in documents if document]


@method("docs.get", "U")
def get(call: MethodCall) -> Json:
    """Return the documents of an owner."""
    owner_id = call.number("owner_id", call.caller.id)
    things = call.world.things.items()
    documents = [thing for key, thing in things if key[:2] == ("doc", owner_id)]
    return call.page(documents, count=100, most=2000)
