"""The menu of a public: two links to the feedback platform, right ones and such as people make."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from govpublic_sdk.sandbox.values import Json

__all__ = ["FAULTS", "Body", "menu"]

_HOST = "https://pos.gosuslugi.ru"
_TITLES = ("Сообщить о проблеме", "Высказать мнение")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the links of a body are made of.

    Attributes:
        number: Its number on the platform.
        ogrn: Its state registration number.
        municipality: The ОКТМО code, empty for bodies of the region.
        region: The region's code in ОКАТО.
    """

    number: str
    ogrn: str
    municipality: str = ""
    region: str = "36"

    def form(self) -> str:
        """The link for messages on problems."""
        return f"{_HOST}/form/?opaId={self.number}&{self._marks('vk')}"

    def opinions(self) -> str:
        """The link for opinions."""
        if self.municipality:
            return f"{_HOST}/og/org-activities?mun_code={self.municipality}&{self._marks('vk2')}"
        return f"{_HOST}/og/org-activities?reg_code={self.region}&{self._marks('vk1')}"

    def _marks(self, source: str) -> str:
        return f"utm_source={source}&utm_medium={self.region}&utm_campaign={self.ogrn}"


def _links(body: Body) -> list[str]:
    return [body.form(), body.opinions()]


def _placeholders(body: Body) -> list[str]:
    code = "MUN-CODE" if body.municipality else ""
    return _links(replace(body, number="ID", ogrn="OGRN", municipality=code))


def _each(old: str, new: str) -> Callable[[Body], list[str]]:
    return lambda body: [link.replace(old, new) for link in _links(body)]


def _wrong_digit(body: Body) -> list[str]:
    digit = (int(body.ogrn[-1]) + 1) % 10
    return _links(replace(body, ogrn=f"{body.ogrn[:-1]}{digit}"))


FAULTS: dict[str, Callable[[Body], list[str]]] = {
    "none": lambda body: [],
    "only form": lambda body: [body.form()],
    "two forms": lambda body: [body.form(), body.form()],
    "placeholders": _placeholders,
    "space": _each("utm_medium", "utm_mediu m"),
    "escaped space": _each("&utm_source", "%20&utm_source"),
    "scheme": _each("https:", "http:"),
    "host": _each("pos.gosuslugi.ru", "pos.gosuslugi.ru.example.org"),
    "region": _each("utm_medium=36", "utm_medium=63"),
    "source": _each("utm_source=vk", "utm_source=VK"),
    "registration number": _wrong_digit,
    "no marks": lambda body: [link.partition("&utm_source")[0] for link in _links(body)],
}
"""How links go wrong, by a name for it."""


def menu(body: Body, wrong: float, chance: random.Random) -> tuple[Json, str]:
    """A menu, and the name of what is wrong with it, if anything.

    Args:
        body: Whose menu it is.
        wrong: How probable it is that something is wrong, 0 to 1.
        chance: Decides.
    """
    fault = chance.choice(list(FAULTS)) if chance.random() < wrong else ""
    links = FAULTS[fault](body) if fault else _links(body)
    items = [
        {"id": place, "type": "url", "title": title, "url": url, "cover": _cover(place)}
        for place, (title, url) in enumerate(zip(_TITLES, links, strict=False), 1)
    ]
    return {"items": items}, fault


def _cover(place: int) -> list[Json]:
    url = f"https://sandbox.invalid/menu{place}.jpg"
    return [{"url": url, "width": 376, "height": 256}]
