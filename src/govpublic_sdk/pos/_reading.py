"""Reading an address as a link of the platform: its parts put together, and what is proposed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govpublic_sdk._wording import Wording
from govpublic_sdk.pos._address import LIMIT, Address, address_in
from govpublic_sdk.pos._hosts import skeleton
from govpublic_sdk.pos._kinds import Place, menu_kind, place_of
from govpublic_sdk.pos._parameters import KEYS, MARKS, Parameters, parameters_in
from govpublic_sdk.pos._values import judged
from govpublic_sdk.pos.building import address_of
from govpublic_sdk.pos.faults import Fault, fault
from govpublic_sdk.pos.rules import LinkKind, LinkRules, LinkShape, MenuKind

__all__ = ["KIND_NAMES", "Reading", "read"]

KIND_NAMES: dict[LinkKind, Wording] = {
    "form": Wording("форма «Сообщить о проблеме»", "the form for messages"),
    "opinion-region": Wording("«Высказать мнение» региона", "opinions of a region"),
    "opinion-municipality": Wording(
        "«Высказать мнение» муниципалитета", "opinions of a municipality"
    ),
    "vote": Wording("голосование или опрос", "a vote or poll"),
    "vote-object": Wording("объект голосования", "an object of a vote"),
    "widget": Wording("виджет для сайта", "a widget for sites"),
    "landing": Wording("страница о платформе", "the page about the platform"),
    "other": Wording("другая страница", "another page"),
}
"""What each kind is called."""

_OF_WRITING = ("encoded", "double-encoded", "fragment")
_NAMES_KEY = re.compile(r"opaid|reg_?code|mun_?code", re.IGNORECASE)
_CODE = re.compile(
    r"\s*(?:(?:<|&lt;)\s*/?(?:!--|(?:script|noscript|iframe|style|div|link|meta|embed|object)\b)"
    r"|Widget\s*\(|[(!]\s*function\b|\$\s*\(|window\.|document\.)",
    re.IGNORECASE,
)
"""How the code of a web page begins."""
_CODE_OF_A_PAGE = re.compile(r"<\w|[\"'(]\s*https?:|\bid=|data-", re.IGNORECASE)
_WIDGET = re.compile(
    r"\bWidget\s*\(|widget-?pos|pos-banner|js-show-iframe|data-org-id|/widgets?/"
    r"|script\.min\.js|<(?:script|iframe)\b[^>]*pos\.gosuslugi",
    re.IGNORECASE,
)
_SAFE = re.compile(r"[\w.-]+=[\w.~%-]*", re.ASCII)
_ELSEWHERE = Place(kind="other")
_NOTHING = Parameters(values={}, names=(), extra=(), faults=(), is_sure=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        meant: The kind that was meant, whatever the host.
        address: The parts of the address.
        parameters: Its parameters, for links of a menu.
        extra: Parameters that this kind does not know.
        place: What else of the platform it is.
        faults: All that is wrong.
        proposal: The right address, where it is certain.
    """

    meant: LinkKind
    address: Address
    parameters: Parameters = _NOTHING
    extra: tuple[tuple[str, str], ...] = ()
    place: Place = _ELSEWHERE
    faults: tuple[Fault, ...]
    proposal: str | None = None

    @property
    def is_of_platform(self) -> bool:
        """Whether it really leads to the platform."""
        return self.address.verdict in ("right", "same")


def read(text: str, rules: LinkRules) -> Reading:
    """Read any text."""
    start = text[:LIMIT]
    is_widget = _WIDGET.search(start)
    if _CODE.match(start) or (is_widget and _CODE_OF_A_PAGE.search(start)):
        return _code("widget" if is_widget else "other")
    address = address_in(text, rules)
    if address.verdict == "other" and not _NAMES_KEY.search(address.query):
        return Reading(meant="other", address=address, faults=address.faults)
    parameters = parameters_in(address.query)
    keys = frozenset(KEYS).intersection(parameters.names)
    meant = menu_kind(address.path, keys, parameters.values.get("utm_source", ""))
    if meant is None:
        return _of_place(address)
    return _of_menu(meant, address, parameters, rules)


def _code(meant: LinkKind) -> Reading:
    problem = fault("widget-code", "address")
    nowhere = Address(host="", verdict="other", path="", query="", faults=(), is_sure=False)
    return Reading(meant=meant, address=nowhere, faults=(problem,))


def _of_place(address: Address) -> Reading:
    """A page that belongs into no menu; codes in its address are none of our business."""
    place = place_of(address.path, address.query)
    words = KIND_NAMES[place.kind]
    faults = [one for one in address.faults if one.code not in _OF_WRITING]
    if address.verdict != "other":
        faults.append(fault("kind", "path", found=words))
    return Reading(meant=place.kind, address=address, place=place, faults=tuple(faults))


def _of_menu(
    meant: MenuKind, address: Address, parameters: Parameters, rules: LinkRules
) -> Reading:
    shape = rules.shapes[meant]
    path, path_is_sure = _path(address.path, shape)
    surplus, extra = _surplus(meant, shape, parameters, rules)
    values = judged(shape, parameters.values, rules)
    faults = (*address.faults, *path, *parameters.faults, *values.faults, *surplus)
    faults += tuple(_order(shape, parameters, rules))
    is_sure = address.is_sure and path_is_sure and parameters.is_sure
    is_sure = is_sure and not any(one.code == "both-keys" for one in surplus)
    kept = () if rules.extra_parameters == "error" else extra
    can = is_sure and _can_be_written(kept) and {shape.key, *MARKS} <= values.right.keys()
    return Reading(
        meant=meant,
        address=address,
        parameters=parameters,
        extra=extra,
        faults=tuple(dict.fromkeys(faults)),
        proposal=address_of(meant, values.right, rules, kept) if can else None,
    )


def _path(path: str, shape: LinkShape) -> tuple[list[Fault], bool]:
    """What is wrong with the path, and whether it is clear that this one was meant."""
    if path == shape.path or f"{path}/" == shape.path or path == f"{shape.path}/":
        return [], True
    problem = fault("path", "path", found=path, right=shape.path)
    return [problem], skeleton(path) in ("", skeleton(shape.path))


def _surplus(
    meant: MenuKind, shape: LinkShape, parameters: Parameters, rules: LinkRules
) -> tuple[list[Fault], tuple[tuple[str, str], ...]]:
    """Parameters that this kind of link does not know."""
    strange = [name for name in parameters.names if name not in (shape.key, *MARKS)]
    extra = (*parameters.extra, *((name, parameters.values[name]) for name in strange))
    if meant == "opinion-municipality" and "reg_code" in strange:
        return [fault("both-keys", "reg_code")], extra
    severity = rules.extra_parameters
    return [fault("extra", name, severity=severity) for name, _ in extra], extra


def _order(shape: LinkShape, parameters: Parameters, rules: LinkRules) -> list[Fault]:
    wanted = (shape.key, *MARKS)
    found = [name for name in parameters.names if name in wanted]
    if found == [name for name in wanted if name in found]:
        return []
    return [fault("order", "address", severity=rules.order, right=", ".join(wanted))]


def _can_be_written(extra: tuple[tuple[str, str], ...]) -> bool:
    return all(_SAFE.fullmatch(f"{name}={value}") for name, value in extra)
