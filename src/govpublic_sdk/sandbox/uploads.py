"""The hosts that take files: single-use addresses, a hash over what came, VK's ways of failing."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from pydantic_core import to_json

from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.values import Json, Refused
from govpublic_sdk.sandbox.world import World

__all__ = ["address", "store_files", "take_upload"]

_PART = re.compile(r"file\d*|photo|video_file")  # some libraries send all files as `file0`
_PHOTOS = ("wall photo", "message photo", "avatar", "cover", "album", "poll photo", "chat photo")
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_MAX_FILES = 5
_HOUR = 3600
_PROCESSING = 30  # seconds that a video takes to be ready


def address(call: MethodCall, kind: str, **about: Any) -> str:
    """A new address for the files of one upload, open for an hour."""
    mark = f"{call.world.region.seed} {call.world.new_id()}"
    key = hashlib.sha256(mark.encode()).hexdigest()[:24]
    call.world.uploads[key] = {"kind": kind, "until": call.now + _HOUR, **about}
    return f"{call.address}/upload/{key}"


def store_files(world: World, key: str, files: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Take files at an address; each address serves once."""
    about = world.uploads.pop(key, {}) if "/" not in key else {}
    if about.get("until", 0) < world.clock.now():
        return b"Security Breach2"
    return to_json(_store(world, key, about, files))


def _store(world: World, key: str, about: Json, files: Mapping[str, tuple[str, bytes]]) -> Json:
    if about["kind"] == "linked video":
        _process(world, about)
        return {"response": 1}
    came = [one for name, one in files.items() if _PART.fullmatch(name)]
    came = came[: _MAX_FILES if about["kind"] == "album" else 1]
    if not came or not all(_fits(about["kind"], *one) for one in came):
        return _error_of(about["kind"])
    name, size = came[0][0], sum(len(content) for _, content in came)
    mark = _mark(world.region.seed, key, b"".join(content for _, content in came))
    if about["kind"] == "video":
        _process(world, about)
    else:
        kept = {**about, "name": name, "size": size, "files": len(came)}
        world.uploads[f"file/{mark}"] = kept
    return _answer(about, mark, size)


def _fits(kind: str, name: str, content: bytes) -> bool:
    suffix = PurePath(name).suffix.lower()
    return bool(content and suffix) and (kind not in _PHOTOS or suffix in _IMAGES)


def _process(world: World, about: Json) -> None:
    """The file of a video came: it can be seen after some time."""
    video = world.things.get(("video", about["owner_id"], about["video_id"]))
    if video is not None:
        world.ready[about["owner_id"], about["video_id"]] = world.clock.now() + _PROCESSING
        video["duration"] = 60


def _answer(about: Json, mark: str, size: int) -> Json:
    photo = json.dumps([{"photo": mark[:12], "sizes": []}])
    if about["kind"] == "chat photo":
        return {"response": mark}
    if about["kind"] == "doc":
        return {"file": f"{mark}|{size}"}
    if about["kind"] == "video":
        return {"size": size, "owner_id": about["owner_id"], "video_id": about["video_id"]}
    if about["kind"] in ("cover", "poll photo"):
        return {"photo": mark[:12], "hash": mark}
    if about["kind"] == "album":
        named = {"aid": about["album_id"], "gid": about.get("group_id", 0)}
        return {"server": 100, "photos_list": photo, "hash": mark, **named}
    return {"server": 100, "photo": photo, "hash": mark}


def _error_of(kind: str) -> Json:
    if kind in ("doc", "video"):
        return {"error": "no_file", "error_descr": "File not found"}
    return {"server": 100, "photos_list" if kind == "album" else "photo": "[]", "hash": ""}


def _mark(seed: int, key: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return hmac.new(str(seed).encode(), f"{key}{digest}".encode(), "sha256").hexdigest()


def take_upload(call: MethodCall, kind: str, mark: str, photo: str = "") -> Json:
    """What was uploaded under a mark; it can be saved once, with the photo as it was answered."""
    about = call.world.uploads.get(f"file/{mark}", {})
    if about.get("kind") != kind or (photo and mark[:12] not in photo):
        raise Refused(100, "One of the parameters specified was missing or invalid: invalid hash")
    return call.world.uploads.pop(f"file/{mark}")
