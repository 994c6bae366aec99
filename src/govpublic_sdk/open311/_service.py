"""How a server is reached: the key where it belongs, refusals without words of citizens.

The key travels in the form of a post, as the spec says, and in the address of a read only where a
server wants it there. It never stands in a call, so calls compare, print and pickle without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from govpublic_sdk._call import Call
from govpublic_sdk._http import Reply, Request
from govpublic_sdk._rest import RestService

if TYPE_CHECKING:
    from govpublic_sdk.open311.server import Server

__all__ = ["Open311Service", "reason_of", "service_of"]

_PARAMETERS = frozenset(
    [
        "account_id",
        "address_id",
        "address_string",
        "api_key",
        "attribute",
        "device_id",
        "email",
        "end_date",
        "extensions",
        "first_name",
        "jurisdiction_id",
        "last_name",
        "lat",
        "media_url",
        "page_size",
        "phone",
        "service_code",
        "service_request_id",
        "start_date",
        "update_id",
        "updated_datetime",
    ]
)
_NAME = re.compile(r"[a-z_]+")
_MOST_READ = 4_000  # a dump need not be read to its end


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

    def _reason(self, call: Call[Any], reply: Reply) -> str:
        body = reply.body.strip()
        return reason_of(body[:_MOST_READ].decode("utf-8", "replace")) if body else ""


def service_of(server: Server) -> Open311Service:
    """The service of a server."""
    return Open311Service(
        url=server.url,
        origins=server.media_origins,
        limiter=server.limiter,
        secrets=(server.api_key,) if server.api_key else (),
        key=server.api_key,
        key_in_query=server.key_in_query,
    )


def reason_of(refusal: str) -> str:
    """What an error may say of a refusal: the parameters of the spec that it names.

    No other word of it: what servers say of a failure may hold what any citizen wrote, in any form.
    """
    names = sorted(_PARAMETERS.intersection(_NAME.findall(refusal[:_MOST_READ])))
    about = f" (it names {', '.join(f'`{one}`' for one in names)})" if names else ""
    return f"the server's words are in `error.raw`{about}."
