"""Files of the sandbox's ПОС: attachments of citizens and uploads of organisations, by key."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from urllib.parse import quote

from pydantic_core import to_json

from govpublic_sdk.sandbox.pos.state import PosFile, PosQuirks, matches_any
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked

__all__ = ["HUGE", "Files"]

HUGE = 2 * 1024**3
_QUOTABLE = re.compile(r"[ !#-\[\]-~]+")


class Files:
    """Files by keys that are derived from the seed.

    Args:
        seed: Seed of the keys.

    Attributes:
        attachments: Files of citizens, by the last part of their URL.
        uploads: Files of organisations, by id.
        max_bytes: Maximum size of an upload.
    """

    def __init__(self, seed: int) -> None:
        self.attachments: dict[str, PosFile] = {}
        self.uploads: dict[str, PosFile] = {}
        self.max_bytes: int = 10 * 1024 * 1024
        self._seed = seed

    def add(self, file: PosFile) -> str:
        """Store an attachment and return its key."""
        key = self._key("attachment", len(self.attachments))
        self.attachments[key] = file
        return key

    def save_upload(self, asked: Asked) -> Answered:
        """Store the uploaded file of a request."""
        files = [(name, content) for part, name, content in asked.files if part == "file"]
        if len(files) != 1:
            return _error_response(400, "file: нужен один файл в поле формы file")
        [(name, content)] = files
        if len(content) > self.max_bytes:
            return _error_response(413, f"file: не более {self.max_bytes} байт")
        key = self._key("upload", len(self.uploads))
        self.uploads[key] = PosFile(name, content)
        return Answered(to_json({"id": key, "name": name, "size": len(content)}))

    def serve(self, key: str, quirks: PosQuirks) -> Answered:
        """Return an attachment as an HTTP response."""
        file = self.attachments.get(key)
        if file is None or matches_any(quirks.gone, file.name):
            return _error_response(404, "Файл не найден")
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {"content-type": media_type}
        disposition = _format_disposition(file.name, quirks)
        if disposition:
            headers["content-disposition"] = disposition.encode().decode("latin-1")
        if matches_any(quirks.huge, file.name):
            headers["content-length"] = str(HUGE)
            return Answered(file.content, headers=headers, broken="cut")
        return Answered(file.content, headers=headers)

    def _key(self, kind: str, index: int) -> str:
        return hashlib.sha256(f"{self._seed} pos {kind} {index}".encode()).hexdigest()[:24]


def _format_disposition(name: str, quirks: PosQuirks) -> str:
    """Format `Content-Disposition` by the quirks, else as in RFC 6266 with `filename*`."""
    for pattern, header in quirks.dispositions.items():
        if matches_any([pattern], name):
            return re.sub(r"[\r\n]+", " ", header)
    if _QUOTABLE.fullmatch(name):
        return f'attachment; filename="{name}"'
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _error_response(status: int, message: str) -> Answered:
    return Answered(to_json({"messages": [message]}), status)
