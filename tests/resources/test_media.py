"""Files on their way: what may go, what counts as taken, and where a failed one goes next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govpublic_sdk import errors, vk
from govpublic_sdk._core.calls import Upload
from govpublic_sdk._resources import media
from govpublic_sdk._resources._uploads import upload
from govpublic_sdk.appeals import FilePart
from govpublic_sdk.models import (
    Document,
    Photo,
    ResolvedName,
    SavedAvatar,
    SavedCover,
    SavedDocument,
    Uploaded,
    UploadServer,
    VideoUpload,
)
from run_by_hand import methods, play

JPEG = b"\xff\xd8\xff\xe0 a jpeg"
TAKEN = Uploaded(server="7", photo='[{"a":1}]', hash="h")
SAVED = [Photo(id=7, owner_id=-5)]


def place(number: int = 1) -> UploadServer:
    return UploadServer(upload_url=f"https://pu.vk.com/{number}")


def test_a_photo_takes_three_steps() -> None:
    asked, photo = play(media.photo(5, JPEG, caption="Парк"), place(), TAKEN, SAVED)

    assert asked[0] == vk.photos.get_wall_upload_server(5)
    assert asked[1] == upload("https://pu.vk.com/1", asked[1].upload.file)
    assert asked[1].upload == Upload(
        url="https://pu.vk.com/1",
        file=FilePart(name="photo", filename="photo.jpg", content=JPEG, content_type="image/jpeg"),
    )
    assert (asked[1].service, asked[1].safety) == ("upload", "unsafe")
    assert asked[2] == vk.photos.save_wall_photo(
        photo='[{"a":1}]', hash="h", group_id=5, server=7, caption="Парк"
    )
    assert photo.reference == "photo-5_7"


def test_a_path_is_streamed_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "Парк.PNG"
    path.write_bytes(b"\x89PNG")

    for given in (path, str(path)):
        asked, _ = play(media.photo(5, given), place(), TAKEN, SAVED)
        part = asked[1].upload.file
        assert (part.content, part.filename, part.content_type) == (path, "Парк.PNG", "image/png")


def test_a_name_is_looked_up_after_the_file_was_checked() -> None:
    found = ResolvedName(object_id=5, type="group")

    asked, _ = play(media.photo("samara", JPEG), found, place(), TAKEN, SAVED)

    assert methods(asked)[:2] == ["utils.resolveScreenName", "photos.getWallUploadServer"]
    with pytest.raises(errors.ParameterError):
        media.photo("samara", b"")


@pytest.mark.parametrize(
    "answer",
    [
        Uploaded(server="7", photo="", hash="h"),
        Uploaded(server="7", photo="[]", hash="h"),
        Uploaded(server="7", photo="[1]"),
        Uploaded(server="7", photo="[1]", hash=""),
        Uploaded(error="ERR_UPLOAD_BAD_IMAGE_SIZE: too wide", error_code=7),
        Uploaded(error_code=1, error_descr="no file"),
        errors.UploadError("not https"),
        errors.ServerError("Security Breach2", status=200),
        errors.NetworkError("gone"),
        errors.OutcomeUnknown("lost"),
    ],
)
def test_a_failed_host_is_not_asked_to_save_and_another_is_tried(answer: Any) -> None:
    asked, photo = play(media.photo(5, JPEG), place(1), answer, place(2), TAKEN, SAVED)

    assert methods(asked) == [
        *("photos.getWallUploadServer", "upload") * 2,
        "photos.saveWallPhoto",
    ]
    assert asked[1].upload.url != asked[3].upload.url
    assert photo is SAVED[0]


def test_three_addresses_are_tried_and_the_last_fault_is_told() -> None:
    bad = Uploaded(error="ERR_BAD_IMAGE", error_code=7)

    with pytest.raises(errors.UploadError, match="ERR_BAD_IMAGE") as failed:
        play(media.photo(5, JPEG), *[one for n in (1, 2, 3) for one in (place(n), bad)])

    assert failed.value.code == 7
    assert "pu.vk.com" not in str(failed.value)


def test_an_address_is_never_used_twice() -> None:
    with pytest.raises(errors.UploadError, match="no new address"):
        play(media.photo(5, JPEG), place(1), errors.NetworkError("gone"), place(1), place(1))


def test_a_lost_upload_is_told_as_what_it_was() -> None:
    unknown = errors.OutcomeUnknown("lost")
    unknown.__cause__ = errors.NetworkError("gone")

    with pytest.raises(errors.NetworkError, match="gone"):
        play(media.photo(5, JPEG), *[one for n in (1, 2, 3) for one in (place(n), unknown)])


def test_other_faults_are_not_tried_elsewhere() -> None:
    with pytest.raises(errors.InvalidRequest):
        play(media.photo(5, JPEG), place(), errors.InvalidRequest("HTTP 413"))
    with pytest.raises(errors.AccessDenied):
        play(media.photo(5, JPEG), errors.AccessDenied("closed"))


def test_a_photo_that_was_not_saved_is_told() -> None:
    with pytest.raises(errors.UploadError):
        play(media.photo(5, JPEG), place(), TAKEN, [])


def test_a_document_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF")
    saved = SavedDocument(type="doc", doc=Document(id=7, owner_id=-5))

    asked, document = play(media.document(5, path), place(), Uploaded(file="f"), saved)

    assert asked[0] == vk.docs.get_wall_upload_server(5)
    assert asked[1].upload.file.name == "file"
    assert asked[2] == vk.docs.save("f", title="plan.pdf")
    assert document.reference == "doc-5_7"
    voice = SavedDocument(type="audio_message")
    with pytest.raises(errors.UploadError, match="audio_message"):
        play(media.document(5, path, title="План"), place(), Uploaded(file="f"), voice)


def test_a_video_is_made_first() -> None:
    made = VideoUpload(upload_url="https://vu.vk.com/1", owner_id=-5, video_id=7, access_key="k")

    asked, video = play(
        media.video(5, b"1234", filename="park.mp4"), made, Uploaded(size=4, video_id=7)
    )

    assert asked[0] == vk.video.save(name="park", group_id=5)
    assert asked[1].upload.file.name == "video_file"
    assert video.reference == "video-5_7_k"


def test_a_video_whose_file_was_cut_off_is_deleted_and_made_anew() -> None:
    first = VideoUpload(upload_url="https://vu.vk.com/1", owner_id=-5, video_id=7)
    second = VideoUpload(upload_url="https://vu.vk.com/2", owner_id=-5, video_id=8)

    for deleted in (True, errors.AccessDenied("no")):
        asked, video = play(
            media.video(5, b"1234", filename="park.mp4", name="Парк"),
            first,
            Uploaded(size=3),
            deleted,
            second,
            Uploaded(size=4),
        )
        assert asked[2] == vk.video.delete(-5, 7)
        assert video.id == 8


def test_a_video_without_a_number_is_told() -> None:
    nameless = VideoUpload(upload_url="https://vu.vk.com/1")

    with pytest.raises(errors.UploadError, match="id of the video"):
        play(media.video(5, b"1234", filename="a.mp4"), nameless, Uploaded(size=4))
    with pytest.raises(errors.UploadError, match="no new address"):
        play(media.video(5, b"1", filename="a.mp4"), *[VideoUpload()] * 3)


def test_a_cover_and_an_avatar() -> None:
    asked, _ = play(media.cover(5, JPEG, crop=(0, 0, 1590, 400)), place(), TAKEN, SavedCover())
    assert asked[0] == vk.photos.get_owner_cover_photo_upload_server(
        5, crop_x=0, crop_y=0, crop_x2=1590, crop_y2=400
    )
    assert asked[2] == vk.photos.save_owner_cover_photo(hash="h", photo='[{"a":1}]')

    asked, _ = play(media.avatar(5, JPEG), place(), TAKEN, SavedAvatar())
    assert asked[0] == vk.photos.get_owner_photo_upload_server(-5)
    assert asked[2] == vk.photos.save_owner_photo(server="7", hash="h", photo='[{"a":1}]')


@pytest.mark.parametrize(
    ("parameter", "wrong"),
    [
        ("file", lambda here: media.photo(5, here / "none.jpg")),
        ("file", lambda here: media.document(5, here)),
        ("file", lambda here: media.document(5, b"", filename="a.pdf")),
        ("file", lambda here: media.document(5, here / "empty.pdf")),
        ("filename", lambda here: media.document(5, b"a")),
        ("filename", lambda here: media.document(5, b"a", filename="plan")),
        ("filename", lambda here: media.photo(5, b"what is this")),
        ("filename", lambda here: media.photo(5, JPEG, filename="photo.pdf")),
        ("filename", lambda here: media.photo(5, here / "text.txt")),
        ("crop", lambda here: media.cover(5, JPEG, crop=(9, 0, 3, 4))),
        ("public", lambda here: media.photo(-5, JPEG)),
    ],
)
def test_wrong_files_are_refused_at_the_door(
    parameter: str, wrong: Callable[[Path], object], tmp_path: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "text.txt").write_text("a", encoding="utf-8")

    with pytest.raises(errors.ParameterError) as refused:
        wrong(tmp_path)

    assert refused.value.name == parameter


@pytest.mark.parametrize(
    ("begin", "name"),
    [
        (JPEG, "photo.jpg"),
        (b"\x89PNG", "photo.png"),
        (b"GIF89a", "photo.gif"),
        (b"RIFF", "photo.webp"),
    ],
)
def test_bytes_of_known_images_need_no_name(begin: bytes, name: str) -> None:
    asked, _ = play(media.photo(5, begin), place(), TAKEN, SAVED)

    assert asked[1].upload.file.filename == name
