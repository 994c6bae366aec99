"""Validation and creation of requests and updates at the sandbox's Open311 server.

Validation is strict wherever the spec is clear, so that wrong requests of a client fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from govpublic_sdk.sandbox.open311.catalogue import SERVICES, Attribute, Service
from govpublic_sdk.sandbox.open311.city import POSTED, City, Report
from govpublic_sdk.sandbox.open311.quirks import Refusal, is_date
from govpublic_sdk.sandbox.open311.responses import (
    REQUESTS,
    UPDATES,
    apply_quirks,
    make_list,
    show_report,
)
from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked

__all__ = [
    "CONTACTS",
    "Form",
    "check_service",
    "check_update",
    "create_report",
    "create_update",
]

CONTACTS = ("first_name", "last_name", "email", "phone", "device_id", "account_id")
_FIELDS = {
    "service_code",
    "lat",
    "long",
    "address_string",
    "address_id",
    "description",
    "media_url",
    "api_key",
    "jurisdiction_id",
    *CONTACTS,
}
_UPDATE_FIELDS = {
    "update_id",
    "service_request_id",
    "status",
    "updated_datetime",
    "description",
    "media_url",
    "api_key",
    "jurisdiction_id",
    "title",
    *CONTACTS,
}
_REQUIRED = ("update_id", "service_request_id", "status", "updated_datetime", "description")
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]+)\](\[\])?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MAX_LETTERS = 4000  # of GeoReport v2


@dataclass(slots=True)
class Form:
    """A posted form, split into fields and answers to the questions of a service.

    Attributes:
        texts: Fields by name.
        answers: Answers to questions with one answer, by code.
        lists: Answers to questions with several answers, by code.
        duplicates: Names that appear more than once but must not.
    """

    texts: dict[str, str] = field(default_factory=dict[str, str])
    answers: dict[str, str] = field(default_factory=dict[str, str])
    lists: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    duplicates: list[str] = field(default_factory=list[str])

    @classmethod
    def from_fields(cls, fields: Sequence[tuple[str, str]]) -> Form:
        """Sort the fields of a form."""
        form = cls()
        for name, value in fields:
            match = _ATTRIBUTE.fullmatch(name)
            if match and match[2]:
                form.lists.setdefault(match[1], []).append(value)
            elif match:
                form._set(form.answers, match[1], name, value)
            else:
                form._set(form.texts, name, name, value)
        return form

    def _set(self, values: dict[str, str], key: str, name: str, value: str) -> None:
        if key in values:
            self.duplicates.append(name)
        values[key] = value

    @property
    def attributes(self) -> dict[str, str | list[str]]:
        """All answers by code."""
        return {**self.answers, **self.lists}


def check_service(form: Form) -> Service:
    """Validate a new request and return its service.

    Raises:
        Refusal: The request is invalid; all errors are listed.
    """
    code = form.texts.get("service_code", "")
    if not code:
        raise Refusal(400, "service_code was not provided")
    if code not in SERVICES:
        raise Refusal(404, "service_code was not found")
    service = SERVICES[code]
    errors = [
        *_find_unexpected(form, _FIELDS),
        *_find_location_errors(form.texts),
        *_find_text_errors(form.texts),
        *_find_attribute_errors(service, form),
    ]
    if errors:
        raise Refusal(400, *errors)
    return service


def check_update(form: Form) -> None:
    """Validate an update of a request.

    Raises:
        Refusal: The update is invalid; all errors are listed.
    """
    texts = form.texts
    errors = [f"{name} was not provided" for name in _REQUIRED if not texts.get(name, "").strip()]
    errors += [*_find_unexpected(form, _UPDATE_FIELDS), *_find_text_errors(texts)]
    errors += [f"{code}: attributes are for new requests" for code in form.attributes]
    if texts.get("status", POSTED[0]) not in POSTED:
        errors.append(f"status must be one of {', '.join(POSTED)}")
    if not is_date(texts.get("updated_datetime") or "2026-11-02T10:00:00Z"):
        errors.append("updated_datetime must be a W3C date")
    if errors:
        raise Refusal(400, *errors)


def _find_unexpected(form: Form, known: set[str]) -> Iterator[str]:
    yield from (f"{name} is not expected" for name in form.texts if name not in known)
    yield from (f"{name} may come once" for name in form.duplicates)


def _find_location_errors(texts: Mapping[str, str]) -> Iterator[str]:
    given = [name for name in ("lat", "long", "address_string", "address_id") if texts.get(name)]
    if given in (["lat"], ["long"]):
        yield "lat and long belong together"
    elif given not in (["lat", "long"], ["address_string"], ["address_id"]):
        yield "a location is needed, in one form: lat and long, address_string, or address_id"
    for name, most in (("lat", 90), ("long", 180)):
        if texts.get(name) and not _is_degrees(texts[name], most):
            yield f"{name} must be a number of degrees"


def _find_text_errors(texts: Mapping[str, str]) -> Iterator[str]:
    text = texts.get("description", "")
    if len(text) > _MAX_LETTERS:
        yield f"description may have {_MAX_LETTERS} characters"
    if _TAG.search(text):
        yield "description must not contain HTML"
    if not re.fullmatch(r"(https?://\S+)?", texts.get("media_url", "")):
        yield "media_url must be an address"


def _find_attribute_errors(service: Service, form: Form) -> Iterator[str]:
    known = {attribute.code: attribute for attribute in service.attributes if attribute.variable}
    yield from (
        f"attribute[{code}] is not expected" for code in sorted(form.attributes.keys() - known)
    )
    for attribute in known.values():
        if attribute.required and not form.attributes.get(attribute.code):
            yield f"attribute[{attribute.code}] was not provided"
        if attribute.code in form.attributes and not _is_answered(attribute, form):
            yield f"attribute[{attribute.code}] must be a {attribute.datatype}"


def _is_answered(attribute: Attribute, form: Form) -> bool:
    keys = {key for key, _ in attribute.values}
    if attribute.datatype == "multivaluelist":
        return set(form.lists.get(attribute.code, [""])) <= keys
    value = form.answers.get(attribute.code)
    if value is None:
        return False
    match attribute.datatype:
        case "singlevaluelist":
            return value in keys
        case "number":
            return re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII) is not None
        case "datetime":
            return is_date(value)
        case _:
            return True


def _is_degrees(text: str, most: int) -> bool:
    match = re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text, re.ASCII)
    return match is not None and abs(float(text)) <= most


def create_report(city: City, form: Form, asked: Asked) -> Answered:
    """Create a request.

    Raises:
        Refusal: The request is invalid; all errors are listed.
    """
    service = check_service(form)
    texts = form.texts
    media = [texts["media_url"]] if texts.get("media_url") else []
    report = city.add_report(
        Report(
            id="",
            service=service,
            text=texts.get("description", ""),
            at=city.now(),
            address=None if city.quirks.drops_address else texts.get("address_string"),
            address_id=texts.get("address_id"),
            latitude=float(texts["lat"]) if texts.get("lat") else None,
            longitude=float(texts["long"]) if texts.get("long") else None,
            media=[*media, *_save_pictures(city, asked)],
            attributes=form.attributes,
            contacts={name: texts[name] for name in CONTACTS if texts.get(name)},
        )
    )
    return Answered(to_json(_show_created(city, report)), city.quirks.created_status)


def create_update(city: City, form: Form, asked: Asked) -> Answered:
    """Create an update of a request, once for each `update_id` of the sender.

    Raises:
        Refusal: The update is invalid; all errors are listed.
    """
    check_update(form)
    texts = form.texts
    report = city.get_report(texts["service_request_id"])
    sent_as = texts["update_id"]
    existing = next((update for update in report.updates if update.sent_as == sent_as), None)
    pictures = [texts.get("media_url"), *_save_pictures(city, asked)]
    update = existing or city.add_update(
        report,
        texts["status"].lower(),
        text=texts["description"],
        media_url=next(filter(None, pictures), None),
        sent_as=sent_as,
    )
    rows = make_list(UPDATES, [{"update_id": update.id}], city.quirks)
    return Answered(to_json(rows), city.quirks.created_status)


def _show_created(city: City, report: Report) -> Any:
    shown = show_report(report, city.quirks)
    brief = {"service_notice": shown["service_notice"], "account_id": None}
    if report.service.type == "batch":
        brief["token"] = report.token
    elif report.service.type == "realtime":
        brief["service_request_id"] = report.id
    if city.quirks.created == "list":
        return make_list(REQUESTS, [brief], city.quirks)
    whole = city.quirks.created == "whole" and report.service.type == "realtime"
    return apply_quirks(shown if whole else brief, city.quirks)


def _save_pictures(city: City, asked: Asked) -> list[str]:
    if asked.files and not city.quirks.media_uploads:
        raise Refusal(400, "files are not accepted; send media_url")
    if any(name != "media" for name, _, _ in asked.files):
        raise Refusal(400, "files must be parts named media")
    return [
        f"{asked.address}/open311/media/{city.save_picture(content)}"
        for _, _, content in asked.files
    ]
