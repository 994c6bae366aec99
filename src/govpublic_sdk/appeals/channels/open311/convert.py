"""From the models of a GeoReport v2 server to appeals, answers and events. Pure.

The spec has `open` and `closed`, and neither gives the outcome of a request. mySociety's further
words are more specific; unknown words stay in `raw_status`. Servers put attributes into different
places and forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from govpublic_sdk.appeals.replies import AppealUpdate
from govpublic_sdk.models.appeals import (
    Appeal,
    AppealAnswer,
    AppealAttachment,
    AppealEvent,
    AppealId,
    AppealPlace,
    Category,
    Level,
    Responsible,
)
from govpublic_sdk.models.deadlines import Deadline

if TYPE_CHECKING:
    from govpublic_sdk.models.open311 import (
        RequestLogEntry,
        RequestNote,
        ServiceRequest,
        ServiceRequestUpdate,
    )

__all__ = [
    "STATUSES",
    "AppealOf",
    "UpdateOf",
    "attributes_of",
    "correlation_of",
    "stage_and_outcome",
]


def attributes_of(request: ServiceRequest) -> dict[str, Any]:
    """The attributes of a request; those of the standard count more than those of an extension."""
    return {**_pairs(request.extended_attributes), **_pairs(request.attributes)}


def correlation_of(request: ServiceRequest, code: str | None) -> str | None:
    """The sender's own number of a request, wherever a server shows it; the spec has no place.

    Args:
        request: The request.
        code: The attribute that it was sent as.
    """
    if code is None:
        return None
    places: list[Any] = [
        request.attributes,
        request.extended_attributes,
        (request.model_extra or {}).get("extras"),
        request.model_extra,
    ]
    found = (_pairs(place).get(code) for place in places)
    return next((str(one) for one in found if isinstance(one, str | int) and one != ""), None)


def _pairs(told: Any) -> dict[str, Any]:
    """Attributes by their codes: an object, or a list of codes with values."""
    if not isinstance(told, list):
        return dict(_object(told))
    pairs = map(_object, cast("list[object]", told))
    return {
        str(pair.get("code", pair.get("name"))): pair["value"] for pair in pairs if "value" in pair
    }


def _object(told: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", told) if isinstance(told, Mapping) else {}


STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "open": ("registered", "none"),
    "confirmed": ("registered", "none"),
    "acknowledged": ("registered", "none"),
    "for_triage": ("routing", "none"),
    "internal_referral": ("routing", "forwarded"),
    "investigating": ("in_progress", "none"),
    "in_progress": ("in_progress", "none"),
    "action_scheduled": ("in_progress", "planned"),
    "planned": ("in_progress", "planned"),
    "reopen": ("reopened", "none"),
    "reopened": ("reopened", "none"),
    "closed": ("closed", "unknown"),
    "fixed": ("closed", "solved"),
    "duplicate": ("closed", "duplicate"),
    "no_further_action": ("closed", "explained"),
    "unable_to_fix": ("closed", "not_solved"),
    "not_councils_responsibility": ("closed", "not_responsible"),
    "not_responsible": ("closed", "not_responsible"),
    "cancelled": ("closed", "withdrawn"),
    "allocated": ("routing", "none"),
    "handling": ("in_progress", "none"),
    "done": ("closed", "unknown"),
}
"""Stage and outcome by the server's word, in small letters with `_` between them."""

_UNCHANGED = "unchanged"
_NO_DATE = 1970  # servers send the start of 1970 for a missing date
_SLACK = timedelta(seconds=1)


def stage_and_outcome(status: str | None) -> tuple[str, str]:
    """The meaning of a status of a server; `unknown` twice for unknown words.

    Args:
        status: The word, such as `closed` or `IN_PROGRESS`.
    """
    word = "_".join((status or "").lower().replace("-", " ").replace("_", " ").split())
    return STATUSES.get(word, ("unknown", "unknown"))


@dataclass(frozen=True, slots=True)
class AppealOf:
    """Makes appeals of requests.

    Attributes:
        channel: The name of the channel.
        correlation: The attribute that holds the sender's own number.
    """

    channel: str
    correlation: str | None = None

    def __call__(self, request: ServiceRequest, raw: Any) -> Appeal:
        """The appeal."""
        stage, outcome = stage_and_outcome(request.status)
        made, changed = _date(request.requested_datetime), _date(request.updated_datetime)
        closed_at = changed if stage == "closed" else None
        own = correlation_of(request, self.correlation)
        return Appeal(
            id=AppealId(self.channel, request.service_request_id),
            numbers={"correlation": own} if own else {},
            regime="service_request",
            text=request.description or request.detail,
            title=request.title,
            category=_category(request),
            attributes=attributes_of(request),
            place=_place(request),
            attachments=tuple(AppealAttachment(url=url) for url in request.media_urls),
            stage=stage,
            outcome=outcome,
            reason=request.status_notes,
            raw_status=request.status,
            submitted_at=made,
            updated_at=changed,
            closed_at=closed_at,
            deadlines=_deadlines(request, made, closed_at),
            responsible=_responsible(request),
            answers=_answers(request, stage, changed),
            events=tuple(_events(request, made, changed)),
            version=changed.isoformat() if changed else None,
            raw=raw,
        )


@dataclass(frozen=True, slots=True)
class UpdateOf:
    """Makes updates of appeals of updates of requests.

    Attributes:
        channel: The name of the channel.
    """

    channel: str

    def __call__(self, update: ServiceRequestUpdate, raw: Any) -> AppealUpdate:
        """The update; an answer where something was said."""
        unchanged = (update.status or _UNCHANGED).lower() == _UNCHANGED
        stage = None if unchanged else stage_and_outcome(update.status)[0]
        at = _date(update.updated_datetime)
        event = AppealEvent(
            id=update.update_id,
            at=at,
            kind="answer" if update.description else "stage",
            stage=stage,
            raw_status=update.status,
            text=update.description,
        )
        answer = AppealAnswer(
            id=update.update_id,
            kind="final" if stage == "closed" else "interim",
            text=update.description,
            at=at,
            attachments=tuple(AppealAttachment(url=url) for url in update.media_url),
        )
        number = AppealId(self.channel, update.service_request_id)
        return AppealUpdate(
            appeal=number, event=event, answer=answer if update.description else None
        )


def _date(moment: datetime | None) -> datetime | None:
    """A date; None for the start of 1970."""
    return None if moment is None or moment.year <= _NO_DATE else moment


def _category(request: ServiceRequest) -> Category | None:
    group = (request.model_extra or {}).get("group")
    if request.service_code is None and request.service_name is None:
        return None
    return Category(
        group=Level(name=group) if isinstance(group, str) and group else None,
        topic=Level(id=request.service_code, name=request.service_name),
    )


def _place(request: ServiceRequest) -> AppealPlace | None:
    told = (request.address, request.address_id, request.zipcode, request.lat, request.long)
    if all(one is None for one in told):
        return None
    return AppealPlace(
        address=request.address,
        latitude=request.lat,
        longitude=request.long,
        postal_code=request.zipcode,
        id=request.address_id,
    )


def _responsible(request: ServiceRequest) -> Responsible | None:
    names = request.agency_responsible
    return Responsible(name=", ".join(names)) if names else None


def _deadlines(
    request: ServiceRequest, made: datetime | None, closed_at: datetime | None
) -> tuple[Deadline, ...]:
    """The expected date; one that is the date of the request itself promises nothing."""
    due = _date(request.expected_datetime)
    if due is None or (made is not None and due <= made + _SLACK):
        return ()
    return (
        Deadline(kind="platform", due_at=due, started_at=made, unit="moment", met_at=closed_at),
    )


def _answers(
    request: ServiceRequest, stage: str, changed: datetime | None
) -> tuple[AppealAnswer, ...]:
    """Entries of the log, and notes of the status where they are more specific; oldest first."""
    answers = [_answer_of_entry(entry) for entry in request.log if entry.note]
    if request.status_notes and all(answer.text != request.status_notes for answer in answers):
        kind = "final" if stage == "closed" else "interim"
        answers.append(AppealAnswer(kind=kind, text=request.status_notes, at=changed))
    return tuple(answers)


def _answer_of_entry(entry: RequestLogEntry) -> AppealAnswer:
    is_last = stage_and_outcome(entry.status)[0] == "closed"
    return AppealAnswer(
        id=_log_id(entry),
        kind="final" if is_last else "interim",
        text=entry.note,
        at=_date(entry.time),
        author=entry.handler,
        attachments=tuple(AppealAttachment(url=url) for url in entry.attachment_url),
    )


def _event_of_entry(entry: RequestLogEntry) -> AppealEvent:
    return AppealEvent(
        id=_log_id(entry),
        at=_date(entry.time),
        kind="answer" if entry.note else "stage",
        stage=stage_and_outcome(entry.status)[0] if entry.status else None,
        raw_status=entry.status,
        text=entry.note,
        actor=entry.handler,
    )


def _log_id(entry: RequestLogEntry) -> str | None:
    """Updates have numbers of their own."""
    return None if entry.id is None else f"log-{entry.id}"


def _events(
    request: ServiceRequest, made: datetime | None, changed: datetime | None
) -> Iterator[AppealEvent]:
    """What is known to have happened, oldest first."""
    yield AppealEvent(at=made, kind="message", text=request.description or request.detail)
    if request.service_notice:
        yield AppealEvent(at=made, kind="note", text=request.service_notice)
    yield from map(_event_of_note, request.notes)
    yield from map(_event_of_entry, request.log)
    stage = stage_and_outcome(request.status)[0]
    is_logged = any(_date(entry.time) == changed for entry in request.log)
    if changed is not None and changed != made and not is_logged:
        text, status = request.status_notes, request.status
        kind = "answer" if text else "stage"
        yield AppealEvent(at=changed, kind=kind, stage=stage, raw_status=status, text=text)


def _event_of_note(note: RequestNote) -> AppealEvent:
    said = [one for one in (note.summary, note.description) if one]
    return AppealEvent(
        at=_date(note.datetime), kind="note", raw_status=note.type, text=": ".join(said) or None
    )
