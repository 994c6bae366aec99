"""Validation of the updates that the sandbox's ПОС accepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from datetime import datetime
from typing import Any

from govpublic_sdk.sandbox.geo import local
from govpublic_sdk.sandbox.values import Json, is_array, is_object

__all__ = ["ANSWERS", "STATUSES", "find_errors"]

ANSWERS = ("SOLVED", "FORWARDED", "REJECTED", "POSTPONED")
STATUSES = ("В работе", "Закрыто")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)
_PERSON = ("surname", "name", "patronymic", "email", "phone")


def find_errors(
    update: Json, *, appeal_id: int, uploads: Container[object], now: float
) -> Iterator[str]:
    """Yield all errors of an update as texts.

    Args:
        update: The update, without nulls.
        appeal_id: The appeal's id in the URL.
        uploads: Ids of uploaded files.
        now: The time, in Unix seconds.
    """
    for name, value in update.items():
        is_valid = _FIELDS.get(name)
        if is_valid is None:
            yield f"{name}: неизвестное поле"
        elif not is_valid(value):
            yield f"{name}: недопустимое значение"
    if str(update.get("id", appeal_id)) != str(appeal_id):
        yield "id: не совпадает с номером сообщения в адресе"
    if update.get("status", STATUSES[0]) not in STATUSES:
        yield f"status: допускается {', '.join(STATUSES)}"
    file_ids = update.get("attachmentIds")
    for file_id in file_ids if is_array(file_ids) else []:
        if str(file_id) not in uploads:
            yield f"attachmentIds: файл {file_id} не загружен"
    if update.get("answer") is True:
        yield from _find_answer_errors(update, now)
    else:
        yield from _find_work_errors(update)


def _find_work_errors(update: Json) -> Iterator[str]:
    if "answer" not in update:
        yield "answer: обязательное поле"
    if "status" not in update:
        yield "status: обязательное поле, пока нет ответа"
    if update.get("status") == STATUSES[1]:
        yield f"status: «{STATUSES[1]}» возможно только с ответом"
    if "appealAnswerType" in update:
        yield "appealAnswerType: возможно только с ответом"


def _find_answer_errors(update: Json, now: float) -> Iterator[str]:
    if not str(update.get("answerText", "")).strip():
        yield "answerText: обязательное поле ответа"
    if update.get("appealAnswerType", ANSWERS[0]) not in ANSWERS:
        yield f"appealAnswerType: допускается {', '.join(ANSWERS)}"
    date = update.get("postponedDate")
    if update.get("appealAnswerType") != "POSTPONED":
        if date is not None:
            yield "postponedDate: возможно только с POSTPONED"
    elif date is None:
        yield "postponedDate: обязательное поле для POSTPONED"
    elif _is_timestamp(date) and _parse_local(date) <= local(now).replace(tzinfo=None):
        yield "postponedDate: должна быть в будущем"


def _parse_local(text: str) -> datetime:
    """Parse a timestamp as local time, although it ends in Z."""
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _is_timestamp(value: object) -> bool:
    if not isinstance(value, str) or not _TIMESTAMP.fullmatch(value):
        return False
    try:
        _parse_local(value)
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_id(value: object) -> bool:
    return isinstance(value, int | str) and not _is_flag(value)


def _is_list_of_ids(value: object) -> bool:
    return is_array(value) and all(isinstance(item, int | str) for item in value)


def _is_person(value: object) -> bool:
    return is_object(value) and all(
        name in _PERSON and (text is None or isinstance(text, str)) for name, text in value.items()
    )


_FIELDS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("id", "opaId"), _is_id),
    **dict.fromkeys(("answer", "notifyApplicant"), _is_flag),
    **dict.fromkeys(("answerText", "appealAnswerType", "appealIssueType", "comment"), _is_text),
    **dict.fromkeys(("opaName", "outgoingNumber", "regNumber", "status", "statusText"), _is_text),
    **dict.fromkeys(("outgoingNumberSetAt", "postponedDate", "regNumberSetAt"), _is_timestamp),
    **dict.fromkeys(("executorInfo", "managerInfo"), _is_person),
    "attachmentIds": _is_list_of_ids,
    "reassignmentInfo": lambda value: True,
}
