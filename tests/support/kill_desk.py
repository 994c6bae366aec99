"""Officers that are killed with `kill -9` while they answer citizens, and a count of what that did.

    python tests/support/kill_desk.py [KILLS]

A platform on loopback hears citizens and keeps what they were told. Officers, each in a process of
its own, take appeals in and answer all that are open; they are killed at any moment, and others go
on. The platform knows no repetition: only the desk does.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from fake_channels import MadeUpChannel, Platform
from govpublic_sdk import GovPublic, errors
from govpublic_sdk.appeals import Capability, Desk
from kill_store import kill

C = Capability
NAME = "made-up"
LEASE, LIFE, PATIENCE, MAX_OPEN = 0.3, 0.25, 60.0, 10
QUEUE = frozenset({C.RECEIVE, C.GET, C.ANSWER, C.FIND_ANSWER})


def answer(folder: Path, url: str, name: str) -> None:
    """The program that is killed: take in, answer what is open, again and again."""
    desk = Desk(folder / "desk.db", lease=timedelta(seconds=LEASE))
    client = client_of(url, desk)
    tries = os.open(folder / "tries.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        client.appeals.receive(on_error=told)
        for appeal in desk.each(is_open=True):
            os.write(tries, b"1")
            with suppress(errors.Conflict, errors.OutcomeUnknown):
                client.appeals.answer(appeal, f"Ответ {appeal.id.key} от {name}", by=name)
        time.sleep(0.005)


def told(channel: str, error: errors.GovPublicError) -> None:
    traceback.print_exception(error)


def client_of(url: str, desk: Desk) -> GovPublic:
    return GovPublic("token", channels=[MadeUpChannel(NAME, QUEUE, url)], desk=desk)


# Who starts them


def nursery(folder: Path, url: str) -> None:
    """Fork a program for each line of the input, and print its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                answer(folder, url, line.strip())
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        print(child, flush=True)


@contextmanager
def nurse(folder: Path, url: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, __file__, "nursery", str(folder), url]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        yield process
        process.communicate()


def born(process: subprocess.Popen[str], name: str) -> int:
    assert process.stdin
    assert process.stdout
    print(name, file=process.stdin, flush=True)
    return int(process.stdout.readline())


@contextmanager
def serving(platform: Platform) -> Iterator[str]:
    """The platform on loopback; an answer takes a moment, before and after it is kept."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            time.sleep(random.uniform(0, 0.004))
            address = self.path.removeprefix(f"/{NAME}")
            status, found = platform.handle(self.command, address, body)
            time.sleep(random.uniform(0, 0.004))
            content = json.dumps(found).encode()
            try:
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # who asked is gone

        do_GET = do_POST = do

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a connection that was cut by a kill

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


# What is counted


@dataclass(frozen=True)
class Answered:
    """What became of appeals whose officers were killed.

    Attributes:
        kills: How many officers were killed.
        citizens: How many wrote.
        once: How many got exactly one answer.
        twice: How many got two or more.
        unanswered: How many got none.
        tries: How often an officer set out to answer.
        looked: How many answers were looked for, since their officer was gone.
        known: How many answers the desk knows to be sent.
        unsettled: Answers of which the desk does not know in the end.
    """

    kills: int
    citizens: int
    once: int
    twice: int
    unanswered: int
    tries: int
    looked: int
    known: int
    unsettled: int


def kill_officers(folder: Path, kills: int) -> Answered:
    """Kill officers, two of them always at work, then let the last ones finish."""
    names, done, citizens = count(), 0, count()
    platform = Platform()

    def fill(waiting: int) -> None:
        for _ in range(waiting):
            number = next(citizens)
            with platform.lock:
                platform.hears(f"{number}", number)

    with (
        serving(platform) as url,
        nurse(folder, url) as nursery,
        Desk(folder / "desk.db", lease=timedelta(seconds=LEASE)) as desk,
    ):
        fill(MAX_OPEN)
        officers = [born(nursery, f"officer{next(names)}") for _ in range(2)]
        while done < kills:
            waiting = len(platform.appeals) - len({key for key, _ in list(platform.told)})
            fill(MAX_OPEN - waiting)
            time.sleep(random.uniform(0, LIFE))
            done += kill(officers.pop(0))
            officers.append(born(nursery, f"officer{next(names)}"))
        end = time.monotonic() + PATIENCE
        while (counts := desk.counts()).sent < len(platform.appeals) or counts.unsettled:
            assert time.monotonic() < end, counts
            time.sleep(0.01)
        for one in officers:
            kill(one)
        counts = desk.counts()
    got = Counter(key for key, _ in platform.told)
    return Answered(
        kills=done,
        citizens=len(platform.appeals),
        once=sum(number == 1 for number in got.values()),
        twice=sum(number > 1 for number in got.values()),
        unanswered=len(platform.appeals) - len(got),
        tries=(folder / "tries.txt").stat().st_size,
        looked=sum(one.startswith("GET /answers/") for one in platform.asked),
        known=counts.sent,
        unsettled=counts.unsettled,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["nursery"]:
        nursery(Path(sys.argv[2]), sys.argv[3])
    else:
        with tempfile.TemporaryDirectory() as found:
            print(kill_officers(Path(found), int(sys.argv[1]) if sys.argv[1:] else 100))
