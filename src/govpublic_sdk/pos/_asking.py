"""What calls to ПОС have in common: service, name, path of one appeal, header of the client."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from govpublic_sdk._call import Call, Decoder, Rest, Safety
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.pos.settings import Settings

T = TypeVar("T")

__all__ = ["basic", "described", "with_id"]


def basic(settings: Settings) -> str:
    """The client and its secret as the header of RFC 7617 wants them: a secret itself.

    Args:
        settings: Where and as whom.
    """
    return b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()


def described(
    settings: Settings,
    method: str,
    decode: Decoder[T],
    safety: Safety,
    rest: Rest,
    query: Mapping[str, str] | None = None,
) -> Call[T]:
    """A call of the platform.

    Args:
        settings: Where and as whom.
        method: What it is called in errors and logs.
        decode: How the answer is read.
        safety: What a repetition means.
        rest: How it is made.
        query: Its parameters.
    """
    return Call(
        service=settings.name,
        method=f"pos.{method}",
        params=tuple(sorted((query or {}).items())),
        decode=decode,
        safety=safety,
        rest=rest,
    )


def with_id(path: str, id: int | str) -> str:
    """The path of one appeal; an id of a stranger never leads elsewhere.

    Args:
        path: A path of the settings, with `{id}`.
        id: The id.

    Raises:
        ParameterError: It is no id.
    """
    text = str(id).strip()
    if not text.strip(".") or isinstance(id, bool):
        raise ParameterError("id", "not an id", "the id of an appeal")
    return path.replace("{id}", quote(text, safe="", errors="replace"))
