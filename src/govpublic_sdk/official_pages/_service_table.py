"""Services of ЕПГУ that publics link to, as data with its source; nothing is built or read here.

No authority publishes such a list for publics: each line was seen in public code that links to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError

__all__ = ["SERVICES", "Service"]

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
    title: Wording
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


def _seen(number: int, ru: str, en: str, *variants: str) -> Service:
    return Service(
        number=number,
        title=Wording(ru, en),
        variants=("1", "1/form", *variants),
        source=_SEEN,
        confidence="seen",
        since=_CHECKED,
    )


SERVICES: Final[tuple[Service, ...]] = (
    _seen(10700, "Запись к врачу", "A doctor's appointment", "self/specialty"),
    _seen(600361, "Вызов врача на дом", "A doctor's visit at home"),
    _seen(600360, "Прикрепление к поликлинике", "Joining a clinic"),
    _seen(647521, "Запись на медосмотр", "A medical examination"),
    _seen(600804, "Регистрация транспорта", "Registration of a vehicle"),
)
