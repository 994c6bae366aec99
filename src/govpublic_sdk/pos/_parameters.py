"""The parameters of a menu link by their right names; what their values mean is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from govpublic_sdk.pos._hosts import distance, skeleton
from govpublic_sdk.pos._writing import squeezed
from govpublic_sdk.pos.faults import Fault, fault

__all__ = ["KEYS", "MARKS", "NAMED", "Parameters", "meant_name", "parameters_in"]

KEYS = ("opaId", "reg_code", "mun_code")
MARKS = ("utm_source", "utm_medium", "utm_campaign")
_SPLIT = re.compile(r"([&?;])")
NAMED = re.compile(rf"(?P<name>{'|'.join((*KEYS, *MARKS))})[^\S\n]*[=:]", re.IGNORECASE)
"""A known name with its sign, wherever it stands."""
_GLUED = re.compile(rf"(?P<name>{'|'.join((*KEYS, *MARKS))})[:\s]*(?P<value>[0-9]+)", re.IGNORECASE)
_AROUND = " \t/.,;:'\"«»=|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What stands after the question mark.

    Attributes:
        values: Values of the known parameters, as they should be written, by their right names.
        names: Known names in the order in which they were met.
        extra: The others, as they stand.
        faults: What is wrong with the writing.
        is_sure: Whether it is clear which values were meant.
    """

    values: Mapping[str, str]
    names: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    is_sure: bool


def parameters_in(query: str) -> Parameters:
    """Read the parameters, with slips in their names put right."""
    faults: list[Fault] = []
    met: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for name, value in _pairs(query, faults):
        known = _known(name, faults)
        if known is None:
            extra.append((name, value))
        else:
            met.setdefault(known, []).append(_value(known, value, faults))
    faults += [_repetition(name, values) for name, values in met.items() if len(values) > 1]
    return Parameters(
        values={name: values[0] for name, values in met.items()},
        names=tuple(met),
        extra=tuple(extra),
        faults=tuple(dict.fromkeys(faults)),
        is_sure=all(len(set(values)) == 1 for values in met.values()),
    )


def _pairs(query: str, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    pieces = _SPLIT.split(query) if query else []
    marks = dict.fromkeys(mark for mark in pieces[1::2] if mark != "&")
    faults += [fault("separator", "address", found=mark) for mark in marks]
    for piece in pieces[::2]:
        if piece.strip():
            yield from (_pair(part, faults) for part in _parted(piece, faults))
        else:
            faults.append(fault("empty-parameter", "address"))


def _parted(piece: str, faults: list[Fault]) -> Iterator[str]:
    """The parameters of a piece in which the signs between them are missing."""
    starts = [named.start() for named in NAMED.finditer(piece, 1)] if len(piece) > 1 else []
    for start, end in zip([0, *starts], [*starts, len(piece)], strict=True):
        part = piece[start:end]
        if start:
            named = NAMED.match(part)
            faults.append(fault("no-separator", named["name"] if named else "", right="&"))
        yield part


def _pair(part: str, faults: list[Fault]) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    glued = None if equals else _GLUED.fullmatch(part)
    if not glued:
        return name, value
    faults.append(fault("no-equals", glued["name"]))
    return glued["name"], glued["value"]


def _known(name: str, faults: list[Fault]) -> str | None:
    """The right name; None where the rules know none like it."""
    if name in KEYS or name in MARKS:
        return name
    bare, spaces = squeezed(name.replace("+", " "), name)
    known = meant_name(bare)
    if known:
        faults += [fault("space", known) for _ in spaces]
        if bare != known:
            faults.append(fault("name", known, found=bare))
    return known


@lru_cache(maxsize=1024)
def meant_name(name: str) -> str | None:
    """The known name that was meant, with a slip or two; None where there is none like it."""
    seen = skeleton(name)
    slips = {known: distance(seen, skeleton(known)) for known in (*KEYS, *MARKS)}
    best = min(slips, key=slips.__getitem__)
    return best if slips[best] <= (2 if best in MARKS else 1) else None


def _value(name: str, value: str, faults: list[Fault]) -> str:
    if value.isalnum():
        return value
    bare, spaces = squeezed(value.replace("+", " "), name)
    inner = bare.strip(_AROUND)
    faults += spaces
    if inner != bare:
        faults.append(fault("characters", name, found=bare))
    return inner


def _repetition(name: str, values: Sequence[str]) -> Fault:
    if len(set(values)) == 1:
        return fault("repeated", name)
    return fault("contradicting", name, found=", ".join(dict.fromkeys(values)))
