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

from govpublic_sdk.sandbox.asking import Ask
from govpublic_sdk.sandbox.refused import Refused
from govpublic_sdk.sandbox.world import Json, World

__all__ = ["address", "stored", "taken"]

_FIELDS = {
    "photo": "photo",
    "cover": "photo",
    "doc": "file",
    "video": "video_file",
    "album": "file1",
}
_FILE = re.compile(r"file\d*")
_PHOTOS = ("photo", "cover", "album")
_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


def address(ask: Ask, kind: str, **about: Any) -> str:
    """A new address for one file of a kind."""
    key = hashlib.sha256(f"{ask.world.region.seed} {ask.world.new_id()}".encode()).hexdigest()[:24]
    ask.world.uploads[key] = {"kind": kind, **about}
    return f"{ask.address}/upload/{key}"


def stored(world: World, key: str, files: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Take a file at an address; each address serves once."""
    about = world.uploads.get(key)
    if about is None or about.get("taken"):
        return b"Security Breach2"
    del world.uploads[key]
    return to_json(_kept(world, about, files))


def _kept(world: World, about: Json, files: Mapping[str, tuple[str, bytes]]) -> Json:
    name, content = _file(about["kind"], files)
    suffix = PurePath(name).suffix.lower()
    if not content or not suffix or (about["kind"] in _PHOTOS and suffix not in _IMAGES):
        return _failed(about["kind"])
    mark = _mark(world.region.seed, about["kind"], name, content)
    world.uploads[mark] = {**about, "name": name, "size": len(content), "taken": True}
    return _answer(about, mark, len(content))


def _file(kind: str, files: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """The file under its name, or under `file`, `file0` and so on, as some libraries send it."""
    named = [files[name] for name in files if name == _FIELDS[kind] or _FILE.fullmatch(name)]
    return named[0] if named else ("", b"")


def _answer(about: Json, mark: str, size: int) -> Json:
    photo = json.dumps([{"photo": mark[:12], "sizes": []}])
    if about["kind"] == "doc":
        return {"file": f"{mark}|{size}"}
    if about["kind"] == "video":
        return {"size": size, "owner_id": about["owner_id"], "video_id": about["video_id"]}
    if about["kind"] == "cover":
        return {"photo": mark[:12], "hash": mark}
    field = "photos_list" if about["kind"] == "album" else "photo"
    return {"server": 100, field: photo, "hash": mark}


def _failed(kind: str) -> Json:
    if kind == "doc":
        return {"error": "no_file", "error_descr": "File not found"}
    return {"server": 100, "photo": "[]", "hash": ""}


def _mark(seed: int, kind: str, name: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return hmac.new(str(seed).encode(), f"{kind}{name}{digest}".encode(), "sha256").hexdigest()


def taken(ask: Ask, mark: str, photo: str = "") -> Json:
    """What was uploaded under a mark; it can be saved once, with the photo as it was answered."""
    about = ask.world.uploads.get(mark, {})
    if not about.get("taken") or (photo and mark[:12] not in photo):
        raise Refused(100, "One of the parameters specified was missing or invalid: invalid hash")
    del ask.world.uploads[mark]
    return about
