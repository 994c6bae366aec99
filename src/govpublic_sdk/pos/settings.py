"""Settings of ПОС: address, account and paths; what needs a contract has no default.

No official text of the platform's interface for document systems is public. The known facts are
in public code of others, unverified: the order of the steps and the names of fields. So base
address, every path, the zone, client, account and scope are yours to give: they come with the
connection of your body to the platform. Words that were seen are defaults that you can replace.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Protocol, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.hidden import Secret
from govpublic_sdk._core.rate_limits import Limiter
from govpublic_sdk._core.services import check_url
from govpublic_sdk._core.validation import check_range
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError
from govpublic_sdk.models.deadlines import Deadline

__all__ = [
    "ANSWER_TYPES",
    "FIELDS",
    "MAX_BYTES",
    "STATUSES",
    "DatePolicy",
    "Settings",
    "check_base",
    "check_format",
    "check_name",
    "check_origin",
    "check_path",
    "check_secret",
    "check_zone",
    "frozen",
    "texts",
]

_NAME = re.compile(r"[a-z0-9][a-z0-9._:-]{0,63}")
_TAKEN = ("vk", "upload", "long_poll")
_PATH = re.compile(r"/[\w.~!$&'()*+,;=:@%/-]*", re.ASCII)


def check_name(name: object) -> None:
    """The name of a channel and of its service.

    Raises:
        ParameterError: It has other letters, or is the name of a service of VK.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name in _TAKEN:
        raise ParameterError(
            "name",
            show_value(name),
            Text(
                "1 to 64 of the characters a-z, 0-9 and . _ : -, but not {names}",
                names=any_of(_TAKEN),
            ),
        )


def check_path(name: str, path: object, *, with_id: bool) -> None:
    """A path below the address of the platform, with `{id}` where it speaks of one appeal.

    Raises:
        ParameterError: Not such a path.
    """
    plain = path.replace("{id}", "1") if isinstance(path, str) and with_id else path
    once = isinstance(path, str) and (path.count("{id}") == 1 or not with_id)
    if not isinstance(plain, str) or not once or not _PATH.fullmatch(plain):
        raise ParameterError(
            name,
            describe(path),
            "a path that begins with / and has no query, with {id} once"
            if with_id
            else "a path that begins with / and has no query",
        )


def check_secret(name: str, text: object, *, refused: str = "") -> None:
    """A name or a password; what was given is in no error.

    Raises:
        ParameterError: Not a text, empty, or with invalid characters.
    """
    if not isinstance(text, str) or not text.strip():
        raise ParameterError(name, describe(text), "a text")
    if not text.isprintable() or set(text) & set(refused):
        raise ParameterError(
            name,
            "a text with a line break or another unprintable character",
            Text("printable characters without {refused}", refused=refused)
            if refused
            else "printable characters",
        )


def check_zone(zone: object) -> None:
    """A zone that this computer knows.

    Raises:
        ParameterError: It does not.
    """
    try:
        ZoneInfo(zone if isinstance(zone, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ParameterError(
            "zone",
            show_value(zone),
            "an IANA time zone, for example Europe/Samara (on Windows, install tzdata)",
        ) from None


def check_format(name: str, form: object) -> None:
    """How times are written.

    Raises:
        ParameterError: Year, month or day would be missing.
    """
    if not isinstance(form, str) or not all(one in form for one in ("%Y", "%m", "%d")):
        raise ParameterError(name, describe(form), "a text for strftime with %Y, %m and %d")


def check_base(address: object) -> str:
    """The address of the platform, without a slash at its end.

    Raises:
        ConfigurationError: Neither an https address nor one of this machine.
    """
    found = check_url("url", address if isinstance(address, str) else "")
    return found.rstrip("/")


def texts(name: str, given: object) -> tuple[str, ...]:
    """Several texts; a bare one would be read letter by letter.

    Raises:
        ParameterError: It is something else.
    """
    is_several = isinstance(given, list | tuple)
    several = tuple(cast("Sequence[object]", given)) if is_several else (None,)
    found = tuple(one for one in several if isinstance(one, str))
    if len(found) != len(several):
        raise ParameterError(name, describe(given), "a tuple of texts")
    return found


def check_origin(address: str) -> str:
    """A further origin that files may be fetched from; no secret goes there.

    Raises:
        ConfigurationError: Not an https address, or it has a path.
    """
    check_url("origins", address)
    if re.sub(r"^https?://", "", address.lower().rstrip("/")).count("/"):
        raise ConfigurationError("origins: the address has a path (expected scheme and host only).")
    return address


def frozen(
    name: str, given: Mapping[str, str], keys: Collection[str] | None = None
) -> Mapping[str, str]:
    """A read-only mapping of texts.

    Raises:
        ParameterError: A key is unknown, or a word is empty or no text.
    """
    if keys is not None and not set(given) <= set(keys):
        unknown = tuple(map(show_value, sorted(map(str, set(given) - set(keys)))))
        raise ParameterError(name, Text("unknown names: {names}", names=unknown), any_of(keys))
    for key, word in given.items():
        if not _is_word(key) or not _is_word(word):
            raise ParameterError(
                name,
                Text("{key} is empty or unprintable", key=show_value(key)),
                "texts that are not empty",
            )
    return MappingProxyType(dict(given))


def _is_word(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip()) and text.isprintable()


MAX_BYTES: Final = 64 * 1024 * 1024
"""How large a file can be that is fetched, in bytes; a setting may say less."""

ANSWER_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"solved": "SOLVED", "refusal": "REJECTED", "forward": "FORWARDED", "postpone": "POSTPONED"}
)
"""Words of `appealAnswerType` that were seen; the whole list is not known."""

STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {"take": "В работе", "interim": "В работе", "final": "Закрыто", "refusal": "Закрыто"}
)
"""Words of `status` that were seen; the whole list is not known."""

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {"text": "answerText", "interim": "statusText", "to": "reassignmentInfo"}
)
"""In which field of an update a text goes."""

_TYPE_KEYS = ("solved", "not_solved", "final", "interim", "refusal", "forward", "postpone")
_STATUS_KEYS = ("take", "interim", "final", "refusal", "forward", "postpone")
_FIELD_KEYS = ("text", "interim", "to")
_PATHS = {
    "token_path": False,
    "list_path": False,
    "accept_path": True,
    "update_path": True,
    "upload_path": False,
}
_REGIMES = ("message", "appeal_59fz")
_RANGES: Mapping[str, tuple[float, float]] = {
    "page_size": (1, 10_000),
    "first_page": (0, 1),
    "rate": (0.001, 1000.0),
    "max_bytes": (1, MAX_BYTES),
    "most_files": (0, 1000),
    "most_file_bytes": (1, 2**31),
    "most_characters": (1, 1_000_000),
}


class DatePolicy(Protocol):
    """What reckons a control date, such as `appeals.deadlines.POS_MESSAGE_CONTROLLED`."""

    def deadlines(
        self,
        *,
        submitted_at: datetime | None = None,
        registered_at: datetime | None = None,
        platform_due: datetime | None = None,
        fast_track: bool = False,
        categories: Iterable[str] = (),
    ) -> tuple[Deadline, ...]:
        """The deadlines of a message; those of kind `control` are added to it."""
        ...


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """Where, as whom and how ПОС is asked. Secrets do not show and are not pickled.

    Attributes:
        url: The address of the platform; secrets go there and nowhere else. Https, or http on
            this machine.
        token_path: The path that gives a token (OAuth 2, password grant, RFC 6749 4.3).
        list_path: The path of the queue.
        accept_path: The path that acknowledges an appeal, with `{id}`.
        update_path: The path that takes work status and answers, with `{id}`.
        upload_path: The path of the file storage.
        zone: In which zone the platform writes times, by its IANA name; the `Z` at the end of its
            times is never believed.
        client_id: The name of your system at the platform.
        client_secret: Its secret.
        username: The account of the body.
        password: Its password.
        scope: The scope of the token, by the platform's word.
        name: Distinguishes this channel from others; the first part of each appeal's id, so it must
            stay the same over the years.
        regime: Which law rules what comes: `message` («сообщение», no appeal by 59-ФЗ), or
            `appeal_59fz` where this queue holds such ones. The platform's items do not say.
        page_size: Items on a page, 1 to 10000; None for the platform's own number.
        first_page: The number of the first page, 0 or 1.
        page_parameter: What the number of a page is called in the query.
        size_parameter: What the number of items on a page is called in the query.
        query: Further parameters of the list, such as an order.
        rate: Calls per second, above 0, to 1000; None for as fast as may be.
        origins: Further origins that attachments lie at; no secret goes there.
        max_bytes: How large an attachment may be that is fetched, to 64 MiB.
        most_files: How many files an answer may carry.
        most_file_bytes: How large each of them may be. The platform's form takes 10 of 10 MB from
            citizens; what it takes from bodies is not public.
        most_characters: How long an answer may be; None where you know no limit.
        upload_field: What the part of the form with the file is called.
        answer_types: Words of `appealAnswerType` for `solved`, `not_solved`, `final` (without
            an outcome), `interim`, `refusal`, `forward`, `postpone`. What has no word is sent
            without one.
        statuses: Words of `status` for `take`, `interim`, `final`, `refusal`, `forward`,
            `postpone`.
        fields: Which field of an update holds the `text` of an answer, that of an `interim` one,
            and the body `to` which an appeal is forwarded.
        notify: Whether the platform notifies the applicant; None leaves that to it.
        time_format: How times are written to the platform, for `strftime`; local, as it does.
        control: What reckons a control date of your own; None for none.

    Raises:
        ParameterError: A value is outside of what it may be; the error names both.
        ConfigurationError: An address that secrets may not be sent to.
    """

    url: str
    token_path: str
    list_path: str
    accept_path: str
    update_path: str
    upload_path: str
    zone: str
    client_id: str
    client_secret: str = field(repr=False)
    username: str = field(repr=False)
    password: str = field(repr=False)
    scope: str
    name: str = "pos"
    regime: str = "message"
    page_size: int | None = None
    first_page: int = 0
    page_parameter: str = "page"
    size_parameter: str = "size"
    query: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    rate: float | None = None
    origins: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES
    most_files: int = 10
    most_file_bytes: int = 10 * 1024 * 1024
    most_characters: int | None = None
    upload_field: str = "file"
    answer_types: Mapping[str, str] = field(default_factory=lambda: ANSWER_TYPES, hash=False)
    statuses: Mapping[str, str] = field(default_factory=lambda: STATUSES, hash=False)
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS, hash=False)
    notify: bool | None = True
    time_format: str = "%Y-%m-%dT%H:%M:%SZ"
    control: DatePolicy | None = field(default=None, hash=False)
    limiter: Limiter | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what the platform could never be asked with."""
        check_name(self.name)
        for name, with_id in _PATHS.items():
            check_path(name, getattr(self, name), with_id=with_id)
        check_zone(self.zone)
        check_secret("client_id", self.client_id, refused=":")
        for name in ("client_secret", "username", "password", "scope"):
            check_secret(name, getattr(self, name))
            object.__setattr__(self, name, Secret(getattr(self, name)))
        if self.regime not in _REGIMES:
            raise ParameterError("regime", show_value(self.regime), any_of(_REGIMES))
        for name in ("page_parameter", "size_parameter", "upload_field"):
            check_secret(name, getattr(self, name))
        for name, (least, most) in _RANGES.items():
            if getattr(self, name) is not None:
                check_range(name, getattr(self, name), least, most)
        check_format("time_format", self.time_format)
        self._freeze()

    def _freeze(self) -> None:
        kept: dict[str, Any] = {
            "url": check_base(self.url),
            "origins": tuple(map(check_origin, texts("origins", self.origins))),
            "query": frozen("query", self.query),
            "answer_types": frozen("answer_types", self.answer_types, _TYPE_KEYS),
            "statuses": frozen("statuses", self.statuses, _STATUS_KEYS),
            "fields": frozen("fields", {**FIELDS, **self.fields}, _FIELD_KEYS),
            "limiter": None if self.rate is None else Limiter(self.rate),
        }
        for name, value in kept.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        """The name and the address; no secrets."""
        return f"Settings({self.name!r}, {self.url!r})"

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Secrets are not pickled."""
        raise TypeError("settings with secrets are not pickled; build them where they are needed")
