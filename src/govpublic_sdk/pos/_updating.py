"""The one change that ПОС takes of an appeal: how work stands, or the answer.

Which fields there are is known from public code of others only; further ones may be given by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from govpublic_sdk._call import Call, Rest
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.pos import PosUpdated
from govpublic_sdk.models.private import REVEALED
from govpublic_sdk.pos._answers import Updated
from govpublic_sdk.pos._asking import described, with_id
from govpublic_sdk.pos.moments import written

if TYPE_CHECKING:
    from govpublic_sdk.models.pos import PosPerson
    from govpublic_sdk.pos.settings import Settings

__all__ = ["update"]

_SILENT = {"id", "answer", "status", "notifyApplicant"}


@check_arguments
def update(
    settings: Settings,
    id: int | str,
    *,
    answer: bool,
    answer_text: str | None = None,
    appeal_answer_type: str | None = None,
    appeal_issue_type: str | None = None,
    attachment_ids: Sequence[int | str] = (),
    comment: str | None = None,
    executor_info: PosPerson | None = None,
    manager_info: PosPerson | None = None,
    notify_applicant: bool | None = None,
    opa_id: int | str | None = None,
    opa_name: str | None = None,
    outgoing_number: str | None = None,
    outgoing_number_set_at: datetime | date | None = None,
    postponed_date: datetime | date | None = None,
    reassignment_info: str | None = None,
    reg_number: str | None = None,
    reg_number_set_at: datetime | date | None = None,
    status: str | None = None,
    status_text: str | None = None,
    attributes: Mapping[str, object] | None = None,
) -> Call[PosUpdated]:
    """Tell how work on an appeal stands, or answer it. What is None is left out.

    Args:
        settings: Where and as whom.
        id: The appeal's id, a number or a text as the platform sent it.
        answer: True for the final answer, False for a status of work.
        answer_text: What the citizen is told.
        appeal_answer_type: The kind of answer; seen were `SOLVED`, `FORWARDED`, `REJECTED` and
            `POSTPONED`.
        appeal_issue_type: The kind of matter.
        attachment_ids: What `upload` gave.
        comment: A comment.
        executor_info: Who prepared it: исполнитель.
        manager_info: Who signed it: руководитель.
        notify_applicant: Whether the applicant is notified.
        opa_id: The number of the body's cabinet.
        opa_name: The body.
        outgoing_number: «Исходящий номер».
        outgoing_number_set_at: When it was given.
        postponed_date: When a postponed solution is promised for.
        reassignment_info: To whom and why it is forwarded.
        reg_number: «Регистрационный номер» in your system.
        reg_number_set_at: When it was given.
        status: The status; seen were `В работе` and `Закрыто`.
        status_text: What is said about the status.
        attributes: Further fields by the platform's names, values of JSON; they win, but for
            `id` and `answer`.

    Raises:
        ParameterError: No id, a moment without a zone, values that are no JSON.
    """
    more = dict(attributes or {})
    if more.keys() & {"id", "answer"}:
        raise ParameterError("attributes", "`id` or `answer`", "fields that are not parameters")
    moments = {
        "outgoingNumberSetAt": outgoing_number_set_at,
        "postponedDate": postponed_date,
        "regNumberSetAt": reg_number_set_at,
    }
    body: dict[str, object] = {
        "id": id,
        "answer": answer,
        "answerText": answer_text,
        "appealAnswerType": appeal_answer_type,
        "appealIssueType": appeal_issue_type,
        "attachmentIds": list(attachment_ids) or None,
        "comment": comment,
        "executorInfo": _person(executor_info),
        "managerInfo": _person(manager_info),
        "notifyApplicant": notify_applicant,
        "opaId": opa_id,
        "opaName": opa_name,
        "outgoingNumber": outgoing_number,
        "reassignmentInfo": reassignment_info,
        "regNumber": reg_number,
        "status": status,
        "statusText": status_text,
        **{name: _time(settings, name, moment) for name, moment in moments.items()},
        **more,
    }
    said = {name for name, value in body.items() if value is not None}
    is_silent = not answer and said <= _SILENT
    return described(
        settings,
        "update",
        Updated(),
        "idempotent" if is_silent else "unsafe",
        Rest(verb="POST", path=with_id(settings.update_path, id), body=_json(body)),
    )


def _person(person: PosPerson | None) -> dict[str, object] | None:
    if person is None:
        return None
    return person.model_dump(by_alias=True, exclude_none=True, context=REVEALED)


def _time(settings: Settings, name: str, moment: datetime | date | None) -> str | None:
    if moment is None:
        return None
    return written(name, moment, settings.zone, settings.time_format)


def _json(body: Mapping[str, object]) -> bytes:
    """JSON without nulls; errors hold none of the texts."""
    kept = {name: value for name, value in body.items() if value is not None}
    try:
        return json.dumps(kept, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        given = "a text with half a character (a lone surrogate)"
        allowed = "complete characters"
    except (TypeError, ValueError, RecursionError):
        given = "a value that JSON cannot hold"
        allowed = "texts, numbers, booleans, lists, mappings"
    raise ParameterError("attributes", given, allowed)
