"""Which kind of address a path and its parameters make; whether they are right is elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OKTMO
from govpublic_sdk.pos._hosts import skeleton
from govpublic_sdk.pos.rules import LinkKind, MenuKind

__all__ = ["Place", "menu_kind", "place_of"]

_SLASHES = re.compile(r"/+")
_VOTE = re.compile(
    r"lkp(?:/polls/(?P<poll>\d+)|/fkgs(?:/(?P<vote>\d+)|/home|/offer)?|/fkgs-offer/rules)?",
    re.ASCII,
)
_OBJECT = re.compile(
    r"lkp/(?:fkgs/(?P<vote>\d+)/(?P<object>\d+)|projects/(?P<poll>\d+)/\d+/(?P<answer>\d+))",
    re.ASCII,
)
_WIDGETS = ("bin/script.min.js", "og/widget/js/main.js", "og/widgets/view")
_FORM = "form"
_OPINIONS = "og/org-activities"
_MUNICIPALITY = re.compile(
    r"(?:^|[?&])(?:location=m|municipality_id=|utm_content=)(?P<code>[0-9]{8})(?=$|[&#])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the platform that is no link for a menu.

    Attributes:
        kind: What it is.
        vote: The number of the vote or poll.
        object: The number of the object or answer that is voted for.
        municipality: The municipality whose votes are shown.
    """

    kind: LinkKind
    vote: int | None = None
    object: int | None = None
    municipality: OKTMO | None = field(default=None)


def menu_kind(path: str, keys: frozenset[str], source: str) -> MenuKind | None:
    """The kind of menu link that was meant: by its path, else by the key among its parameters.

    Args:
        path: The path.
        keys: Those of `opaId`, `reg_code`, `mun_code` that are among the parameters.
        source: What `utm_source` is, which decides where no key does.
    """
    page = skeleton(path)
    if page == skeleton(_FORM) or (page != skeleton(_OPINIONS) and "opaId" in keys):
        return "form"
    if "mun_code" in keys:
        return "opinion-municipality"
    if "reg_code" in keys:
        return "opinion-region"
    if page == skeleton(_OPINIONS):
        return "opinion-municipality" if source.lower() == "vk2" else "opinion-region"
    return None


def place_of(path: str, query: str) -> Place:
    """What else of the platform a path is."""
    page = _SLASHES.sub("/", path).strip("/")
    if page == "landing":
        return Place(kind="landing")
    municipality = _municipality_in(query)
    if page in _WIDGETS:
        return Place(kind="widget", municipality=municipality)
    if found := _OBJECT.fullmatch(page):
        numbers = found.groupdict()
        vote, thing = numbers["vote"] or numbers["poll"], numbers["object"] or numbers["answer"]
        return Place(kind="vote-object", vote=_number(vote), object=_number(thing))
    if found := _VOTE.fullmatch(page):
        vote = found["poll"] or found["vote"]
        return Place(kind="vote", vote=_number(vote), municipality=municipality)
    return Place(kind="other")


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and len(digits) <= 18 else None


def _municipality_in(query: str) -> OKTMO | None:
    found = _MUNICIPALITY.search(query)
    try:
        return OKTMO(found["code"]) if found else None
    except ParameterError:
        return None
