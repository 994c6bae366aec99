"""Events stored: by the inbox, and by bare sqlite3 with the same pragmas and two inserts."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from govpublic_sdk.events import CallbackApp, GroupSettings, Worker
from govpublic_sdk.store import Inbox
from rounds import Row, in_turn, median, ratio

_TIMES = 200
_TOGETHER = 20
_REACH = 1.5
_PRAGMAS = (
    *("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "secure_delete = ON"),
    "trusted_schema = OFF",
)
_TABLES = (
    "CREATE TABLE known (group_id INTEGER, key TEXT, at REAL, PRIMARY KEY (group_id, key))"
    " WITHOUT ROWID",
    "CREATE TABLE event (id INTEGER PRIMARY KEY, group_id INTEGER, key TEXT, at REAL, body BLOB)",
)
_KNOWN = "INSERT INTO known VALUES (?, ?, ?)"
_EVENT = "INSERT INTO event (group_id, key, at, body) VALUES (?, ?, ?, ?)"

Event = tuple[str, bytes]


def _events() -> Iterator[Event]:
    """Messages of about a kilobyte, each with an id like VK's."""
    message = {"id": 1, "date": 1, "peer_id": 7, "from_id": 7, "text": "Когда уберут снег? " * 12}
    fields = {"message": message, "client_info": {"button_actions": ["text", "callback"]}}
    for number in count():
        key = f"{number * 0x9E3779B97F4A7C15 % 2**160:040x}"
        event = {"type": "message_new", "group_id": 1, "event_id": key, "object": fields}
        yield key, json.dumps({**event, "v": "5.199", "secret": "secret"}).encode()


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    for table in _TABLES:
        connection.execute(table)
    return connection


def _insert(connection: sqlite3.Connection, events: list[Event]) -> None:
    """The two inserts of each event in one transaction."""
    now = time.time()
    connection.execute("BEGIN IMMEDIATE")
    if len(events) == 1:
        ((key, body),) = events
        connection.execute(_KNOWN, (1, key, now))
        connection.execute(_EVENT, (1, key, now, body))
    else:
        connection.executemany(_KNOWN, [(1, key, now) for key, _ in events])
        connection.executemany(_EVENT, [(1, key, now, body) for key, body in events])
    connection.execute("COMMIT")


def _seconds(store: Callable[[list[Event]], object], fresh: Iterator[Event], size: int) -> float:
    """Seconds for an event, of many stored `size` at a time."""
    batches = [[next(fresh) for _ in range(size)] for _ in range(_TIMES // size)]
    started = time.perf_counter()
    for batch in batches:
        store(batch)
    return (time.perf_counter() - started) / _TIMES


def measure() -> list[Row]:
    """What storing costs beside bare sqlite3, and how many events come through the store."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(_bare(Path(folder, "bare.db"))) as bare,
        Inbox(Path(folder, "inbox.db")) as inbox,
        Inbox(Path(folder, "callback.db")) as called,
    ):
        fresh = _events()
        app = CallbackApp(called, groups={1: GroupSettings("secret", "code")})
        ways: dict[str, Callable[[list[Event]], object]] = {
            "bare": partial(_insert, bare),
            "put": lambda some: inbox.put(1, *some[0]),
            "callback": lambda some: app.answer("POST", {}, some[0][1]),
        }
        many: dict[str, Callable[[list[Event]], object]] = {
            "bare": ways["bare"],
            "put_all": lambda some: inbox.put_all(1, some, position=some[0][0]),
        }
        single = in_turn({name: partial(_seconds, way, fresh, 1) for name, way in ways.items()})
        together = in_turn(
            {name: partial(_seconds, way, fresh, _TOGETHER) for name, way in many.items()}
        )
        return [
            _row("`put`", ratio(single, "put", "bare"), median(single, "put")),
            _row(
                "a callback answered `ok`: read, checked, stored",
                ratio(single, "callback", "bare"),
                median(single, "callback"),
            ),
            _row(
                f"`put_all` of {_TOGETHER} with their position",
                ratio(together, "put_all", "bare"),
                median(together, "put_all"),
            ),
            _through(called),
        ]


def _row(what: str, figure: float, seconds: float) -> Row:
    note = f"to bare sqlite3; {1 / seconds:,.0f} a second"
    return Row(what=what, figure=figure, unit="times", reach=_REACH, note=note)


def _through(inbox: Inbox) -> Row:
    """Stored events taken, parsed, handled and acknowledged, one by one."""
    worker = Worker(inbox, lambda event: None)
    started = time.perf_counter()
    done = sum(worker.step() for _ in range(_TIMES))
    figure = done / (time.perf_counter() - started)
    return Row(what="taken, parsed, handled and acknowledged", figure=figure, unit="a second")


if __name__ == "__main__":
    from rounds import table

    print(table("Inbox", measure()))
