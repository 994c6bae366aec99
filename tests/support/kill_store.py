"""Programs that are killed with `kill -9` at any moment, and a count of what that did.

    python tests/support/kill_store.py [KILLS]

Writers put events into one file; workers take them, answer citizens of a sandbox over HTTP, and
acknowledge. Each runs in a process of its own, forked from one that has all modules loaded, so that
many can be killed soon after their birth.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from govpublic_sdk import GovPublic, Keyring, PostRef
from govpublic_sdk.events import Worker, parse
from govpublic_sdk.models import Comment, Event, MessageNew, WallReplyNew
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox

LEASE, ATTEMPTS, PATIENCE = 0.25, 1000, 60.0
LIFE_OF_WRITERS, LIFE_OF_WORKERS = 0.05, 0.2


def body(key: str) -> bytes:
    message = {"id": 1, "date": 1, "peer_id": 5, "from_id": 5, "text": "Где яма?"}
    fields = {"message": message, "client_info": {}}
    event = {"type": "message_new", "group_id": 1, "event_id": key, "object": fields}
    return json.dumps(event).encode()


def inbox_at(folder: Path) -> Inbox:
    return Inbox(folder / "inbox.db", lease=LEASE, attempts=ATTEMPTS)


# The programs that are killed


def write(folder: Path, name: str, url: str, token: str) -> None:
    """Put events and note each one that `put` has returned for."""
    note, inbox = noted(folder / "acknowledged.txt"), inbox_at(folder)
    for number in count():
        inbox.put(1, key := f"{name}-{number}", body(key))
        os.write(note, f"{key}\n".encode())


def message(folder: Path, name: str, url: str, token: str) -> None:
    """Answer messages; VK knows a message that is sent again by its mark."""
    client = client_of(url, token)
    tries = noted(folder / "tries.txt")

    def answer(event: Event) -> None:
        assert isinstance(event, MessageNew)
        os.write(tries, b"1")
        client.messages.answer(event, f"answer to {event.key}")

    Worker(inbox_at(folder), answer, name=name, pause=0.01, on_error=told).run()


def comment(folder: Path, name: str, url: str, token: str) -> None:
    """Answer comments, each try with a mark of its own: only the store knows what was sent."""
    client = client_of(url, token)
    answers, tries = Outbox(folder / "inbox.db"), noted(folder / "tries.txt")

    def answer(event: Event) -> None:
        assert isinstance(event, WallReplyNew)
        if answers.begin(event.key) == "new":
            os.write(tries, b"1")
            words, mark = f"answer to {event.key}", f"{name} {event.key}"
            done = client.comments.create(post_of(event), words, key=mark)
            answers.sent(event.key, str(done.comment_id))

    Worker(inbox_at(folder), answer, name=name, pause=0.01, on_error=told).run()


def told(event: Event, error: Exception) -> None:
    traceback.print_exception(error)


def client_of(url: str, token: str) -> GovPublic:
    public, _, secret = token.partition("=")
    return GovPublic(Keyring(communities={int(public): secret}), vk_url=url)


def post_of(event: WallReplyNew) -> PostRef:
    comment = event.object
    assert isinstance(comment, Comment)
    assert comment.post_id
    return PostRef(owner_id=-event.group_id, id=comment.post_id)


def noted(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)


# Who starts them


def nursery() -> None:
    """Fork a program for each line of the input, and print its number."""
    parse(body("all modules are loaded"))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        program, *words = line.split()
        child = os.fork()
        if not child:
            try:
                globals()[program](Path(words[0]), *words[1:])
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        print(child, flush=True)


@dataclass
class Nursery:
    process: subprocess.Popen[str]

    def born(self, program: str, *words: object) -> int:
        assert self.process.stdin
        assert self.process.stdout
        print(program, *words, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@contextmanager
def nurse() -> Iterator[Nursery]:
    command = [sys.executable, __file__, "nursery"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        yield Nursery(process)
        process.communicate()


def kill(child: int) -> bool:
    """Kill a process and wait until it is gone; False if it had ended by itself."""
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while _alive(child):
        time.sleep(0.0005)
    return True


def _alive(child: int) -> bool:
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True


# What is counted


@dataclass(frozen=True)
class Written:
    """What became of events whose writers were killed."""

    kills: int
    acknowledged: int
    stored: int
    lost: int


def kill_writers(folder: Path, kills: int) -> Written:
    """Kill writers, two at a time, and look which acknowledged events are missing."""
    done, names = 0, count()
    with nurse() as nursery:
        while done < kills:
            writers = [
                nursery.born("write", folder, f"writer{next(names)}", "-", "-") for _ in range(2)
            ]
            for writer in writers:
                time.sleep(random.uniform(0, LIFE_OF_WRITERS))
                done += kill(writer)
    note = folder / "acknowledged.txt"
    told = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
    stored = _open_keys(folder)
    return Written(done, len(told), len(stored), len(set(told) - stored))


def _open_keys(folder: Path) -> set[str]:
    """Keys of all events that wait; each is read and parsed."""
    keys: list[str] = []
    with Inbox(folder / "inbox.db", lease=3600, now=lambda: time.time() + 3600) as inbox:
        while taken := inbox.take("a look", count=1000):
            keys += [parse(one.body).key for one in taken]
    assert len(keys) == len(set(keys))
    return set(keys)


@dataclass(frozen=True)
class Answered:
    """What became of answers whose workers were killed.

    Attributes:
        kills: How many workers were killed.
        events: How many events there were.
        handled: How many were acknowledged in the end.
        answered: How many have an answer.
        twice: How many have two or more.
        tries: How often a worker set out to send an answer.
        unknown: Answers that were begun and not repeated, and whose end nobody noted.
    """

    kills: int
    events: int
    handled: int
    answered: int
    twice: int
    tries: int
    unknown: int


class Public:
    """A public of a sandbox to which citizens write, event after event."""

    def __init__(self, box: Sandbox, kind: str) -> None:
        self.box, self.kind, self.id = box, kind, box.publics[0]
        self._post = self._published() if kind == "comment" else 0

    def _published(self) -> int:
        with self.box.client() as client:
            return client.posts.publish(self.id, "Расскажите, что не так").id

    def hears(self, number: int) -> None:
        if self.kind == "message":
            self.box.citizens.write(self.id, f"Вопрос {number}")
        else:
            self.box.citizens.comment(self.id, self._post, f"Вопрос {number}")

    def asked(self) -> list[tuple[str, bytes]]:
        """All that citizens wrote."""
        kind = {"message": "message_new", "comment": "wall_reply_new"}[self.kind]
        return [
            (one.event_id, json.dumps(one.body()).encode())
            for one in self.box.events(self.id)
            if one.type == kind and one.object.get("from_id") != -self.id
        ]

    def said(self) -> Counter[str]:
        """What the public itself wrote, and how often."""
        kind = {"message": "message_reply", "comment": "wall_reply_new"}[self.kind]
        return Counter(
            one.object["text"]
            for one in self.box.events(self.id)
            if one.type == kind and one.object["from_id"] == -self.id
        )


def kill_workers(folder: Path, kills: int, kind: str) -> Answered:
    """Kill workers, two of them always at work, then let the last ones finish.

    Args:
        folder: Where the file is.
        kills: How many.
        kind: What is answered: `message` or `comment`.
    """
    names, done = count(), 0
    with (
        Sandbox(publics=1, limits=False) as box,
        box.serve() as url,
        nurse() as nursery,
        inbox_at(folder) as inbox,
    ):
        public = Public(box, kind)
        token = f"{public.id}={box.community_token(public.id)}"

        def born() -> int:
            return nursery.born(kind, folder, f"worker{next(names)}", url, token)

        workers = [born(), born()]
        while done < kills:
            if inbox.counts().waiting < 20:
                for number in range(20):
                    public.hears(number)
                inbox.put_all(public.id, public.asked())
            time.sleep(random.uniform(0, LIFE_OF_WORKERS))
            done += kill(workers.pop(0))
            workers.append(born())
        end = time.monotonic() + PATIENCE
        while (counts := inbox.counts()).handled < len(public.asked()):
            assert time.monotonic() < end, counts
            time.sleep(0.01)
        for worker in workers:
            kill(worker)
        said, events = public.said(), public.asked()
    assert set(said) <= {f"answer to {key}" for key, _ in events}
    with Outbox(folder / "inbox.db") as answers:
        unknown = len(answers.unknown(count=10**6))
    return Answered(
        kills=done,
        events=len(events),
        handled=counts.handled,
        answered=len(said),
        twice=sum(number > 1 for number in said.values()),
        tries=(folder / "tries.txt").stat().st_size,
        unknown=unknown,
    )


def main(kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "b", "c"):
            Path(folder, name).mkdir()
        print(kill_writers(Path(folder, "a"), kills), flush=True)
        print("messages:", kill_workers(Path(folder, "b"), kills, "message"), flush=True)
        print("comments:", kill_workers(Path(folder, "c"), kills, "comment"), flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["nursery"]:
        nursery()
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100)
