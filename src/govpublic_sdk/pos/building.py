"""Writing the address of a menu link; wrong values are refused, reading is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govpublic_sdk._texts import describe, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.identifiers import OGRN, OKTMO
from govpublic_sdk.pos._parameters import MARKS
from govpublic_sdk.pos.rules import LinkRules, MenuKind

__all__ = ["address_of", "form_address", "opinions_address"]

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
        ParameterError: A value is none that such a link may have.
    """
    number = str(opa_id).strip()
    if isinstance(opa_id, bool) or not _OPA_ID.fullmatch(number):
        raise ParameterError("opa_id", show_value(opa_id), "the number of an organisation, from 1")
    return address_of("form", {"opaId": number, **_marks("form", region, ogrn, rules)}, rules)


def opinions_address(*, region: str, ogrn: str, municipality: str | None, rules: LinkRules) -> str:
    """The address of the opinions page of a region or of a municipality.

    Raises:
        ParameterError: A value is none that such a link may have.
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
