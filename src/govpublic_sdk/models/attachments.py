"""Attachments of posts and comments: any type, links, stickers, audio."""

from typing import Annotated, Literal, cast

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word, reference
from govpublic_sdk.models.common import Sticker
from govpublic_sdk.models.documents import Document
from govpublic_sdk.models.photos import Photo, PhotoAlbum
from govpublic_sdk.models.polls import Poll
from govpublic_sdk.models.videos import Video

__all__ = [
    "Attachment",
    "Audio",
    "Graffiti",
    "Link",
    "LinkButton",
    "LinkRating",
    "PostedPhoto",
]


Style = Annotated[
    Literal[
        "updates",
        "default",
        "primary",
        "secondary",
        "tertiary",
        "float_bottom",
        "cell_button_centered_icon",
        "borderless_with_icon",
        "gray",
        "flat",
        "outline_with_chevron",
        "inline",
        "modal",
        "right_button",
    ]
    | str,
    Word,
]
AttachmentKind = Annotated[
    Literal[
        "photo",
        "photos_list",
        "posted_photo",
        "audio",
        "audio_playlist",
        "video",
        "clip",
        "video_playlist",
        "doc",
        "link",
        "graffiti",
        "note",
        "app",
        "poll",
        "page",
        "album",
        "market_album",
        "market",
        "event",
        "donut_link",
        "article",
        "textlive",
        "textpost",
        "textpost_publish",
        "situational_theme",
        "group",
        "sticker",
        "podcast",
    ]
    | str,
    Word,
]


class Audio(Model, frozen=True):
    """An audio recording."""

    id: Number
    access_key: str | None = None
    artist: str | None = None
    owner_id: Number | None = None
    title: str | None = None
    url: str | None = None
    duration: Number | None = None
    stream_duration: Number | None = None
    date: Moment | None = None
    album_id: Number | None = None
    performer: str | None = None
    file_size: Number | None = None
    main_artists: list[Raw] | None = None
    track_code: str | None = None
    is_explicit: Flag | None = None
    subtitle: str | None = None
    genre_id: Number | None = None
    lyrics_id: Number | None = None
    is_licensed: Flag | None = None
    album: Raw | None = None


class Graffiti(Model, frozen=True):
    """A drawing on a wall."""

    id: Number | None = None
    owner_id: Number | None = None
    photo_200: str | None = None
    photo_586: str | None = None
    height: Number | None = None
    url: str | None = None
    width: Number | None = None
    access_key: str | None = None


class LinkButton(Model, frozen=True):
    """A button below a link."""

    action: Raw | None = None
    title: str | None = None
    block_id: str | None = None
    section_id: str | None = None
    artist_id: str | None = None
    curator_id: Number | None = None
    album_id: Number | None = None
    owner_id: Number | None = None
    icon: str | None = None
    style: Style | None = None
    audio_id: Number | None = None
    hashtag: str | None = None


class LinkRating(Model, frozen=True):
    """The rating of what a link leads to."""

    reviews_count: Number | None = None
    stars: Real | None = None
    type: Annotated[Literal["rating"] | str, Word] | None = None


class Link(Model, frozen=True):
    """A link with its preview, https://dev.vk.com/reference/objects/link."""

    application: Raw | None = None
    button: LinkButton | None = None
    caption: str | None = None
    description: str | None = None
    id: str | None = None
    is_favorite: Flag | None = None
    photo: Photo | None = None
    preview_page: str | None = None
    preview_url: str | None = None
    rating: LinkRating | None = None
    title: str | None = None
    url: str | None = None
    target_object: Raw | None = None
    is_external: Flag | None = None
    video: Video | None = None
    text: str | None = None
    product: Raw | None = None
    is_title_changed: Flag | None = None


class PostedPhoto(Model, frozen=True):
    """A photo that was loaded straight onto a wall."""

    id: Number | None = None
    owner_id: Number | None = None
    photo_130: str | None = None
    photo_604: str | None = None


class Attachment(Model, frozen=True):
    """Something attached; the field that `type` names holds it."""

    type: AttachmentKind
    access_key: str | None = None
    album: PhotoAlbum | None = None
    app: Raw | None = None
    audio: Audio | None = None
    doc: Document | None = None
    event: Raw | None = None
    group: Raw | None = None
    graffiti: Graffiti | None = None
    link: Link | None = None
    market: Raw | None = None
    market_album: Raw | None = None
    note: Raw | None = None
    page: Raw | None = None
    photo: Photo | None = None
    poll: Poll | None = None
    posted_photo: PostedPhoto | None = None
    video: Video | None = None
    clip: Video | None = None
    video_playlist: Raw | None = None
    market_market_album: Raw | None = None
    sticker: Sticker | None = None
    style: str | None = None
    compact: Raw | None = None
    article: Raw | None = None
    podcast: Raw | None = None
    audio_playlist: Raw | None = None
    photos_list: list[str] | None = None
    donut_link: Raw | None = None
    mini_app: Raw | None = None
    narrative: Raw | None = None
    story: Raw | None = None
    pretty_cards: Raw | None = None
    wall: Raw | None = None
    textlive: Raw | None = None
    textpost: Raw | None = None

    @property
    def body(self) -> Model | Raw:
        """What is attached: the field that `type` names, also one of an unknown kind."""
        fields = {**vars(self), **(self.model_extra or {})}
        return cast("Model | Raw", fields.get(self.type))

    @property
    def reference(self) -> str | None:
        """The text by which it is attached again, such as `photo-1_2_key`; None for other kinds."""
        return reference(self.type, self.body)
