"""Settings of a GeoReport v2 server: address, key, zone, habits.

The spec leaves much open, so what a server does beyond it is a setting; `probe` finds the settings
that fit a server. The key travels in the form of a post, by the spec, and in the address of a read
only where a server wants it there. It is never part of a call, so calls compare, print and pickle
without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, fields, replace
from datetime import timedelta
from typing import Any, Final, Literal, Self, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.hidden import Secret
from govpublic_sdk._core.http import Request, Response
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.rest import RestService
from govpublic_sdk._core.services import check_url
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import ConfigurationError

__all__ = [
    "UPDATE_STATUSES",
    "Open311Service",
    "Server",
    "reason_of",
    "service_of",
]

UPDATE_STATUSES: Final[Mapping[str, str]] = {
    "interim": "IN_PROGRESS",
    "final": "CLOSED",
    "solved": "FIXED",
    "not_solved": "NO_FURTHER_ACTION",
}
"""The status that is sent for each kind of answer, in mySociety's vocabulary.

Servers show these words in small letters, and take them in capitals only, as FixMyStreet sends
them: https://github.com/mysociety/fixmystreet/blob/master/perllib/Open311.pm.
"""

_NAME = re.compile(r"[a-z0-9][a-z0-9._:-]{0,63}")
_SUFFIX = re.compile(r"(?:\.[a-z]{1,10})?", re.ASCII)
_TAKEN = ("vk", "upload", "long_poll")
_KINDS = (*UPDATE_STATUSES, "refusal")
_MOST = 100_000  # requests; a larger list would not fit into memory
_SECOND = timedelta(seconds=1)
_LONGEST = timedelta(days=3_653)  # ten years; servers keep no older requests


@check_fields
@dataclass(frozen=True, slots=True)
class Server:
    """A GeoReport v2 server, https://wiki.open311.org/GeoReport_v2.

    The key does not show and is left out of pickles: give it again in the other process.

    Attributes:
        url: Its address, such as `https://api.city.example/open311/v2`; `http` on loopback only.
        name: Distinguishes it from other channels; the first part of the ids of its appeals.
        api_key: The key that posts need.
        jurisdiction_id: Which city, where one server has several.
        zone: The IANA name of the zone of dates that come without one, such as `Europe/Samara`.
            Without it such dates are unknown: they lie raw in `unfit`.
        paging: `"page"` where it has the extension `page` and `page_size`; None where lists are cut
            at `most` and can only be asked by shorter windows.
        page_size: Requests in a page, 1 to 1,000.
        most: A list of this length may have been cut. By the spec 1,000.
        longest_window: How long a window may be. By the spec 90 days.
        swapped_dates: Whether it takes `start_date` for the end of a window and `end_date` for its
            beginning.
        local_dates: Whether windows are asked for in the time of `zone`, for servers that do not
            heed the offset of a date.
        suffix: What addresses end with; `""` where it gives JSON without `.json`.
        rate: Calls per second; None for no limit.
        media_origins: Origins beside its own that pictures may be fetched from.
        media_field: The field of a form that files are posted under, such as `media`; None where
            the server takes addresses of pictures only, as in the spec.
        has_updates: Whether it has mySociety's `servicerequestupdates`.
        updates_once: Whether it takes an update of one number only once, however often it comes.
        update_statuses: Words sent for answers: `interim`, `final`, `solved`, `not_solved`, and
            `refusal` where it knows one.
        has_notes: Whether requests come with `notes`: what happened to them.
        extensions: What is sent as `extensions` when requests are read, such as `true`.
        correlation_attribute: The attribute that your own number of a new request is sent as.
        service_types: Types of services, where known: `{"001": "batch"}`.
        key_in_query: Whether reading needs the key, which is then in the address. Servers and
            proxies write addresses down, so leave it off where you can.

    Raises:
        ConfigurationError: Something of it cannot be.
    """

    url: str
    _: KW_ONLY
    name: str = "open311"
    api_key: str | None = field(default=None, repr=False)
    jurisdiction_id: str | None = None
    zone: str | None = None
    paging: Literal["page"] | None = None
    page_size: int = 100
    most: int = 1_000
    longest_window: timedelta = timedelta(days=90)
    swapped_dates: bool = False
    local_dates: bool = False
    suffix: str = ".json"
    rate: float | None = None
    media_origins: tuple[str, ...] = ()
    media_field: str | None = None
    has_updates: bool = False
    updates_once: bool = False
    update_statuses: Mapping[str, str] = field(default_factory=lambda: UPDATE_STATUSES, hash=False)
    has_notes: bool = False
    extensions: str | None = None
    correlation_attribute: str | None = None
    service_types: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    key_in_query: bool = False
    limiter: Limiter | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be; the address loses its last slash."""
        check_url("url", self.url)
        _set(self, "url", str(self.url).rstrip("/"))
        _set(self, "media_origins", tuple(self.media_origins))
        _set(self, "api_key", _secret(self.api_key))
        for name, allowed, fits in _RULES:
            if not fits(getattr(self, name)):
                raise ConfigurationError(
                    Text(
                        "{name}: invalid value (expected {expected}).",
                        name=name,
                        expected=allowed if isinstance(allowed, Text) else Text(allowed),
                    )
                )
        for origin in self.media_origins:
            check_url("media_origins", origin)
        if self.key_in_query and self.api_key is None:
            raise ConfigurationError(
                Text(
                    "{name}: missing (expected {expected}).",
                    name="api_key",
                    expected="key_in_query",
                )
            )
        if self.local_dates and self.zone is None:
            raise ConfigurationError(
                Text("{name}: missing (expected {expected}).", name="zone", expected="local_dates")
            )
        _set(self, "limiter", None if self.rate is None else Limiter(self.rate))

    def __copy__(self) -> Self:
        """Itself, since it never changes."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Itself, since it never changes."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the key."""
        given = {one.name: getattr(self, one.name) for one in fields(self) if one.init}
        hidden = {"api_key": None, "key_in_query": False}
        return _rebuilt, (type(self), {**given, **hidden})


def _secret(key: object) -> object:
    return Secret(key) if isinstance(key, str) else key


def _set(server: Server, name: str, value: object) -> None:
    object.__setattr__(server, name, value)


def _rebuilt(kind: type[Server], given: dict[str, Any]) -> Server:
    return kind(**given)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value)) and value not in _TAKEN


def _word(value: object) -> bool:
    """A text that fits into one field of a form."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _no_or_word(value: object) -> bool:
    return value is None or _word(value)


def _is_zone(value: object) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and bool(ZoneInfo(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False


def _whole(value: object, most: int) -> bool:
    return type(value) is int and 1 <= value <= most


def _pace(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (number and 0 < cast("float", value) <= 1_000)


def _words(value: object, keys: tuple[str, ...] | None) -> bool:
    if not isinstance(value, Mapping):
        return False
    pairs = cast("Mapping[object, object]", value).items()
    return all(_word(key) and _word(word) and (not keys or key in keys) for key, word in pairs)


def _answers(value: object) -> bool:
    """Words for answers, those for plain ones among them."""
    return _words(value, _KINDS) and {"interim", "final"} <= set(cast("dict[str, str]", value))


def _suffix(value: object) -> bool:
    return isinstance(value, str) and bool(_SUFFIX.fullmatch(value))


def _code(value: object) -> bool:
    return value is None or (_word(value) and not set("[]") & set(cast("str", value)))


def _span(value: object) -> bool:
    return isinstance(value, timedelta) and _SECOND <= value <= _LONGEST


_RULES: tuple[tuple[str, str | Text, Callable[[Any], bool]], ...] = (
    (
        "name",
        "1 to 64 of the characters a-z, 0-9 and . _ : -, but not `vk`, `upload` or `long_poll`",
        _is_name,
    ),
    ("api_key", "a text in one line, or None", _no_or_word),
    ("jurisdiction_id", "a text in one line, or None", _no_or_word),
    ("zone", "an IANA time zone, for example Europe/Samara, or None", _is_zone),
    ("paging", '"page" or None', lambda value: value in (None, "page")),
    ("page_size", Text("{min} to {max}", min=1, max=1_000), lambda value: _whole(value, 1_000)),
    ("most", Text("{min} to {max}", min=1, max=_MOST), lambda value: _whole(value, _MOST)),
    ("longest_window", "a timedelta of a second to ten years", _span),
    ("suffix", '"", or a dot and letters, for example `.json`', _suffix),
    ("rate", "a number above 0, at most 1000 a second, or None", _pace),
    ("media_field", "the name of a field, or None", _no_or_word),
    (
        "update_statuses",
        "a mapping of words for `interim`, `final` and other kinds of replies",
        _answers,
    ),
    ("extensions", "a text in one line, or None", _no_or_word),
    ("correlation_attribute", "a code without brackets, or None", _code),
    ("service_types", "a mapping of codes to types", lambda value: _words(value, None)),
)

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
_NAME_service = re.compile(r"[a-z_]+")
_MAX_READ = 4_000  # a dump need not be read to its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Open311Service(RestService):
    """A GeoReport v2 server as a service.

    Attributes:
        key: The key; None without one.
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

    def _reason(self, call: Call[Any], reply: Response) -> str:
        body = reply.body.strip()
        return reason_of(body[:_MAX_READ].decode("utf-8", "replace")) if body else ""


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
    names = sorted(_PARAMETERS.intersection(_NAME_service.findall(refusal[:_MAX_READ])))
    about = f" (it names {', '.join(f'`{name}`' for name in names)})" if names else ""
    return f"the server's words are in `error.raw`{about}."
