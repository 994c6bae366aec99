"""Appeals in the list of the sandbox's ПОС, quirks included."""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk.sandbox.geo import REGION, ZONE, Place, local, lying
from govpublic_sdk.sandbox.pos.state import PosAppeal, PosQuirks
from govpublic_sdk.sandbox.values import Json

__all__ = ["OPA_ID", "OPA_NAME", "show_appeal"]

OPA_ID, OPA_NAME = 100_001, "Вымышленная организация песочницы"
_LEVELS = ("region", "area", "city", "settlement", "street", "house")
_OKATO = "36"
_TEXT_FIELDS = (
    "description",
    "subjectId",
    "subjectName",
    "subsubjectId",
    "subsubjectName",
    "factId",
    "factName",
)


def show_appeal(appeal: PosAppeal, attachments: Sequence[str], quirks: PosQuirks) -> Json:
    """Show an appeal as an item of the list.

    Args:
        appeal: The appeal.
        attachments: URLs of its attachments.
        quirks: Deviations.
    """
    shown: Json = {
        "id": appeal.id,
        "description": appeal.text,
        "regNumber": f"П-{local(appeal.written).year}-{appeal.id}",
        "regNumberSetAt": lying(appeal.written),
    }
    for name, level in zip(("subject", "subsubject", "fact"), appeal.topic, strict=True):
        shown[f"{name}Id"] = level.id if level else None
        shown[f"{name}Name"] = level.name if level else None
    shown |= {
        **_show_place(appeal.place),
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
    return _apply_quirks(shown, quirks)


def show_person(citizen: int) -> Json:
    """Show a citizen as an applicant."""
    return {
        "surname": str(citizen),
        "name": "Житель",
        "patronymic": None,
        "email": f"resident{citizen}@sandbox.invalid",
        "phone": f"+7 000 {citizen:07d}",
        "postAddress": f"{REGION}, Вымышленная улица, {citizen}",
        "sendWithRussiaPost": False,
    }


def _show_place(place: Place) -> Json:
    """Show a place as one text and as a record of many fields, most of them null."""
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


def _apply_quirks(shown: Json, quirks: PosQuirks) -> Json:
    if quirks.no_applicant:
        shown["applicant"] = None
    if quirks.no_text:
        shown |= dict.fromkeys(_TEXT_FIELDS)
    if quirks.text_ids:
        for name, value in shown.items():
            if (name == "id" or name.endswith("Id")) and value is not None:
                shown[name] = str(value)
    if quirks.extra_fields:
        shown |= {"priorityV2": {"weight": 0.5}, "tags": ["песочница"], "zone": ZONE}
    if quirks.status:
        shown["status"] = quirks.status
    return shown
