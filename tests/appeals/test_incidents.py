# ruff: noqa: DTZ001  exports tell no zone
"""Exports of the incident system: the real layouts, repeats, broken rows, and files of any kind."""

from __future__ import annotations

import asyncio
import builtins
import csv
import gc
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbooks
from effort import assert_takes_linear_time
from govpublic_sdk import errors
from govpublic_sdk._core.http import Sleep
from govpublic_sdk.appeals import Capability, IncidentExport, Window, summary
from govpublic_sdk.appeals.channels.incidents import RepeatedRow
from govpublic_sdk.appeals.channels.incidents import rows as repeats_module
from govpublic_sdk.appeals.channels.incidents.cells import clean_text, clean_word
from govpublic_sdk.appeals.channels.incidents.dates import UnreadableDate, in_utc, local_moment
from govpublic_sdk.appeals.channels.incidents.layouts import letter_of, place_of
from govpublic_sdk.appeals.channels.incidents.outcomes import outcome_of, stage_of
from govpublic_sdk.models import REVEALED, Appeal
from shared import SHARED, needs_shared

HEADS = ["ID", "Номер инцидента", "Дата создания", "Дата закрытия", "Группа тем", "Тема"]
MORE = ["Муниципалитет", "Текст инцидента", "Текущий шаг инцидента", "Итог"]
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def export(path: Path, rows: Iterable[Sequence[object]], delimiter: str = ";", **how: Any) -> Path:
    """A csv as a spreadsheet writes it."""
    with path.open("w", encoding=how.get("encoding", "utf-8-sig"), newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def small(path: Path, *rows: Sequence[object], **options: Any) -> IncidentExport:
    """An export with id, number, created, closed, group, topic, place, text, step, outcome."""
    heads = [*HEADS, *MORE]
    full = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    return IncidentExport(export(path / "export.csv", [heads, *full]), **options)


def sheet_row(values: Mapping[str, object], width: int = 47) -> list[object]:
    row: list[object] = [""] * width
    for letter, value in values.items():
        row[place_of(letter)] = value
    return row


def keys(found: Iterable[Appeal]) -> list[str]:
    return [appeal.id.key for appeal in found]


def reasons(found: IncidentExport) -> dict[int, str]:
    return {one.row: one.reason("en") for one in found.unparsed}


def refused(found: IncidentExport) -> str:
    with pytest.raises(errors.ParameterError) as caught:
        list(found)
    return str(caught.value)


# One incident


def test_an_incident_becomes_an_appeal(tmp_path: Path) -> None:
    heads = [*HEADS, *MORE, "Регион", "Населенный пункт", "Улица", "Дом", "Тип инцидента", "Теги"]
    heads += ["Исполнитель", "Отдел", "1ый ответ ПИ", "Автор", "Ссылка на автора", "Источник"]
    heads += ["Время с начала создания инцидента до окончания"]
    text = "'[club1|Город], <b>темно</b>\nво дворе https://vk.com/wall-1_2"
    row = [
        "309660",
        "И-5",
        "02.09.2025 12:58:04",
        "2025-09-03 10:00",
        "ЖКХ",
        " ЖКХ  прочее ",
        "Омск",
    ]
    row += [
        text,
        "Готово",
        "Решено",
        "Омская область",
        "Омск",
        "Мира",
        "5",
        "Решаемый",
        "двор; свет",
    ]
    row += ["Администрация", "Отдел обращений", "Передали.", "Житель 1", "vk.com/id1", "ВКонтакте"]
    row += ["21:02:00"]
    found = IncidentExport(export(tmp_path / "a.csv", [heads, row]), zone="Asia/Omsk")

    (appeal,) = found

    assert str(appeal.id) == "incidents/309660"
    assert appeal.numbers == {"registration": "И-5"}
    assert appeal.regime == "incident"
    assert appeal.text == "Город, темно\nво дворе"
    assert appeal.submitted_at == datetime(2025, 9, 2, 6, 58, 4, tzinfo=UTC)
    assert appeal.closed_at == datetime(2025, 9, 3, 4, 0, tzinfo=UTC)
    assert appeal.category
    assert appeal.category.group
    assert appeal.category.topic
    assert (appeal.category.group.name, appeal.category.topic.name) == ("ЖКХ", "ЖКХ прочее")
    assert appeal.place
    assert appeal.place.model_dump(exclude_none=True) == {
        "region": "Омская область",
        "municipality": "Омск",
        "settlement": "Омск",
        "street": "Мира",
        "house": "5",
    }
    assert (appeal.stage, appeal.outcome) == ("closed", "solved")
    assert appeal.raw_status == "Готово / Решено"
    assert appeal.responsible
    assert appeal.responsible.name == "Администрация"
    assert appeal.responsible.executor == "Отдел обращений"
    assert [answer.text for answer in appeal.answers] == ["Передали."]
    assert appeal.attributes == {
        "Источник": "ВКонтакте",
        "type": "Решаемый",
        "duration": "21:02:00",
        "tags": ["двор", "свет"],
    }
    assert appeal.applicant
    assert appeal.applicant.name
    assert appeal.applicant.name.reveal() == "Житель 1"
    assert isinstance(appeal.raw, dict)
    assert appeal.raw["Текст инцидента"] == text


def test_what_persons_wrote_does_not_show(tmp_path: Path) -> None:
    rows = ["5", "", "01.02.2025", "", "", "", "", "во дворе темно"], ["x", "", "", "", "тайна"]
    found = small(tmp_path, *rows)

    (appeal,) = found

    assert "темно" not in f"{appeal!r}{found!r}"
    assert "тайна" not in repr(found.unparsed)
    assert found.unparsed[0].raw[4] == "тайна"
    assert "темно" not in json.dumps(appeal.model_dump(mode="json", exclude={"text"}))
    assert "темно" in json.dumps(
        appeal.model_dump(mode="json", context=REVEALED, include={"raw"}), ensure_ascii=False
    )


@pytest.mark.parametrize(
    ("step", "end", "closed", "stage", "outcome"),
    [
        ("Готово", "", False, "closed", "unknown"),
        ("Готово", "Решено", True, "closed", "solved"),
        ("готово ", "В работе", True, "closed", "unknown"),
        ("", "Разъяснено", False, "closed", "explained"),
        ("", "Перенаправлено в другое ведомство", False, "closed", "forwarded"),
        ("", "Отклонено", True, "closed", "refused"),
        ("", "Не решено", False, "closed", "not_solved"),
        ("", "Отложено", False, "in_progress", "postponed"),
        ("", "В работе", False, "in_progress", "none"),
        ("Подготовка", "В работе", False, "in_progress", "none"),
        ("", "", False, "unknown", "none"),
        ("", "", True, "closed", "unknown"),
        ("Подготовка", "", True, "unknown", "none"),
        ("", "Передано в космос", False, "unknown", "unknown"),
        ("", "Решено частично", True, "closed", "unknown"),
    ],
)
def test_steps_and_outcomes(step: str, end: str, closed: bool, stage: str, outcome: str) -> None:
    found = stage_of(step, end, has_end=closed)

    assert (found, outcome_of(end, found)) == (stage, outcome)


def test_words_that_nobody_knows_are_kept(tmp_path: Path) -> None:
    row = ["1", "", "", "", "", "", "", "", "Новый шаг", "Новый итог"]
    (appeal,) = small(tmp_path, row)

    assert (appeal.stage, appeal.outcome) == ("unknown", "unknown")
    assert appeal.raw_status == "Новый шаг / Новый итог"


def test_a_first_answer_may_be_a_time(tmp_path: Path) -> None:
    rows = [["id", "текст", "1ый ответ ПИ"], [1, "а", "02.01.2025 10:00"], [2, "б", "-"]]
    first, second = IncidentExport(export(tmp_path / "a.csv", rows))

    assert first.answers[0].at == datetime(2025, 1, 2, 7, tzinfo=UTC)
    assert first.answers[0].text is None
    assert second.answers == ()


# Texts


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("[id1|Житель 1], здравствуйте", "Житель 1, здравствуйте"),
        ("[https://vk.com/a|Город] и @club5 (Село), *id7 (Житель 2)", "Город и Село, Житель 2"),
        ("'=СУММ(A1)", "=СУММ(A1)"),
        ("было <18 градусов, стало > 25", "было <18 градусов, стало > 25"),
        ("a<br>b<p>c</p>d<!-- x -->", "a\nb c\nd"),
        ("&laquo;ямы&raquo; &amp; лужи", "«ямы» & лужи"),
        ("см. www.site.ru/a и vk.com/wall-1_2 тут", "см. и тут"),
        ("a\x00b\x0bc\u200bd\r\ne", "ab\ncd\ne"),
        ("семья 👨‍👩‍👧", "семья 👨‍👩‍👧"),
        ("a\n\n\n\n b", "a\n\nb"),
        ("https://vk.com/wall-1_2", None),
        ("  ", None),
    ],
)
def test_texts_are_cleaned(text: str, clean: str | None) -> None:
    assert clean_text(text) == clean


def test_words_stand_on_one_line() -> None:
    assert clean_word("'  ЖКХ \n прочее\x07 ") == "ЖКХ прочее"


@pytest.mark.parametrize(
    "piece", ["[id1|", "<a", "<!--", "@id1 (", "\n ", "&", "[http://a", "www."]
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    assert_takes_linear_time(lambda count: clean_text(piece * count), 2_000)


# Dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("31.12.2025 23:59:58", datetime(2025, 12, 31, 23, 59, 58)),
        ("1.2.25 3:04", datetime(2025, 2, 1, 3, 4)),
        ("2025-12-31", datetime(2025, 12, 31)),
        ("2025-12-31T10:00:00.5", datetime(2025, 12, 31, 10, 0, 0, 500_000)),
        ("2025-12-31 10:00 +03:00", datetime(2025, 12, 31, 7, tzinfo=UTC)),
        ("'2025-12-31", datetime(2025, 12, 31)),
        ("45658", datetime(2025, 1, 1)),
        (45658.5, datetime(2025, 1, 1, 12)),
        (date(2025, 1, 2), datetime(2025, 1, 2)),
        (datetime(2025, 1, 2, 3), datetime(2025, 1, 2, 3)),
        ("", None),
        ("—", None),
    ],
)
def test_dates_are_read(value: Any, expected: datetime | None) -> None:
    assert local_moment(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("вчера", "12/31/2025", "31.02.2025", "2025-13-01", "01.01.0025 10:00", "20250101"),
        *(
            "9" * 400,
            "01.01.1970",
            1.5,
            True,
            timedelta(hours=3),
            float("nan"),
            float("inf"),
            1e300,
        ),
    ],
)
def test_what_is_no_date_is_told(value: Any) -> None:
    with pytest.raises(UnreadableDate):
        local_moment(value)


def test_hours_that_a_zone_has_twice_or_never(tmp_path: Path) -> None:
    """Moscow had no 02:30 on 28 March 2010, and 02:30 twice on 31 October 2010."""
    rows = [
        ["1", "", "2010-10-31 02:50:00", "2010-10-31 02:10:00"],
        ["2", "", "2010-10-31 02:10:00", "2010-10-31 02:50:00"],
        ["3", "", "2010-03-28 02:30:00", "2010-03-28 01:00:00"],
    ]
    first, second, third = small(tmp_path, *rows)

    assert first.submitted_at == datetime(2010, 10, 30, 22, 50, tzinfo=UTC)
    assert first.closed_at == datetime(2010, 10, 30, 23, 10, tzinfo=UTC)
    assert second.closed_at == datetime(2010, 10, 30, 22, 50, tzinfo=UTC)
    assert third.submitted_at == datetime(2010, 3, 27, 23, 30, tzinfo=UTC)
    assert third.closed_at == datetime(2010, 3, 27, 22, 0, tzinfo=UTC)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)))
def test_dates_survive_in_every_form(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)

    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"):
        assert local_moment(whole.strftime(form)) == whole
    assert local_moment(f"{whole:%d.%m}.{whole.year} {whole:%H:%M:%S}") == whole


# Real data


@needs_shared
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_real_rows_survive(tmp_path: Path, kind: str) -> None:
    path = SHARED / "pos-samples" / "omsk_incident_rows_no_text.csv"
    listed = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    rows = [dict(zip(listed[0], row, strict=True)) for row in listed[1:]]
    if kind == "xlsx":
        path = workbooks.xlsx(tmp_path / "rows.xlsx", Лист=listed)

    found = IncidentExport(path, zone="Asia/Omsk")
    appeals = list(found)

    assert found.layout == "heads"
    assert not found.unparsed
    assert [known(one) for one in appeals] == [
        (one["id"], one["created_at"], one["municipality"], one["group"], one["topic"])
        for one in rows
    ]
    assert [one.attributes["severity"] for one in appeals] == [one["severity"] for one in rows]


def known(appeal: Appeal) -> tuple[object, ...]:
    moment, category, place = appeal.submitted_at, appeal.category, appeal.place
    assert moment
    assert category
    assert place
    local = (moment + timedelta(hours=6)).strftime("%Y-%m-%d %H:%M:%S")
    names = [level.name for level in (category.group, category.topic) if level]
    return (appeal.id.key, local, place.municipality, *names)


RUSSIAN = {
    "id": "id",
    "номер инцидента": "number",
    "текущий шаг": "step",
    "дата создания": "created",
    "создан": "created",
    "дата закрытия": "closed",
    "закрыт": "closed",
    "группа тем": "group",
    "группа": "group",
    "тема": "topic",
    "регион": "region",
    "муниципалитет": "municipality",
    "населенный пункт": "settlement",
    "насел. пункт": "settlement",
    "улица": "street",
    "дом": "house",
    "тип инцидента": "type",
    "итог": "outcome",
    "текст инцидента": "text",
    "текст": "text",
    "теги": "tags",
}
VALUES = {
    "id": 309_660,
    "number": "И-5",
    "step": "Готово",
    "created": "2025-09-02 12:58:04",
    "closed": "2025-09-03 12:58:04",
    "group": "ЖКХ",
    "topic": "ЖКХ прочее",
    "region": "Омская область",
    "municipality": "Омский район",
    "settlement": "Лузино",
    "street": "Мира",
    "house": "5",
    "type": "Решаемый",
    "outcome": "Решено",
    "text": "Во дворе темно",
    "tags": "двор",
}


def layouts() -> dict[str, dict[str, str]]:
    path = SHARED / "pos-samples" / "im_export_layout.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    return {"current": told["letters"], **told["older_layouts"]}


@needs_shared
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["current", "hackathon", "monitoring", "legacy"])
@pytest.mark.parametrize("heading", ["none", "real", "unknown"])
def test_every_known_layout_is_read(tmp_path: Path, name: str, kind: str, heading: str) -> None:
    letters = layouts()[name]
    rows = [sheet_row({at: VALUES[RUSSIAN[head]] for at, head in letters.items()})] * 3
    if heading == "real":
        rows.insert(0, sheet_row(letters))
    if heading == "unknown":
        rows.insert(0, sheet_row({letter: f"графа {letter}" for letter in letters}))
    path = tmp_path / f"export.{kind}"
    found = IncidentExport(export(path, rows) if kind == "csv" else workbooks.xlsx(path, Лист=rows))

    appeals = list(found)

    if heading == "unknown" and name == "hackathon":  # it has no date that would tell a heading
        appeals = appeals[1:]
    assert found.layout == ("heads" if heading == "real" else name)
    assert {one.meaning: one.letter for one in found.columns if one.meaning} == {
        RUSSIAN[head]: letter for letter, head in letters.items()
    }
    assert not found.unparsed
    assert len(appeals) == (1 if name == "current" else 3)
    last = appeals[-1]
    assert last.category
    assert last.category.topic
    assert last.category.topic.name == VALUES["topic"]
    assert last.text == VALUES["text"]
    assert bool(last.submitted_at) == ("created" in {RUSSIAN[head] for head in letters.values()})


@needs_shared
def test_every_known_head_is_recognised(tmp_path: Path) -> None:
    told = json.loads(
        (SHARED / "pos-samples" / "im_export_layout.json").read_text(encoding="utf-8")
    )
    heads = told["header_names"]
    found = IncidentExport(export(tmp_path / "a.csv", [heads, ["x"] * len(heads)]))

    assert [one.head for one in found.columns] == heads
    assert all(one.meaning for one in found.columns)


def test_an_older_set_of_four_columns(tmp_path: Path) -> None:
    rows = [
        ["Исполнитель", "Группа тем", "Текст инцидента", "Тема"],
        ["Совет", "ЖКХ", "темно", "Свет"],
    ]
    (appeal,) = IncidentExport(export(tmp_path / "perm.csv", rows, encoding="utf-8"))

    assert appeal.id.key == "row:2"
    assert appeal.text == "темно"
    assert (appeal.stage, appeal.outcome) == ("unknown", "none")


# Columns


def test_heads_are_compared_without_what_persons_type_differently(tmp_path: Path) -> None:
    heads = ["  ТЕКСТ\nинцидента ", "Населённый пункт", "1-ый ответ ПИ", "№ инцидента", "тема."]
    path = export(tmp_path / "a.csv", [heads, ["a", "b", "c", "d", "e"]])

    found = [one.meaning for one in IncidentExport(path).columns]

    assert found == ["text", "settlement", "first_answer", "number", "topic"]


def test_columns_that_nobody_knows_are_kept(tmp_path: Path) -> None:
    rows = [["Выгрузка за май", "", "", "", ""], ["id", "текст", "Куратор", "Куратор", ""]]
    path = export(tmp_path / "a.csv", [*rows, ["1", "темно", "один", "два", "три"]])
    (appeal,) = IncidentExport(path)

    assert appeal.attributes == {"Куратор (C)": "один", "Куратор (D)": "два", "E": "три"}
    assert appeal.raw == {"id": "1", "текст": "темно", **appeal.attributes}


def test_letters_help_where_most_heads_agree_with_them(tmp_path: Path) -> None:
    """The heads of id and closing date of the real sheet are not known in public."""
    heads = {"B": "ИД в кабинете", "R": "Дата создания", "S": "Окончен", "T": "Группа тем"}
    heads |= {"U": "Тема", "W": "Муниципалитет", "Y": "Улица", "AI": "Текст инцидента"}
    row = {"B": 7, "R": "01.02.2025", "S": "02.02.2025", "T": "а", "U": "б", "W": "в", "AI": "г"}
    found = IncidentExport(
        workbooks.xlsx(tmp_path / "a.xlsx", Лист=[sheet_row(heads), sheet_row(row)])
    )
    (appeal,) = found

    assert found.layout == "heads"
    assert appeal.id.key == "7"
    assert appeal.closed_at == datetime(2025, 2, 1, 21, tzinfo=UTC)


def test_two_columns_that_could_be_the_same(tmp_path: Path) -> None:
    rows = [["id", "Тема", "Тема", "текст"], ["1", "а", "б", "в"]]
    path = export(tmp_path / "a.csv", rows)

    told = refused(IncidentExport(path))

    assert "topic fits several columns: B ('Тема'), C ('Тема')" in told
    assert "{'topic': 'B'}" in told
    (appeal,) = IncidentExport(path, layout={"topic": "C"})
    assert appeal.attributes == {"Тема (B)": "а"}


def test_a_real_name_wins_over_an_alias(tmp_path: Path) -> None:
    rows = [["id", "Текст сообщения", "Текст инцидента"], ["1", "а", "б"]]
    (appeal,) = IncidentExport(export(tmp_path / "a.csv", rows))

    assert appeal.text == "б"


def test_heads_of_tables_that_people_make(tmp_path: Path) -> None:
    heads = ["Номер обращения", "Создан", "Статус", "МО", "Тематика", "Содержание", "Кому передано"]
    rows = [
        ["1", "01.02.2025", "Решено", "Омск г.о.", "Свет", "темно", "МБУ «Свет»"],
        ["2", "01.02.2025", "В работе", "Омск г.о.", "Ямы", "яма", "", ""],
    ]
    found = IncidentExport(
        export(tmp_path / "a.csv", [[*heads, "Ссылка"], [*rows[0], "x"], rows[1]])
    )
    first, second = found

    assert (first.stage, first.outcome, second.stage) == ("closed", "solved", "in_progress")
    assert (first.text, first.attributes) == ("темно", {"Ссылка": "x"})
    assert known_words(first) == ("Омск г.о.", "Свет", "МБУ «Свет»")
    assert (found.survey.unknown_heads, found.survey.missing) == (("Ссылка",), ())


def known_words(appeal: Appeal) -> tuple[str | None, str | None, str | None]:
    place, category, responsible = appeal.place, appeal.category, appeal.responsible
    assert place is not None
    assert category is not None
    assert category.topic is not None
    assert responsible is not None
    return place.municipality, category.topic.name, responsible.name


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        (["Решено", "В работе", "", "не решено", "Перенаправлено в другое ведомство"], "outcome"),
        (["Готово", "В работе", "готово"], "step"),
        (["Решено"] * 8 + ["Черновик"] * 2, "outcome"),
        (["Решено"] * 7 + ["Черновик"] * 3, "step"),
        (["Решено", "Готово"], "step"),
        (["В работе"], "step"),
        (["Новое", "Закрыто"], "step"),
        (["Черновик"], "step"),
        (["", ""], None),
    ],
)
def test_only_words_tell_what_a_status_is(
    tmp_path: Path, words: list[str], meaning: str | None
) -> None:
    rows = [[number, "темно", word] for number, word in enumerate(words, start=1)]
    found = IncidentExport(export(tmp_path / "a.csv", [["id", "текст", "Статус"], *rows]))

    assert found.columns[2].meaning == meaning
    assert ("outcome" in found.survey.missing) == (meaning is None)


DONE = """
Закрыто Закрыт Закрыта ЗАКРЫТЫ закрытое Рассмотрено Рассмотрена Завершено Завершён
Исполнено Исполнена
Выполнено Выполнен Отработано Отработан Обработано Готово Готова Архив Closed CLOSED Done Completed
Дан_ответ Ответ_дан Ответ_направлен Ответ_направлен_заявителю Направлен_ответ Ответ_предоставлен
Снято_с_контроля Снят_с_контроля Снята_с_контроля Рассмотрено,_дан_ответ Рассмотрено._Ответ_дан
Работы_завершены Обработка_завершена Обращение_закрыто Закрыто_(в_срок)
Спам Реклама Удалено Удалён Удалено_автором Пост_удалён Сообщение_удалено Скрыто Тест Spam Deleted
Ошибочно Не_является_обращением Не_требует_ответа Ответ_не_требуется Неактуально Не_актуально
Факт_не_подтверждён Не_подтвердилось Закрыто_без_ответа В_архив Закрыто,_спам Переписка_прекращена
"""
ENDED = {
    "solved": "Решено Решена Решён Решены Вопрос_решён Устранено Закрыто_(решено) Resolved"
    " Fixed Меры_приняты",
    "refused": "Отказано Отказ Отклонено Отклонена Отклонён Отказано_в_рассмотрении Rejected"
    " Не_прошло_модерацию Отклонено_модератором Оставлено_без_рассмотрения Не_поддержано",
    "explained": "Разъяснено Разъяснён Даны_разъяснения Рассмотрено_-_разъяснено Разъяснение",
    "forwarded": "Перенаправлено Перенаправлена Переадресовано Перенаправлено_в_другое_ведомство"
    " Передано_в_ПОС",
    "not_solved": "Не_решено Не_решена Unresolved Решить_невозможно",
    "duplicate": "Дубль Дубликат Повтор Объединено",
    "not_responsible": "Не_по_компетенции Вне_компетенции Не_наша_компетенция Не_в_компетенции"
    " Не_по_подведомственности Чужая_компетенция Не_входит_в_компетенцию Не_подведомственно",
    "withdrawn": "Отозвано Отозвана Отозвано_заявителем Отзыв_заявления Cancelled",
}
OPEN = {
    "in_progress": "В_работе На_рассмотрении Рассматривается Не_исполнено Не_закрыто Открыто"
    " Просрочено In_progress in-progress Принято_в_работу На_контроле Без_ответа Отложено"
    " Дан_промежуточный_ответ Предварительный_ответ Промежуточный_ответ_направлен Ответ_не_дан"
    " Ответ_ещё_не_дан Не_дан_ответ Ответ_не_предоставлен Продлено Срок_продлён"
    " Продлён_срок_рассмотрения Ожидает Ожидание В_ожидании Ждёт Ждёт_ответа Ожидает_решения"
    " Решается На_проверке В_процессе На_исполнение Срок_истёк Waiting",
    "approval": "На_согласовании На_согласование Ответ_на_согласовании",
    "waiting_applicant": "Уточнение На_уточнении Недостаточно_данных Ожидает_ответа_автора",
    "submitted": "Новое Новая Новый Поступило New Новое_обращение Входящее Не_прочитано",
    "registered": "Зарегистрировано Зарегистрирована Прочитано Просмотрено",
    "reopened": "Возвращено На_доработке Возвращено_на_доработку Повторно_открыто",
    "moderation": "На_модерации",
    "routing": "Назначено Назначен_исполнитель Направлено_исполнителю"
    " Ожидает_исполнителя Ожидает_назначения Не_распределено",
}
STATUSES = [
    *(("closed", "unknown", word) for word in DONE.split()),
    *(("closed", outcome, word) for outcome, words in ENDED.items() for word in words.split()),
    *((stage, None, word) for stage, words in OPEN.items() for word in words.split()),
    *(("unknown", "none", word) for word in ("Черновик", "Решено_частично", "Подготовка", "Шаг_5")),
]


@pytest.mark.parametrize(("stage", "outcome", "word"), STATUSES)
def test_status_has_stage_and_outcome(stage: str, outcome: str | None, word: str) -> None:
    step = word.replace("_", " ")
    found = stage_of(step, "", has_end=False)

    assert found == stage
    assert outcome in (None, outcome_of("", found, step))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Аннотация", "Краткое содержание"), ("Описание", "Аннотация / краткое содержание")],
)
def test_second_summary_is_known_and_kept(tmp_path: Path, first: str, second: str) -> None:
    rows = [["id", first, second, "Статус"], [1, "темно", "двор", "Спам"]]
    found = IncidentExport(export(tmp_path / "a.csv", rows))

    assert found.survey.unknown_heads == ()
    kept = next(iter(found))
    assert {"темно", "двор"} == {kept.text, *kept.attributes.values()}


def test_unknown_statuses_are_listed(tmp_path: Path) -> None:
    words = ["Закрыто", "Шаг 5", "Шаг 5", "На паузе", "В работе", ""]
    rows = [[number, "темно", word] for number, word in enumerate(words, start=1)]
    found = IncidentExport(export(tmp_path / "a.csv", [["id", "текст", "Статус обращения"], *rows]))
    appeals = list(found)

    assert found.survey.unknown_statuses == {"Шаг 5": 2, "На паузе": 1}
    assert found.survey.unknown_status_count == 3
    assert [one.has_unknown_status for one in appeals] == [False, True, True, True, False, False]
    figures = summary(appeals, now=datetime(2026, 1, 1, tzinfo=UTC)).total
    assert (figures.total, figures.open, figures.closed, figures.status_unknown) == (6, 2, 1, 3)


POS_HEADS = {
    "Идентификатор ПОС": "7",
    "Категория обращения": "ЖКХ",
    "Подкатегория обращения": "Свет",
    "Факт": "Нет света",
    "Текущий статус обращения": "Дан ответ",
    "Ответ на обращение": "Починили",
    "Аннотация/краткое содержание": "темно",
    "ОМСУ": "Омск г.о.",
    "Ведомство исполнителя": "МБУ «Свет»",
    "Дата поступления обращения": "01.02.2025",
    "Ответственное лицо": "Отдел 1",
}


def test_heads_of_feedback_platform_are_known(tmp_path: Path) -> None:
    path = export(tmp_path / "a.csv", [list(POS_HEADS), list(POS_HEADS.values())])
    (appeal,) = found = IncidentExport(path)

    assert (found.survey.unknown_heads, found.survey.missing) == ((), ())
    assert (appeal.id.key, appeal.stage, appeal.text) == ("7", "closed", "темно")
    assert known_words(appeal) == ("Омск г.о.", "Свет", "МБУ «Свет»")
    assert appeal.category
    assert appeal.category.group
    assert appeal.category.fact
    assert (appeal.category.group.name, appeal.category.fact.name) == ("ЖКХ", "Нет света")
    assert [one.text for one in appeal.answers] == ["Починили"]
    assert appeal.submitted_at is not None
    assert appeal.responsible
    assert appeal.responsible.executor == "Отдел 1"


def test_certain_heads_go_before_others(tmp_path: Path) -> None:
    heads = ["id", "Идентификатор ПОС", "Текст", "Краткое содержание", "Аннотация"]
    (appeal,) = found = IncidentExport(export(tmp_path / "a.csv", [heads, list("12345")]))

    assert (appeal.id.key, appeal.text) == ("1", "3")
    assert found.survey.unknown_heads == ("Идентификатор ПОС", "Краткое содержание", "Аннотация")


@pytest.mark.parametrize(
    "rows",
    [
        [["ID"], ["1"], ["2"]],
        [["Номер инцидента"], ["И-1"]],
        [["ID", "Показатель", "Значение"], ["1", "Итого", "5"]],
        [["Регион", "Муниципалитет"], ["Омская область", "Омск"]],
        [["Исполнитель", "Отдел"], ["МБУ", "1"]],
        [["Статус", "Количество"], ["Решено", "5"]],
    ],
)
def test_table_without_appeals_is_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(
        errors.ParameterError, match=r"no columns of incidents|header|without columns"
    ):
        list(IncidentExport(export(tmp_path / "a.csv", rows)))


@pytest.mark.parametrize("head", ["ID", "Номер инцидента", "Дом"])
def test_workbook_without_appeals_is_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.xlsx"
    workbooks.xlsx(path, sheet=[[head], ["1"], ["2"]])

    with pytest.raises(errors.ParameterError, match="no columns of incidents"):
        list(IncidentExport(path))


def test_number_with_status_is_an_appeal(tmp_path: Path) -> None:
    rows = [["Номер обращения", "Статус обращения"], ["И-1", "Исполнено"]]
    (appeal,) = IncidentExport(export(tmp_path / "a.csv", rows))

    assert (appeal.id.key, appeal.stage) == ("number:И-1", "closed")


def test_a_status_beside_an_outcome(tmp_path: Path) -> None:
    rows = [["id", "Итог", "Статус", "текст"], ["1", "Решено", "Готово", "темно"]]
    (appeal,) = found = IncidentExport(export(tmp_path / "a.csv", rows))
    assert [one.meaning for one in found.columns] == ["id", "outcome", "step", "text"]
    assert (appeal.stage, appeal.outcome) == ("closed", "solved")

    rows[1][2] = "Разъяснено"
    (appeal,) = found = IncidentExport(export(tmp_path / "b.csv", rows))
    assert (appeal.outcome, appeal.attributes) == ("solved", {"Статус": "Разъяснено"})
    (given,) = IncidentExport(tmp_path / "b.csv", layout={"outcome": "Статус"})
    assert given.outcome == "explained"


def test_looser_heads_give_way(tmp_path: Path) -> None:
    heads = ["id", "Текст сообщения", "Содержание", "Тема", "Тематика"]
    found = IncidentExport(export(tmp_path / "a.csv", [heads, ["1", "а", "б", "в", "г"]]))
    (appeal,) = found

    assert appeal.text == "а"
    assert found.survey.unknown_heads == ("Содержание", "Тематика")
    assert found.survey.missing == ("created", "outcome")


def test_heads_are_not_told_of_sheets_that_letters_told(tmp_path: Path) -> None:
    """What stands in the first row may be a message."""
    row = {"T": "01.02.2025", "V": "ЖКХ", "W": "Омский район", "AC": "Свет", "AI": "темно"}
    first = {**row, "T": "вчера"}
    path = export(tmp_path / "a.csv", [sheet_row(first), *[sheet_row(row)] * 5])
    found = IncidentExport(path)

    assert found.layout == "monitoring"
    assert (found.survey.unknown_heads, found.survey.missing) == ((), ("outcome",))


def test_given_columns(tmp_path: Path) -> None:
    rows = [["Что", "Где", "ID"], ["темно", "двор", "1"], ["Что", "Где", "ID"]]
    path = export(tmp_path / "a.csv", rows)

    found = IncidentExport(path, layout={"text": "что", "street": "B"})
    (appeal,) = found

    assert found.layout == "given"
    assert appeal.id.key == "1"
    assert appeal.text == "темно"
    assert "one row of the file" in refused(IncidentExport(path, layout={"text": "Кто"}))
    assert "letter of its columns" in refused(IncidentExport(path, layout={"text": "D"}))
    (first, *_) = IncidentExport(path, layout={"text": "A", "id": "ID"})
    assert first.text == "темно"


def test_given_letters_without_a_heading(tmp_path: Path) -> None:
    path = export(tmp_path / "a.csv", [["5", "темно"], ["6", "сыро"]])
    found = IncidentExport(path, layout={"id": "A", "text": "B"})

    assert keys(found) == ["5", "6"]
    twice = export(tmp_path / "b.csv", [["Что", "что"], ["темно", "сыро"]])
    assert "fits several columns: A" in refused(IncidentExport(twice, layout={"text": "Что"}))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["a", "b"], ["1", "2"]], "no header row"),
        ([["улица", "дом"], ["1", "2"]], "no columns of incidents"),
        ([sheet_row({"AI": "темно", "T": "2025-01-01", "U": ""})] * 2, "'monitoring' and 'legacy'"),
        ([sheet_row({"AI": "темно", "T": "ЖКХ"})] * 2, "no header row"),
    ],
)
def test_columns_that_cannot_be_told(tmp_path: Path, rows: list[list[object]], told: str) -> None:
    assert told in refused(IncidentExport(export(tmp_path / "a.csv", rows)))


def test_settings_that_cannot_be() -> None:
    wrong: list[dict[str, Any]] = [
        {"layout": "newest"},
        {"layout": {}},
        {"layout": {"subject": "A"}},
        {"zone": "Mars/Olympus"},
        {"max_listed": -1},
        {"max_bytes": True},
        {"name": "Инциденты"},
    ]
    for one in wrong:
        with pytest.raises(errors.ParameterError):
            IncidentExport("export.csv", **one)


@pytest.mark.parametrize(("letter", "place"), [("A", 0), ("Z", 25), ("AA", 26), ("AU", 46)])
def test_letters_of_columns(letter: str, place: int) -> None:
    assert (place_of(letter), letter_of(place)) == (place, letter)


# Repeats


def test_the_row_that_was_closed_later_counts(tmp_path: Path) -> None:
    rows = [
        ["5", "", "01.02.2025", "03.02.2025", "первая"],
        ["6", "", "01.02.2025", "", "одна"],
        ["5", "", "01.02.2025", "02.02.2025", "вторая"],
        ["5", "", "01.02.2025", "", "третья"],
        ["", "И-1", "01.02.2025", "", "без даты"],
        ["", "И-1", "01.02.2025", "", "ниже"],
        ["", "", "01.02.2025", "", "сама"],
        ["", "", "01.02.2025", "", "сама"],
    ]
    found = small(tmp_path, *rows)

    assert keys(found) == ["5", "6", "number:И-1", "row:8", "row:9"]
    assert keys(found) == keys(found)
    assert found.duplicates == (
        RepeatedRow(row=4, kept=2, key="5"),
        RepeatedRow(row=5, kept=2, key="5"),
        RepeatedRow(row=6, kept=7, key="number:И-1"),
    )
    assert (found.survey.appeals, found.survey.doubles_count) == (5, 3)
    assert small(tmp_path, *rows, max_listed=1).duplicates == found.duplicates[:1]


ROWS = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["", "А", "Б"]),
    st.sampled_from(["", "01.02.2025", "02.02.2025", "03.02.2025", "скоро"]),
)


@QUIET
@given(rows=st.lists(ROWS, max_size=30))
def test_repeats_are_those_of_a_simple_count(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    best: dict[str, tuple[str, int]] = {}
    for row, (key, number, closed) in enumerate(rows, start=2):
        name = key or (f"number:{number}" if number else f"row:{row}")
        if closed != "скоро" and (key or number or closed):
            best[name] = max(best.get(name, ("", 0)), (closed, row))
    expected = sorted((row, name) for name, (_, row) in best.items())

    found = small(tmp_path, *[(key, number, "", closed) for key, number, closed in rows])
    appeals = list(found)

    assert keys(appeals) == [name for _, name in expected]
    survey = found.survey
    filled = sum(any(row) for row in rows)
    assert filled == len(appeals) + survey.unread_count + survey.doubles_count


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(repeats_module.sqlite3, "connect", lambda *_, **__: Full())
    with pytest.raises(errors.StoreError, match="temporary file for repeated rows failed"):
        list(small(tmp_path, ["1"]))


# Broken rows


def test_broken_rows_are_listed_and_the_run_goes_on(tmp_path: Path) -> None:
    heads = [*HEADS, *MORE]
    lines = [
        ";".join(heads),
        "1;;01.02.2025;;ЖКХ;Свет;Омск;=HYPERLINK(1);;",
        "2;;вчера;;ЖКХ;Свет;Омск;темно;;",
        "3;;01.02.2025",
        "4;;01.02.2025;;ЖКХ;Свет;Омск;темно;;;лишнее",
        "5;;01.02.2025;;ЖКХ;Свет;Омск;темно;;;;",
        "3.0966E+05;;01.02.2025;;ЖКХ;Свет;Омск;темно;;",
        "0;;01.02.2025;;ЖКХ;Свет;Омск;темно;;",
        "6\x07;;01.02.2025;;ЖКХ;Свет;Омск;темно;;",
        ";И\x00;01.02.2025;;ЖКХ;Свет;Омск;темно;;",
        f"7;;01.02.2025;;ЖКХ;Свет;Омск;{'а' * 10_000_000};;",
        '8;;01.02.2025;;ЖКХ;Свет;Омск;"темно;;',
        '9;;01.02.2025;;ЖКХ;Свет;Омск;"ООО "Свет" и др";;',
        '10;;01.02.2025;;ЖКХ;Свет;Омск;"две\nстроки";;',
        ";" * 9,
        ";".join(heads),
        "11;;01.02.2025;;ЖКХ;Свет;Омск;\x00\x01темно;;",
    ]
    path = tmp_path / "a.csv"
    path.write_text("\r\n".join(lines), encoding="cp1251", newline="")
    found = IncidentExport(path)

    appeals = list(found)

    assert keys(appeals) == ["1", "5", "9", "10", "11"]
    assert appeals[0].text == "=HYPERLINK(1)"
    assert appeals[3].text == "две\nстроки"
    assert appeals[4].text == "темно"
    told = reasons(found)
    assert list(told) == [3, 4, 5, 7, 8, 9, 10, 11, 12]
    assert "date in column C" in told[3]
    assert "3 cells where there are 10" in told[4]
    assert "11 cells" in told[5]
    assert "column A holds no id" in told[7]
    assert "column B holds no number" in told[10]
    assert "100,000 characters" in told[11]
    assert "opened and not closed" in told[12]
    assert all(len(cell) <= 500 for one in found.unparsed for cell in one.raw)


@pytest.mark.parametrize("tail", ["", "\n", '\n"', '\n8;"a'])
def test_a_quotation_mark_never_swallows_the_rest(tmp_path: Path, tail: str) -> None:
    good = [f'{number};"строка\nещё {number}";ЖКХ' for number in range(100, 400)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["id;текст;тема", '7;"обрыв', *good]) + tail, encoding="utf-8")
    found = IncidentExport(path)

    assert keys(found) == [str(number) for number in range(100, 400)]
    assert "not closed" in reasons(found)[2]


def test_quotation_marks_that_fit_by_chance(tmp_path: Path) -> None:
    """The second row would end the cell of the first one, with too few cells."""
    path = tmp_path / "a.csv"
    path.write_text('id;текст;тема\n1;"а;б\n2;"";в\n3;г;"д"е"\n', encoding="utf-8")
    found = IncidentExport(path)

    assert keys(found) == ["2", "3"]
    assert list(reasons(found)) == [2]
    path.write_text('id;текст;тема\n1;"а"б"\n2;"в";"г"\n', encoding="utf-8")
    assert "not doubled" in reasons(IncidentExport(path))[2]


def test_five_broken_rows_of_a_whole_export(tmp_path: Path) -> None:
    heads = sheet_row({"B": "ID", "R": "Дата создания", "T": "Группа тем", "AI": "Текст инцидента"})
    broken = {7: "вчера", 5_000: "32.01.2025", 9_999: "?", 20_000: "13/13/2025", 26_200: "0"}
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(heads)
        for number in range(26_201):
            made = broken.get(number, "01.02.2025 10:00:00")
            writer.writerow(sheet_row({"B": number + 1, "R": made, "T": "ЖКХ", "AI": "темно"}))
    found = IncidentExport(path)

    assert sum(1 for _ in found) == 26_196
    assert [one.row for one in found.unparsed] == [number + 2 for number in broken]
    assert found.survey.unread_count == 5
    few = IncidentExport(path, max_listed=2)
    assert (len(few.unparsed), few.survey.unread_count) == (2, 5)


def test_long_cells_of_all_kinds(tmp_path: Path) -> None:
    long = "а" * 150_000
    lines = ["id;текст", f"1;{long}", f'2;"{long}"', f'3;"{"б" * 110_000}"', f'4;"{long}', "5;да"]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = IncidentExport(path)

    assert keys(found) == ["5"]
    assert all("100,000" in reason for reason in reasons(found).values())


def test_cells_that_no_workbook_should_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govpublic_sdk._spreadsheets import files

    monkeypatch.setattr(files, "MAX_CHARACTERS", 30)
    rows = [["id", "текст", "тема"], [1, "а" * 31, 5.5], [2, "да", True], [2.5, "нет", ""]]
    found = IncidentExport(workbooks.xlsx(tmp_path / "a.xlsx", Лист=rows))

    assert keys(found) == ["2"]
    assert list(reasons(found)) == [2, 4]


# Files


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings_and_delimiters(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["ID", "Текст инцидента"], ["1", 'Ёлка; "двор", № 5\tдом']]
    path = export(tmp_path / "a.csv", rows, delimiter, encoding=encoding)
    (appeal,) = IncidentExport(path)

    assert appeal.raw == {"ID": "1", "Текст инцидента": rows[1][1]}


def test_a_delimiter_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=,\nid,тема\n1,вчера\n1,сегодня\n", encoding="utf-8")
    found = IncidentExport(path)

    (appeal,) = found
    assert appeal.raw == {"id": "1", "тема": "сегодня"}
    assert found.duplicates == (RepeatedRow(row=3, kept=4, key="1"),)


def test_a_damaged_byte_changes_no_encoding(tmp_path: Path) -> None:
    rows = "id;текст\n" + "".join(f"{number};Илья и Иван в Ижевске\n" for number in range(1, 5_000))
    path = tmp_path / "a.csv"
    path.write_bytes(rows.encode()[:-3] + b"\xd0")
    assert {one.text for one in IncidentExport(path)} == {
        "Илья и Иван в Ижевске",
        "Илья и Иван в Ижевск\ufffd",
    }


def test_letters_beyond_ascii_may_come_late(tmp_path: Path) -> None:
    for encoding in ("utf-8", "cp1251"):
        path = tmp_path / f"{encoding}.csv"
        path.write_text("id;text\n" + "1;a\n" * 40_000 + "2;Ёж\n", encoding=encoding)
        assert list(IncidentExport(path))[-1].text == "Ёж"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "without columns"),
        ("a.csv", b"word\nword\n", "without columns"),
        ("a.csv", b"%PDF-1.7 ...", "not a table"),
        ("a.csv", b"  <html><table>", "not a table"),
        ("a.csv", b'{"id": 1}', "not a table"),
        ("a.csv", b"id;text\n" + bytes(100), "not a table"),
        ("a.xlsx", b"id;text\n1;a\n", "not a workbook"),
        ("a.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(100), "not a readable workbook"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert told in refused(IncidentExport(path))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "a readable file" in refused(IncidentExport(tmp_path / "none.csv"))
    assert "a readable file" in refused(IncidentExport(tmp_path))
    path = export(tmp_path / "a.csv", [["id", "text"]])
    assert "no sheets" in refused(IncidentExport(path, sheet="Лист"))
    assert keys(IncidentExport(path)) == []


def test_workbooks_that_are_too_large_are_not_opened(tmp_path: Path) -> None:
    bomb = workbooks.lying_about_its_size(tmp_path / "a.xlsx", 5_000_000)

    assert "when unpacked" in refused(IncidentExport(bomb, max_bytes=1_000_000))
    assert "bytes" in refused(IncidentExport(bomb, max_bytes=100))


def test_workbooks_need_their_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", Лист=[["id", "текст"], [1, "да"]])
    real = builtins.__import__

    def absent(name: str, *rest: Any, **more: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(errors.ConfigurationError, match=r"govpublic_sdk\[xlsx\]"):
        list(IncidentExport(path))


def test_workbooks_begin_anywhere_and_keep_their_types(tmp_path: Path) -> None:
    rows = [[], ["", "", "ID", "Дата создания", "Текст"], ["", "", 5, datetime(2025, 1, 2, 3), "а"]]
    path = workbooks.xlsx(tmp_path / "a.xlsx", Первый=[["x"]], Лист=rows)
    found = IncidentExport(path, sheet="лист")

    (appeal,) = found
    assert found.columns[2].letter == "C"
    assert appeal.submitted_at == datetime(2025, 1, 2, 0, tzinfo=UTC)
    assert appeal.raw == {"ID": "5", "Дата создания": "2025-01-02 03:00:00", "Текст": "а"}


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\ufffd"), max_size=12) | (
    st.sampled_from([*HEADS, "=1+1", '"', '""', ";", "\n", "1", "01.02.2025", "\x00", "ё" * 50])
)


@QUIET
@given(
    grid=st.lists(st.lists(CELLS, max_size=5), max_size=12), headed=st.booleans(), text=st.text()
)
def test_no_grid_of_texts_raises_anything_else(
    tmp_path: Path, grid: list[list[str]], headed: bool, text: str
) -> None:
    rows = [["ID", "Дата создания", "Тема", "Текст инцидента", "Куратор"]] * headed + grid
    proper = io.StringIO()
    csv.writer(proper, delimiter=";").writerows(rows)
    bare = "\n".join(";".join(row) for row in rows)
    for content in (proper.getvalue(), bare, bare + text):
        path = tmp_path / "a.csv"
        path.write_bytes(content.encode("utf-8", errors="replace"))
        found = IncidentExport(path)
        with suppress(errors.ParameterError):
            appeals = list(found)
            assert appeals == list(found)
            assert len(appeals) == found.survey.appeals
            assert len({appeal.id for appeal in appeals}) == len(appeals)
            for appeal in appeals:
                assert not appeal.unfit
                assert isinstance(appeal.raw, dict)


@QUIET
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\ufffd")), max_size=8)
)
def test_texts_survive_in_raw(tmp_path: Path, texts: list[str]) -> None:
    rows = [["id", "текст"], *[[number, text] for number, text in enumerate(texts, start=1)]]
    found = IncidentExport(export(tmp_path / "a.csv", rows))

    raws = [appeal.raw for appeal in found]
    assert [raw.get("текст", "") for raw in raws if isinstance(raw, dict)] == texts


# The channel


def test_it_is_a_channel_that_lists_and_gets(tmp_path: Path) -> None:
    rows = [
        ["1", "", "03.02.2025"],
        ["2", "", "01.02.2025"],
        ["3", "", "09.02.2025"],
        ["4", "", ""],
    ]
    found = small(tmp_path, *rows, name="incidents:omsk")
    window = Window(since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2025, 2, 5, tzinfo=UTC))

    assert found.capabilities == {Capability.LIST, Capability.GET}
    assert keys(asked(found.each(window).first)) == ["4", "2", "1"]
    assert asked(found.get("2")).id == ("incidents:omsk", "2")
    with pytest.raises(errors.NotFound, match="'7'"):
        asked(found.get("7"))
    with pytest.raises(errors.CapabilityNotSupported):
        found.pending()


def asked(procedure: Any) -> Any:
    """The value of a procedure that asks nothing and only breathes."""
    while True:
        try:
            step = next(procedure)
        except StopIteration as end:
            return end.value
        assert step == Sleep(0)


def test_long_exports_let_an_event_loop_breathe(tmp_path: Path) -> None:
    rows = [["id", "текст"], *[[number, "а"] for number in range(1, 2_500)]]
    found = IncidentExport(export(tmp_path / "a.csv", rows))
    steps = list(found.each(Window(since=datetime(2020, 1, 1, tzinfo=UTC))).first)

    assert steps == [Sleep(0)] * 4
    assert asked(found.get("2400")).id.key == "2400"


def test_a_reading_may_go_on_in_other_threads(tmp_path: Path) -> None:
    async def read() -> list[str]:
        going = iter(small(tmp_path, ["1"], ["1"], ["2"]))
        found: list[str] = []
        while appeal := await asyncio.to_thread(next, going, None):
            found.append(appeal.id.key)
        return found

    assert asyncio.run(read()) == ["1", "2"]


def test_what_was_found_is_told_before_and_after_a_reading(tmp_path: Path) -> None:
    found = small(tmp_path, ["1"], ["x!"], ["1"])

    assert found.layout == "heads"
    assert (len(found.unparsed), len(found.duplicates)) == (1, 1)
    small(tmp_path, ["2"])
    assert keys(found) == ["2"]
    assert found.unparsed == ()


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    import tracemalloc

    def peak(rows: int) -> int:
        path = tmp_path / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("id;текст;тема\n")
            file.writelines(f"{number};во дворе темно;Свет {number}\n" for number in range(1, rows))
        gc.collect()
        tracemalloc.start()
        for _ in IncidentExport(path):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(3_000)  # imports and caches are filled once
    assert peak(12_000) < peak(3_000) + 3_000_000  # the rows themselves take 40 MB


def test_in_utc_keeps_a_zone_that_is_told() -> None:
    from zoneinfo import ZoneInfo

    moment = datetime.fromisoformat("2025-01-01T10:00:00+06:00")

    assert in_utc(moment, ZoneInfo("Europe/Moscow")) == datetime(2025, 1, 1, 4, tzinfo=UTC)


def test_endless_status_is_unknown(tmp_path: Path) -> None:
    row = [*("7", "И-7", "01.02.2025 10:00", "", "Дороги", "Ямы", "Самара", "Яма"), "я" * 5_000]
    incidents = small(tmp_path, row)

    (appeal,) = list(incidents)

    assert appeal.stage == "unknown"


def test_row_with_unknown_columns_only_is_unparsed(tmp_path: Path) -> None:
    heads, body = [*HEADS, *MORE, "Куратор"], ["1", "И-1", "01.02.2025 10:00", "", "Дороги", "Ямы"]
    rows = [heads, [*body, "Самара", "Яма", "", "", ""], [*[""] * 10, "Отдел"]]
    incidents = IncidentExport(export(tmp_path / "export.csv", rows))

    assert len(list(incidents)) == 1
    assert [one.row for one in incidents.unparsed] == [3]
