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


def _save(call: MethodCall, owner_id: int, album_id: int) -> Json:
    photo_id = call.world.new_id()
    photo = new_photo(owner_id, photo_id, call.now, album_id, call.text("caption"))
    call.world.things["photo", owner_id, photo_id] = photo
    return photo


@method("photos.getWallUploadServer", "U")
def get_wall_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a photo on a wall."""
    group_id = get_managed_group(call) if "group_id" in call.params else 0
    return {
        "upload_url": address(call, "wall photo"),
        "album_id": -14,
        "user_id": abs(call.caller.id),
        **({"group_id": group_id} if group_id else {}),
    }


def _take_upload(call: MethodCall, kind: str, field: str = "photo") -> Json:
    return take_upload(call, kind, call.require("hash"), call.require(field))


@method("photos.saveWallPhoto", "U")
def save_wall_photo(call: MethodCall) -> list[Json]:
    """Save a photo for a wall."""
    call.require("server")
    group_id = get_managed_group(call) if call.number("group_id", 0) else 0
    _take_upload(call, "wall photo")
    return [_save(call, -group_id or call.caller.id, -14)]


@method("photos.getMessagesUploadServer", "UG")
def get_messages_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a photo in a message."""
    server = {"upload_url": address(call, "message photo"), "album_id": -64}
    if call.caller.kind == "G":
        return {**server, "user_id": 0, "group_id": call.caller.id}
    return {**server, "user_id": call.caller.id}


@method("photos.saveMessagesPhoto", "UG")
def save_messages_photo(call: MethodCall) -> list[Json]:
    """Save a photo for a message."""
    _take_upload(call, "message photo")
    return [_save(call, -call.caller.id if call.caller.kind == "G" else call.caller.id, -64)]


@method("photos.getUploadServer", "U")
def get_upload_server(call: MethodCall) -> Json:
    """Return the upload address for up to five photos of an album."""
    album_id = call.number("album_id")
    group = {"group_id": get_managed_group(call)} if call.number("group_id", 0) else {}
    target = {"album_id": album_id, "user_id": call.caller.id, **group}
    return {"upload_url": address(call, "album", **target), **target}


@method("photos.save", "U")
def save(call: MethodCall) -> list[Json]:
    """Save photos in an album."""
    group_id = get_managed_group(call) if call.number("group_id", 0) else 0
    album_id = call.number("album_id")
    upload = _take_upload(call, "album", "photos_list")
    saved = [_save(call, -group_id or call.caller.id, album_id) for _ in range(upload["files"])]
    for photo in saved:
        call.world.tell(group_id, "photo_new", photo)
    return saved


@method("photos.getOwnerPhotoUploadServer", "U")
def get_owner_photo_upload_server(call: MethodCall) -> Json:
    """Return the upload address for an avatar."""
    owner_id = call.number("owner_id", call.caller.id)
    if owner_id < 0:
        call.check_manager(call.existing_group(-owner_id, "owner_id"))
    return {"upload_url": address(call, "avatar", owner_id=owner_id)}


@method("photos.saveOwnerPhoto", "U")
def save_owner_photo(call: MethodCall) -> Json:
    """Save an avatar."""
    owner_id = _take_upload(call, "avatar")["owner_id"]
    url = f"https://sandbox.invalid/avatar{owner_id}_{call.now}.jpg"
    page = call.world.publics[-owner_id] if owner_id < 0 else call.world.user(owner_id)
    if page is not None:
        page.update(photo_50=url, photo_100=url, photo_200=url, has_photo=1)
    photo = new_photo(owner_id, call.world.new_id(), call.now, -6)
    call.world.tell(-owner_id, "group_change_photo", {"user_id": call.caller.id, "photo": photo})
    return {"photo_hash": "", "photo_src": url, "photo_src_big": url, "saved": 1}


@method("photos.getOwnerCoverPhotoUploadServer", "UG")
def get_owner_cover_photo_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a cover."""
    return {"upload_url": address(call, "cover", group_id=get_managed_group(call))}


@method("photos.saveOwnerCoverPhoto", "UG")
def save_owner_cover_photo(call: MethodCall) -> Json:
    """Save a cover."""
    upload = _take_upload(call, "cover")
    url = f"https://sandbox.invalid/cover{upload['group_id']}.jpg"
    images = [{"url": url, "width": 1590, "height": 400}]
    call.world.publics[upload["group_id"]]["cover"] = {"enabled": 1, "images": images}
    return {"images": images}


@method("photos.getById", "US")
def get_by_id(call: MethodCall) -> list[Json]:
    """Return photos by id and skip unknown ones."""
    words = call.words("photos") or [call.require("photos")]
    photos = [call.world.things.get(("photo", *call.pair(word, "photos"))) for word in words]
    return [photo for photo in photos if photo]


@method("photos.get", "US")
def get(call: MethodCall) -> Json:
    """Return the photos of an album."""
    owner_id, album = call.number("owner_id"), call.text("album_id")
    names = {"wall": -7, "profile": -6, "saved": -15}
    album_id = names.get(album, int(album) if is_number(album) else 0)
    photos = [photo for photo in _list_photos(call, owner_id) if photo["album_id"] == album_id]
    return call.page(photos, count=50, most=1000)


def _list_photos(call: MethodCall, owner_id: int) -> list[Json]:
    things = call.world.things.items()
    return [thing for key, thing in things if key[:2] == ("photo", owner_id)]


@method("photos.getAlbums", "US")
def get_albums(call: MethodCall) -> Json:
    """Return the albums with photos of an owner, and system albums on request."""
    owner_id, wanted = call.number("owner_id", call.caller.id), call.numbers("album_ids")
    if owner_id < 0:
        call.readable(call.existing_group(-owner_id, "owner_id"))
        call.world.wall(-owner_id)  # the first reading of a wall creates its photos
    by_album: dict[int, list[Json]] = {}
    for photo in _list_photos(call, owner_id):
        by_album.setdefault(photo["album_id"], []).append(photo)
    album_ids = list(_SYSTEM_ALBUMS) if call.flag("need_system") else []
    album_ids += sorted(album_id for album_id in by_album if album_id > 0)
    albums = [
        _show_album(call, owner_id, album_id, by_album.get(album_id, []))
        for album_id in album_ids
        if not wanted or album_id in wanted
    ]
    return call.page(albums, count=_MAX_ALBUMS, most=_MAX_ALBUMS)


def _show_album(call: MethodCall, owner_id: int, album_id: int, photos: list[Json]) -> Json:
    dates = [photo["date"] for photo in photos]
    shown: Json = {"id": album_id, "owner_id": owner_id, "size": len(photos)}
    shown["title"] = _SYSTEM_ALBUMS.get(album_id, f"Альбом {album_id}")
    shown["thumb_id"] = photos[-1]["id"] if photos else 0
    if album_id > 0:
        shown |= {"created": min(dates), "updated": max(dates), "description": ""}
    if call.flag("need_covers") and photos:
        shown["thumb_src"] = photos[-1]["sizes"][0]["url"]
    if call.flag("photo_sizes") and photos:
        sizes = photos[-1]["sizes"]
        shown["sizes"] = [{**size, "src": size["url"]} for size in sizes]
    return shown
