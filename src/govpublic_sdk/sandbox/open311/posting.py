"""What posts do to the sandbox's city, and what they are told; what is wrong is found elsewhere."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from govpublic_sdk.sandbox.answered import Answered
from govpublic_sdk.sandbox.open311.city import City
from govpublic_sdk.sandbox.open311.creating import CONTACTS, Form, check_update, checked_service
from govpublic_sdk.sandbox.open311.refusing import Refusal
from govpublic_sdk.sandbox.open311.reports import Report
from govpublic_sdk.sandbox.open311.shapes import REQUESTS, UPDATES, listing, odd, report_shown
from govpublic_sdk.sandbox.sites import Asked

__all__ = ["created", "updated"]


def created(city: City, form: Form, asked: Asked) -> Answered:
    """Take a new request.

    Raises:
        Refusal: It tells all that is wrong.
    """
    service = checked_service(form)
    texts = form.texts
    media = [texts["media_url"]] if texts.get("media_url") else []
    report = city.new(
        Report(
            id="",
            service=service,
            text=texts.get("description", ""),
            at=city.now(),
            address=None if city.quirks.drops_address else texts.get("address_string"),
            address_id=texts.get("address_id"),
            latitude=float(texts["lat"]) if texts.get("lat") else None,
            longitude=float(texts["long"]) if texts.get("long") else None,
            media=[*media, *_pictures(city, asked)],
            attributes=form.attributes,
            contacts={name: texts[name] for name in CONTACTS if texts.get(name)},
        )
    )
    return Answered(to_json(_told(city, report)), city.quirks.created_status)


def updated(city: City, form: Form, asked: Asked) -> Answered:
    """Take an update of a request, each of a sender's numbers once.

    Raises:
        Refusal: It tells all that is wrong.
    """
    check_update(form)
    texts = form.texts
    report = city.known(texts["service_request_id"])
    sent_as = texts["update_id"]
    before = next((one for one in report.updates if one.sent_as == sent_as), None)
    pictures = [texts.get("media_url"), *_pictures(city, asked)]
    taken = before or city.noted(
        report,
        texts["status"].lower(),
        text=texts["description"],
        media_url=next(filter(None, pictures), None),
        sent_as=sent_as,
    )
    told = listing(UPDATES, [{"update_id": taken.id}], city.quirks)
    return Answered(to_json(told), city.quirks.created_status)


def _told(city: City, report: Report) -> Any:
    """What is said of a new request."""
    shown = report_shown(report, city.quirks)
    brief = {"service_notice": shown["service_notice"], "account_id": None}
    if report.service.type == "batch":
        brief["token"] = report.token
    elif report.service.type == "realtime":
        brief["service_request_id"] = report.id
    if city.quirks.created == "list":
        return listing(REQUESTS, [brief], city.quirks)
    whole = city.quirks.created == "whole" and report.service.type == "realtime"
    return odd(shown if whole else brief, city.quirks)


def _pictures(city: City, asked: Asked) -> list[str]:
    if asked.files and not city.quirks.media_uploads:
        raise Refusal(400, "files are not taken here; send media_url")
    if any(name != "media" for name, _, _ in asked.files):
        raise Refusal(400, "files are taken as media")
    return [f"{asked.address}/open311/media/{city.keep(one)}" for _, _, one in asked.files]
