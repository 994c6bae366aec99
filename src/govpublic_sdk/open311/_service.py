"""How a server is reached: the key where it belongs, its words for refusals, nothing of citizens.

The key travels in the form of a post, as the spec says, and in the address of a read only where a
server wants it there. It never stands in a call, so calls compare, print and pickle without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from govpublic_sdk._call import Call
from govpublic_sdk._http import Reply, Request
from govpublic_sdk._masking import mask_echo
from govpublic_sdk._reading import read_refusal
from govpublic_sdk._rest import RestService

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server

__all__ = ["Open311Service", "hushed", "said", "service_of", "words_of"]

_SHOWN = frozenset(
    [
        "jurisdiction_id",
        "service_code",
        "service_request_id",
        "status",
        "update_id",
        "start_date",
        "end_date",
        "updated_datetime",
        "page",
        "page_size",
        "extensions",
    ]
)
_DUMP = re.compile(r"=>|[{}]|<[a-zA-Z/]|Traceback")  # what a server held when it failed
_RECORD = frozenset(
    [
        "service_request_id",
        "requested_datetime",
        "first_name",
        "last_name",
        "email",
        "phone",
        "address",
        "address_string",
        "lat",
        "long",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open311Service(RestService):
    """A GeoReport v2 server as a service.

    Attributes:
        key: The key; None where there is none.
        key_in_query: Whether reads carry it, too.
    """

    key: str | None = field(default=None, repr=False)
    key_in_query: bool = False

    def request(self, call: Call[Any], token: str | None) -> Request:
        """The request of a call, with the key."""
        return RestService.request(self, self._with_key(call), token)

    def _with_key(self, call: Call[Any]) -> Call[Any]:
        rest = call.rest
        if self.key is None or rest is None or not rest.path.startswith("/"):
            return call  # pictures are fetched without it
        if rest.verb == "POST":
            return replace(call, rest=replace(rest, form=(("api_key", self.key), *rest.form)))
        return call.with_params(api_key=self.key) if self.key_in_query else call


def service_of(server: Server) -> Open311Service:
    """The service of a server."""
    return Open311Service(
        url=server.url,
        origins=server.media_origins,
        words=words_of,
        limiter=server.limiter,
        secrets=(server.api_key,) if server.api_key else (),
        key=server.api_key,
        key_in_query=server.key_in_query,
        shown=_SHOWN,
    )


def hushed(call: Call[Any], words: str) -> str:
    """The words of a refusal without contacts and without what the call sent."""
    return mask_echo(call, words, shown=_SHOWN)


def words_of(reply: Reply) -> str:
    """What the body of a refusal says; a page says nothing."""
    return said(read_refusal(reply))


def said(tree: object) -> str:
    """The words of a refusal, be it an array of errors, one object, or a tree of them."""
    return "; ".join(dict.fromkeys(_texts(tree, 0)))


def _texts(tree: object, depth: int) -> Iterator[str]:
    if depth > 8:
        return
    if isinstance(tree, str) and tree.strip() and not _DUMP.search(tree):
        yield " ".join(tree.split())
    elif isinstance(tree, list):
        for one in cast("list[object]", tree):
            yield from _texts(one, depth + 1)
    elif isinstance(tree, Mapping):
        told = cast("Mapping[str, object]", tree)
        if any(isinstance(told.get(name), str | float | int) for name in _RECORD):
            return  # a request of a citizen, not a reason
        for name, one in told.items():
            if name != "code":
                yield from _texts(one, depth + 1)
