"""Reads HTTP/1 requests from a connection: the head, the body, the parts of a form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = [
    "Head",
    "Part",
    "Unreadable",
    "bearer_token",
    "form_of",
    "parts_of",
    "read_body",
    "read_head",
]

_LINE = re.compile(r"([A-Z]{1,20}) (\S+) HTTP/1\.([01])")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")
_LENGTH = re.compile(r"\d{1,18}", re.ASCII)
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,12}")
_MAX_TRAILERS = 100
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^\s;,"]{1,200}))', re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_DISPOSITION = re.compile(rb"^content-disposition:(.*)$", re.IGNORECASE | re.MULTILINE)
_PARAMETER = re.compile(r';\s*([\w*]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;\s]*))')


class Unreadable(Exception):
    """A request that is not HTTP, or one that the server does not read."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Head:
    """The request line and the headers.

    Attributes:
        verb: The verb, such as `GET`.
        target: What is asked for, as it came.
        headers: Headers by names in lower case; repeated ones are joined by commas.
        keeps: Whether the connection goes on after the answer.
    """

    verb: str
    target: str
    headers: Mapping[str, str]
    keeps: bool


async def read_head(reader: asyncio.StreamReader) -> Head:
    """Read the head of a request.

    Raises:
        Unreadable: It is not one of HTTP/1, or too large.
    """
    lines = b""
    while not lines:  # empty lines before a request are allowed
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).strip(b"\r\n")
        except asyncio.LimitOverrunError:
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            raise Unreadable(status, "the headers are too large") from None
    line, *rest = lines.decode("latin-1").split("\r\n")
    found = _LINE.fullmatch(line)
    if found is None or not _is_target(found[2]):
        raise Unreadable(HTTPStatus.BAD_REQUEST, "the request line is not one of HTTP/1")
    headers = _headers(rest)
    wanted = {word.strip() for word in headers.get("connection", "").lower().split(",")}
    keeps = "close" not in wanted and (found[3] == "1" or "keep-alive" in wanted)
    return Head(found[1], found[2], headers, keeps)


def _is_target(target: str) -> bool:
    try:
        urlsplit(target)
    except ValueError:
        return False
    return True


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        found = _HEADER.fullmatch(line)
        if found is None:
            raise Unreadable(HTTPStatus.BAD_REQUEST, "a header is malformed")
        name, value = found[1].lower(), found[2].strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


async def read_body(reader: asyncio.StreamReader, head: Head, max_size: int) -> bytes:
    """Read the body that a head announces.

    Raises:
        Unreadable: It is longer than `max_size`, malformed or compressed.
    """
    if head.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unreadable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "compressed bodies are not read")
    coding = head.headers.get("transfer-encoding")
    if coding is not None:
        if coding.lower() != "chunked":
            raise Unreadable(HTTPStatus.NOT_IMPLEMENTED, "of transfer codings, chunked is read")
        return await _read_chunks(reader, max_size)
    length = head.headers.get("content-length", "0")
    if not _LENGTH.fullmatch(length):
        raise Unreadable(HTTPStatus.BAD_REQUEST, "the length of the body is not a number")
    _check_size(int(length), max_size)
    return await reader.readexactly(int(length))


async def _read_chunks(reader: asyncio.StreamReader, max_size: int) -> bytes:
    body = bytearray()
    while True:
        found = (await _read_line(reader)).partition(b";")[0].strip()
        if not _CHUNK.fullmatch(found):
            raise Unreadable(HTTPStatus.BAD_REQUEST, "the size of a chunk is not a number")
        size = int(found, 16)
        if not size:
            break
        _check_size(len(body) + size, max_size)
        body += await reader.readexactly(size)
        if await reader.readexactly(2) != b"\r\n":
            raise Unreadable(HTTPStatus.BAD_REQUEST, "a chunk is longer than its size")
    for _ in range(_MAX_TRAILERS):
        if not await _read_line(reader):
            return bytes(body)
    raise Unreadable(HTTPStatus.BAD_REQUEST, "too many lines after the chunks")


async def _read_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return (await reader.readuntil(b"\r\n"))[:-2]
    except asyncio.LimitOverrunError:
        raise Unreadable(HTTPStatus.BAD_REQUEST, "a line is too long") from None


def _check_size(size: int, max_size: int) -> None:
    if size > max_size:
        raise Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large")


def bearer_token(headers: Mapping[str, str]) -> str | None:
    """The token of the `Authorization` header, if it has one."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


class Part(NamedTuple):
    """A part of a multipart form; a field has no name of a file."""

    name: str
    filename: str
    content: bytes


def form_of(kind: str, query: str, body: bytes) -> dict[str, str]:
    """The parameters of a request: those of the body replace those of the query.

    Args:
        kind: The media type; a body without one counts as a form.
        query: The query of the address.
        body: The body. JSON is not read, as VK does not read it.
    """
    form = dict(parse_qsl(query, keep_blank_values=True))
    if kind.lower().startswith("multipart/"):
        return form | {
            one.name: one.content.decode(errors="replace") for one in parts_of(kind, body)
        }
    if body.lstrip()[:1] in (b"{", b"["):
        return form
    return form | dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def parts_of(kind: str, body: bytes) -> list[Part]:
    """The parts of a multipart form; none if it is another body.

    Contents stay as they came: `Content-Transfer-Encoding` has no meaning in forms (RFC 7578, 4.7).
    """
    boundary = _BOUNDARY.search(kind) if kind.lower().startswith("multipart/") else None
    if boundary is None:
        return []
    mark = re.escape((boundary[1] or boundary[2]).encode("latin-1"))
    _, *pieces = re.split(rb"(?:^|\r?\n)--" + mark + rb"(?=--|[ \t]*\r?\n)", body)
    found = (_part(piece) for piece in pieces if not piece.startswith(b"--"))
    return [part for part in found if part is not None]


def _part(piece: bytes) -> Part | None:
    blank = _BLANK_LINE.search(piece)
    about = _DISPOSITION.search(piece, 0, blank.start() if blank else 0)
    if blank is None or about is None:
        return None
    given = {
        name.lower(): (quoted.replace('\\"', '"') or plain)
        for name, quoted, plain in _PARAMETER.findall(about[1].decode(errors="replace"))
    }
    if "name" not in given:
        return None
    extended = unquote(given.get("filename*", "").rpartition("'")[2])  # UTF-8''%D1%84.png
    return Part(given["name"], extended or given.get("filename", ""), piece[blank.end() :])
