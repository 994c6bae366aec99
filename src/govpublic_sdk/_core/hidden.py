"""Texts whose `repr` is masked: tokens, addresses with keys, and what persons write.

A traceback with the locals of its frames, a debugger and a crash report print the `repr` of each
value. Apart from that a `Hidden` is an ordinary text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from inspect import signature
from typing import Any, SupportsIndex, TypeVar, cast

__all__ = [
    "Arguments",
    "Hidden",
    "Secret",
    "hide",
    "safe_repr",
]

T = TypeVar("T")
S = TypeVar("S")
_COLLECTIONS = (list, tuple, set, frozenset)
_DEEPEST = 4  # lists in lists, such as the questions of a poll with their answers
_NAMES = """
access_key account_id add add_answers additional_address address answer_text answers api_key
attributes body by caption change client_secret code comment contact_email contact_phone
contact_position contacts content_source desc description device_id edit_answers email event_data
events executor filename first_name forward hash key keyboard last_name link link_title media_url
media_urls message note notes obscene_words params password payload phone photo photos_list place
position proxy q query question questions raw reason reassignment_info response_json result
search_string secret secret_key server status_text tag_name tags template text texts title token
username value values why words
"""
_HIDDEN_NAMES = frozenset(_NAMES.split())


class Hidden(str):
    """A text that prints its length only."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show how long it is."""
        return f"<{len(self)} characters>"


class Secret(Hidden):
    """A hidden text that is neither copied nor pickled: `dataclasses.asdict` is refused, too."""

    __slots__ = ()

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Refuse: a copy would leave the objects that leave their secrets out of pickles.

        Raises:
            TypeError: Always.
        """
        raise TypeError("a secret is neither copied nor pickled; give it again where it is needed")


class HiddenBytes(bytes):
    """Bytes that print their length only."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show how long they are."""
        return f"<{len(self)} bytes>"


def hide(value: T) -> T:
    """Return an equal value whose texts have a masked `repr`.

    Args:
        value: A text, bytes, or a list, tuple, set or dict of them; others stay as they are.
    """
    return cast("T", _hide(value, 0))


def _hide(value: Any, depth: int) -> Any:
    kind = cast("Any", type(value))  # subclasses may be more than their texts
    if kind is str:
        return Hidden(value)
    if kind is bytes:
        return HiddenBytes(value)
    if depth >= _DEEPEST:
        return value
    if kind in _COLLECTIONS:
        return cast("object", kind(_hide(item, depth + 1) for item in value))
    if kind is dict:
        pairs = cast("Mapping[object, object]", value).items()
        return {name: _hide(item, depth + 1) for name, item in pairs}
    return value


def safe_repr(function: Callable[[S], str]) -> Callable[[S], str]:
    """Decorate a `__repr__`: an object whose construction failed is in a traceback, too."""

    @wraps(function)
    def show(self: S) -> str:
        try:
            return function(self)
        except AttributeError:
            return f"<{type(self).__name__}, not built>"

    return show


class Arguments:
    """Masks those arguments of a function that hold secrets or what persons write.

    Args:
        function: The function; its signature is read at the first call.
        names: The parameters to mask, if not those with the usual names.
    """

    def __init__(
        self, function: Callable[..., object], names: frozenset[str] = _HIDDEN_NAMES
    ) -> None:
        self._function = function
        self._names = names

    def hide(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return equal arguments, to be kept in the frame in place of the given ones."""
        shown, places = self._shown
        if shown.issuperset(kwargs) and not places:
            return args, kwargs
        hidden = tuple(
            hide(value) if place in places else value for place, value in enumerate(args)
        )
        return hidden, {
            name: value if name in shown else hide(value) for name, value in kwargs.items()
        }

    @cached_property
    def _shown(self) -> tuple[frozenset[str], frozenset[int]]:
        """The parameters that are shown, and the places of those that are not.

        An unknown name may be a misspelt one.
        """
        names = list(signature(self._function).parameters)
        places = frozenset(place for place, name in enumerate(names) if name in self._names)
        return frozenset(names) - self._names, places
