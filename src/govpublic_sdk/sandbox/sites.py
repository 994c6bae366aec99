"""Services of a sandbox beside VK, each below a path of its own; what they have in common.

A site answers one request at a time and opens no socket; what it is about is its own matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from urllib.parse import parse_qsl

from govpublic_sdk.sandbox.responses import Answered

__all__ = ["Asked", "Route", "Site", "fields_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to a site.

    Attributes:
        verb: The HTTP verb.
        path: The path, with the one of the site.
        query: The query, in order; a name may come several times.
        headers: Headers by their names in lower case.
        body: The body as it came, unless it was a multipart form.
        fields: The fields of a form, in order, multipart or not.
        files: Files of a multipart form: name of the part, name of the file, content.
        address: Where the sandbox was asked, such as `http://127.0.0.1:8311`.
    """

    verb: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str, bytes], ...] = ()
    address: str = "http://127.0.0.1"


class Route(NamedTuple):
    """One kind of request that a site knows.

    Attributes:
        name: What faults and counts call it.
        verb: Its HTTP verb.
        pattern: Its whole path; a group catches what is asked for.
    """

    name: str
    verb: str
    pattern: re.Pattern[str]


class Site(Protocol):
    """A service of a sandbox."""

    @property
    def path(self) -> str:
        """What all its addresses begin with, such as `/pos/`."""
        ...

    def method(self, asked: Asked) -> str:
        """What a request is called when faults and counts speak of it, such as `pos.list`."""
        ...

    def answer(self, asked: Asked) -> Answered:
        """Carry a request out."""
        ...


def fields_of(body: bytes, kind: str) -> tuple[tuple[str, str], ...]:
    """The fields of a form that is not multipart."""
    if not kind.startswith("application/x-www-form-urlencoded"):
        return ()
    return tuple(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
