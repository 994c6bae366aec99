"""Photos: reading, and what publishing them needs.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.photos import Photo, PhotoAlbumFull
from govpublic_sdk.models.uploads import SavedAvatar, SavedCover, UploadServer
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "get",
    "get_albums",
    "get_by_id",
    "get_messages_upload_server",
    "get_owner_cover_photo_upload_server",
    "get_owner_photo_upload_server",
    "get_upload_server",
    "get_wall_upload_server",
    "save",
    "save_messages_photo",
    "save_owner_cover_photo",
    "save_owner_photo",
    "save_wall_photo",
]


@check_arguments
def get(
    owner_id: int | None = None,
    *,
    album_id: str | None = None,
    photo_ids: Sequence[str] | None = None,
    rev: bool | None = None,
    extended: bool = False,
    feed_type: str | None = None,
    feed: int | None = None,
    photo_sizes: bool | None = None,
    offset: int = 0,
    count: int = 50,
) -> Call[Page[Photo]]:
    """Read the photos of an album.

    https://dev.vk.com/method/photos.get

    Args:
        owner_id: Whose wall or thing: negative for a community.
        album_id: The album.
        photo_ids: VK's `photo_ids`, see the page of the method.
        rev: Newest first.
        extended: Also give the users and communities that are mentioned.
        feed_type: VK's `feed_type`, see the page of the method.
        feed: VK's `feed`, see the page of the method.
        photo_sizes: Give sizes in the special form.
        offset: How many to skip.
        count: How many at most. Up to 1000.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.get",
        PageOf(Photo),
        owner_id=nonzero("owner_id", owner_id),
        album_id=album_id,
        photo_ids=check_list("photo_ids", photo_ids),
        rev=rev,
        extended=extended or None,
        feed_type=feed_type,
        feed=feed,
        photo_sizes=photo_sizes,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
    )


@check_arguments
def get_albums(
    owner_id: int | None = None,
    *,
    album_ids: Sequence[int] | None = None,
    offset: int = 0,
    count: int | None = None,
    need_system: bool | None = None,
    need_covers: bool | None = None,
    photo_sizes: bool | None = None,
) -> Call[Page[PhotoAlbumFull]]:
    """Read the photo albums of a person or a community.

    https://dev.vk.com/method/photos.getAlbums

    Args:
        owner_id: Whose albums: negative for a community.
        album_ids: Only these albums.
        offset: How many to skip.
        count: How many at most; all by default.
        need_system: Also give system albums, which have negative ids.
        need_covers: Also give the address of each cover.
        photo_sizes: Give sizes in the special form.
    """
    return ask(
        "photos.getAlbums",
        PageOf(PhotoAlbumFull),
        owner_id=nonzero("owner_id", owner_id),
        album_ids=check_list("album_ids", album_ids, most=1000),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0),
        need_system=need_system,
        need_covers=need_covers,
        photo_sizes=photo_sizes,
    )


@check_arguments
def get_by_id(
    photos: Sequence[str], *, extended: bool = False, photo_sizes: bool | None = None
) -> Call[list[Photo]]:
    """Read photos by their ids.

    https://dev.vk.com/method/photos.getById

    Args:
        photos: Photos as `-1_2`. Up to 500.
        extended: Also give the users and communities that are mentioned.
        photo_sizes: Give sizes in the special form.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.getById",
        As(list[Photo]),
        photos=check_list("photos", photos, most=500),
        extended=extended or None,
        photo_sizes=photo_sizes,
    )


@check_arguments
def get_upload_server(
    *, album_id: int | None = None, group_id: int | None = None
) -> Call[UploadServer]:
    """Ask where photos for an album can be sent.

    https://dev.vk.com/method/photos.getUploadServer

    Args:
        album_id: The album.
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.getUploadServer",
        As(UploadServer),
        album_id=album_id,
        group_id=positive("group_id", group_id),
    )


@check_arguments
def save(
    *,
    album_id: int | None = None,
    group_id: int | None = None,
    server: int | str | None = None,
    photos_list: str | None = None,
    hash: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    caption: str | None = None,
) -> Call[list[Photo]]:
    """Save photos that were sent to an album.

    https://dev.vk.com/method/photos.save

    Args:
        album_id: The album.
        group_id: The community, a positive id.
        server: As the upload host answered.
        photos_list: As the upload host answered.
        hash: As the upload host answered.
        latitude: Latitude in degrees.
        longitude: Longitude in degrees.
        caption: The caption.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.save",
        As(list[Photo]),
        album_id=album_id,
        group_id=positive("group_id", group_id),
        server=server,
        photos_list=photos_list,
        hash=hash,
        latitude=within("latitude", latitude, -90, 90),
        longitude=within("longitude", longitude, -180, 180),
        caption=caption,
    )


@check_arguments
def get_wall_upload_server(group_id: int | None = None) -> Call[UploadServer]:
    """Ask where a photo for a wall can be sent.

    https://dev.vk.com/method/photos.getWallUploadServer

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.getWallUploadServer", As(UploadServer), group_id=positive("group_id", group_id)
    )


@check_arguments
def save_wall_photo(
    *,
    photo: str,
    user_id: int | None = None,
    group_id: int | None = None,
    server: int | str | None = None,
    hash: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    caption: str | None = None,
) -> Call[list[Photo]]:
    """Save a photo that was sent for a wall.

    https://dev.vk.com/method/photos.saveWallPhoto

    Args:
        user_id: The person.
        group_id: The community, a positive id.
        photo: As the upload host answered, unchanged.
        server: As the upload host answered.
        hash: As the upload host answered.
        latitude: Latitude in degrees.
        longitude: Longitude in degrees.
        caption: The caption.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.saveWallPhoto",
        As(list[Photo]),
        user_id=positive("user_id", user_id),
        group_id=positive("group_id", group_id),
        photo=photo,
        server=server,
        hash=hash,
        latitude=within("latitude", latitude, -90, 90),
        longitude=within("longitude", longitude, -180, 180),
        caption=caption,
    )


@check_arguments
def get_messages_upload_server(peer_id: int | None = None) -> Call[UploadServer]:
    """Ask where a photo for a message can be sent.

    https://dev.vk.com/method/photos.getMessagesUploadServer

    Args:
        peer_id: The conversation.
    """
    return ask("photos.getMessagesUploadServer", As(UploadServer), peer_id=peer_id)


@check_arguments
def save_messages_photo(
    *, photo: str, server: int | str | None = None, hash: str | None = None
) -> Call[list[Photo]]:
    """Save a photo that was sent for a message.

    https://dev.vk.com/method/photos.saveMessagesPhoto

    Args:
        photo: As the upload host answered, unchanged.
        server: As the upload host answered.
        hash: As the upload host answered.
    """
    return ask("photos.saveMessagesPhoto", As(list[Photo]), photo=photo, server=server, hash=hash)


@check_arguments
def get_owner_photo_upload_server(owner_id: int | None = None) -> Call[UploadServer]:
    """Ask where an avatar can be sent.

    https://dev.vk.com/method/photos.getOwnerPhotoUploadServer

    Args:
        owner_id: Whose wall or thing: negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.getOwnerPhotoUploadServer", As(UploadServer), owner_id=nonzero("owner_id", owner_id)
    )


@check_arguments
def save_owner_photo(
    *, server: str | None = None, hash: str | None = None, photo: str | None = None
) -> Call[SavedAvatar]:
    """Save an avatar that was sent.

    https://dev.vk.com/method/photos.saveOwnerPhoto

    Args:
        server: As the upload host answered.
        hash: As the upload host answered.
        photo: As the upload host answered, unchanged.
    """
    return ask("photos.saveOwnerPhoto", As(SavedAvatar), server=server, hash=hash, photo=photo)


@check_arguments
def get_owner_cover_photo_upload_server(
    group_id: int,
    *,
    crop_x: int | None = None,
    crop_y: int | None = None,
    crop_x2: int | None = None,
    crop_y2: int | None = None,
    is_video_cover: bool | None = None,
) -> Call[UploadServer]:
    """Ask where a cover can be sent.

    https://dev.vk.com/method/photos.getOwnerCoverPhotoUploadServer

    Args:
        group_id: The community, a positive id.
        crop_x: Left edge in pixels.
        crop_y: Upper edge in pixels.
        crop_x2: Right edge in pixels.
        crop_y2: Lower edge in pixels.
        is_video_cover: The cover is a video.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.getOwnerCoverPhotoUploadServer",
        As(UploadServer),
        group_id=positive("group_id", group_id),
        crop_x=within("crop_x", crop_x, 0),
        crop_y=within("crop_y", crop_y, 0),
        crop_x2=within("crop_x2", crop_x2, 0),
        crop_y2=within("crop_y2", crop_y2, 0),
        is_video_cover=is_video_cover,
    )


@check_arguments
def save_owner_cover_photo(
    *,
    crop_x: int | None = None,
    crop_height: int | None = None,
    crop_y: int | None = None,
    crop_width: int | None = None,
    response_json: str | None = None,
    hash: str | None = None,
    photo: str | None = None,
    is_video_cover: bool | None = None,
) -> Call[SavedCover]:
    """Save a cover that was sent.

    https://dev.vk.com/method/photos.saveOwnerCoverPhoto

    Args:
        crop_x: Left edge in pixels.
        crop_height: Height in pixels.
        crop_y: Upper edge in pixels.
        crop_width: Width in pixels.
        response_json: As the upload host answered.
        hash: As the upload host answered.
        photo: As the upload host answered, unchanged.
        is_video_cover: The cover is a video.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "photos.saveOwnerCoverPhoto",
        As(SavedCover),
        crop_x=within("crop_x", crop_x, 0),
        crop_height=within("crop_height", crop_height, 0),
        crop_y=within("crop_y", crop_y, 0),
        crop_width=within("crop_width", crop_width, 0),
        response_json=response_json,
        hash=hash,
        photo=photo,
        is_video_cover=is_video_cover,
    )
