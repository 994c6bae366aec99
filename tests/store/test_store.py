"""A store: what it refuses to open, what it keeps, who may read it, what trouble does to it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk.errors import ConfigurationError, ParameterError, StoreError, StoreFull
from govpublic_sdk.store import Counts, Inbox, Outbox
from govpublic_sdk.store._opening import _log_ahead, failure
from govpublic_sdk.store.database import Database, Schema
from govpublic_sdk.store.inbox import _FORGET_EVERY

SECRET = b"a citizen's own words, \xd0\xb6"
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="modes, forks and mounts of POSIX")


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.db"


@pytest.fixture
def inbox(path: Path, time: Time) -> Iterator[Inbox]:
    with Inbox(path, now=time) as inbox:
        yield inbox


def run(program: str, *words: object) -> str:
    """What a program in a process of its own prints."""
    command = [sys.executable, "-c", textwrap.dedent(program), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# What may be a store


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="it is not a file"):
        Inbox(tmp_path)
    with pytest.raises(ConfigurationError, match="directory does not exist"):
        Inbox(tmp_path / "missing" / "inbox.db")


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_memory_is_refused(path: str) -> None:
    with pytest.raises(ParameterError, match="path of a file"):
        Inbox(path)


@ON_POSIX
def test_a_device_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigurationError, match="it is not a file"):
        Inbox(tmp_path / "pipe")


# SQLite itself takes a file of one byte for an empty one.
@given(content=st.binary(min_size=2, max_size=600) | st.just(b"x" * 5000))
def test_a_file_that_is_something_else_is_refused_and_left(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("other") / "letter.txt"
    path.write_bytes(content)
    path.chmod(0o644)

    with pytest.raises(ConfigurationError, match="not a store of this package"):
        Inbox(path)

    assert path.read_bytes() == content
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [one.name for one in path.parent.iterdir()] == ["letter.txt"]


def test_a_database_of_another_program_is_refused_and_left(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (a)")
        other.commit()
    before = path.read_bytes()

    with pytest.raises(ConfigurationError, match="not a store of this package"):
        Inbox(path)

    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with Inbox(path) as inbox:
        assert inbox.put(1, "a", b"")


def test_a_store_of_a_newer_version_is_refused_and_left(path: Path) -> None:
    Database(path, Schema("one", (("CREATE TABLE a (b)",), ("CREATE TABLE c (d)",)))).close()
    before = path.read_bytes()

    with pytest.raises(ConfigurationError, match="newer version"):
        Database(path, Schema("one", (("CREATE TABLE a (b)",),)))

    assert path.read_bytes() == before


def test_an_older_store_takes_the_steps_that_it_lacks(path: Path) -> None:
    first, second = ("CREATE TABLE a (b)", "INSERT INTO a VALUES (1)"), ("UPDATE a SET b = b + 1",)
    Database(path, Schema("one", (first,))).close()
    database = Database(path, Schema("one", (first, second)))
    with database.reading() as connection:
        assert connection.execute("SELECT b FROM a").fetchall() == [(2,)]
    database.close()


def test_a_step_that_fails_leaves_nothing(path: Path) -> None:
    broken = Schema("one", (("CREATE TABLE a (b)", "no statement"),))
    with pytest.raises(StoreError):
        Database(path, broken)

    database = Database(path, Schema("one", (("CREATE TABLE a (b)",),)))
    database.close()


def test_inbox_and_answers_may_share_a_file(path: Path) -> None:
    with Inbox(path) as inbox, Outbox(path) as answers:
        assert inbox.put(1, "a", b"")
        assert answers.begin("a") == "new"
    with Outbox(path) as answers, Inbox(path) as inbox:
        assert answers.begin("a") == "unknown"
        assert inbox.counts().waiting == 1


def test_many_processes_may_make_the_same_file(path: Path) -> None:
    program = """
        import sys
        from govpublic_sdk.store import Inbox
        with Inbox(sys.argv[1]) as inbox:
            print(inbox.put(1, "the same", b""))
    """
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: run(program, path).strip(), range(6)))

    assert sorted(told) == ["False"] * 5 + ["True"]


def test_many_threads_may_make_the_same_file(tmp_path: Path) -> None:
    def made(number: int) -> bool:
        with Inbox(tmp_path / f"{number // 8}.db") as inbox:
            return inbox.put(1, "the same", b"")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(made, range(80))) == 10


def test_a_new_file_that_another_process_holds_is_an_error(path: Path) -> None:
    path.touch()
    with locked(path), pytest.raises(StoreError, match="locked by another process"):
        Inbox(path, busy_timeout=0.02)
    Inbox(path).close()


class Switching:
    """A connection that answers what a test tells it to when it is asked for another journal."""

    def __init__(self, *modes: str | sqlite3.Error) -> None:
        self.modes = list(modes)
        self.asked: list[str] = []

    def execute(self, statement: str) -> Switching:
        self.asked.append(statement)
        return self

    def fetchone(self) -> tuple[str]:
        mode = self.modes.pop(0)
        if isinstance(mode, sqlite3.Error):
            raise mode
        return (mode,)


def told(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told")
    error.sqlite_errorcode = code
    return error


def test_who_makes_a_file_waits_for_another_who_does(path: Path) -> None:
    connection: Any = Switching(told(sqlite3.SQLITE_BUSY), "wal")
    _log_ahead(connection, path)

    switch = "PRAGMA journal_mode = WAL"
    assert connection.asked == [switch, "BEGIN IMMEDIATE", "COMMIT", switch]


@pytest.mark.parametrize("errors", [[sqlite3.SQLITE_IOERR], [sqlite3.SQLITE_BUSY] * 100])
def test_who_makes_a_file_does_not_wait_for_ever(path: Path, errors: list[int]) -> None:
    connection: Any = Switching(*map(told, errors))
    with pytest.raises(sqlite3.OperationalError):
        _log_ahead(connection, path)


def test_a_disk_without_shared_memory_is_refused(path: Path) -> None:
    connection: Any = Switching("delete")
    with pytest.raises(ConfigurationError, match="no shared memory"):
        _log_ahead(connection, path)


@pytest.mark.parametrize("name", ["most", "lease", "attempts", "busy_timeout"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_numbers_must_be_above_zero(path: Path, name: str, value: float) -> None:
    wrong: dict[str, Any] = {name: value}
    with pytest.raises(ParameterError, match=name):
        Inbox(path, **wrong)
    assert not path.exists()


def test_a_closed_store_says_so(inbox: Inbox) -> None:
    inbox.close()
    inbox.close()
    with pytest.raises(ConfigurationError, match="closed"):
        inbox.put(1, "a", b"")


# Who may read it


@ON_POSIX
def test_only_the_owner_may_read_it(path: Path, inbox: Inbox) -> None:
    inbox.put(1, "a", SECRET)
    files = list(path.parent.iterdir())

    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@ON_POSIX
def test_a_store_that_was_open_to_others_is_closed_to_them(path: Path) -> None:
    Inbox(path).close()
    path.chmod(0o664)
    Inbox(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@ON_POSIX
def test_a_store_that_cannot_be_closed_to_others_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: Path, mode: int) -> None:
        raise PermissionError(1, "not yours")

    Inbox(path).close()
    path.chmod(0o664)
    monkeypatch.setattr(Path, "chmod", refused)
    with pytest.raises(ConfigurationError, match="another user"):
        Inbox(path)


def test_a_store_that_may_not_be_written_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", refused)
        with pytest.raises(ConfigurationError, match="Permission denied"):
            Inbox(path)
    Inbox(path).close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ConfigurationError, match="no right to read and write"):
        Inbox(path)


def test_words_of_citizens_do_not_show(inbox: Inbox) -> None:
    inbox.put(1, "a", SECRET)
    (one,) = inbox.take("worker")
    inbox.bury(one.id, "quoted " + SECRET.decode())
    (dead,) = inbox.dead()

    assert dead.body == SECRET
    assert dead.why == "quoted " + SECRET.decode()
    assert "own words" not in f"{one!r} {dead!r} {inbox!r} {inbox.counts()!r}"


def everything(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_words_of_citizens_do_not_stay_in_the_file(path: Path, inbox: Inbox) -> None:
    inbox.put_all(1, [("a", SECRET), ("b", SECRET * 1000), ("c", SECRET)])
    assert SECRET in everything(path)
    for one in inbox.take("worker", count=2):
        inbox.acknowledge(one.id)
    inbox.bury(3, SECRET.decode())

    assert inbox.purge(timedelta(0)) == 1
    assert SECRET not in everything(path)
    assert inbox.counts() == Counts(waiting=0, leased=0, dead=0, handled=3)


# What it keeps


def test_an_event_is_stored_once(inbox: Inbox) -> None:
    assert inbox.put(1, "a", b"1")
    assert not inbox.put(1, "a", b"2")
    assert inbox.put(2, "a", b"3")
    (one,) = inbox.take("worker")
    inbox.acknowledge(one.id)
    inbox.acknowledge(one.id)
    inbox.acknowledge(99)

    assert one.body == b"1"
    assert not inbox.put(1, "a", b"4")


def test_events_and_their_position_go_together(inbox: Inbox) -> None:
    assert inbox.position(1) is None
    assert inbox.put_all(1, [("a", b""), ("b", b""), ("a", b"")], position="7") == 2
    assert inbox.put_all(1, [], position="8") == 0
    assert inbox.put_all(1, [("c", b"")]) == 1
    assert inbox.position(1) == "8"
    assert inbox.position(2) is None


def test_a_full_inbox_takes_all_or_nothing(path: Path, time: Time) -> None:
    with Inbox(path, most=3, now=time) as inbox:
        inbox.put_all(1, [("a", b""), ("b", b"")], position="1")
        with pytest.raises(StoreFull, match="3 unhandled events"):
            inbox.put_all(1, [("c", b""), ("d", b"")], position="2")
        assert inbox.position(1) == "1"
        assert inbox.put(1, "c", b"")
        assert not inbox.put(1, "a", b"")
        with pytest.raises(StoreFull):
            inbox.put(1, "d", b"")
        inbox.acknowledge(2)
        assert inbox.put(1, "d", b"")


@pytest.mark.parametrize("key", ["", "a" * 501, "\ud800"])
def test_a_key_that_nobody_could_find_is_refused(inbox: Inbox, path: Path, key: str) -> None:
    with pytest.raises(ParameterError, match="key"):
        inbox.put(1, key, b"")
    with Outbox(path) as answers, pytest.raises(ParameterError, match="key"):
        answers.begin(key)


@pytest.mark.parametrize("group_id", [0, -1, 2**63])
def test_a_community_has_a_positive_id(inbox: Inbox, group_id: int) -> None:
    with pytest.raises(ParameterError, match="group_id"):
        inbox.put(group_id, "a", b"")


def test_a_reason_that_is_no_text_is_kept_as_far_as_it_is_one(inbox: Inbox) -> None:
    inbox.put(1, "a", b"")
    inbox.bury(1, "half of a pair: \ud83d" + "x" * 5000)

    assert (inbox.dead()[0].why or "").startswith("half of a pair: ?xx")
    assert len(inbox.dead()[0].why or "") == 1000


def test_keys_are_forgotten_beyond_the_horizon(path: Path, time: Time) -> None:
    with Inbox(path, now=time, horizon=timedelta(days=1)) as inbox:
        events = [(f"{number}", b"") for number in range(_FORGET_EVERY - 1)]
        inbox.put_all(1, events)
        for number in range(1, _FORGET_EVERY - 5):
            inbox.acknowledge(number)
        time.now += 86_000
        assert not inbox.put(1, "1", b"")
        time.now += 500
        assert inbox.counts().handled == _FORGET_EVERY - 6
        inbox.put(1, "that makes it look", b"")
        assert inbox.counts().handled == 0
        assert inbox.put(1, "1", b"")


def test_the_last_number_is_never_given_again(inbox: Inbox, time: Time) -> None:
    inbox.put(1, "a", b"")
    inbox.acknowledge(1)
    time.now += timedelta(days=30).total_seconds()
    inbox.purge(timedelta(0))
    inbox.put(1, "b", b"")

    assert [one.id for one in inbox.take("worker")] == [2]


# Leases


def test_what_is_leased_comes_to_another_worker_after_the_lease(inbox: Inbox, time: Time) -> None:
    inbox.put(1, "a", b"")
    assert [one.attempt for one in inbox.take("first")] == [1]
    assert inbox.take("second") == []
    time.now += 60
    assert [one.attempt for one in inbox.take("second")] == [2]
    inbox.acknowledge(1)
    assert not inbox.retry(1, "the first one is late", after=0)
    assert inbox.take("third") == []


@pytest.mark.parametrize("back", [0.5, 30, 59, 61, 3600, 10**9])
def test_a_clock_that_goes_back_delays_by_two_leases_at_most(
    inbox: Inbox, time: Time, back: float
) -> None:
    inbox.put(1, "a", b"")
    inbox.take("it dies")
    time.now -= back
    begun = time.now
    while not inbox.take("another"):
        time.now += 1

    assert time.now - begun <= 120


def test_a_clock_that_goes_back_does_not_hold_up_what_is_new(inbox: Inbox, time: Time) -> None:
    inbox.put(1, "old", b"")
    time.now -= 10**6
    inbox.put(1, "new", b"")

    assert {one.key for one in inbox.take("worker", count=5)} == {"new", "old"}


def test_a_long_pause_is_no_clock_that_went_back(inbox: Inbox, time: Time) -> None:
    inbox.put(1, "a", b"")
    inbox.take("worker")
    assert inbox.retry(1, "why", after=3600)
    assert inbox.take("worker") == []
    time.now += 3600
    assert [one.why for one in inbox.take("worker")] == ["why"]


def test_an_event_that_kills_its_workers_is_dead_in_the_end(path: Path, time: Time) -> None:
    with Inbox(path, attempts=2, now=time) as inbox:
        inbox.put_all(1, [("poison", b""), ("good", b"")])
        for _ in range(6):
            assert inbox.take("it dies")[0].key == "poison"
            time.now += 61
            inbox.acknowledge(2)
        assert inbox.take("worker") == []
        assert [one.why for one in inbox.dead()] == [
            "no worker that took it came to an end with it"
        ]
        assert inbox.revive(1)
        assert not inbox.revive(1)
        assert [one.attempt for one in inbox.take("worker")] == [1]


def test_workers_that_were_killed_take_no_attempt_of_the_handler(path: Path, time: Time) -> None:
    with Inbox(path, attempts=2, now=time) as inbox:
        inbox.put(1, "a", b"")
        for _ in range(3):
            assert inbox.take("it is killed")
            time.now += 61
        for again in (True, False):
            assert inbox.take("worker")
            assert inbox.retry(1, "the handler failed", after=0) is again
        assert [one.why for one in inbox.dead()] == ["the handler failed"]
        assert inbox.revive(1)
        assert inbox.take("worker")
        assert inbox.retry(1, "the handler failed", after=0)


def test_two_workers_share_the_work(path: Path) -> None:
    """Processes of their own, on one file: each event is taken once."""
    program = """
        import sys
        from govpublic_sdk.store import Inbox
        with Inbox(sys.argv[1]) as inbox:
            while taken := inbox.take(sys.argv[2], count=2):
                for one in taken:
                    print(one.key)
                    inbox.acknowledge(one.id)
    """
    keys = [f"{number}" for number in range(300)]
    with Inbox(path) as inbox:
        inbox.put_all(1, [(key, b"") for key in keys])
        with ThreadPoolExecutor(2) as pool:
            parts = [told.split() for told in pool.map(run, [program] * 2, [path] * 2, "ab")]
        assert inbox.counts().handled == len(keys)

    assert sorted(parts[0] + parts[1]) == sorted(keys)


def test_threads_share_an_inbox(inbox: Inbox) -> None:
    def work(name: int) -> list[str]:
        done: list[str] = []
        for number in range(20):
            inbox.put(1, f"{number}", b"")
            for one in inbox.take(f"{name}"):
                done.append(one.key)
                inbox.acknowledge(one.id)
        return done

    with ThreadPoolExecutor(8) as pool:
        done = [key for part in pool.map(work, range(8)) for key in part]

    assert sorted(done, key=int) == [f"{number}" for number in range(20)]


# Trouble


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process holds the lock for writing."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate()


def test_a_locked_file_is_an_error_until_it_is_free(path: Path) -> None:
    with Inbox(path, busy_timeout=0.02) as inbox:
        inbox.put(1, "a", b"")
        with locked(path):
            with pytest.raises(StoreError, match="locked by another process") as caught:
                inbox.put(1, "b", SECRET)
            with pytest.raises(StoreError):
                inbox.take("worker")
            assert inbox.counts().waiting == 1
            assert not isinstance(caught.value, StoreFull)
        assert inbox.put(1, "b", b"")


def test_a_thread_that_takes_too_long_is_an_error_for_the_others(path: Path) -> None:
    database = Database(path, Schema("one", ()), busy_timeout=0.02)

    def blocked() -> None:
        with pytest.raises(StoreError, match="busy"), database.reading():
            pass

    with database.reading():
        thread = threading.Thread(target=blocked)
        thread.start()
        thread.join()
    with database.reading():
        pass
    database.close()


@pytest.mark.parametrize("body", ["text", 5, None, [1, 2], {"a": 1}])
def test_body_that_is_not_bytes_is_refused(path: Path, body: Any) -> None:
    with Inbox(path) as inbox:
        for put in (lambda: inbox.put(1, "a", body), lambda: inbox.put_all(1, [("a", body)])):
            with pytest.raises(ParameterError):
                put()

        assert inbox.counts().waiting == 0


def filled(inbox: Inbox) -> list[str]:
    """Put events until the disk is full; the keys of those that are stored."""
    stored: list[str] = []
    with contextlib.suppress(StoreFull):
        for number in range(100_000):
            inbox.put(1, f"{number}", b"x" * 4000)
            stored.append(f"{number}")
    with pytest.raises(StoreFull, match="disk is full"):
        inbox.put(1, "one more", b"x" * 4000)
    return stored


def test_a_full_file_loses_nothing_and_goes_on(path: Path) -> None:
    with Inbox(path) as inbox:
        with inbox._database.reading() as connection:
            connection.execute("PRAGMA max_page_count = 60").fetchone()
        stored = filled(inbox)
        assert inbox.counts().waiting == len(stored)
        for one in inbox.take("worker", count=5):
            inbox.acknowledge(one.id)
        assert inbox.put(1, "after", b"")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_and_goes_on(small_disk: Path) -> None:
    path = small_disk / "inbox.db"
    with Inbox(path) as inbox:
        (small_disk / "other").write_bytes(b"x" * 300_000)
        stored = filled(inbox)
        assert inbox.counts().waiting == len(stored)
        (small_disk / "other").unlink()
        assert inbox.put(1, "after", b"")
        for one in inbox.take("worker", count=5):
            inbox.acknowledge(one.id)
    with Inbox(path) as inbox:
        assert not inbox.put(1, stored[0], b"")


def test_a_damaged_file_says_so(path: Path) -> None:
    with Inbox(path) as inbox:
        inbox.put_all(1, [(f"{number}", b"x" * 4000) for number in range(50)])
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)

    with pytest.raises(StoreError, match="damaged") as caught, Inbox(path) as inbox:
        inbox.take("worker", count=50)
    assert "xxx" not in str(caught.value)


def test_an_interrupt_leaves_no_transaction_open(path: Path) -> None:
    database = Database(path, Schema("one", (("CREATE TABLE a (b)",),)))
    with contextlib.suppress(KeyboardInterrupt), database.transaction() as connection:
        connection.execute("INSERT INTO a VALUES (1)")
        raise KeyboardInterrupt
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM a").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, StoreFull, "disk is full"),
        (4874, StoreFull, "disk is full"),
        (778, StoreError, "the disk or a quota failed"),
        (1032, StoreError, "read-only"),
        (sqlite3.SQLITE_CANTOPEN, StoreError, "cannot be opened"),
        (sqlite3.SQLITE_MISMATCH, StoreError, "damaged"),
        (sqlite3.SQLITE_INTERRUPT, StoreError, "failed (SQLite error 9)"),
        (None, StoreError, "damaged"),
    ],
)
def test_failures_of_sqlite_are_told_in_words(
    code: int | None, kind: type[StoreError], words: str
) -> None:
    error = sqlite3.OperationalError("told") if code is None else told(code)
    found = failure(error, "<inbox>")

    assert type(found) is kind
    assert words in str(found)


FORK = """
    import os, sys, threading
    from govpublic_sdk.store import Inbox, Outbox

    inbox, answers = Inbox(sys.argv[1]), Outbox(sys.argv[1])
    stop = threading.Event()

    def busy():
        number = 0
        while not stop.is_set():
            inbox.put(2, f"{number}", b"")
            number += 1
            stop.wait(0.002)

    thread = threading.Thread(target=busy)
    thread.start()
    children = []
    for number in range(20):
        child = os.fork()
        if not child:
            inbox.put(1, f"{number}", b"")
            state = answers.begin(f"{number}")
            os._exit(0 if state == "new" else 1)
        answers.begin(f"of the parent {number}")
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    stop.set()
    thread.join()
    with inbox._database.reading() as connection:
        check = connection.execute("PRAGMA integrity_check").fetchall()
        ones = connection.execute("SELECT count(*) FROM event WHERE group_id = 1").fetchone()
    print(codes == [0] * 20, check, ones, len(answers.unknown()))
    inbox.close()
    answers.close()
"""


@ON_POSIX
def test_a_store_that_is_open_may_be_forked(path: Path) -> None:
    assert run(FORK, path).strip() == "True [('ok',)] (20,) 40"


@ON_POSIX
def test_no_connection_crosses_a_fork(path: Path) -> None:
    program = """
        import os, sys
        from govpublic_sdk.store import Inbox
        inbox = Inbox(sys.argv[1])
        inbox.put(1, "a", b"")
        child = os.fork()
        if not child:
            held = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                    if os.path.exists(f"/proc/self/fd/{n}")]
            os._exit(any(sys.argv[1] in one for one in held))
        print(os.waitpid(child, 0)[1], inbox.put(1, "b", b""))
        inbox.close()
    """
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files are told by /proc")
    assert run(program, path).strip() == "0 True"


# Outbox


@pytest.fixture
def answers(path: Path, time: Time) -> Iterator[Outbox]:
    with Outbox(path, now=time) as answers:
        yield answers


def test_an_answer_is_begun_then_sent(answers: Outbox) -> None:
    assert answers.begin("a") == "new"
    assert answers.begin("a") == "unknown"
    assert answers.result("a") is None
    assert answers.unknown() == ["a"]
    answers.sent("a", "17")
    assert answers.begin("a") == "sent"
    assert answers.result("a") == "17"
    assert answers.unknown() == []


def test_an_answer_that_was_not_sent_can_be_forgotten(answers: Outbox) -> None:
    answers.begin("a")
    answers.forget("a")
    answers.forget("never begun")
    assert answers.begin("a") == "new"


def test_an_answer_may_be_noted_afterwards(answers: Outbox) -> None:
    answers.sent("found by a look", "1")
    assert answers.begin("found by a look") == "sent"
    assert answers.result("never begun") is None


def test_sent_answers_are_purged_and_unknown_ones_stay(answers: Outbox, time: Time) -> None:
    answers.begin("unknown")
    answers.sent("old", "1")
    time.now += 100
    answers.sent("young", "2")

    assert answers.purge(timedelta(seconds=50)) == 1
    assert answers.begin("old") == "new"
    assert answers.begin("young") == "sent"
    assert answers.unknown() == ["old", "unknown"] or answers.unknown() == ["unknown", "old"]
    assert "answers" in repr(answers)


def test_only_one_of_many_threads_may_send(answers: Outbox) -> None:
    def begun(_: int) -> str:
        return answers.begin("a")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(begun, range(16))) == ["new"] + ["unknown"] * 15


# How it asks


@pytest.mark.parametrize("look", ["take", "dead", "counts", "purge"])
def test_looks_use_an_index(inbox: Inbox, look: str) -> None:
    """No look reads the bodies of events that it does not want."""
    looks: dict[str, Callable[[], object]] = {
        "take": lambda: inbox.take("worker"),
        "dead": inbox.dead,
        "counts": inbox.counts,
        "purge": lambda: inbox.purge(timedelta(0)),
    }
    asked: list[str] = []
    with inbox._database.reading() as connection:
        connection.set_trace_callback(asked.append)
    looks[look]()
    with inbox._database.reading() as connection:
        connection.set_trace_callback(None)
        plans = [
            row[3]
            for statement in asked
            if statement.startswith(("SELECT", "UPDATE", "DELETE"))
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]

    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN event") and "INDEX" not in plan]
