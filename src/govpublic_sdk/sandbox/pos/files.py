"""Files of the sandbox's ПОС: attachments of citizens, uploads of organisations, by their keys."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Mapping
from urllib.parse import quote

from pydantic_core import to_json

from govpublic_sdk.sandbox.pos.state import PosFile, PosQuirks, matches_any
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked

__all__ = ["HUGE", "Files"]

HUGE = 2 * 1024**3
_PLAIN = re.compile(r"[ !#-\[\]-~]+")


class Files:
    """Keeps files by keys that are made from the seed.

    Args:
        seed: Makes the keys.

    Attributes:
        attachments: Files of citizens, by the last part of their address.
        uploads: Files of organisations, by their id.
        max_bytes: How large an upload may be.
    """

    def __init__(self, seed: int) -> None:
        self.attachments: dict[str, PosFile] = {}
        self.uploads: dict[str, PosFile] = {}
        self.max_bytes: int = 10 * 1024 * 1024
        self._seed = seed

    def add(self, file: PosFile) -> str:
        """Keep an attachment; its key."""
        key = self._key("attachment", len(self.attachments))
        self.attachments[key] = file
        return key

    def save_upload(self, asked: Asked) -> Answered:
        """Take an upload."""
        files = [(name, content) for part, name, content in asked.files if part == "file"]
        if len(files) != 1:
            return _refusal(400, "file: нужен один файл в поле формы file")
        if len(files[0][1]) > self.max_bytes:
            return _refusal(413, f"file: не более {self.max_bytes} байт")
        key = self._key("upload", len(self.uploads))
        self.uploads[key] = PosFile(*files[0])
        return Answered(to_json({"id": key, "name": files[0][0], "size": len(files[0][1])}))

    def serve(self, key: str, quirks: PosQuirks) -> Answered:
        """Give an attachment."""
        file = self.attachments.get(key)
        if file is None or matches_any(quirks.gone, file.name):
            return _refusal(404, "Файл не найден")
        headers = {"content-type": _kind(file.name), **_disposition(file.name, quirks)}
        if matches_any(quirks.huge, file.name):
            claimed = {**headers, "content-length": str(HUGE)}
            return Answered(file.content, headers=claimed, broken="cut")
        return Answered(file.content, headers=headers)

    def _key(self, what: str, index: int) -> str:
        return hashlib.sha256(f"{self._seed} pos {what} {index}".encode()).hexdigest()[:24]


def _disposition(name: str, quirks: PosQuirks) -> Mapping[str, str]:
    custom = next(
        (header for pattern, header in quirks.dispositions.items() if matches_any([pattern], name)),
        None,
    )
    header = _usual_disposition(name) if custom is None else re.sub(r"[\r\n]+", " ", custom)
    return {"content-disposition": header.encode().decode("latin-1")} if header else {}


def _usual_disposition(name: str) -> str:
    """As in RFC 6266: names of other letters are written as `filename*`."""
    if _PLAIN.fullmatch(name):
        return f'attachment; filename="{name}"'
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _refusal(status: int, words: str) -> Answered:
    return Answered(to_json({"messages": [words]}), status)
