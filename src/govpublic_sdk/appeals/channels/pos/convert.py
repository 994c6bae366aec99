"""From what ПОС sends to an `Appeal`: which field means what. Nothing here asks or keeps.

What the platform does not say is not made up: its items carry no status, so a message that has a
registration number is registered, without further detail. Messages («сообщения») are not appeals by
59-ФЗ (https://docs.cntd.ru/document/566320416).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import (
    Appeal,
    AppealAttachment,
    AppealId,
    AppealPlace,
    Applicant,
    Category,
    Level,
    Responsible,
)
from govpublic_sdk.models.deadlines import Deadline
from govpublic_sdk.models.pos import PosAddress, PosAppeal, PosApplicant
from govpublic_sdk.pos._edms_calls import moment_of

if TYPE_CHECKING:
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "appeal_of",
]

_STAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"В работе": "in_progress", "Закрыто": "closed"}
)


def appeal_of(raw: JsonValue, settings: Settings) -> Appeal:
    """The appeal that an item of the queue is.

    Args:
        raw: The item as it was sent; it is kept.
        settings: The zone of its times, the name of the channel, the policy of control dates.

    Raises:
        ValueError: It has no id.
    """
    item = PosAppeal.model_validate(raw)
    stage, outcome = _standing(item)
    category = _category(item)
    return Appeal(
        id=AppealId(settings.name, item.id),
        numbers={"registration": item.reg_number} if item.reg_number else {},
        regime=settings.regime,
        text=item.description,
        category=category,
        attributes=_attributes(item),
        applicant=None if item.applicant is None else _applicant(item.applicant),
        co_applicants=tuple(map(_applicant, item.co_applicants or ())),
        place=_place(item),
        attachments=tuple(
            AppealAttachment(url=attachment) for attachment in item.attachments or ()
        ),
        stage=stage,
        outcome=outcome,
        raw_status=item.status,
        submitted_at=moment_of(item.created_at, settings.zone),
        registered_at=moment_of(item.reg_number_set_at, settings.zone),
        deadlines=_deadlines(item, category, settings),
        responsible=_responsible(item),
        visibility="private",
        fast_track=item.fast_track,
        raw=raw,
    )


def _standing(item: PosAppeal) -> tuple[str, str]:
    """Stage and outcome; a closed message is not a solved one."""
    if item.status:
        stage = _STAGES.get(item.status.strip(), "unknown")
        return stage, "none" if stage == "in_progress" else "unknown"
    return "registered" if item.reg_number else "submitted", "none"


def _category(item: PosAppeal) -> Category | None:
    levels = (
        _level(item.subject_id, item.subject_name),
        _level(item.subsubject_id, item.subsubject_name),
        _level(item.fact_id, item.fact_name),
    )
    if not any(levels):
        return None
    return Category(group=levels[0], topic=levels[1], fact=levels[2])


def _level(id: str | None, name: str | None) -> Level | None:
    return Level(id=id, name=name) if id or name else None


def _attributes(item: PosAppeal) -> dict[str, JsonValue]:
    """Fields of the form, and what no field of an appeal is for.

    A mapping is used as it is; other ways of the platform to name fields are unknown.
    """
    custom = item.custom_field_values
    known = {"shared": item.shared, "regionId": item.region_id, "coordinates": item.coordinates}
    found: dict[str, JsonValue] = {name: one for name, one in known.items() if one is not None}
    if isinstance(custom, dict):
        return {**found, **custom}
    return found if custom in (None, []) else {**found, "customFieldValues": custom}


def _applicant(person: PosApplicant) -> Applicant:
    return Applicant(
        surname=person.surname,
        name=person.name,
        patronymic=person.patronymic,
        email=person.email,
        phone=person.phone,
        post_address=person.post_address,
        by_post=person.send_with_russia_post,
    )


def _place(item: PosAppeal) -> AppealPlace | None:
    where = item.location_address or PosAddress()
    latitude, longitude = _point(where)
    place = AppealPlace(
        address=item.address,
        latitude=latitude,
        longitude=longitude,
        region=item.region_name or where.region_with_type or where.region,
        municipality=where.area_with_type or where.area or where.city_with_type or where.city,
        settlement=(
            where.settlement_with_type or where.settlement or where.city_with_type or where.city
        ),
        street=where.street_with_type or where.street,
        house=where.house,
        postal_code=where.postal_code,
        oktmo=where.oktmo,
        okato=where.okato,
        id=where.fias_id,
    )
    return place if any(value is not None for _, value in place) else None


def _point(where: PosAddress) -> tuple[float | None, float | None]:
    """Both coordinates or none; coordinates outside of the Earth are dropped."""
    latitude, longitude = where.geo_lat, where.geo_lon
    if latitude is None or longitude is None:
        return None, None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if on_earth else (None, None)


def _responsible(item: PosAppeal) -> Responsible | None:
    if item.opa_id is None and item.opa_name is None:
        return None
    return Responsible(id=item.opa_id, name=item.opa_name)


def _deadlines(
    item: PosAppeal, category: Category | None, settings: Settings
) -> tuple[Deadline, ...]:
    """The platform's own date, and the control date where a policy reckons one."""
    due = moment_of(item.answer_at, settings.zone, ends=True)
    own = Deadline(kind="platform", due_at=due, unit="moment", zone=settings.zone)
    try:
        return (*((own,) if due else ()), *_controls(item, category, due, settings))
    except ParameterError:  # a date at the end of all years, from which nothing can be counted
        return (own,) if due else ()


def _controls(
    item: PosAppeal, category: Category | None, due: datetime | None, settings: Settings
) -> tuple[Deadline, ...]:
    if settings.control is None:
        return ()
    levels = () if category is None else (category.group, category.topic, category.fact)
    words = [
        word for level in levels if level is not None for word in (level.id, level.name) if word
    ]
    found = settings.control.deadlines(
        submitted_at=moment_of(item.created_at, settings.zone),
        registered_at=moment_of(item.reg_number_set_at, settings.zone),
        platform_due=due,
        fast_track=bool(item.fast_track),
        categories=words,
    )
    return tuple(one for one in found if one.kind == "control")
