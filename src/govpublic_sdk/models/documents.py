"""Files and their previews."""

from pydantic import AliasChoices, Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, reference
from govpublic_sdk.models.photos import PhotoImage

__all__ = [
    "AudioMessage",
    "Document",
    "DocumentGraffiti",
    "DocumentPreview",
    "DocumentPreviewPhoto",
    "DocumentPreviewVideo",
]


class AudioMessage(Model, frozen=True):
    """A voice message; its transcript is personal."""

    id: Number | None = None
    owner_id: Number | None = None
    access_key: str | None = None
    duration: Number | None = None
    link_mp3: str | None = Field(default=None, repr=False)
    link_ogg: str | None = Field(default=None, repr=False)
    waveform: list[Number] | None = None
    transcript: str | None = Field(default=None, repr=False)
    transcript_state: str | None = None
    transcript_error: Number | None = None

    @property
    def reference(self) -> str | None:
        """The text by which it is attached, such as `audio_message1_2_key`; None without an id."""
        return reference("audio_message", self)


class DocumentGraffiti(Model, frozen=True):
    """A drawing that was sent as a document."""

    src: str | None = None
    width: Number | None = None
    height: Number | None = None


class DocumentPreviewPhoto(Model, frozen=True):
    """Images of a document's preview."""

    sizes: list[PhotoImage] | None = None


class DocumentPreviewVideo(Model, frozen=True):
    """The preview video of a document."""

    src: str | None = None
    width: Number | None = None
    height: Number | None = None
    file_size: Number | None = None


class DocumentPreview(Model, frozen=True):
    """What can be shown of a document without opening it."""

    audio_msg: AudioMessage | None = None
    graffiti: DocumentGraffiti | None = None
    photo: DocumentPreviewPhoto | None = None
    video: DocumentPreviewVideo | None = None


class Document(Model, frozen=True):
    """A file, https://dev.vk.com/reference/objects/doc."""

    id: Number = Field(validation_alias=AliasChoices("id", "did"))
    did: Number | None = None
    owner_id: Number | None = None
    title: str | None = None
    size: Number | None = None
    ext: str | None = None
    url: str | None = None
    date: Moment | None = None
    type: Number | None = None
    preview: DocumentPreview | None = None
    is_licensed: Flag | None = None
    access_key: str | None = None
    tags: list[str] | None = None

    @property
    def reference(self) -> str:
        """The text by which it is attached, such as `doc-1_2_key`."""
        return reference("doc", self) or ""
