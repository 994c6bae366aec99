"""Stores appeals and their deadlines in the tables of a desk.

Deadlines are calculated once, by a policy that is stored with the appeal; a later policy does not
change them. Facts that were missing at first, such as the day of registration, are filled in by
the stored policy.

The slim part of an appeal and its body are in two tables, so lists read no texts of citizens.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any, Literal, TypeAlias, cast

from govpublic_sdk._core.validation import check_type, each_of, reason, safe_key
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.calculation import next_due
from govpublic_sdk.appeals.deadlines.for_appeal import calculate_for_appeal
from govpublic_sdk.appeals.deadlines.policies import POLICIES
from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
from govpublic_sdk.appeals.desk.merge import apply_update, merge_appeals
from govpublic_sdk.appeals.desk.serialization import (
    digest_of,
    dump_appeal,
    from_seconds,
    load_appeal,
    to_seconds,
)
from govpublic_sdk.appeals.desk.tables import NEVER, NO_TERM
from govpublic_sdk.appeals.desk.values import PutResult
from govpublic_sdk.appeals.replies import AppealUpdate
from govpublic_sdk.appeals.rows import AppealRow
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId
from govpublic_sdk.models.deadlines import Deadline
from govpublic_sdk.store._opening import reads_stored

__all__ = [
    "Filter",
    "Order",
    "StoredPolicy",
    "by_regime",
    "calculate_for",
    "change",
    "check_id",
    "find",
    "page",
    "parse_row",
    "put",
    "read_policy",
    "renew_deadlines",
    "update",
]


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A policy and its text, which is kept with what it reckons.

    Attributes:
        policy: The policy.
        text: The whole of it, as JSON.
        digest: What changes when the text does.
    """

    policy: DeadlinePolicy
    text: str
    digest: bytes

    @classmethod
    def of(cls, policy: DeadlinePolicy) -> StoredPolicy:
        """A policy, written down."""
        text = policy.as_json()
        return cls(policy, text, digest_of(text))


def by_regime(
    policies: Mapping[str, DeadlinePolicy] | Iterable[DeadlinePolicy] | None,
) -> Mapping[str, StoredPolicy]:
    """Policies by the regime that they are for, written down.

    Args:
        policies: Some policies; None for the federal ones.

    Raises:
        ParameterError: Two are for one regime.
    """
    if policies is None:
        policies = POLICIES
    if isinstance(policies, Mapping):
        mapping = cast("Mapping[str, DeadlinePolicy]", policies)
        each_of("policies", mapping.values(), DeadlinePolicy, "a list of DeadlinePolicy")
        return {regime: StoredPolicy.of(one) for regime, one in mapping.items()}
    stored: dict[str, StoredPolicy] = {}
    for policy in each_of("policies", policies, DeadlinePolicy, "a list of DeadlinePolicy"):
        if policy.regime in stored:
            raise ParameterError(
                "policies",
                Text("two policies of regime {regime}", regime=show_value(policy.regime)),
                "one policy for each regime",
            )
        stored[policy.regime] = StoredPolicy.of(policy)
    return stored


@reads_stored
@lru_cache(maxsize=32)
def read_policy(text: str) -> DeadlinePolicy:
    """The policy of a text."""
    return DeadlinePolicy.from_json(text)


def calculate_for(appeal: Appeal, policy: DeadlinePolicy | None) -> tuple[Deadline, ...]:
    """The deadlines of an appeal: those of its policy, and those sent by the channel.

    Args:
        appeal: As sent by the channel.
        policy: Its policy; None if unknown.
    """
    if policy is None:
        return appeal.deadlines
    own = _own(appeal, policy)
    kinds = {one.kind for one in own}
    return (*own, *(deadline for deadline in appeal.deadlines if deadline.kind not in kinds))


def _own(appeal: Appeal, policy: DeadlinePolicy) -> tuple[Deadline, ...]:
    """The deadlines of the policy; empty if a date is at the end of all years."""
    try:
        return calculate_for_appeal(appeal, policy)
    except ParameterError:
        return ()


def renew_deadlines(stored: Iterable[Deadline], fresh: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Return the stored deadlines, completed by facts that were missing before.

    Dates are not moved, but for the platform's own, which is its to move.

    Args:
        stored: The stored deadlines.
        fresh: The deadlines that the same policy gives now.
    """
    new = {one.kind: one for one in fresh}
    renewed = [_renew(one, new.pop(one.kind, None)) for one in stored]
    return (*renewed, *new.values())


def _renew(stored: Deadline, fresh: Deadline | None) -> Deadline:
    if fresh is None:
        return stored
    is_moved = stored.kind == "platform" and fresh.due_at not in (None, stored.due_at)
    if stored.due_at is None or is_moved:
        return fresh
    return stored.model_copy(update={"met_at": stored.met_at or fresh.met_at})


Order: TypeAlias = Literal["time", "term"]

_PAGE = {
    "time": "SELECT {what} FROM desk_appeal a{join} WHERE (a.submitted, a.id) > (?, ?){more}"
    " ORDER BY a.submitted, a.id LIMIT ?",
    "term": "SELECT {what} FROM desk_appeal a{join} WHERE (a.due, a.id) > (?, ?){more}"
    " ORDER BY a.due, a.id LIMIT ?",
}
_SLIM = "a.{place}, a.id, a.channel, a.key, a.regime, a.stage, a.due"
_SORT_COLUMNS = {"time": "submitted", "term": "due"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which appeals of a desk are meant.

    Attributes:
        channel: Those of one channel; None for all.
        is_open: Open ones or those that are done; None for both.
        due_before: Those whose term ends before, in seconds; None for all.
    """

    channel: str | None = None
    is_open: bool | None = None
    due_before: float | None = None

    def where(self) -> tuple[str, list[object]]:
        """Conditions in SQL, and their values."""
        conditions = {
            " AND a.channel = ?": self.channel,
            " AND a.is_open = ?": self.is_open,
            " AND a.due < ?": self.due_before,
        }
        active = {text: value for text, value in conditions.items() if value is not None}
        return "".join(active), list(active.values())


def put(
    connection: sqlite3.Connection,
    appeal: Appeal,
    policies: Mapping[str, StoredPolicy],
    now: float,
) -> PutResult:
    """Store an appeal, or what is new about one.

    Args:
        connection: Within a transaction.
        appeal: As sent by a channel.
        policies: By which deadlines of a new one are reckoned.
        now: Seconds since 1970.
    """
    digest = digest_of(dump_appeal(appeal))
    head = _select_head(connection, appeal.id)
    if head is None:
        _insert(connection, appeal, policies.get(str(appeal.regime)), digest, now)
        return "new"
    id, stored_digest = head
    if stored_digest == digest:
        return "known"
    stored = _select_body(connection, id)
    changed = merge_appeals(stored, appeal)
    policy = _policy_of(connection, id)
    after = changed.model_copy(
        update={"deadlines": renew_deadlines(stored.deadlines, calculate_for(changed, policy))}
    )
    _write(connection, id, after, digest, now)
    return "known" if after == stored else "changed"


def update(
    connection: sqlite3.Connection, appeal_update: AppealUpdate, now: float
) -> PutResult | None:
    """Merge an update into a stored appeal; None if it is not stored."""
    before = find(connection, appeal_update.appeal)
    if before is None:
        return None
    after = change(
        connection, appeal_update.appeal, lambda kept: apply_update(kept, appeal_update), now
    )
    return "known" if after == before else "changed"


def change(
    connection: sqlite3.Connection,
    id: AppealId,
    edit: Callable[[Appeal], Appeal],
    now: float,
) -> Appeal | None:
    """Change a stored appeal without a new version of its channel; None if it is not stored."""
    head = _select_head(connection, id)
    if head is None:
        return None
    stored = _select_body(connection, head[0])
    changed = edit(stored)
    if changed == stored:
        return stored
    fresh = calculate_for(changed, _policy_of(connection, head[0]))
    after = changed.model_copy(update={"deadlines": renew_deadlines(stored.deadlines, fresh)})
    _write(connection, head[0], after, head[1], now)
    return after


def find(connection: sqlite3.Connection, id: AppealId) -> Appeal | None:
    """A stored appeal."""
    head = _select_head(connection, id)
    return None if head is None else _select_body(connection, head[0])


def page(
    connection: sqlite3.Connection,
    order: Order,
    wanted: Filter,
    position: tuple[float, int],
    count: int,
    *,
    bodies: bool,
) -> list[tuple[Any, ...]]:
    """Return the rows after a position: the position, then slim columns or the body.

    Args:
        connection: For a look.
        order: Which comes first.
        wanted: Which are meant.
        position: The last position that was read.
        count: How many at most.
        bodies: Whether bodies are wanted.
    """
    more, values = wanted.where()
    what = (
        _SLIM.format(place=_SORT_COLUMNS[order])
        if not bodies
        else f"a.{_SORT_COLUMNS[order]}, a.id, b.body"
    )
    join = " JOIN desk_body b USING (id)" if bodies else ""
    query = _PAGE[order].format(what=what, join=join, more=more)
    return connection.execute(query, (*position, *values, count)).fetchall()


def parse_row(columns: tuple[Any, ...]) -> AppealRow:
    """A slim row from its columns."""
    _, _, channel, key, regime, stage, due = columns
    return AppealRow(
        AppealId(intern(channel), key),
        None if regime is None else intern(regime),
        intern(stage),
        None if due >= NO_TERM else from_seconds(due),
    )


def check_id(id: AppealId) -> AppealId:
    """An id that an appeal may have.

    Raises:
        ParameterError: A file cannot hold it.
    """
    check_type("id", id, AppealId, "an AppealId")
    return AppealId(safe_key(id.channel), safe_key(id.key))


def _select_head(connection: sqlite3.Connection, id: AppealId) -> tuple[int, bytes] | None:
    select = "SELECT id, digest FROM desk_appeal WHERE channel = ? AND key = ?"
    row: tuple[int, bytes] | None = connection.execute(select, check_id(id)).fetchone()
    return row


def _select_body(connection: sqlite3.Connection, id: int) -> Appeal:
    select = "SELECT body FROM desk_body WHERE id = ?"
    (text,) = connection.execute(select, (id,)).fetchone()
    return load_appeal(text)


def _policy_of(connection: sqlite3.Connection, id: int) -> DeadlinePolicy | None:
    select = (
        "SELECT p.body FROM desk_appeal a JOIN desk_policy p ON p.digest = a.policy WHERE a.id = ?"
    )
    row: tuple[str] | None = connection.execute(select, (id,)).fetchone()
    return None if row is None else read_policy(row[0])


def _insert(
    connection: sqlite3.Connection,
    appeal: Appeal,
    written: StoredPolicy | None,
    digest: bytes,
    now: float,
) -> None:
    if written is not None:
        keep = "INSERT OR IGNORE INTO desk_policy VALUES (?, ?)"
        connection.execute(keep, (written.digest, written.text))
    insert = (
        "INSERT INTO desk_appeal (channel, key, stage, is_open, submitted, due, digest, policy)"
        " VALUES (?, ?, '', 1, 0, 0, ?, ?)"
    )
    id = connection.execute(insert, (*appeal.id, digest, written and written.digest)).lastrowid or 0
    policy = None if written is None else written.policy
    whole = appeal.model_copy(update={"deadlines": calculate_for(appeal, policy)})
    connection.execute("INSERT INTO desk_body VALUES (?, '')", (id,))
    _write(connection, id, whole, digest, now)


def _write(
    connection: sqlite3.Connection, id: int, appeal: Appeal, digest: bytes, now: float
) -> None:
    following = next_due(appeal.deadlines) if appeal.is_open else None
    submitted, due = (
        to_seconds(appeal.submitted_at),
        to_seconds(following.due_at if following else None),
    )
    ended = None if appeal.is_open else to_seconds(appeal.closed_at) or now
    connection.execute(
        "UPDATE desk_appeal SET regime = ?, stage = ?, is_open = ?, submitted = ?, due = ?,"
        " ended = CASE WHEN ? IS NULL THEN NULL ELSE coalesce(ended, ?) END, version = ?,"
        " digest = ? WHERE id = ?",
        (
            None if appeal.regime is None else reason(str(appeal.regime)),
            reason(str(appeal.stage)),
            appeal.is_open,
            NEVER if submitted is None else submitted,
            NO_TERM if due is None else due,
            ended,
            ended,
            None if appeal.version is None else reason(appeal.version),
            digest,
            id,
        ),
    )
    connection.execute("UPDATE desk_body SET body = ? WHERE id = ?", (dump_appeal(appeal), id))
