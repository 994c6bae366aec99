"""Photos: upload addresses, saving, reading, albums."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.groups import get_managed_group
from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.posts import new_photo
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_SYSTEM_ALBUMS = {
    -6: "Фотографии со страницы сообщества",
    -7: "Фотографии на стене",
    -15: "Сохранённые фотографии",
}
_MAX_ALBUMS = 10_000  # VK documents no page limit; 10,000 albums is its maximum for a community


def _save(ask: MethodCall, owner_id: int, album_id: int) -> Json:
    photo_id = ask.world.new_id()
    photo = new_photo(owner_id, photo_id, ask.now, album_id, ask.text("caption"))
    ask.world.things["photo", owner_id, photo_id] = photo
    return photo


@method("photos.getWallUploadServer", "U")
def get_wall_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for a photo on a wall."""
    group_id = get_managed_group(ask) if "group_id" in ask.params else 0
    return {
        "upload_url": address(ask, "wall photo"),
        "album_id": -14,
        "user_id": abs(ask.caller.id),
        **({"group_id": group_id} if group_id else {}),
    }


def _take_upload(ask: MethodCall, kind: str, field: str = "photo") -> Json:
    return take_upload(ask, kind, ask.require("hash"), ask.require(field))


@method("photos.saveWallPhoto", "U")
def save_wall_photo(ask: MethodCall) -> list[Json]:
    """Save a photo for a wall."""
    ask.require("server")
    group_id = get_managed_group(ask) if ask.number("group_id", 0) else 0
    _take_upload(ask, "wall photo")
    return [_save(ask, -group_id or ask.caller.id, -14)]


@method("photos.getMessagesUploadServer", "UG")
def get_messages_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for a photo in a message."""
    server = {"upload_url": address(ask, "message photo"), "album_id": -64}
    if ask.caller.kind == "G":
        return {**server, "user_id": 0, "group_id": ask.caller.id}
    return {**server, "user_id": ask.caller.id}


@method("photos.saveMessagesPhoto", "UG")
def save_messages_photo(ask: MethodCall) -> list[Json]:
    """Save a photo for a message."""
    _take_upload(ask, "message photo")
    return [_save(ask, -ask.caller.id if ask.caller.kind == "G" else ask.caller.id, -64)]


@method("photos.getUploadServer", "U")
def get_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for up to five photos of an album."""
    album_id = ask.number("album_id")
    group = {"group_id": get_managed_group(ask)} if ask.number("group_id", 0) else {}
    target = {"album_id": album_id, "user_id": ask.caller.id, **group}
    return {"upload_url": address(ask, "album", **target), **target}


@method("photos.save", "U")
def save(ask: MethodCall) -> list[Json]:
    """Save photos in an album."""
    group_id = get_managed_group(ask) if ask.number("group_id", 0) else 0
    album_id = ask.number("album_id")
    upload = _take_upload(ask, "album", "photos_list")
    saved = [_save(ask, -group_id or ask.caller.id, album_id) for _ in range(upload["files"])]
    for photo in saved:
        ask.world.tell(group_id, "photo_new", photo)
    return saved


@method("photos.getOwnerPhotoUploadServer", "U")
def get_owner_photo_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for an avatar."""
    owner_id = ask.number("owner_id", ask.caller.id)
    if owner_id < 0:
        ask.check_manager(ask.existing_group(-owner_id, "owner_id"))
    return {"upload_url": address(ask, "avatar", owner_id=owner_id)}


@method("photos.saveOwnerPhoto", "U")
def save_owner_photo(ask: MethodCall) -> Json:
    """Save an avatar."""
    owner_id = _take_upload(ask, "avatar")["owner_id"]
    url = f"https://sandbox.invalid/avatar{owner_id}_{ask.now}.jpg"
    page = ask.world.publics[-owner_id] if owner_id < 0 else ask.world.user(owner_id)
    if page is not None:
        page.update(photo_50=url, photo_100=url, photo_200=url, has_photo=1)
    photo = new_photo(owner_id, ask.world.new_id(), ask.now, -6)
    ask.world.tell(-owner_id, "group_change_photo", {"user_id": ask.caller.id, "photo": photo})
    return {"photo_hash": "", "photo_src": url, "photo_src_big": url, "saved": 1}


@method("photos.getOwnerCoverPhotoUploadServer", "UG")
def get_owner_cover_photo_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for a cover."""
    return {"upload_url": address(ask, "cover", group_id=get_managed_group(ask))}


@method("photos.saveOwnerCoverPhoto", "UG")
def save_owner_cover_photo(ask: MethodCall) -> Json:
    """Save a cover."""
    upload = _take_upload(ask, "cover")
    url = f"https://sandbox.invalid/cover{upload['group_id']}.jpg"
    images = [{"url": url, "width": 1590, "height": 400}]
    ask.world.publics[upload["group_id"]]["cover"] = {"enabled": 1, "images": images}
    return {"images": images}


@method("photos.getById", "US")
def get_by_id(ask: MethodCall) -> list[Json]:
    """Return photos by id and skip unknown ones."""
    words = ask.words("photos") or [ask.require("photos")]
    photos = [ask.world.things.get(("photo", *ask.pair(word, "photos"))) for word in words]
    return [photo for photo in photos if photo]


@method("photos.get", "US")
def get(ask: MethodCall) -> Json:
    """Return the photos of an album."""
    owner_id, album = ask.number("owner_id"), ask.text("album_id")
    names = {"wall": -7, "profile": -6, "saved": -15}
    album_id = names.get(album, int(album) if is_number(album) else 0)
    photos = [photo for photo in _list_photos(ask, owner_id) if photo["album_id"] == album_id]
    return ask.page(photos, count=50, most=1000)


def _list_photos(ask: MethodCall, owner_id: int) -> list[Json]:
    things = ask.world.things.items()
    return [
        thing
        for (kind, thing_owner, _), thing in things
        if (kind, thing_owner) == ("photo", owner_id)
    ]


@method("photos.getAlbums", "US")
def get_albums(ask: MethodCall) -> Json:
    """Return the albums with photos of an owner, and system albums on request."""
    owner_id, wanted = ask.number("owner_id", ask.caller.id), ask.numbers("album_ids")
    if owner_id < 0:
        ask.readable(ask.existing_group(-owner_id, "owner_id"))
        ask.world.wall(-owner_id)  # the first reading of a wall creates its photos
    by_album: dict[int, list[Json]] = {}
    for photo in _list_photos(ask, owner_id):
        by_album.setdefault(photo["album_id"], []).append(photo)
    album_ids = list(_SYSTEM_ALBUMS) if ask.flag("need_system") else []
    album_ids += sorted(album_id for album_id in by_album if album_id > 0)
    albums = [
        _show_album(ask, owner_id, album_id, by_album.get(album_id, []))
        for album_id in album_ids
        if not wanted or album_id in wanted
    ]
    return ask.page(albums, count=_MAX_ALBUMS, most=_MAX_ALBUMS)


def _show_album(ask: MethodCall, owner_id: int, album_id: int, photos: list[Json]) -> Json:
    dates = [photo["date"] for photo in photos]
    shown: Json = {"id": album_id, "owner_id": owner_id, "size": len(photos)}
    shown["title"] = _SYSTEM_ALBUMS.get(album_id, f"Альбом {album_id}")
    shown["thumb_id"] = photos[-1]["id"] if photos else 0
    if album_id > 0:
        shown |= {"created": min(dates), "updated": max(dates), "description": ""}
    if ask.flag("need_covers") and photos:
        shown["thumb_src"] = photos[-1]["sizes"][0]["url"]
    if ask.flag("photo_sizes") and photos:
        sizes = photos[-1]["sizes"]
        shown["sizes"] = [{**size, "src": size["url"]} for size in sizes]
    return shown
