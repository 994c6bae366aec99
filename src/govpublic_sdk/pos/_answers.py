"""How answers of ПОС are read that are no models; each refuses as little as it can.

Nobody has published what the platform answers to a change, so whatever it says is fine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from govpublic_sdk._call import Answer, Call, Rest
from govpublic_sdk.errors import DecodeError
from govpublic_sdk.models.pos import PosUpdated

__all__ = ["Door", "Nothing", "Token", "Updated"]


class Door(Rest):
    """How one signs in; name, password and secret are not pickled."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Without the secrets."""
        return _without_secrets, (self.path,)


def _without_secrets(path: str) -> Rest:
    return Rest(verb="POST", path=path)


class _Anything:
    """Any JSON, or nothing."""

    __slots__ = ()

    @property
    def shape(self) -> object:
        """Anything."""
        return object


@dataclass(frozen=True, slots=True)
class Token(_Anything):
    """The token in the answer to signing in.

    The rest of it belongs to the account; no error ever holds any of it.
    """

    def finish(self, answer: Answer[Any], call: Call[Any]) -> str:
        """The token."""
        token = _fields(answer).get("access_token")
        if isinstance(token, str):
            return token
        raise DecodeError("The response to the sign-in has no `access_token`.", raw=None, call=call)


@dataclass(frozen=True, slots=True)
class Nothing(_Anything):
    """The answer says nothing beyond that the platform took it."""

    def finish(self, answer: Answer[Any], call: Call[Any]) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Updated(_Anything):
    """The answer to a change; an odd one must not look like a failure."""

    def finish(self, answer: Answer[Any], call: Call[Any]) -> PosUpdated:
        """What the platform said, if it said something."""
        return PosUpdated.model_validate(_fields(answer))


def _fields(answer: Answer[Any]) -> dict[str, object]:
    tree: object = answer.response
    return cast("dict[str, object]", tree) if isinstance(tree, dict) else {}
