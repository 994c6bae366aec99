"""Two versions of an appeal: a poorer source takes nothing away, a real edit comes through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk.appeals import Desk
from govpublic_sdk.appeals.desk.merge import merge_appeals
from govpublic_sdk.models import (
    Appeal,
    AppealAnswer,
    AppealAttachment,
    AppealEvent,
    AppealId,
    AppealPlace,
    Applicant,
    Category,
    Level,
    Private,
    RelatedAppeal,
    Responsible,
)

ID = AppealId("pos", "1")
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
WORDS = ("Яма во дворе", "Фонарь не горит", "Снег на крыше")


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


moments = st.none() | st.integers(0, 9).map(at)
texts = st.sampled_from(WORDS)


def numbered(build: Any) -> st.SearchStrategy[Any]:
    """Tuples of items with different numbers."""
    return st.lists(build, max_size=4, unique_by=lambda one: one.id).map(tuple)


files = numbered(
    st.builds(
        AppealAttachment,
        id=st.integers(1, 6).map("photo1_{}".format),
        url=st.sampled_from(["https://a.example/1?key=1", "https://a.example/2"]),
        name=st.none() | st.just("a.jpg"),
    )
)


def in_time(found: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(found, key=lambda one: one.at))


answers = numbered(
    st.builds(
        AppealAnswer,
        id=st.integers(1, 6).map(str),
        text=st.uuids().map(str),
        at=st.integers(0, 9).map(at),
        kind=st.just("final"),
        author=st.just("1"),
        attachments=files,
    )
).map(in_time)
events = numbered(
    st.builds(
        AppealEvent,
        id=st.integers(1, 6).map(str),
        text=texts,
        at=st.integers(0, 9).map(at),
        kind=st.sampled_from(["message", "answer"]),
        actor=st.just("7"),
    )
).map(in_time)
private = texts.map(Private)
rich_ones = st.builds(
    Appeal,
    id=st.just(ID),
    numbers=st.dictionaries(st.sampled_from(["registration", "outgoing"]), texts),
    text=texts,
    title=texts,
    attributes=st.dictionaries(st.sampled_from(["url", "a"]), texts),
    applicant=st.builds(
        Applicant, name=private, surname=private, email=private, phone=private, account=private
    ),
    place=st.builds(AppealPlace, address=texts, latitude=st.just(53.2), street=texts),
    category=st.builds(
        Category,
        group=st.builds(Level, id=texts, name=texts),
        topic=st.builds(Level, id=texts, name=texts),
    ),
    responsible=st.builds(Responsible, id=texts, name=texts, executor=texts),
    attachments=files,
    answers=answers,
    events=events,
    related=st.just((RelatedAppeal(id=AppealId("pos", "2"), kind="repeat"),)),
    co_applicants=st.just((Applicant(name=Private("Житель 2"), phone=Private("2")),)),
    stage=st.sampled_from(["submitted", "in_progress", "answered", "closed"]),
    outcome=st.sampled_from(["none", "solved", "explained"]),
    raw_status=st.just("status"),
    submitted_at=moments,
    updated_at=moments,
    raw=st.just({"a": 1}),
)


def _poorer_models(draw: Any, found: tuple[Any, ...], *names: str) -> tuple[Any, ...]:
    """Some of the items, some of them without some fields."""
    kept = [one for one in found if draw(st.booleans())]
    return tuple(
        one.model_copy(update={name: None for name in names if draw(st.booleans())}) for one in kept
    )


@st.composite
def pairs(draw: Any) -> tuple[Appeal, Appeal]:
    """An appeal, and the same as a poorer source shows it."""
    rich: Appeal = draw(rich_ones)
    less: dict[str, Any] = {
        "attachments": _poorer_models(draw, rich.attachments, "url", "name"),
        "answers": _poorer_models(draw, rich.answers, "author", "at"),
        "events": _poorer_models(draw, rich.events, "text", "actor"),
    }
    if draw(st.booleans()):
        less["answers"] = tuple(
            one.model_copy(update={"attachments": ()}) for one in less["answers"]
        )
    for name in ("numbers", "attributes"):
        less[name] = {k: v for k, v in getattr(rich, name).items() if draw(st.booleans())}
    for name in ("applicant", "place", "responsible", "category"):
        fields = list(type(getattr(rich, name)).model_fields)
        gone = {one: None for one in fields if draw(st.booleans())}
        less[name] = draw(st.sampled_from([None, getattr(rich, name).model_copy(update=gone)]))
    cut = (rich.text or "")[: draw(st.integers(0, 11))]
    less["text"] = draw(st.sampled_from([None, "", "  ", f"{cut}…", rich.text]))
    for name in ("title", "reason", "raw", "submitted_at", "related", "co_applicants"):
        if draw(st.booleans()):
            less[name] = () if name in ("related", "co_applicants") else None
    if draw(st.booleans()):
        less |= {"stage": "unknown", "outcome": "none", "raw_status": None}
    before = rich.updated_at and rich.updated_at - timedelta(minutes=1)
    less["updated_at"] = draw(st.sampled_from([rich.updated_at, None, before]))
    return rich, rich.model_copy(update=less)


@settings(deadline=None, max_examples=300)
@given(pairs())
def test_poorer_version_takes_nothing_away(pair: tuple[Appeal, Appeal]) -> None:
    rich, poor = pair

    assert dict(merge_appeals(rich, poor)) == dict(rich)
    assert dict(merge_appeals(poor, rich)) == dict(rich)


@settings(deadline=None, max_examples=200)
@given(rich_ones, rich_ones)
def test_merge_is_idempotent(one: Appeal, other: Appeal) -> None:
    once = merge_appeals(one, other)

    assert merge_appeals(once, other) == once
    assert merge_appeals(one, one) == one


@settings(deadline=None, max_examples=200)
@given(rich_ones, rich_ones)
def test_merge_loses_no_item(one: Appeal, other: Appeal) -> None:
    found = merge_appeals(one, other)

    for name in ("attachments", "answers", "events"):
        numbers = {item.id for item in (*getattr(one, name), *getattr(other, name))}
        assert {item.id for item in getattr(found, name)} >= numbers


@pytest.mark.parametrize("text", ["Яма засыпана", "Яма", "Яма во дворе и на улице"])
def test_later_edit_comes_through(text: str) -> None:
    kept = Appeal(id=ID, text=WORDS[0], updated_at=at(0))
    edited = Appeal(id=ID, text=text, updated_at=at(1))

    assert merge_appeals(kept, edited).text == text
    assert merge_appeals(edited, kept).text == text


@pytest.mark.parametrize("cut", ["Яма во...", "Яма во…", "Яма во дв …"])
def test_text_that_a_list_cut_is_not_an_edit(cut: str) -> None:
    kept = Appeal(id=ID, text=WORDS[0], updated_at=at(0))
    cut_later = Appeal(id=ID, text=cut, updated_at=at(1), stage="closed", raw_status="closed")

    found = merge_appeals(kept, cut_later)

    assert (found.text, found.stage) == (WORDS[0], "closed")
    assert merge_appeals(cut_later, kept).text == WORDS[0]


def test_later_status_without_files_keeps_them() -> None:
    file = AppealAttachment(url="https://a.example/1?sign=1", name="a.jpg")
    kept = Appeal(id=ID, text="a", attachments=(file,), updated_at=at(0), stage="submitted")
    later = Appeal(id=ID, text="", updated_at=at(1), stage="closed", raw_status="closed")
    again = Appeal(
        id=ID,
        attachments=(AppealAttachment(url="https://a.example/1?sign=2"),),
        updated_at=at(2),
    )

    found = merge_appeals(merge_appeals(kept, later), again)

    assert (found.text, found.stage) == ("a", "closed")
    assert [(one.url, one.name) for one in found.attachments] == [
        ("https://a.example/1?sign=2", "a.jpg")
    ]


def test_another_category_is_taken_as_a_whole() -> None:
    kept = Category(group=Level(id="1", name="Дороги"), topic=Level(id="2", name="Ямы"))
    new = Category(group=Level(id="5", name="Вода"))

    found = merge_appeals(Appeal(id=ID, category=kept), Appeal(id=ID, category=new))

    assert found.category == new


def test_outcome_of_the_desk_outlives_a_silent_channel() -> None:
    kept = Appeal(id=ID, stage="answered", outcome="solved")

    assert merge_appeals(kept, Appeal(id=ID, stage="closed", outcome="unknown")).outcome == "solved"
    assert merge_appeals(kept, Appeal(id=ID, stage="reopened", outcome="none")).outcome == "none"
    assert (
        merge_appeals(kept, Appeal(id=ID, stage="closed", outcome="refused")).outcome == "refused"
    )


def _message(files_sent: int, *, is_cropped: bool | None = None) -> Appeal:
    event = AppealEvent(id="1", at=at(0), kind="message", text="Двор")
    return Appeal(
        id=ID,
        text="Двор",
        updated_at=at(0),
        events=(event,),
        attachments=tuple(AppealAttachment(id=f"photo1_{n}") for n in range(files_sent)),
        is_cropped=is_cropped,
        raw=[{"attachments": list(range(files_sent))}],
    )


def test_cropped_event_changes_nothing(tmp_path: Path) -> None:
    whole, cropped = _message(5), _message(1, is_cropped=True)

    with Desk(tmp_path / "a.db") as desk:
        results = [desk.put(whole), desk.put(cropped)]
        kept = desk.get(ID)

    assert results == ["new", "known"]
    assert kept
    assert (len(kept.attachments), kept.is_cropped, kept.raw) == (5, None, whole.raw)


def test_whole_message_completes_a_cropped_one(tmp_path: Path) -> None:
    whole, cropped = _message(5), _message(1, is_cropped=True)

    with Desk(tmp_path / "a.db") as desk:
        results = [desk.put(cropped), desk.put(whole)]
        kept = desk.get(ID)

    assert results == ["new", "changed"]
    assert kept
    assert (len(kept.attachments), kept.is_cropped, kept.raw) == (5, None, whole.raw)


def test_another_cropped_message_stays_marked() -> None:
    first = _message(2)
    second = AppealEvent(id="2", at=at(1), kind="message", text="Ещё")
    more = first.model_copy(update={"events": (second,), "is_cropped": True})

    assert merge_appeals(first, more).is_cropped is True
