"""Links to services of ЕПГУ («Госуслуги») on a public: recognised, built, and added to a page.

No authority publishes a list of services for publics: each line of the table was seen in public
code that links to it. The portal shows a citizen's orders only under a contract, so there are links
only. VK has no API for the menu of a community, so for the menu an instruction is printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk._resources import publics_page
from govpublic_sdk._resources._references import PublicLike, public_ref
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Runnable
    from govpublic_sdk.models.publics import PublicLink

__all__ = [
    "SERVICES",
    "EpguLink",
    "EpguLinkKind",
    "Service",
    "add_link",
    "keyboard",
    "menu_instruction",
    "post_text",
    "service",
    "services",
]

_CHECKED: Final = date(2026, 11, 26)
_SEEN: Final = "links in public repositories on GitHub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of ЕПГУ that a public can link to.

    Attributes:
        number: Its number on www.gosuslugi.ru, such as 10700.
        title: What it is called, in words.
        variants: Steps that may follow its number, such as `self/specialty`.
        source: Where the number comes from.
        confidence: `official` where an authority publishes it, `seen` where others link to it,
            `own` where you added it.
        since: The day on which it was last checked; None for one of your own.
    """

    number: int
    title: LocalizedText
    variants: tuple[str, ...] = field(default=())
    source: str = "your own"
    confidence: Literal["official", "seen", "own"] = "own"
    since: date | None = None

    def __post_init__(self) -> None:
        if isinstance(self.number, bool) or self.number < 1:
            raise ParameterError(
                "number", show_value(self.number), "the positive number of a service"
            )

    def address(self, variant: str | None = None) -> str:
        """The address of the service.

        Args:
            variant: One of `variants`; None for its first page.

        Raises:
            ParameterError: The service is not known to have this variant.
        """
        if variant is None:
            return f"https://www.gosuslugi.ru/{self.number}"
        if variant not in self.variants:
            raise ParameterError(
                "variant",
                show_value(variant),
                Text("None, or one of {choices}", choices=any_of(self.variants)),
            )
        return f"https://www.gosuslugi.ru/{self.number}/{variant}"


def _service(number: int, ru: str, en: str, *variants: str) -> Service:
    return Service(
        number=number,
        title=LocalizedText(ru, en),
        variants=("1", "1/form", *variants),
        source=_SEEN,
        confidence="seen",
        since=_CHECKED,
    )


SERVICES: Final[tuple[Service, ...]] = (
    _service(10700, "Запись к врачу", "A doctor's appointment", "self/specialty"),
    _service(600361, "Вызов врача на дом", "A doctor's visit at home"),
    _service(600360, "Прикрепление к поликлинике", "Joining a clinic"),
    _service(647521, "Запись на медосмотр", "A medical examination"),
    _service(600804, "Регистрация транспорта", "Registration of a vehicle"),
)

EpguLinkKind: TypeAlias = Literal["service", "mini app", "page", "other"]

_HOSTS = ("www.gosuslugi.ru", "gosuslugi.ru")
_VK_HOSTS = ("vk.com", "www.vk.com", "m.vk.com", "vk.ru", "www.vk.ru", "m.vk.ru")
_MINI_APP = re.compile(r"/app8181405(?:_-?\d+)?/?")
_NUMBERED = re.compile(r"/(?P<number>[1-9]\d{0,9})(?:/(?P<step>.*))?", re.ASCII)
_LONGEST_LABEL = 40  # VK's maximum of characters on a button
_MAX_BUTTONS = {True: 6, False: 10}  # each in its own row
_STEPS = (
    LocalizedText(
        "Войдите в VK как администратор сообщества: редактору и модератору меню недоступно.",
        "Sign in to VK as an administrator of the community: editors and moderators cannot do it.",
    ),
    LocalizedText(
        "Откройте {page} в браузере на компьютере и выберите «Управление» → «Меню».",
        "Open {page} in a browser on a computer and choose «Управление» → «Меню».",
    ),
    LocalizedText(
        "Если меню выключено, включите его.",
        "If the menu is off, turn it on.",
    ),
    LocalizedText(
        "Добавьте пункт «{title}» с адресом, скопированным целиком: {address}",
        "Add an item «{title}» with this address, copied as a whole: {address}",
    ),
    LocalizedText(
        "Сохраните, откройте страницу сообщества и нажмите на каждый пункт.",
        "Save, open the community's page and press each item.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpguLink:
    """An address, and what of ЕПГУ it leads to.

    Attributes:
        text: The address as it was written.
        kind: `service`, `mini app` (of ЕПГУ within VK), `page` (another page of the portal), or
            `other` where it does not lead to ЕПГУ.
        number: The number of the service.
        step: What follows the number, such as `1/form`.
    """

    text: str
    kind: EpguLinkKind = "other"
    number: int | None = None
    step: str | None = None

    @classmethod
    def parse(cls, text: str) -> EpguLink:
        """Read an address; never raises. Hosts are compared as a whole."""
        try:
            parts = urlsplit(_with_scheme(text.strip()))
            host = (parts.hostname or "").removesuffix(".")
            usual = parts.scheme in ("http", "https") and parts.port in (None, 80, 443)
        except ValueError:
            return cls(text=text)
        if not usual or parts.username is not None:
            return cls(text=text)
        if host in _VK_HOSTS and _MINI_APP.fullmatch(parts.path):
            return cls(text=text, kind="mini app")
        return _on_the_portal(text, parts.path) if host in _HOSTS else cls(text=text)

    @property
    def is_epgu(self) -> bool:
        """Whether it leads to ЕПГУ."""
        return self.kind != "other"

    @property
    def service(self) -> Service | None:
        """The service, where the catalogue knows it."""
        return next((one for one in SERVICES if one.number == self.number), None)


def _with_scheme(text: str) -> str:
    return text if "://" in text else f"https://{text}"


def _on_the_portal(text: str, path: str) -> EpguLink:
    found = _NUMBERED.fullmatch(path.rstrip("/"))
    if not found:
        return EpguLink(text=text, kind="page")
    return EpguLink(text=text, kind="service", number=int(found["number"]), step=found["step"])


def services(own: Iterable[Service] = ()) -> tuple[Service, ...]:
    """The catalogue of services; your own ones replace those with the same number.

    Numbers were seen in links of public repositories, see `Service.source` and `Service.since`.

    Args:
        own: Services to add.
    """
    return tuple({one.number: one for one in (*SERVICES, *own)}.values())


def service(number: int, own: Iterable[Service] = ()) -> Service:
    """One service of the catalogue.

    Args:
        number: Its number on www.gosuslugi.ru.
        own: Services to add.

    Raises:
        ParameterError: The catalogue has no such number.
    """
    known = {one.number: one for one in services(own)}
    if number not in known:
        raise ParameterError(
            "number",
            show_value(number),
            Text("a known service ({numbers}), or one of your own", numbers=tuple(sorted(known))),
        )
    return known[number]


def add_link(
    public: PublicLike, service: Service, *, variant: str | None = None, language: Language = "ru"
) -> Runnable[PublicLink]:
    """Put a service into the block of links: a runnable for `client.run`.

    https://dev.vk.com/method/groups.addLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        service: The service.
        variant: One of its variants.
        language: The language of the text below the link.

    Raises:
        ParameterError: The public, the variant or the language is refused.
    """
    return publics_page.add_link(public, service.address(variant), text=service.title(language))


def post_text(
    text: str, service: Service, *, variant: str | None = None, language: Language = "ru"
) -> str:
    """The text of a post with the service below it; VK makes a preview of its address.

    Args:
        text: The text of the post.
        service: The service.
        variant: One of its variants.
        language: The language of the service's title.

    Raises:
        ParameterError: The variant or the language is refused.
    """
    line = f"{service.title(language)}: {service.address(variant)}"
    return f"{text.rstrip()}\n\n{line}" if text.strip() else line


def keyboard(services: Sequence[Service], *, inline: bool = True, language: Language = "ru") -> str:
    """A keyboard for messages of the public, with a button per service, as the JSON that VK wants.

    Give it to any call that sends a message: `call.with_params(keyboard=...)`.

    https://dev.vk.com/api/bots/development/keyboard

    Args:
        services: 1 to 6 of them, 1 to 10 where the keyboard is not inline.
        inline: Whether it is below the message; else it replaces the typing field.
        language: The language of the buttons. A title beyond 40 characters is cut.

    Raises:
        ParameterError: No service, or more than VK takes.
    """
    most = _MAX_BUTTONS[inline]
    if not 1 <= len(services) <= most:
        raise ParameterError(
            "services",
            Text("{count} services", count=len(services)),
            Text("{min} to {max}", min=1, max=most),
        )
    rows = [[{"action": _button(one, language)}] for one in services]
    head = {"inline": True} if inline else {"one_time": False}
    return json.dumps({**head, "buttons": rows}, ensure_ascii=False)


def _button(service: Service, language: Language) -> dict[str, str]:
    title = service.title(language)
    label = title if len(title) <= _LONGEST_LABEL else f"{title[: _LONGEST_LABEL - 1]}…"
    return {"type": "open_link", "link": service.address(), "label": label}


def menu_instruction(
    public: PublicLike, links: Mapping[str, str] | Sequence[Service], language: Language = "ru"
) -> str:
    """What an administrator must do by hand, step by step: VK has no method that writes the menu.

    It serves for services and for the two links of «Госуслуги. Решаем вместе» alike.

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        links: Services, or addresses by the titles of their menu items, in the order of the menu.
        language: The language of the instruction.

    Raises:
        ParameterError: The public or the language is invalid, or the links are empty.
    """
    page = public_ref(public).address
    titled = _to_titles(links, language)
    if not titled:
        raise ParameterError("links", "empty", "at least one link")
    signing, opening, switching, adding, saving = _STEPS
    items = [adding.fill(title=title, address=address) for title, address in titled]
    steps = [signing, opening.fill(page=page), switching, *items, saving]
    return "\n".join(f"{number}. {step(language)}" for number, step in enumerate(steps, start=1))


def _to_titles(
    links: Mapping[str, str] | Sequence[Service], language: Language
) -> list[tuple[str, str]]:
    """Titles and addresses, each on one line whatever was given."""
    if isinstance(links, Mapping):
        pairs = list(links.items())
    else:
        pairs = [(link.title(language), link.address()) for link in links]
    return [(" ".join(title.split()), "".join(address.split())) for title, address in pairs]
