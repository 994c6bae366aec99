"""Versions of the API: which are refused, and how an older one shows an answer.

The shapes before and after are those of the official schema for 5.131 and for 5.199
(https://github.com/VKCOM/vk-api-schema, tags v5.131.148 and v5.199.93).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from govpublic_sdk.sandbox.values import Json, Refused

__all__ = ["Version", "downgrade", "parse_version"]

Version: TypeAlias = tuple[int, int]

_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})", re.ASCII)
_OLDEST: Version = (5, 81)
# The schema of no version between 5.131 and 5.199 is public. Libraries that tell the two forms of
# groups.getById apart do so at 5.140; the other methods are taken to have changed then, too.
_CHANGED: Version = (5, 140)


def parse_version(text: str) -> Version:
    """The version that a request names.

    Raises:
        Refused: It names none, or one that VK no longer answers.
    """
    if not text:
        raise Refused(8, "Invalid request: v (version) is required")
    found = _VERSION.fullmatch(text)
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    if version < _OLDEST:
        raise Refused(8, "Invalid request: versions below 5.81 are deprecated")
    return version


def downgrade(method: str, answer: Any, version: Version) -> Any:
    """An answer in the form of the version that a request names.

    Args:
        method: The method.
        answer: The answer in the current form.
        version: The version.
    """
    convert = _OLD_FORMS.get(method)
    return answer if convert is None or version >= _CHANGED else convert(answer)


def _posts(answer: Json) -> Any:
    return answer if "profiles" in answer else answer["items"]


def _by_message(answer: list[Json]) -> Json:
    return {str(one["message_id"]): one.get("response", 0) for one in answer}


_OLD_FORMS: dict[str, Callable[[Any], Any]] = {
    "groups.getById": lambda answer: answer["groups"],
    "messages.createChat": lambda answer: answer["chat_id"],
    "messages.delete": _by_message,
    "video.edit": lambda answer: answer["success"],
    "wall.getById": _posts,
}
