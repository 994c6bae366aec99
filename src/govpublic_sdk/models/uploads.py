"""What is answered on the way of a file: addresses, the upload hosts' answers, what was saved.

Upload addresses are secrets and do not show.
"""

from pydantic import Field

from govpublic_sdk.models.base import Model, Number, Raw
from govpublic_sdk.models.common import Image
from govpublic_sdk.models.documents import AudioMessage, Document, DocumentGraffiti

__all__ = [
    "SavedAvatar",
    "SavedCover",
    "SavedDocument",
    "UploadServer",
    "Uploaded",
    "VideoUpload",
]


class UploadServer(Model, frozen=True):
    """Where a file can be sent; each address serves once."""

    upload_url: str = Field(repr=False)
    fallback_upload_url: str | None = Field(default=None, repr=False)
    album_id: Number | None = None
    user_id: Number | None = None
    group_id: Number | None = None


class VideoUpload(Model, frozen=True):
    """A video that was created, and where its file can be sent."""

    upload_url: str | None = Field(default=None, repr=False)
    owner_id: Number | None = None
    video_id: Number | None = None
    title: str | None = None
    description: str | None = None
    access_key: str | None = None


class Uploaded(Model, frozen=True):
    """What an upload host answers; which fields there are depends on the kind of file."""

    server: str | None = None
    photo: str | None = Field(default=None, repr=False)
    photos_list: str | None = Field(default=None, repr=False)
    hash: str | None = Field(default=None, repr=False)
    file: str | None = Field(default=None, repr=False)
    aid: Number | None = None
    size: Number | None = None
    owner_id: Number | None = None
    video_id: Number | None = None
    video_hash: str | None = Field(default=None, repr=False)
    error: Raw | None = None
    error_code: Number | None = None
    error_descr: str | None = None
    error_is_logged: Raw | None = None
    error_msg: str | None = None


class SavedDocument(Model, frozen=True):
    """A document that was saved; the field that `type` names holds it."""

    type: str | None = None
    doc: Document | None = None
    audio_message: AudioMessage | None = None
    graffiti: DocumentGraffiti | None = None


class SavedAvatar(Model, frozen=True):
    """An avatar that was saved."""

    photo_hash: str | None = Field(default=None, repr=False)
    photo_src: str | None = None
    photo_src_big: str | None = None
    photo_src_small: str | None = None
    saved: Number | None = None
    post_id: Number | None = None


class SavedCover(Model, frozen=True):
    """A cover that was saved."""

    images: list[Image] | None = None
