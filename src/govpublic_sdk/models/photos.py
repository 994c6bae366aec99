"""Photos, their sizes and albums."""

from typing import Annotated, Literal

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Real, Word, reference
from govpublic_sdk.models.common import Count, Likes, Reposts

__all__ = [
    "Crop",
    "CropPhoto",
    "CropRectangle",
    "Photo",
    "PhotoAlbum",
    "PhotoAlbumFull",
    "PhotoImage",
    "PhotoSize",
]


PhotoImageKind = Annotated[
    Literal["s", "m", "x", "l", "o", "p", "q", "r", "y", "z", "w", "base"] | str,
    Word,
]
PhotoSizeKind = Annotated[
    Literal[
        "t",
        "s",
        "m",
        "x",
        "o",
        "p",
        "q",
        "r",
        "k",
        "l",
        "y",
        "z",
        "c",
        "w",
        "a",
        "b",
        "e",
        "i",
        "d",
        "j",
        "temp",
        "h",
        "g",
        "n",
        "f",
        "max",
        "base",
        "u",
        "v",
        "orig",
    ]
    | str,
    Word,
]
VerticalAlign = Annotated[
    Literal["top", "middle", "bottom"] | str,
    Word,
]


class Crop(Model, frozen=True):
    """The cut-out of an avatar, in percent of the photo."""

    x: Real | None = None
    y: Real | None = None
    x2: Real | None = None
    y2: Real | None = None


class CropRectangle(Model, frozen=True):
    """The square of an avatar, in percent of the cut-out."""

    x: Real | None = None
    y: Real | None = None
    x2: Real | None = None
    y2: Real | None = None


class PhotoImage(Model, frozen=True):
    """One image file of a photo or a preview."""

    height: Number | None = None
    type: PhotoImageKind | None = None
    url: str | None = None
    width: Number | None = None
    src: str | None = None


class PhotoSize(Model, frozen=True):
    """One size of a photo."""

    height: Number | None = None
    url: str | None = None
    src: str | None = None
    type: PhotoSizeKind | None = None
    width: Number | None = None


class Photo(Model, frozen=True):
    """A photo, https://dev.vk.com/reference/objects/photo."""

    id: Number
    access_key: str | None = None
    album_id: Number | None = None
    date: Moment | None = None
    height: Number | None = None
    images: list[PhotoImage] | None = None
    lat: Real | None = None
    long: Real | None = None
    owner_id: Number | None = None
    photo_256: str | None = None
    thumb_hash: str | None = None
    can_comment: Flag | None = None
    place: str | None = None
    post_id: Number | None = None
    sizes: list[PhotoSize] | None = None
    square_crop: str | None = None
    text: str | None = None
    user_id: Number | None = None
    width: Number | None = None
    has_tags: Flag | None = None
    likes: Likes | None = None
    comments: Count | None = None
    reposts: Reposts | None = None
    tags: Count | None = None
    hidden: Flag | None = None
    real_offset: Number | None = None
    vertical_align: VerticalAlign | None = None
    orig_photo: PhotoImage | None = None
    web_view_token: str | None = None
    photo_75: str | None = None
    photo_130: str | None = None
    photo_604: str | None = None
    photo_807: str | None = None
    photo_1280: str | None = None
    photo_2560: str | None = None

    @property
    def reference(self) -> str:
        """The text by which it is attached, such as `photo-1_2_key`."""
        return reference("photo", self) or ""


class CropPhoto(Model, frozen=True):
    """From which photo an avatar was cut."""

    photo: Photo | None = None
    crop: Crop | None = None
    rect: CropRectangle | None = None


class PhotoAlbum(Model, frozen=True):
    """An album of photos."""

    id: Number
    created: Moment | None = None
    description: str | None = None
    owner_id: Number | None = None
    size: Number | None = None
    thumb: Photo | None = None
    title: str | None = None
    updated: Moment | None = None


class PhotoAlbumFull(Model, frozen=True):
    """An album of photos as `photos.getAlbums` returns it; system albums have no dates.

    https://dev.vk.com/reference/objects/photo-album
    """

    id: Number
    can_delete: Flag | None = None
    can_include_to_feed: Flag | None = None
    can_upload: Flag | None = None
    comments_disabled: Flag | None = None
    created: Moment | None = None
    description: str | None = None
    is_locked: Flag | None = None
    owner_id: Number | None = None
    size: Number | None = None
    sizes: list[PhotoSize] | None = None
    thumb_id: Number | None = None
    thumb_is_last: Flag | None = None
    thumb_src: str | None = None
    title: str | None = None
    updated: Moment | None = None
    upload_by_admins_only: Flag | None = None
