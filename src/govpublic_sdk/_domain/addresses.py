"""Where the organisation of a public can be found, and when it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.steps import changing
from govpublic_sdk._walk import Walk

if TYPE_CHECKING:
    from govpublic_sdk.models.publics import (
        Address,
        Timetable,
    )

__all__ = ["add_address", "addresses", "delete_address", "edit_address"]

WorkInfo: TypeAlias = Literal[
    "always_opened", "forever_closed", "no_information", "temporarily_closed", "timetable"
]


def addresses(public: PublicLike) -> Walk[Address]:
    """Walk over the places where the organisation can be found.

    https://dev.vk.com/method/groups.getAddresses

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    first = by_id(public, lambda number: vk.groups.get_addresses(number, count=100))
    return Walk(first=first, key=_address_id)


def _address_id(address: Address) -> int:
    return address.id


def add_address(
    public: PublicLike,
    *,
    title: str,
    address: str,
    city_id: int,
    latitude: float,
    longitude: float,
    additional_address: str | None = None,
    phone: str | None = None,
    work_info_status: WorkInfo | None = None,
    timetable: Timetable | None = None,
    is_main_address: bool | None = None,
) -> Question[Address]:
    """Add a place where the organisation can be found.

    https://dev.vk.com/method/groups.addAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        title: What is there, up to 255 characters.
        address: Street and house, up to 255 characters.
        city_id: The city, by VK's id.
        latitude: In degrees, -90 to 90.
        longitude: In degrees, -180 to 180.
        additional_address: How to get there, up to 400 characters.
        phone: A phone number.
        work_info_status: Whether it is open; `timetable` where hours are given.
        timetable: Opening hours.
        is_main_address: Whether this is the main address.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return by_id(
        public,
        lambda number: vk.groups.add_address(
            number,
            title=title,
            address=address,
            city_id=city_id,
            latitude=latitude,
            longitude=longitude,
            additional_address=additional_address,
            phone=phone,
            work_info_status=work_info_status or ("timetable" if timetable else None),
            timetable=_hours(timetable),
            is_main_address=is_main_address,
        ),
    )


def edit_address(
    public: PublicLike,
    place: int | Address,
    *,
    title: str | None = None,
    address: str | None = None,
    city_id: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    additional_address: str | None = None,
    phone: str | None = None,
    work_info_status: WorkInfo | None = None,
    timetable: Timetable | None = None,
    is_main_address: bool | None = None,
) -> Question[Address]:
    """Change a place where the organisation can be found; what is not given stays.

    https://dev.vk.com/method/groups.editAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        place: The place, or its id.
        title: What is there, up to 255 characters.
        address: Street and house, up to 255 characters.
        city_id: The city, by VK's id.
        latitude: In degrees, -90 to 90.
        longitude: In degrees, -180 to 180.
        additional_address: How to get there, up to 400 characters.
        phone: A phone number.
        work_info_status: Whether it is open; `timetable` where hours are given.
        timetable: Opening hours.
        is_main_address: Whether this is the main address.

    Raises:
        ParameterError: Nothing is to be changed, or a value is outside of its range.
    """
    place_id = number_of(place, "place")
    return by_id(
        public,
        lambda number: changing(
            vk.groups.edit_address(
                number,
                place_id,
                title=title,
                address=address,
                city_id=city_id,
                latitude=latitude,
                longitude=longitude,
                additional_address=additional_address,
                phone=phone,
                work_info_status=work_info_status or ("timetable" if timetable else None),
                timetable=_hours(timetable),
                is_main_address=is_main_address,
            ),
            "address_id",
        ),
    )


def delete_address(public: PublicLike, place: int | Address) -> Question[bool]:
    """Delete a place where the organisation could be found.

    https://dev.vk.com/method/groups.deleteAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        place: The place, or its id.
    """
    place_id = number_of(place, "place")
    return by_id(public, lambda number: vk.groups.delete_address(number, place_id))


def _hours(timetable: Timetable | None) -> str | None:
    """Opening hours as VK wants them written, though it answers with an object."""
    return None if timetable is None else timetable.model_dump_json(exclude_none=True)
