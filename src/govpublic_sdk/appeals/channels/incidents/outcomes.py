"""Stages and outcomes of the statuses of exports; also counts unknown statuses.

Words: https://github.com/Nikitososs/DigitalBreakthrough, and those that people write in tables of
their own, in each gender and number. A step that is done closes an incident and leaves open
its outcome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from govpublic_sdk._core.text import normal_form
from govpublic_sdk._spreadsheets.xlsx_reader import as_text
from govpublic_sdk.appeals.channels.incidents.cells import clean_word
from govpublic_sdk.appeals.channels.incidents.layouts import STATUS, Columns, Meaning
from govpublic_sdk.appeals.channels.incidents.rows import Record
from govpublic_sdk.models.appeals import DONE_STAGES

__all__ = [
    "UnknownStatuses",
    "outcome_of",
    "stage_of",
    "status_of",
    "unknown_words",
    "what_words_are",
    "with_status",
]


class _Status(NamedTuple):
    """What a word means."""

    stage: str
    outcome: str


_END: Final = "(?:н?(?:а|о|ы|ый|ая|ое|ые))?"  # решен, решена, решено, решены, решенный, …
_WHAT: Final = (
    "(?:(?:обращение|сообщение|инцидент|заявка|заявление|вопрос|проблема|жалоба|запрос|работ[аы]"
    "|рассмотрение|обработка|исполнение|переписка|пост|комментарий|публикация|запись) )?"
)
_OTHER_MATTER: Final = (  # what is no appeal, or lost its cause: nothing came of it
    "спам|реклама|флуд|оффтоп|фейк|мусор|бот|тест(?:овое)?|благодарность|нецензурная лексика"
    "|ошибочн(?:о|ое|ый|ая)|создан[оа]? ошибочно|не (?:является )?(?:обращение|сообщение)м?"
    "|некорректн(?:о|ое|ый|ая)(?: обращение| сообщение)?|неактуальн(?:о|ое|ый|ая)"
    "|не актуальн(?:о|ое|ый|ая)|потерял[оа]? актуальность|утратил[оа]? актуальность"
    "|(?:факт )?не подтверд(?:ил[аи]?сь|илось|ился)|(?:факт )?не подтвержден[оаы]?"
    "|не требует(?:ся)? (?:ответа?|реакции|реагирования)|ответ не требуется|без реакции"
)
_COMPETENCE: Final = "(?:компетенци|подведомственност|полномочи)\\w*"
_SERVICES: Final = "(?:пос|цур|мсэд|сэд|инцидент(?: менеджмент)?|другую систему)"
_GIVEN: Final = f"(?:дан|направлен|предоставлен|отправлен|подан|опубликован|размещен){_END}"
_INTERIM: Final = "(?:промежуточн|предварительн)\\w+"
# «дан положительный ответ», but neither «промежуточный ответ» nor «ответ не дан»
_ANY: Final = f"(?:(?!не |ещ[её] |{_INTERIM})\\w+ )?"
_MEANINGS: Final[tuple[tuple[_Status, tuple[str, ...], str], ...]] = (
    (
        _Status("closed", "unknown"),
        (
            *("закрыт", "рассмотрен", "завершен", "исполнен", "выполнен", "отработан"),
            *("обработан", "окончен", "прекращен", "архивирован", "заархивирован", "отвечен"),
            *("готов", "сделан", "удален", "скрыт"),
        ),
        rf"снят{_END} с (?:контроля|учета|исполнения)|{_GIVEN} {_ANY}ответ(?: \w+)?"
        rf"|ответ {_ANY}{_GIVEN}(?: \w+)?|есть ответ|с ответом|архив|в архиве"
        rf"|списан{_END} в (?:дело|архив)|в архив|{_OTHER_MATTER}"
        rf"|(?:удален|скрыт){_END} (?:автор\w+|модератор\w+|пользовател\w+|заявител\w+|пост"
        r"|комментарий|сообщение|страница|аккаунт)|закрыт[оаы]? без ответа|поддержан[оаы]?"
        r"|deleted|removed|spam|hidden|invalid|closed|done|completed?|finished|archived"
        r"|answered|replied|(?:answer|response|reply) (?:sent|given)",
    ),
    (
        _Status("closed", "solved"),
        ("решен", "устранен", "исправлен", "урегулирован", "удовлетворен", "ликвидирован"),
        rf"(?:положительно решен|решен{_END} положительно){_END}|положительное решение"
        r"|меры приняты|приняты меры|resolved|solved|fixed",
    ),
    (
        _Status("closed", "not_solved"),
        ("не решен", "не устранен", "не удовлетворен"),
        "(?:невозможно|нет возможности|не представляется возможным) решить|решить невозможно"
        "|меры не приняты|not (?:re)?solved|unresolved|not fixed|unable to fix|won ?t ?fix",
    ),
    (
        _Status("closed", "refused"),
        ("отклонен", "отказан"),
        rf"(?:дан |мотивированный )?отказ(?: в \w+(?: \w+)?)?|отказан{_END} в \w+(?: \w+)?"
        rf"|отклонен{_END} (?:модератор\w+|модерацией)|не прош(?:ло|ел|ла) модерацию"
        rf"|модерация не пройдена|не поддержан{_END}|оставлен{_END} без (?:ответа|рассмотрения)"
        "|rejected|refused|declined|denied",
    ),
    (
        _Status("closed", "explained"),
        ("разъяснен",),
        rf"{_GIVEN} (?:разъяснени[ея]|консультаци[яи])|(?:разъяснени[ея]|консультаци[яи]) {_GIVEN}"
        "|разъяснени[ея]|консультаци[яи]|explained|clarified",
    ),
    (
        _Status("closed", "forwarded"),
        (),
        rf"(?:перенаправлен|переадресован|переслан){_END}(?: .+)?"
        rf"|(?:передан|направлен){_END} (?:в друг\w+ .+|по (?:компетенции|подведомственности))"
        rf"|(?:передан|направлен|переведен|отправлен){_END} в {_SERVICES}"
        "|forwarded|redirected|referred",
    ),
    (
        _Status("closed", "duplicate"),
        (),
        rf"дубл(?:ь|и|икат|ирующ\w+)|повтор|объединен{_END}(?: с .+)?|duplicate",
    ),
    (
        _Status("closed", "withdrawn"),
        ("отозван", "аннулирован", "отменен"),
        rf"(?:отозван|аннулирован|отменен|снят){_END} (?:заявителем|гражданином|автором|жителем)"
        "|отзыв(?: \\w+)?|cancell?ed|withdrawn",
    ),
    (
        _Status("closed", "not_responsible"),
        (),
        rf"(?:не (?:в|по|входит в|относится к)|вне) (?:\w+ )?{_COMPETENCE}(?: \w+)?"
        rf"|(?:не наш[аеи]?|чуж[аоие]\w*) {_COMPETENCE}|нет {_COMPETENCE}"
        r"|не подведомствен\w*|not responsible",
    ),
    (
        _Status("in_progress", "planned"),
        ("запланирован",),
        rf"включен{_END} в план(?: .+)?|planned|scheduled",
    ),
    (
        _Status("in_progress", "postponed"),
        ("отложен", "отсрочен", "решение отложен", "приостановлен"),
        "postponed|deferred|paused|on hold",
    ),
    (
        _Status("in_progress", "none"),
        (
            *("открыт", "просрочен", "не рассмотрен", "не исполнен", "не выполнен", "не закрыт"),
            *("не завершен", "не отработан", "не обработан", "продлен", "срок продлен"),
        ),
        r"в работе|на (?:рассмотрении|исполнении|контроле|подготовке(?: \w+)?)|в обработке"
        r"|(?:рассматрива|исполня|выполня|обрабатыва|готов)(?:е|и)тся(?: .+)?"
        rf"|(?:взят|принят|передан){_END} (?:в работу|к (?:работе|исполнению|рассмотрению))"
        r"|подготовка (?:проекта )?ответа|без ответа|нет ответа"
        rf"|(?:ответ )?(?:ещ[её] )?не {_GIVEN}(?: ответ)?|продлен{_END} срок(?: \w+)?"
        rf"|(?:{_GIVEN} )?{_INTERIM} ответ(?: {_GIVEN})?"
        r"|(?:в )?(?:ожида(?:ет|ется|ние|нии)|ждет)(?: (?:исполнения|ответа|рассмотрения"
        r"|обработки|решения|действий|проверки|отправки|публикации|исполнени[ея]))?|активн\w+"
        r"|решается|проверяется|(?:на )?проверк[ае]|в процессе|(?:на|к) исполнени[ею]"
        r"|к (?:рассмотрению|ответу)|(?:ответ готовится|готовится ответ)|просрочка"
        r"|срок (?:истек|нарушен)|истек срок"
        r"|open(?:ed)?|in (?:progress|work)|under (?:review|consideration)|pending|processing"
        "|wait(?:ing)?|active|started",
    ),
    (
        _Status("submitted", "none"),
        ("получен", "подан", "создан"),
        "нов(?:ый|ая|ое|ые)(?: (?:обращение|сообщение|инцидент|заявка|вопрос))?|поступил[аои]?"
        "|входящ(?:ее|ий|ая)|необработан(?:о|ное|ный|ная)|не прочитан[оа]?"
        "|ожида(?:ет|ние) регистрации|new|received|created|submitted",
    ),
    (_Status("moderation", "none"), (), "(?:на |ожидает )?модераци[ия]|moderation"),
    (
        _Status("registered", "none"),
        ("зарегистрирован", "принят", "прочитан", "просмотрен"),
        "registered|accepted",
    ),
    (
        _Status("routing", "none"),
        ("назначен", "распределен"),
        r"(?:ожида(?:ет|ется|ние)|ждет) (?:исполнителя|назначения(?: \w+)?|распределения)"
        r"|не распределен[оаы]?|не назначен[оаы]?(?: \w+)?|без исполнителя"
        rf"|на распределении|(?:назначен|направлен|передан|отправлен){_END} (?:\w+ )?исполнител\w+"
        "|assigned",
    ),
    (
        _Status("approval", "none"),
        (),
        "(?:ответ )?на (?:согласовани[еи]|утверждени[еи]|подписани[еи]|подпис[иь]|публикации)"
        "|ответ подготовлен",
    ),
    (
        _Status("waiting_applicant", "none"),
        (),
        r"(?:на )?уточнени[еи]|уточняется|недостаточно (?:данных|информации|сведений)"
        rf"|требует(?:ся)? уточнени[ея]|запрошен{_END} уточнени[ея]"
        r"|ожида(?:ет|ется|ние) (?:уточнения|ответа (?:заявителя|гражданина|автора))",
    ),
    (
        _Status("reopened", "none"),
        ("возобновлен", "повторно открыт", "переоткрыт"),
        rf"возвращен{_END}(?: .+)?|на доработке|доработка|(?:от|на)правлен{_END} на доработку"
        "|повторное рассмотрение|re ?opened|returned",
    ),
)
_PATTERNS: Final = tuple(
    (status, re.compile(f"{_WHAT}(?:(?:{'|'.join(stems) or '(?!)'}){_END}|{more})"))
    for status, stems, more in _MEANINGS
)
_PARTS: Final = re.compile(r"[,;/()|:.]|\s[-–—]\s")
_LONGEST: Final = 100  # a status is some words; a text of a citizen is none
_DONE: Final = "готово"
_IN_WORK: Final = "в работе"
_MOST: Final = 0.8  # share; the rest may be words of another column


@lru_cache(maxsize=1_024)
def stage_of(step: str, outcome: str, *, has_end: bool) -> str:
    """Where the work is; `unknown` for words without a known meaning.

    Args:
        step: The word of the column «Текущий шаг инцидента», or «Статус».
        outcome: The word of the column «Итог».
        has_end: Whether there is a date of closing.
    """
    at, end = _meaning(step), _meaning(outcome)
    if at is not None and at.stage in DONE_STAGES:
        return "closed"
    if at is not None:
        return at.stage
    if end is not None and (normal_form(step) == "" or end.stage in DONE_STAGES | {"in_progress"}):
        is_late = has_end and end.outcome != "none"
        return "closed" if is_late else end.stage
    if normal_form(step):
        return "unknown"
    return "closed" if has_end else "unknown"


@lru_cache(maxsize=1_024)
def outcome_of(outcome: str, stage: str, step: str = "") -> str:
    """What came of it; `unknown` for a closed one of which nothing is said.

    Args:
        outcome: The word of the column «Итог».
        stage: Where the work is.
        step: The word of the column «Текущий шаг инцидента», or «Статус».
    """
    found = _meaning(outcome)
    if found is None and normal_form(outcome):
        return "unknown"
    if found is None or found.outcome in ("none", "unknown"):
        found = _meaning(step) or found
    word = found.outcome if found is not None else "none"
    if stage in DONE_STAGES:
        return "unknown" if word == "none" else word
    return "none" if word == "unknown" else word


def status_of(step: str, outcome: str) -> str | None:
    """Both words as they were written."""
    return " / ".join(one for one in (step, outcome) if one) or None


def unknown_words(step: str, outcome: str) -> Iterator[str]:
    """Those of both words whose meaning is not known."""
    return (word for word in (step, outcome) if normal_form(word) and _meaning(word) is None)


def what_words_are(words: Iterable[str]) -> Literal["step", "outcome"] | None:
    """Whether the words of a column are steps or outcomes; None for a column without words.

    Outcomes are words that say how something ended. If a part of the words does not, all are
    steps: a step may name an outcome, too.

    Args:
        words: Its cells; blank ones say nothing, and «в работе» is both.
    """
    found = [(normal_form(word), _meaning(word)) for word in words if normal_form(word)]
    outcomes = sum(one is not None and one.outcome not in ("none", "unknown") for _, one in found)
    either = sum(form == _IN_WORK for form, _ in found)
    is_outcome = outcomes and outcomes + either >= _MOST * len(found)
    mixed = any(form == _DONE for form, _ in found)
    return None if not found else "outcome" if is_outcome and not mixed else "step"


@lru_cache(maxsize=4_096)
def _meaning(word: str) -> _Status | None:
    """The meaning of a status; None if it is blank or not known."""
    if len(word) > _LONGEST:
        return None
    whole = _match_pattern(normal_form(word))
    if whole is not None:
        return whole
    parts = [
        one for part in _PARTS.split(word) if (one := _match_pattern(normal_form(part))) is not None
    ]
    ended = [one for one in parts if one.stage in DONE_STAGES]
    telling = [one for one in ended if one.outcome != "unknown"]
    reopened = [one for one in parts if one.stage == "reopened"]
    return next(iter((*reopened, *telling, *ended, *parts)), None)


def _match_pattern(form: str) -> _Status | None:
    return next((status for status, one in _PATTERNS if form and one.fullmatch(form)), None)


_MAX_WORDS = 100  # more are no statuses but another column, such as names


def with_status(
    places: Mapping[Meaning, int], heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[Meaning, int]:
    """The places of meanings, with that of a column «Статус» where its words are certain.

    Args:
        places: What is known; a step or an outcome that was found otherwise stays.
        heading: The heads.
        rows: Some rows below them.
    """
    found = dict(places)
    taken = set(places.values())
    for at, head in enumerate(heading):
        if at not in taken and normal_form(head) in STATUS:
            meaning = what_words_are(row[at] for row in rows if at < len(row))
            if meaning is not None:
                found.setdefault(meaning, at)
    return found


class UnknownStatuses:
    """Counts the words of statuses whose meaning is not known.

    Args:
        columns: The columns of the export.
    """

    def __init__(self, columns: Columns) -> None:
        self.count: int = 0
        self._places = columns.places
        self._words: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Count the words of a row."""
        step, outcome = self._word("step", record), self._word("outcome", record)
        for word in unknown_words(step, outcome):
            if word in self._words or len(self._words) < _MAX_WORDS:
                self._words[word] += 1
        has_word = bool(step or outcome)
        is_closed = record.closed is not None
        self.count += has_word and stage_of(step, outcome, has_end=is_closed) == "unknown"

    def words(self) -> dict[str, int]:
        """The words and in how many rows each is, the most frequent first."""
        return dict(sorted(self._words.items(), key=lambda one: (-one[1], one[0])))

    def _word(self, meaning: Meaning, record: Record) -> str:
        place = self._places.get(meaning)
        return "" if place is None else clean_word(as_text(record.cells[place]))
