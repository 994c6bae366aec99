"""Photos: where they can be sent, how they are saved, how they are read."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.posts import new_photo
from govpublic_sdk.sandbox.uploads import address, taken
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _managed(ask: Ask) -> int:
    number = ask.group_id()
    ask.managed(number)
    return number


def _saved(ask: Ask, owner: int, album: int) -> Json:
    number = ask.world.new_id()
    photo = new_photo(owner, number, ask.now, album, ask.text("caption"))
    ask.world.things["photo", owner, number] = photo
    return photo


@method("photos.getWallUploadServer", "U")
def get_wall_upload_server(ask: Ask) -> Json:
    """Where a photo for a wall can be sent."""
    number = _managed(ask)
    return {"upload_url": address(ask, "photo"), "album_id": -14, "user_id": 1, "group_id": number}


@method("photos.saveWallPhoto", "U")
def save_wall_photo(ask: Ask) -> list[Json]:
    """Save a photo for a wall."""
    ask.needed("server")
    taken(ask, ask.needed("hash"), ask.needed("photo"))
    number = ask.number("group_id", 0)
    return [_saved(ask, -number if number else ask.caller.id, -14)]


@method("photos.getMessagesUploadServer", "UG")
def get_messages_upload_server(ask: Ask) -> Json:
    """Where a photo for a message can be sent."""
    return {"upload_url": address(ask, "photo"), "album_id": -64, "user_id": 1}


@method("photos.saveMessagesPhoto", "UG")
def save_messages_photo(ask: Ask) -> list[Json]:
    """Save a photo for a message."""
    taken(ask, ask.needed("hash"), ask.needed("photo"))
    return [_saved(ask, -ask.caller.id if ask.caller.kind == "G" else ask.caller.id, -64)]


@method("photos.getUploadServer", "U")
def get_upload_server(ask: Ask) -> Json:
    """Where photos for an album can be sent."""
    album = ask.number("album_id")
    return {"upload_url": address(ask, "album"), "album_id": album, "user_id": 1}


@method("photos.save", "U")
def save(ask: Ask) -> list[Json]:
    """Save photos in an album."""
    taken(ask, ask.needed("hash"), ask.needed("photos_list"))
    number = ask.number("group_id", 0)
    owner = -number if number else ask.caller.id
    return [_saved(ask, owner, ask.number("album_id"))]


@method("photos.getOwnerPhotoUploadServer", "U")
def get_owner_photo_upload_server(ask: Ask) -> Json:
    """Where an avatar can be sent."""
    return {"upload_url": address(ask, "photo")}


@method("photos.saveOwnerPhoto", "U")
def save_owner_photo(ask: Ask) -> Json:
    """Save an avatar."""
    taken(ask, ask.needed("hash"), ask.needed("photo"))
    source = "https://sandbox.invalid/avatar.jpg"
    return {"photo_hash": "", "photo_src": source, "photo_src_big": source, "saved": 1}


@method("photos.getOwnerCoverPhotoUploadServer", "UG")
def get_owner_cover_photo_upload_server(ask: Ask) -> Json:
    """Where a cover can be sent."""
    return {"upload_url": address(ask, "cover", group_id=_managed(ask))}


@method("photos.saveOwnerCoverPhoto", "UG")
def save_owner_cover_photo(ask: Ask) -> Json:
    """Save a cover."""
    about = taken(ask, ask.needed("hash"), ask.needed("photo"))
    url = f"https://sandbox.invalid/cover{about['group_id']}.jpg"
    images = [{"url": url, "width": 1590, "height": 400}]
    ask.world.publics[about["group_id"]]["cover"] = {"enabled": 1, "images": images}
    return {"images": images}


def _find(ask: Ask, word: str) -> Any:
    owner, number = [*word.split("_"), "", ""][:2]
    if not (owner.lstrip("-").isdigit() and number.isdigit()):
        ask.wrong("photos")
    return ask.world.things.get(("photo", int(owner), int(number)))


@method("photos.getById", "US")
def get_by_id(ask: Ask) -> list[Json]:
    """Photos by id; those that do not exist are left out."""
    found = [_find(ask, word) for word in ask.words("photos") or [ask.needed("photos")]]
    return [one for one in found if one]


@method("photos.get", "US")
def get(ask: Ask) -> Json:
    """The photos of an album."""
    owner, album = ask.number("owner_id"), ask.text("album_id")
    names = {"wall": -7, "profile": -6, "saved": -15}
    number = names.get(album, int(album) if album.lstrip("-").isdigit() else 0)
    found = [
        thing
        for (kind, of, _), thing in ask.world.things.items()
        if kind == "photo" and of == owner and thing["album_id"] == number
    ]
    return ask.page(found, count=50, most=1000)
