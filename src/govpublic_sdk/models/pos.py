"""What the interface of ПОС for document systems sends, as it sends it; nothing here interprets.

No official text of that interface is public. The fields are those that public code of others reads
(2020 to 2026); nearly all of them may be missing, and further ones are kept. Times stay texts: they
are local despite the `Z` at their end, and only `pos.Settings` knows the zone.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import ConfigDict, Field, JsonValue, SkipValidation, StringConstraints
from pydantic.alias_generators import to_camel

from govpublic_sdk.models.base import Flag, Model, Number, Real
from govpublic_sdk.models.private import Private

__all__ = [
    "PosAddress",
    "PosAppeal",
    "PosApplicant",
    "PosFile",
    "PosPage",
    "PosPerson",
    "PosUpdated",
]

Json: TypeAlias = Annotated[JsonValue, SkipValidation]
Identity: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _PosModel(Model, frozen=True):
    """Fields are called `regNumber` there and `reg_number` here."""

    model_config: ClassVar[ConfigDict] = ConfigDict(alias_generator=to_camel)


class PosPerson(_PosModel, frozen=True):
    """A person: applicant, author or signatory of an answer. All fields are private.

    Attributes:
        surname: «Фамилия».
        name: «Имя», or the whole name where only that is known.
        patronymic: «Отчество».
        email: The e-mail address.
        phone: The phone number.
    """

    surname: Private[str] | None = None
    name: Private[str] | None = None
    patronymic: Private[str] | None = None
    email: Private[str] | None = None
    phone: Private[str] | None = None


class PosApplicant(PosPerson, frozen=True):
    """The applicant, «заявитель».

    Attributes:
        post_address: Where a letter reaches the person.
        send_with_russia_post: Whether the answer is wanted by Russian Post.
    """

    post_address: Private[str] | None = None
    send_with_russia_post: Flag | None = None


class PosAddress(_PosModel, frozen=True):
    """The place of the problem, parsed by an address service. It may be a home.

    Only what an `AppealPlace` has a field for is declared; all else (ids of ФИАС and КЛАДР for
    each level, quality marks, the zone) is kept in `model_extra`.
    """

    postal_code: str | None = None
    region: str | None = None
    region_with_type: str | None = None
    area: str | None = None
    area_with_type: str | None = None
    city: str | None = None
    city_with_type: str | None = None
    settlement: str | None = None
    settlement_with_type: str | None = None
    street: str | None = Field(default=None, repr=False)
    street_with_type: str | None = Field(default=None, repr=False)
    house: str | None = Field(default=None, repr=False)
    fias_id: str | None = Field(default=None, repr=False)
    okato: str | None = None
    oktmo: str | None = None
    geo_lat: Real | None = Field(default=None, repr=False)
    geo_lon: Real | None = Field(default=None, repr=False)


class PosAppeal(_PosModel, frozen=True):
    """A message of the queue. Texts, persons and places do not show.

    Attributes:
        id: Its identity; a number on the wire, a text here.
        description: What the citizen wrote.
        reg_number: The registration number.
        reg_number_set_at: When it was registered; local time.
        subject_id: «Категория».
        subject_name: Its name.
        subsubject_id: «Подкатегория».
        subsubject_name: Its name.
        fact_id: «Факт»; often missing.
        fact_name: Its name.
        answer_at: By when the platform wants the answer; local time.
        fast_track: Whether it wants a quick solution («быстрое решение»).
        created_at: When it was sent; local time.
        status: The platform's word for where it is, should it send one.
        region_id: The region's id, a text.
        region_name: Its name.
        address: Where the matter is, in words.
        coordinates: The same as a text of two numbers, in an undocumented order.
        opa_id: The number of the body's cabinet («ЛКО»).
        opa_name: The body.
        shared: Whether several persons appeal together.
        applicant: The applicant; may be missing.
        co_applicants: Further applicants.
        attachments: Addresses of files.
        custom_field_values: Further fields of the form.
        location_address: Where the matter is, taken apart.
    """

    id: Identity
    description: str | None = Field(default=None, repr=False)
    reg_number: str | None = None
    reg_number_set_at: str | None = None
    subject_id: str | None = None
    subject_name: str | None = None
    subsubject_id: str | None = None
    subsubject_name: str | None = None
    fact_id: str | None = None
    fact_name: str | None = None
    answer_at: str | None = None
    fast_track: Flag | None = None
    created_at: str | None = None
    status: str | None = None
    region_id: str | None = None
    region_name: str | None = None
    address: str | None = Field(default=None, repr=False)
    coordinates: str | None = Field(default=None, repr=False)
    opa_id: str | None = None
    opa_name: str | None = None
    shared: Flag | None = None
    applicant: PosApplicant | None = None
    co_applicants: tuple[PosApplicant, ...] | None = None
    attachments: tuple[str, ...] | None = Field(default=None, repr=False)
    custom_field_values: Json | None = Field(default=None, repr=False)
    location_address: PosAddress | None = None


class PosPage(_PosModel, frozen=True):
    """A page of the queue; `len` and iteration are those of its items.

    Attributes:
        content: The items as they were sent; `read` gives them as models.
        total_elements: How many items the queue has.
        total_pages: How many pages that makes.
        first: Whether this is the first page.
        last: Whether this is the last one.
        number: The number of this page.
        size: How many items a page has at most.
        number_of_elements: How many items this page has.
        empty: Whether it has none.
        pageable: The platform's echo of the request.
        sort: The sort order that the platform reports.
    """

    content: tuple[Json, ...] = Field(repr=False)
    total_elements: Number | None = None
    total_pages: Number | None = None
    first: Flag | None = None
    last: Flag | None = None
    number: Number | None = None
    size: Number | None = None
    number_of_elements: Number | None = None
    empty: Flag | None = None
    pageable: Json | None = None
    sort: Json | None = None

    def read(self) -> tuple[tuple[PosAppeal, ...], Mapping[str, JsonValue]]:
        """The items that could be read, and those that could not, raw, by their place."""
        items: list[PosAppeal] = []
        unparsed: dict[str, JsonValue] = {}
        for place, raw in enumerate(self.content):
            try:
                self.check_id(place)
                items.append(PosAppeal.model_validate(raw))
            except ValueError:
                unparsed[f"content.{place}"] = raw
        return tuple(items), unparsed

    def check_id(self, place: int) -> None:
        """Refuse an item whose id had wrong bytes: it could be the id of another one.

        Raises:
            ValueError: It had.
        """
        if f"content.{place}.id" in self.unfit:
            raise ValueError("the id is damaged")

    def has_next(self, number: int) -> bool:
        """Whether the platform reports, or does not rule out, a next page.

        Args:
            number: The number of this page counted from 0, since the platform's own may be wrong.
        """
        if not self.content:
            return False
        if self.total_pages is not None and number + 1 < self.total_pages:
            return True
        return not self.last if self.last is not None else self.total_pages is None


class PosFile(_PosModel, frozen=True):
    """A file that the storage of the platform took.

    Attributes:
        id: What an answer names it by, a number or a text as it came.
    """

    id: int | str


class PosUpdated(_PosModel, frozen=True):
    """Response to an accepted change; mostly empty.

    Attributes:
        messages: Its words, should there be any.
    """

    messages: Json | None = Field(default=None, repr=False)
