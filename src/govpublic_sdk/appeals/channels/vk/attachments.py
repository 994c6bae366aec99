"""Attachments of VK as attachments of an appeal: an id and an address for every kind. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any, Final, cast

from govpublic_sdk.models.appeals import AppealAttachment
from govpublic_sdk.models.base import Model
from govpublic_sdk.models.documents import AudioMessage, Document
from govpublic_sdk.models.photos import Photo

if TYPE_CHECKING:
    from govpublic_sdk.models.attachments import Attachment
    from govpublic_sdk.models.posts import Geo

__all__ = ["address_of", "attachment_from", "attachment_from_geo", "field_of", "identity_of"]

# How kinds are addressed on the site. Kinds that are left out have an address of their own or none.
_ID: Final = re.compile(r"-?[0-9]{1,20}")
_PAGES: Final[Mapping[str, str]] = {
    "album": "https://vk.com/album{owner}_{id}",
    "app": "https://vk.com/app{id}",
    "article": "https://vk.com/@{owner}-{id}",
    "audio_playlist": "https://vk.com/music/playlist/{owner}_{id}",
    "clip": "https://vk.com/clip{owner}_{id}",
    "event": "https://vk.com/event{id}",
    "group": "https://vk.com/club{id}",
    "market": "https://vk.com/market{owner}?w=product{owner}_{id}",
    "market_album": "https://vk.com/market{owner}?section=album_{id}",
    "market_market_album": "https://vk.com/market{owner}?section=album_{id}",
    "mini_app": "https://vk.com/app{id}",
    "narrative": "https://vk.com/narrative{owner}_{id}",
    "note": "https://vk.com/note{owner}_{id}",
    "page": "https://vk.com/page-{group}_{id}",
    "podcast": "https://vk.com/podcast{owner}_{id}",
    "poll": "https://vk.com/poll{owner}_{id}",
    "story": "https://vk.com/story{owner}_{id}",
    "video": "https://vk.com/video{owner}_{id}",
    "video_playlist": "https://vk.com/video/playlist/{owner}_{id}",
    "wall": "https://vk.com/wall{owner}_{id}",
    "wall_reply": "https://vk.com/wall{owner}_{post}?reply={id}",
}
# VK names owners differently: posts in messages have `to_id`, posts of feeds `source_id`.
_OWNERS: Final = ("owner_id", "to_id", "source_id", "post_owner_id")
_OF_ANYBODY: Final = frozenset({"app", "event", "gift", "group", "mini_app"})
_OWN_URLS: Final = ("view_url", "url", "link", "photo_604", "photo_130", "thumb_256", "src")
_NAMES: Final = ("title", "name", "question", "caption")
_DIGEST: Final = 16  # 64 bits: no collision among the attachments of one appeal


def attachment_from(attachment: Attachment) -> AppealAttachment:
    """Return what is attached; two different things never have the same id.

    Args:
        attachment: An attachment of any kind, also an unknown one.
    """
    kind, body = str(attachment.type), cast("object", attachment.body)
    media_type, size = None, None
    if isinstance(body, Document):
        media_type, size = guess_type(f"file.{body.ext}")[0], body.size
    return AppealAttachment(
        id=identity_of(kind, body),
        url=address_of(kind, body),
        name=_name(body),
        content_type=media_type,
        size=size,
    )


def attachment_from_geo(geo: Geo) -> AppealAttachment | None:
    """Return a point on the map as an attachment; None without coordinates."""
    point = geo.point
    if point is None or point.latitude is None or point.longitude is None:
        return None
    url = f"geo:{point.latitude},{point.longitude}"  # RFC 5870
    return AppealAttachment(
        id=f"geo:{_digest(url)}",  # ids show in `repr`, places of citizens must not
        url=url,
        name=geo.place.title if geo.place else None,
    )


def identity_of(kind: str, body: object) -> str:
    """Return what identifies an attachment, such as `photo-1_2`, without access keys."""
    owner, number = _owner(kind, body), _number(kind, body)
    if number is not None and owner is not None:
        return f"{kind}{owner}_{number}"
    if number is not None and kind in _OF_ANYBODY:
        return f"{kind}{number}"
    product, sticker = field_of(body, "product_id"), field_of(body, "sticker_id")
    if sticker is not None:
        return f"{kind}{product or 0}_{sticker}"
    content = field_of(body, "url") or _lasting(body)
    return f"{kind}:{_digest(content)}" if content else kind


def address_of(kind: str, body: object) -> str | None:
    """Return the address of an attachment; None if VK shows none."""
    if isinstance(body, Photo):
        return _largest_photo(body)
    if isinstance(body, AudioMessage):
        return body.link_mp3 or body.link_ogg
    if kind == "article" and (own := _own_url(body)):
        return own
    owner, number = _owner(kind, body), _number(kind, body)
    page = _PAGES.get(kind)
    if page is None or number is None:
        return _own_url(body) or _largest_image(body)
    post, group = field_of(body, "post_id"), field_of(body, "group_id")
    needed = {"{owner}": owner, "{post}": post, "{group}": group}
    if any(name in page and value is None for name, value in needed.items()):
        return _own_url(body)
    return page.format(owner=owner, id=number, post=post, group=group)


def field_of(body: object, name: str) -> Any:
    """Return a field of a model or of a raw object; None if it is missing."""
    if isinstance(body, Mapping):
        return cast("Mapping[str, Any]", body).get(name)
    found = getattr(body, name, None)
    if found is None and isinstance(body, Model):
        found = (body.model_extra or {}).get(name)
    return found


def _owner(kind: str, body: object) -> int | None:
    if kind == "page" and (group := _integer(field_of(body, "group_id"))):
        return -group
    # the author of a post owns it only if nothing else is known
    names = (*_OWNERS, "from_id") if kind == "wall" else _OWNERS
    return next((found for name in names if (found := _integer(field_of(body, name)))), None)


def _number(kind: str, body: object) -> int | None:
    number = _integer(field_of(body, "id"))
    if number is None and kind in ("wall", "poll"):
        number = _integer(field_of(body, "post_id" if kind == "wall" else "poll_id"))
    if number is None and kind in ("app", "mini_app"):
        number = _integer(field_of(field_of(body, "app"), "id") or field_of(body, "app_id"))
    return number


def _integer(value: object) -> int | None:
    if isinstance(value, str) and _ID.fullmatch(value):
        return int(value)
    return value if type(value) is int else None


def _name(body: object) -> str | None:
    names = (*_NAMES, "text") if isinstance(body, Photo) else _NAMES
    found = (field_of(body, name) for name in names)
    return next((name for name in found if isinstance(name, str) and name), None)


def _own_url(body: object) -> str | None:
    found = (field_of(body, name) for name in _OWN_URLS)
    return next((url for url in found if isinstance(url, str) and url), None)


def _largest_photo(photo: Photo) -> str | None:
    whole = photo.orig_photo
    return whole.url if whole is not None and whole.url else _largest_image(photo)


def _largest_image(body: object) -> str | None:
    """The largest of the images that something, such as a sticker, is shown by."""
    images = field_of(body, "sizes") or field_of(body, "images")
    listed = cast("list[object]", images) if isinstance(images, list) else []
    sized = [one for one in listed if field_of(one, "url")]
    largest = max(sized, key=_area, default=None)
    return None if largest is None else str(field_of(largest, "url"))


def _area(image: object) -> int:
    width, height = _integer(field_of(image, "width")), _integer(field_of(image, "height"))
    return (width or 0) * (height or 0)


def _lasting(body: object) -> str:
    """The identity of an object without a number; addresses change with every answer."""
    tree = body.model_dump(mode="json", exclude_none=True) if isinstance(body, Model) else body
    if isinstance(tree, Mapping):
        told = cast("Mapping[str, object]", tree)
        tree = {name: value for name, value in told.items() if not str(value).startswith("http")}
    return json.dumps(tree, sort_keys=True, default=str) if tree else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
