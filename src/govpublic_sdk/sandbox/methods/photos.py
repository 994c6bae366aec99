"""Photos: where they can be sent, how they are saved, how they are read."""

from __future__ import annotations

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.posts import new_photo
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_SYSTEM = {
    -6: "Фотографии со страницы сообщества",
    -7: "Фотографии на стене",
    -15: "Сохранённые фотографии",
}
_MAX_ALBUMS = 10_000  # VK names no maximum; a community may have that many


def _managed_group(ask: MethodCall) -> int:
    number = ask.group_id()
    ask.check_manager(number)
    return number


def _save(ask: MethodCall, owner: int, album: int) -> Json:
    number = ask.world.new_id()
    photo = new_photo(owner, number, ask.now, album, ask.text("caption"))
    ask.world.things["photo", owner, number] = photo
    return photo


@method("photos.getWallUploadServer", "U")
def get_wall_upload_server(ask: MethodCall) -> Json:
    """Where a photo for a wall can be sent."""
    number = _managed_group(ask) if "group_id" in ask.params else 0
    return {
        "upload_url": address(ask, "wall photo"),
        "album_id": -14,
        "user_id": abs(ask.caller.id),
        **({"group_id": number} if number else {}),
    }


def _take_upload(ask: MethodCall, kind: str, field: str = "photo") -> Json:
    return take_upload(ask, kind, ask.require("hash"), ask.require(field))


@method("photos.saveWallPhoto", "U")
def save_wall_photo(ask: MethodCall) -> list[Json]:
    """Save a photo for a wall."""
    ask.require("server")
    number = _managed_group(ask) if ask.number("group_id", 0) else 0
    _take_upload(ask, "wall photo")
    return [_save(ask, -number or ask.caller.id, -14)]


@method("photos.getMessagesUploadServer", "UG")
def get_messages_upload_server(ask: MethodCall) -> Json:
    """Where a photo for a message can be sent."""
    where = {"upload_url": address(ask, "message photo"), "album_id": -64}
    if ask.caller.kind == "G":
        return {**where, "user_id": 0, "group_id": ask.caller.id}
    return {**where, "user_id": ask.caller.id}


@method("photos.saveMessagesPhoto", "UG")
def save_messages_photo(ask: MethodCall) -> list[Json]:
    """Save a photo for a message."""
    _take_upload(ask, "message photo")
    return [_save(ask, -ask.caller.id if ask.caller.kind == "G" else ask.caller.id, -64)]


@method("photos.getUploadServer", "U")
def get_upload_server(ask: MethodCall) -> Json:
    """Where up to five photos for an album can be sent."""
    album = ask.number("album_id")
    group = {"group_id": _managed_group(ask)} if ask.number("group_id", 0) else {}
    where = {"album_id": album, "user_id": ask.caller.id, **group}
    return {"upload_url": address(ask, "album", **where), **where}


@method("photos.save", "U")
def save(ask: MethodCall) -> list[Json]:
    """Save photos in an album."""
    number, album = (
        (_managed_group(ask) if ask.number("group_id", 0) else 0),
        ask.number("album_id"),
    )
    about = _take_upload(ask, "album", "photos_list")
    saved = [_save(ask, -number or ask.caller.id, album) for _ in range(about["files"])]
    for photo in saved:
        ask.world.tell(number, "photo_new", photo)
    return saved


@method("photos.getOwnerPhotoUploadServer", "U")
def get_owner_photo_upload_server(ask: MethodCall) -> Json:
    """Where an avatar can be sent."""
    owner = ask.number("owner_id", ask.caller.id)
    if owner < 0:
        ask.check_manager(ask.existing_group(-owner, "owner_id"))
    return {"upload_url": address(ask, "avatar", owner_id=owner)}


@method("photos.saveOwnerPhoto", "U")
def save_owner_photo(ask: MethodCall) -> Json:
    """Save an avatar."""
    owner = _take_upload(ask, "avatar")["owner_id"]
    source = f"https://sandbox.invalid/avatar{owner}_{ask.now}.jpg"
    shown = ask.world.publics[-owner] if owner < 0 else ask.world.user(owner)
    if shown is not None:
        shown.update(photo_50=source, photo_100=source, photo_200=source, has_photo=1)
    photo = new_photo(owner, ask.world.new_id(), ask.now, -6)
    ask.world.tell(-owner, "group_change_photo", {"user_id": ask.caller.id, "photo": photo})
    return {"photo_hash": "", "photo_src": source, "photo_src_big": source, "saved": 1}


@method("photos.getOwnerCoverPhotoUploadServer", "UG")
def get_owner_cover_photo_upload_server(ask: MethodCall) -> Json:
    """Where a cover can be sent."""
    return {"upload_url": address(ask, "cover", group_id=_managed_group(ask))}


@method("photos.saveOwnerCoverPhoto", "UG")
def save_owner_cover_photo(ask: MethodCall) -> Json:
    """Save a cover."""
    about = _take_upload(ask, "cover")
    url = f"https://sandbox.invalid/cover{about['group_id']}.jpg"
    images = [{"url": url, "width": 1590, "height": 400}]
    ask.world.publics[about["group_id"]]["cover"] = {"enabled": 1, "images": images}
    return {"images": images}


@method("photos.getById", "US")
def get_by_id(ask: MethodCall) -> list[Json]:
    """Photos by id; those that do not exist are left out."""
    words = ask.words("photos") or [ask.require("photos")]
    found = [ask.world.things.get(("photo", *ask.pair(word, "photos"))) for word in words]
    return [one for one in found if one]


@method("photos.get", "US")
def get(ask: MethodCall) -> Json:
    """The photos of an album."""
    owner, album = ask.number("owner_id"), ask.text("album_id")
    names = {"wall": -7, "profile": -6, "saved": -15}
    number = names.get(album, int(album) if is_number(album) else 0)
    found = [one for one in _photos_of(ask, owner) if one["album_id"] == number]
    return ask.page(found, count=50, most=1000)


def _photos_of(ask: MethodCall, owner: int) -> list[Json]:
    things = ask.world.things.items()
    return [thing for (kind, of, _), thing in things if (kind, of) == ("photo", owner)]


@method("photos.getAlbums", "US")
def get_albums(ask: MethodCall) -> Json:
    """The albums of an owner: those that hold photos, and the system's own if wanted."""
    owner, wanted = ask.number("owner_id", ask.caller.id), ask.numbers("album_ids")
    if owner < 0:
        ask.readable(ask.existing_group(-owner, "owner_id"))
        ask.world.wall(-owner)  # its photos exist once the wall was looked at
    by_album: dict[int, list[Json]] = {}
    for photo in _photos_of(ask, owner):
        by_album.setdefault(photo["album_id"], []).append(photo)
    system = (
        {album: by_album.get(album, []) for album in _SYSTEM} if ask.flag("need_system") else {}
    )
    own = {album: photos for album, photos in sorted(by_album.items()) if album > 0}
    albums = [
        _album(ask, owner, album, photos)
        for album, photos in {**system, **own}.items()
        if not wanted or album in wanted
    ]
    return ask.page(albums, count=_MAX_ALBUMS, most=_MAX_ALBUMS)


def _album(ask: MethodCall, owner: int, album: int, photos: list[Json]) -> Json:
    dates = [photo["date"] for photo in photos]
    shown: Json = {"id": album, "owner_id": owner, "size": len(photos)}
    shown["title"] = _SYSTEM.get(album, f"Альбом {album}")
    shown["thumb_id"] = photos[-1]["id"] if photos else 0
    if album > 0:
        shown |= {"created": min(dates), "updated": max(dates), "description": ""}
    if ask.flag("need_covers") and photos:
        shown["thumb_src"] = photos[-1]["sizes"][0]["url"]
    if ask.flag("photo_sizes") and photos:
        sizes = photos[-1]["sizes"]
        shown["sizes"] = [{**size, "src": size["url"]} for size in sizes]
    return shown
