"""From a screen name to an id, where a method takes no name. Nothing else is asked here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from govpublic_sdk import vk
from govpublic_sdk._call import Procedure, Question
from govpublic_sdk._domain.references import PublicLike, public_ref
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import NotFound

__all__ = ["by_id", "look_up"]

T = TypeVar("T")
_COMMUNITIES = ("group", "page", "event")
_WORDS = {"user": "a person", "vk_app": "an application", "application": "an application"}
_SOME_ID = 1


def by_id(public: PublicLike, question: Callable[[int], Question[T]]) -> Question[T]:
    """A question that needs the id of a public; a name is looked up first.

    Args:
        public: The public that is meant.
        question: The question, given the positive id. Pure: it is also made once with another id,
            so that wrong values are refused before the name is looked up.

    Raises:
        ParameterError: The public, or a value of the question, is refused.
    """
    ref = public_ref(public)
    if ref.id is not None:
        return question(ref.id)
    question(_SOME_ID)
    return _after_lookup(str(ref.name), question)


def look_up(name: str) -> Procedure[int]:
    """The id of the community that has a screen name.

    Raises:
        NotFound: The name is free, or belongs to something else.
    """
    call = vk.utils.resolve_screen_name(name)
    found = yield from call
    if found is None:
        raise NotFound(Text("No page has the name {name}.", name=show_value(name)), call=call)
    if found.type not in _COMMUNITIES:
        known = _WORDS.get(found.type)
        kind = show_value(found.type)
        what = Text(known) if known else Text("an object of type {type}", type=kind)
        raise NotFound(
            Text(
                "{name} is the name of {thing}, not of a community.",
                name=show_value(name),
                thing=what,
            ),
            call=call,
        )
    return found.object_id


def _after_lookup(name: str, question: Callable[[int], Question[T]]) -> Procedure[T]:
    number = yield from look_up(name)
    asked: Procedure[T] = iter(question(number))
    return (yield from asked)
