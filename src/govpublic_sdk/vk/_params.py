"""From values that users give to the texts that are sent; what VK would refuse is refused here.

Only what is certain is checked: signs of ids, bounds of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from govpublic_sdk._core.arguments import is_whole_number
from govpublic_sdk._core.calls import Call, Decoder, Safety
from govpublic_sdk._core.parameters import check_name
from govpublic_sdk._core.parameters import to_text as wire
from govpublic_sdk._core.vk_methods import method_facts
from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import ParameterError

__all__ = ["ask", "check_list", "nonzero", "positive", "random", "text", "within"]

T = TypeVar("T")
_MOST = 2**128  # no service has larger numbers, and Python may refuse to print them


def ask(method: str, decode: Decoder[T], **params: object) -> Call[T]:
    """A call of a method; parameters that are None are left out.

    Args:
        method: VK's name, such as `wall.get`.
        decode: How the answer is read.
        **params: See `_parameters.to_text`.
    """
    for name in params:
        check_name(name)
    facts = method_facts(method)
    sent = [(name, wire(name, value)) for name, value in params.items() if value is not None]
    return Call(
        method=method,
        params=tuple(sorted(sent)),
        decode=decode,
        safety=_safety(facts.safety, dict(sent)),
        packable=facts.packable,
    )


def _safety(known: Safety, sent: Mapping[str, str]) -> Safety:
    """A method that is safe by its key is not so without one; 0 switches VK's guard off."""
    return "unsafe" if known == "keyed" and sent.get("random_id", "0") == "0" else known


def within(name: str, value: float | None, low: float, high: float | None = None) -> float | None:
    """A number between two bounds."""
    if value is None:
        return None
    is_number = isinstance(value, float) or is_whole_number(value)
    if not is_number or not low <= value <= (_MOST if high is None else high):
        expected = Text("{min} or more", min=f"{low:g}")
        if high is not None:
            expected = Text("{min} to {max}", min=f"{low:g}", max=f"{high:g}")
        raise ParameterError(name, describe(value), expected)
    return value


def positive(name: str, value: int | str | None) -> int | str | None:
    """An id of a community, a person or a thing; a text is a short name."""
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST:
        raise ParameterError(name, describe(value), "a positive id")
    return value


def nonzero(name: str, value: int | None) -> int | None:
    """An id of an owner: positive for a person, negative for a community."""
    if value is None:
        return None
    if type(value) is not int or not 0 < abs(value) <= _MOST:
        raise ParameterError(name, describe(value), "an id, negative for a community")
    return value


def random(name: str, value: int) -> int:
    """A mark by which VK knows a message again: 32 bits, and never 0, which marks nothing."""
    if type(value) is not int or not value or not -(2**31) <= value < 2**31:
        raise ParameterError(name, describe(value), "a non-zero 32-bit integer")
    return value


def check_list(
    name: str, values: Sequence[object] | None, *, most: int | None = None
) -> Sequence[object] | None:
    """A list that is neither empty nor too long."""
    if values is None:
        return None
    if not values or (most is not None and len(values) > most):
        problem = Text("{count} items", count=len(values))
        if most is None:
            raise ParameterError(name, problem, "at least one item")
        raise ParameterError(name, problem, Text("{min} to {max} items", min=1, max=most))
    return list(values)


def text(name: str, value: str | None, *, most: int) -> str | None:
    """A text that is not too long."""
    if value is not None and len(value) > most:
        raise ParameterError(name, describe(value), Text("at most {max} characters", max=most))
    return value
