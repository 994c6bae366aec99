"""Slim rows of appeals: which term comes next, term order, counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk.appeals import AppealRow, count_rows, sort_by_due
from govpublic_sdk.models import Appeal, AppealId, Deadline

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

moments = st.none() | st.integers(-400_000, 400_000).map(lambda s: NOW + timedelta(seconds=s))
rows = st.builds(
    AppealRow,
    st.builds(AppealId, st.sampled_from(["pos", "comments:1"]), st.text("0123456789", min_size=1)),
    st.sampled_from(["message", "incident", None]),
    st.sampled_from(["submitted", "closed", "answered", "reopened", "something new"]),
    moments,
)


def deadline(days: int | None, **more: object) -> Deadline:
    due = None if days is None else NOW + timedelta(days=days)
    return Deadline.model_validate({"kind": "final", "due_at": due, **more})


def test_a_row_has_the_next_term_that_binds_and_is_not_met() -> None:
    others = [deadline(1, met_at=NOW), deadline(2, is_conditional=True), deadline(None)]
    dated = Appeal(id=AppealId("pos", "1"), deadlines=(deadline(5), *others, deadline(3)))
    assert AppealRow.of(dated).due_at == NOW + timedelta(days=3)
    undated = Appeal(id=AppealId("pos", "1"), deadlines=tuple(others))
    assert AppealRow.of(undated).due_at is None


def test_a_row_shows_no_word_of_a_citizen() -> None:
    appeal = Appeal(
        id=AppealId("pos", "1"),
        text="у дома 5 яма",
        regime="message",
        stage="in_progress",
        deadlines=(deadline(2),),
    )
    row = AppealRow.of(appeal)
    assert row == AppealRow(AppealId("pos", "1"), "message", "in_progress", NOW + timedelta(days=2))
    assert "яма" not in repr(row)


def test_what_is_closed_has_no_term() -> None:
    appeal = Appeal(id=AppealId("pos", "1"), stage="closed", deadlines=(deadline(-2),))
    assert AppealRow.of(appeal) == AppealRow(AppealId("pos", "1"), None, "closed", None)


def test_the_second_in_which_it_is_due_is_in_time() -> None:
    row = AppealRow(AppealId("pos", "1"), None, "submitted", NOW)
    assert not row.is_overdue(NOW + timedelta(microseconds=999_999))
    assert row.is_overdue(NOW + timedelta(seconds=1))


@given(st.lists(rows, unique_by=lambda row: row.id))
def test_term_order_is_an_order_and_loses_nothing(some: list[AppealRow]) -> None:
    ordered = sort_by_due(some)
    assert sorted(map(repr, ordered)) == sorted(map(repr, some))
    dues = [row.due_at for row in ordered]
    known = [due for due in dues if due is not None]
    assert known == sorted(known)
    assert dues[len(known) :] == [None] * (len(dues) - len(known))
    assert sort_by_due(reversed(some)) == ordered


@given(st.lists(rows))
def test_counts_are_those_of_a_slow_count(some: list[AppealRow]) -> None:
    counts = count_rows(iter(some), NOW)
    still = [row for row in some if row.stage not in ("closed", "answered")]
    assert counts.total == len(some)
    assert counts.open == len(still)
    assert counts.overdue == sum(row.due_at is not None and row.due_at < NOW for row in still)
    assert counts.without_term == sum(row.due_at is None for row in still)
    assert sum(counts.by_regime.values()) == sum(counts.by_stage.values()) == len(some)
