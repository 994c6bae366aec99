"""The interface of ПОС for document systems: sign in, the queue, answers, files.

Each function returns a call and sends nothing. No official text of this interface is public: the
steps and names come from public code of others, unverified, and all paths from your settings. The
platform is the one of Постановление Правительства РФ от 10.11.2020 № 1802
(https://docs.cntd.ru/document/566320416).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, RestRequest
from govpublic_sdk._core.decoders import As
from govpublic_sdk._core.hidden import Secret
from govpublic_sdk._core.http import FilePart
from govpublic_sdk._core.rest import FetchedFile, FileOf
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.pos import PosFile, PosPage, PosUpdated
from govpublic_sdk.models.private import REVEALED
from govpublic_sdk.pos._edms_calls import (
    Door,
    Nothing,
    Token,
    Updated,
    basic,
    edms_call,
    format_time,
    with_id,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.pos import PosPerson
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "accept",
    "appeals",
    "fetch",
    "sign_in",
    "update",
    "upload",
]

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
    """Report the state of work on an appeal, or answer it. Values that are None are left out.

    Args:
        settings: Where and as whom.
        id: The appeal's id, a number or a text as the platform sent it.
        answer: True for the final answer, False for a status of work.
        answer_text: The text of the answer.
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
        ParameterError: No id, a naive datetime, values that are not JSON.
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
    return edms_call(
        settings,
        "update",
        Updated(),
        "idempotent" if is_silent else "unsafe",
        RestRequest(verb="POST", path=with_id(settings.update_path, id), body=_json(body)),
    )


def _person(person: PosPerson | None) -> dict[str, object] | None:
    if person is None:
        return None
    return person.model_dump(by_alias=True, exclude_none=True, context=REVEALED)


def _time(settings: Settings, name: str, moment: datetime | date | None) -> str | None:
    if moment is None:
        return None
    return format_time(name, moment, settings.zone, settings.time_format)


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


@check_arguments
def sign_in(settings: Settings) -> Call[str]:
    """Sign in; the value is a token. Clients do that by themselves, and again after a 401.

    RFC 6749 4.3 (password grant), RFC 7617 (the client in the header).

    Args:
        settings: Where and as whom.
    """
    form = {
        "grant_type": "password",
        "password": settings.password,
        "scope": settings.scope,
        "username": settings.username,
    }
    rest = Door(
        verb="POST",
        path=settings.token_path,
        form=tuple(form.items()),
        headers=(("authorization", Secret(f"Basic {basic(settings)}")),),
    )
    return edms_call(settings, "sign_in", Token(), "read", rest)


@check_arguments
def appeals(
    settings: Settings, page: int | None = None, *, size: int | None = None
) -> Call[PosPage]:
    """A page of the queue.

    Args:
        settings: Where and as whom.
        page: Its number as the platform counts; None for the first.
        size: Items on it; None for what the settings say.
    """
    number = settings.first_page if page is None else page
    if number < settings.first_page:
        raise ParameterError(
            "page", show_value(number), Text("{min} or more", min=settings.first_page)
        )
    count = settings.page_size if size is None else size
    query = {**settings.query, settings.page_parameter: str(number)}
    if count is not None:
        query[settings.size_parameter] = str(count)
    rest = RestRequest(path=settings.list_path)
    return edms_call(settings, "list", As(PosPage), "read", rest, query)


@check_arguments
def accept(settings: Settings, id: int | str) -> Call[None]:
    """Acknowledge an appeal that is stored; may be repeated, also for those known long ago.

    Args:
        settings: Where and as whom.
        id: The appeal's id.

    Raises:
        ParameterError: Not an id.
    """
    rest = RestRequest(verb="POST", path=with_id(settings.accept_path, id))
    return edms_call(settings, "accept", Nothing(), "idempotent", rest)


@check_arguments
def upload(
    settings: Settings,
    name: str,
    content: bytes | Path,
    content_type: str = "application/octet-stream",
) -> Call[PosFile]:
    """Upload a file to the storage of the platform; it is invisible until an answer names it.

    Args:
        settings: Where and as whom.
        name: Its file name.
        content: Its bytes, or its path; a path is streamed.
        content_type: Its media type.

    Raises:
        ParameterError: The name is invalid.
    """
    if not name.strip() or not name.isprintable() or set(name) & set('/\\"'):
        raise ParameterError(
            "name", show_value(name), "printable characters without / \\ and quotes"
        )
    part = FilePart(
        name=settings.upload_field, filename=name, content=content, content_type=content_type
    )
    rest = RestRequest(verb="POST", path=settings.upload_path, files=(part,))
    return edms_call(settings, "upload", As(PosFile), "idempotent", rest)


@check_arguments
def fetch(settings: Settings, address: str) -> Call[FetchedFile]:
    """Fetch a file attached to an appeal. The token goes along to the platform's own origin only.

    Args:
        settings: Where and as whom.
        address: Its address, as the platform sent it: a whole address, or a path.

    Raises:
        ParameterError: It is neither. Another origin than those of the settings is refused with
            `ConfigurationError` when it is asked.
    """
    known = re.match(r"https?://|/", address, re.IGNORECASE)
    if not known or not address.isprintable():
        raise ParameterError(
            "address", describe(address), "an http(s) address, or a path that begins with /"
        )
    rest = RestRequest(path=address, headers=(("accept", "*/*"),))
    return edms_call(settings, "fetch", FileOf(), "read", rest)
