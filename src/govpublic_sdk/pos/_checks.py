"""What settings of ПОС may be, checked at the door; errors name the parameter and its range."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._service import checked_url
from govpublic_sdk._texts import Text, any_of, describe, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError

__all__ = [
    "check_format",
    "check_name",
    "check_number",
    "check_path",
    "check_secret",
    "check_zone",
    "checked_base",
    "checked_origin",
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
        ParameterError: It is no such path.
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
        ParameterError: It is no text, empty, or holds what no such text holds.
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


def check_number(name: str, given: object, least: float, most: float) -> None:
    """A number within a range, both ends included; a whole one where the ends are whole.

    Raises:
        ParameterError: It is no number, or outside.
    """
    kinds = int if isinstance(least, int) else (int, float)
    if isinstance(given, bool) or not isinstance(given, kinds) or not least <= given <= most:
        raise ParameterError(name, describe(given), Text("{min} to {max}", min=least, max=most))


def check_format(name: str, form: object) -> None:
    """How times are written.

    Raises:
        ParameterError: Year, month or day would be missing.
    """
    if not isinstance(form, str) or not all(one in form for one in ("%Y", "%m", "%d")):
        raise ParameterError(name, describe(form), "a text for strftime with %Y, %m and %d")


def checked_base(address: object) -> str:
    """The address of the platform, without a slash at its end.

    Raises:
        ConfigurationError: It is no https address, nor one of this machine.
    """
    found = checked_url("url", address if isinstance(address, str) else "")
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


def checked_origin(address: str) -> str:
    """A further origin that files may be fetched from; no secret goes there.

    Raises:
        ConfigurationError: It is no https address, or has a path.
    """
    checked_url("origins", address)
    if re.sub(r"^https?://", "", address.lower().rstrip("/")).count("/"):
        raise ConfigurationError("origins: the address has a path (expected scheme and host only).")
    return address


def frozen(
    name: str, given: Mapping[str, str], keys: Collection[str] | None = None
) -> Mapping[str, str]:
    """A mapping of texts that nobody can change any more.

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
