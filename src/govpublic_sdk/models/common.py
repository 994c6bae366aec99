"""Small things that many answers share: likes, images, places. Families have their own modules."""

from typing import Annotated, Literal

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word

__all__ = [
    "Count",
    "Cover",
    "GradientPoint",
    "Image",
    "Likes",
    "Named",
    "Place",
    "PostLikes",
    "Reposts",
    "Sticker",
    "StickerAnimation",
]


Theme = Annotated[
    Literal["light", "dark"] | str,
    Word,
]


class Count(Model, frozen=True):
    """A count that VK wraps in an object."""

    count: Number | None = None


class Image(Model, frozen=True):
    """One image file."""

    id: str | None = None
    url: str | None = None
    width: Number | None = None
    height: Number | None = None
    theme: Theme | None = None


class Cover(Model, frozen=True):
    """The cover of a public."""

    enabled: Flag | None = None
    images: list[Image] | None = None
    crop_params: Raw | None = None
    original_image: Image | None = None
    photo_id: Number | None = None


class GradientPoint(Model, frozen=True):
    """A point of a gradient."""

    color: str | None = None
    position: Real | None = None


class Likes(Model, frozen=True):
    """How many liked it, and whether the token's owner did."""

    count: Number | None = None
    user_likes: Flag | None = None


class Named(Model, frozen=True):
    """Something with a number and a title, such as a city."""

    id: Number | None = None
    title: str | None = None


class Place(Model, frozen=True):
    """A place on the map."""

    address: str | None = None
    checkins: Number | None = None
    city: str | None = None
    created: Moment | None = None
    icon: str | None = None
    id: Number | None = None
    latitude: Real | None = None
    longitude: Real | None = None
    title: str | None = None
    type: str | None = None


class PostLikes(Model, frozen=True):
    """Likes of a post or a comment, and what the token's owner may do."""

    can_like: Flag | None = None
    can_publish: Flag | None = None
    can_like_as_author: Flag | None = None
    can_like_by_group: Flag | None = None
    count: Number | None = None
    user_likes: Flag | None = None
    author_liked: Flag | None = None
    group_liked: Flag | None = None
    repost_disabled: Flag | None = None


class Reposts(Model, frozen=True):
    """How often it was shared."""

    count: Number | None = None
    wall_count: Number | None = None
    mail_count: Number | None = None
    user_reposted: Flag | None = None


class StickerAnimation(Model, frozen=True):
    """A moving form of a sticker."""

    type: Theme | None = None
    url: str | None = None


class Sticker(Model, frozen=True):
    """A sticker."""

    sticker_id: Number | None = None
    product_id: Number | None = None
    images: list[Image] | None = None
    images_with_background: list[Image] | None = None
    animation_url: str | None = None
    animations: list[StickerAnimation] | None = None
    is_allowed: Flag | None = None
