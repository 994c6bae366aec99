"""Made-up appeals for tests of figures: no person, body or place in them is real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from govpublic_sdk.appeals import DeadlinePolicy, Term
from govpublic_sdk.models import (
    Appeal,
    AppealAnswer,
    AppealId,
    AppealPlace,
    Category,
    Deadline,
    Level,
    Responsible,
)
from workbooks import xlsx

NOW = datetime(2026, 11, 26, 6, tzinfo=UTC)
DAY = timedelta(days=1)

_TOPICS = (
    ("Дороги", "Уборка дорог от снега и наледи"),
    ("Дороги", "Ямы во дворах"),
    ("ЖКХ", "Отопление"),
    ("ЖКХ", "Содержание общего имущества многоквартирных домов"),
    ("Мусор / Свалки", "Вывоз твёрдых коммунальных отходов"),
    ("Здравоохранение", "Запись к врачу"),
    ("Общественный транспорт", "Нарушение расписания"),
    ("Благоустройство", "Освещение улиц"),
)
_PLACES = (
    ("Самара г.о.", "Самара"),
    ("Тольятти г.о.", "Тольятти"),
    ("Волжский м.р.", "Рощинский"),
    ("Кинель-Черкасский м.р.", None),
)
_OUTCOMES = ("solved", "explained", "forwarded", "unknown", "not_solved", "postponed")
_BODIES = ("Администрация", "Министерство транспорта", "Жилищная инспекция", None)
_REGIMES = ("message", "incident", "appeal_59fz", None)
_STAGES = ("submitted", "in_progress", "answered", "closed", "reopened", "something new")

moments = st.none() | st.integers(-12 * 24 * 60, 2 * 24 * 60).map(
    lambda minutes: NOW + timedelta(minutes=minutes)
)
deadlines = st.builds(
    Deadline,
    kind=st.sampled_from(["final", "platform", "interim", "registration", "control", "extension"]),
    due_at=moments,
    met_at=moments,
    is_conditional=st.booleans(),
)
answers = st.builds(
    AppealAnswer, kind=st.sampled_from(["interim", "final", "forward", None]), at=moments
)
levels = st.none() | st.builds(Level, name=st.sampled_from(["ЖКХ", "жкх ", "Дороги", " ", None]))
appeals = st.builds(
    Appeal,
    id=st.builds(AppealId, st.sampled_from(["pos", "incidents"]), st.text("0123456789")),
    regime=st.sampled_from(_REGIMES),
    category=st.none() | st.builds(Category, group=levels, topic=levels),
    place=st.none()
    | st.builds(AppealPlace, municipality=st.sampled_from(["Самара г.о.", "самара Г.О.", None])),
    responsible=st.none()
    | st.builds(
        Responsible,
        name=st.sampled_from(["Администрация", None]),
        executor=st.sampled_from(["Отдел писем", None]),
    ),
    stage=st.sampled_from(_STAGES),
    outcome=st.sampled_from(["none", *_OUTCOMES, "something new"]),
    submitted_at=moments,
    registered_at=moments,
    closed_at=moments,
    deadlines=st.lists(deadlines, max_size=3).map(tuple),
    answers=st.lists(answers, max_size=2).map(tuple),
)


def region(count: int = 2_000, seed: int = 1, days: int = 14) -> list[Appeal]:
    """The appeals of a region in two weeks, up to `NOW`, more of them from day to day."""
    random = Random(seed)
    return [_appeal(number, random, days) for number in range(count)]


def incident_files(folder: Path) -> None:
    """An export of one incident, as csv and as a workbook, with rules of terms and a classifier."""
    heads = ("ID", "Дата создания", "Дата закрытия", "Группа тем", "Тема", "Итог", "Текст")
    row = ("1", "02.09.2025 12:58:04", "03.09.2025 10:00:00", "Дороги", "Ямы", "Решено", "Яма")
    xlsx(folder / "export.xlsx", incidents=[heads, row])
    lines = "\n".join(";".join(one) for one in (heads, row))
    (folder / "export.csv").write_text(f"{lines}\n", "utf-8")
    (folder / "topics.csv").write_text("Группа;Тема\nДОРОГИ;ЯМЫ\n", "utf-8")
    rules = DeadlinePolicy(
        id="rules",
        version="1",
        regime="incident",
        zone="Asia/Omsk",
        terms=(Term(kind="final", since=("submitted",), amount=1, unit="working_days"),),
    )
    (folder / "rules.json").write_text(rules.as_json(), "utf-8")


def _appeal(number: int, random: Random, days: int) -> Appeal:
    came = NOW - days * DAY * (1 - random.random() ** 0.8)
    group, topic = random.choice(_TOPICS[: 3 + number % 6])
    municipality, settlement = random.choice(_PLACES)
    due = came + random.choice([3, 8, 10]) * DAY
    took = timedelta(hours=random.expovariate(1 / 90))
    done = came + took < NOW
    return Appeal(
        id=AppealId("pos" if number % 3 else "incidents", str(1_000 + number)),
        regime="message" if number % 3 else "incident",
        text="Житель 1 пишет с улицы Ленина, 5",
        category=Category(group=Level(name=group), topic=Level(name=topic)),
        place=AppealPlace(
            municipality=municipality, settlement=settlement, street="улица Ленина", house="5"
        ),
        stage="closed" if done else random.choice(["in_progress"] * 8 + ["reopened"]),
        outcome=random.choice(_OUTCOMES) if done else "none",
        submitted_at=came,
        closed_at=came + took if done else None,
        deadlines=(Deadline(kind="final", due_at=due, met_at=came + took if done else None),),
        answers=(AppealAnswer(kind="interim", at=came + took / 3),) if number % 4 and done else (),
        responsible=Responsible(name=random.choice(_BODIES), executor="Житель 1"),
    )
