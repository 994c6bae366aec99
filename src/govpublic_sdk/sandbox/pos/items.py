"""How an appeal looks in the list of the sandbox's ПОС, oddities included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govpublic_sdk.sandbox.geo import REGION, ZONE, Place, local, lying
from govpublic_sdk.sandbox.pos.state import PosAppeal, PosQuirks, Topic
from govpublic_sdk.sandbox.values import Json

__all__ = ["OPA_ID", "OPA_NAME", "show_appeal"]

OPA_ID, OPA_NAME = 100_001, "Вымышленная организация песочницы"
_LEVELS = ("region", "area", "city", "settlement", "street", "house")
_OKATO = "36"
_WORDS = (
    "description",
    "subjectId",
    "subjectName",
    "subsubjectId",
    "subsubjectName",
    "factId",
    "factName",
)


def show_appeal(appeal: PosAppeal, attachments: Sequence[str], quirks: PosQuirks) -> Json:
    """An item of the list.

    Args:
        appeal: The appeal.
        attachments: Addresses of its attachments.
        quirks: Its deviations.
    """
    made: Json = {
        "id": appeal.id,
        "description": appeal.text,
        **_registration(appeal),
        **_topic(appeal.topic),
        **_place(appeal.place),
        "answerAt": lying(appeal.answer_at),
        "fastTrack": appeal.fast_track,
        "createdAt": lying(appeal.written),
        "opaId": OPA_ID,
        "opaName": OPA_NAME,
        "shared": bool(appeal.joined),
        "applicant": None if appeal.citizen is None else show_person(appeal.citizen),
        "coApplicants": [show_person(citizen) for citizen in appeal.joined],
        "attachments": list(attachments),
        "customFieldValues": [],
    }
    return _odd(made, quirks)


def show_person(citizen: int) -> Json:
    """A citizen as an applicant."""
    return {
        "surname": str(citizen),
        "name": "Житель",
        "patronymic": None,
        "email": f"resident{citizen}@sandbox.invalid",
        "phone": f"+7 000 {citizen:07d}",
        "postAddress": f"{REGION}, Вымышленная улица, {citizen}",
        "sendWithRussiaPost": False,
    }


def _registration(appeal: PosAppeal) -> Json:
    year = local(appeal.written).year
    return {"regNumber": f"П-{year}-{appeal.id}", "regNumberSetAt": lying(appeal.written)}


def _topic(topic: Topic) -> Json:
    shown: Json = {}
    for prefix, level in zip(("subject", "subsubject", "fact"), topic, strict=True):
        shown[f"{prefix}Id"] = level.id if level else None
        shown[f"{prefix}Name"] = level.name if level else None
    return shown


def _place(place: Place) -> Json:
    """The address in words, and again as a record of many fields, most of them null."""
    record: Json = {}
    for level in _LEVELS:
        record |= {level: None, f"{level}FiasId": None, f"{level}KladrId": None}
    record |= {"region": "Самарская", "street": place.street, "house": place.house}
    record |= {"okato": None, "oktmo": place.oktmo, "timezone": "UTC+4", "qcGeo": "2"}
    record |= {"geoLat": str(place.latitude), "geoLon": str(place.longitude), "postalCode": None}
    return {
        "regionId": _OKATO,
        "regionName": REGION,
        "address": place.address,
        "coordinates": f"{place.latitude},{place.longitude}",
        "locationAddress": record,
    }


def _odd(made: Json, quirks: PosQuirks) -> Json:
    if quirks.no_applicant:
        made["applicant"] = None
    if quirks.no_text:
        made |= dict.fromkeys(_WORDS)
    if quirks.text_ids:
        made = {name: _as_text(name, value) for name, value in made.items()}
    if quirks.extra_fields:
        made |= {"priorityV2": {"weight": 0.5}, "tags": ["песочница"], "zone": ZONE}
    if quirks.status:
        made["status"] = quirks.status
    return made


def _as_text(name: str, value: Any) -> Any:
    is_id = name in ("id", "opaId") or name.endswith("Id")
    return str(value) if is_id and value is not None else value
