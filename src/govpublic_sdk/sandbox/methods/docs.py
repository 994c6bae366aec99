"""Documents: where they can be sent, how they are saved, how they are read."""

from __future__ import annotations

from pathlib import PurePath

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.uploads import address, taken
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _address(ask: Ask) -> Json:
    number = ask.number("group_id", 0)
    if number:
        ask.managed(ask.group_id())
    return {"upload_url": address(ask, "doc", group_id=number)}


@method("docs.getWallUploadServer", "UG")
def get_wall_upload_server(ask: Ask) -> Json:
    """Where a document for a wall can be sent."""
    return _address(ask)


@method("docs.getUploadServer", "U")
def get_upload_server(ask: Ask) -> Json:
    """Where a document can be sent."""
    return _address(ask)


@method("docs.getMessagesUploadServer", "UG")
def get_messages_upload_server(ask: Ask) -> Json:
    """Where a document for a message can be sent."""
    return {"upload_url": address(ask, "doc", group_id=0)}


@method("docs.save", "UG")
def save(ask: Ask) -> Json:
    """Save a document."""
    about = taken(ask, "doc", ask.needed("file").partition("|")[0])
    owner = -about["group_id"] if about["group_id"] else max(1, ask.caller.id)
    number = ask.world.new_id()
    document: Json = {
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
    ask.world.things["doc", owner, number] = document
    return {"type": "doc", "doc": document}


@method("docs.getById", "UG")
def get_by_id(ask: Ask) -> list[Json]:
    """Documents by id; those that do not exist are left out."""
    found: list[Json] = []
    for word in ask.words("docs") or [ask.needed("docs")]:
        document = ask.world.things.get(("doc", *ask.pair(word, "docs")))
        found += [document] if document else []
    return found


@method("docs.get", "U")
def get(ask: Ask) -> Json:
    """The documents of an owner."""
    owner = ask.number("owner_id", ask.caller.id)
    things = ask.world.things.items()
    found = [thing for (kind, of, _), thing in things if (kind, of) == ("doc", owner)]
    return ask.page(found, count=100, most=2000)
