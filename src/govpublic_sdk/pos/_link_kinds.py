"""Which kind of address a path and its parameters make.

Builds the address of a menu link; wrong values are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govpublic_sdk._texts import describe, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OGRN, OKTMO
from govpublic_sdk.pos._link_parser import MARKS
from govpublic_sdk.pos._link_text import skeleton
from govpublic_sdk.pos.link_rules import LinkKind, LinkRules, MenuKind

__all__ = [
    "Place",
    "address_of",
    "form_address",
    "menu_kind",
    "opinions_address",
    "place_of",
]

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
    """A page of the platform that is not a link for a menu.

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


_OPA_ID = re.compile(r"0*[1-9][0-9]{0,17}")


def address_of(
    kind: MenuKind,
    values: Mapping[str, str],
    rules: LinkRules,
    extra: Sequence[tuple[str, str]] = (),
) -> str:
    """The address of a menu link with these values, in the order of the rules."""
    shape = rules.shapes[kind]
    pairs = [(name, values[name]) for name in (shape.key, *MARKS)]
    query = "&".join(f"{name}={value}" for name, value in (*pairs, *extra))
    return f"{rules.schemes[0]}://{rules.host}{shape.path}?{query}"


def form_address(*, opa_id: int | str, region: str, ogrn: str, rules: LinkRules) -> str:
    """The address of an organisation's form for messages.

    Raises:
        ParameterError: A value is invalid for such a link.
    """
    number = str(opa_id).strip()
    if isinstance(opa_id, bool) or not _OPA_ID.fullmatch(number):
        raise ParameterError("opa_id", show_value(opa_id), "the number of an organisation, from 1")
    return address_of("form", {"opaId": number, **_marks("form", region, ogrn, rules)}, rules)


def opinions_address(*, region: str, ogrn: str, municipality: str | None, rules: LinkRules) -> str:
    """The address of the opinions page of a region or of a municipality.

    Raises:
        ParameterError: A value is invalid for such a link.
    """
    kind: MenuKind = "opinion-region" if municipality is None else "opinion-municipality"
    marks = _marks(kind, region, ogrn, rules)
    code = marks["utm_medium"] if municipality is None else _municipality(municipality)
    return address_of(kind, {rules.shapes[kind].key: code, **marks}, rules)


def _marks(kind: MenuKind, region: str, ogrn: str, rules: LinkRules) -> dict[str, str]:
    if region not in rules.region_codes:
        raise ParameterError(
            "region", show_value(region), "the region's code of ОКАТО: two digits, 111, 711 or 7114"
        )
    source = rules.shapes[kind].source
    return {
        "utm_source": source,
        "utm_medium": str(region),
        "utm_campaign": str(OGRN.parse(ogrn)),
    }


def _municipality(text: str) -> str:
    try:
        code = OKTMO.parse(text)
    except ParameterError:
        raise ParameterError("municipality", describe(text), "8 digits of ОКТМО") from None
    if len(code) != 8 and not code.endswith("000"):
        raise ParameterError(
            "municipality", show_value(text), "8 digits of ОКТМО, not of a settlement"
        )
    return str(code.municipality)
