"""The bots and the webhook of the examples run as a user runs them, and are killed as users do."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox

EXAMPLES = Path(__file__).parents[2] / "examples"
BOTS = ("answering_bot.py", "answering_bot_async.py")
POST = 1
PATIENCE = 60.0

needs_fastapi = pytest.mark.skipif(
    not importlib.util.find_spec("fastapi") or not importlib.util.find_spec("uvicorn"),
    reason="FastAPI and uvicorn are not installed",
)
needs_signals = pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
SERVERS = (pytest.param("", marks=needs_fastapi, id="FastAPI"), pytest.param("--wsgi", id="WSGI"))


@pytest.fixture
def environment() -> dict[str, str]:
    """No token of the machine; a marker where one might be."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOVPUBLIC_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}


def words(program: str, *options: str) -> list[str]:
    return [sys.executable, str(EXAMPLES / program), *filter(None, options)]


def run(
    program: str, *options: str, environment: dict[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words(program, *options),
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        timeout=PATIENCE,
        encoding="utf-8",
        check=False,
    )


def answered_once(table: str, citizens: int) -> bool:
    rows = [line.split() for line in table.splitlines()[1:]]
    return [row[2:] for row in rows] == [["1", "1", "1"]] * citizens


@pytest.mark.parametrize("bot", BOTS)
def test_a_bot_answers_on_the_sandbox(
    bot: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    environment["GOVPUBLIC_VK_TOKEN"] = "canary"

    done = run(bot, "--citizens=3", environment=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert answered_once(done.stdout, 3), done.stdout
    assert list(tmp_path.iterdir()) == [], "the sandbox leaves nothing behind"


@pytest.mark.parametrize("server", SERVERS)
def test_the_webhook_answers_on_the_sandbox(
    server: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    done = run("webhook_service.py", server, "--citizens=3", environment=environment, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert answered_once(done.stdout, 3), done.stdout


@pytest.mark.parametrize("bot", BOTS)
def test_without_a_token_it_says_what_is_missing(
    bot: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    done = run(bot, "--real=samara", environment=environment, cwd=tmp_path)

    assert done.returncode == 1
    assert "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE" in done.stderr
    assert "Traceback" not in done.stderr


class Town:
    """A public whose VK is served by this process, and what its citizens did and got."""

    def __init__(self, box: Sandbox, url: str, folder: Path, environment: dict[str, str]) -> None:
        self.box, self.folder = box, folder
        self.public = box.publics[0]
        tokens = folder / "tokens.json"
        tokens.write_text(json.dumps({str(self.public): box.community_token(self.public)}))
        self.environment = {
            **environment,
            "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE": str(tokens),
            "GOVPUBLIC_VK_SERVICE_TOKEN": box.service_token,
            "GOVPUBLIC_VK_URL": url,
            "GOVPUBLIC_CALLBACK_SECRET": "a secret",
        }
        self.comments: list[int] = []
        self.store = folder / "bot.db"

    def ask(self, citizen: int) -> None:
        self.box.citizens.write(self.public, "Когда уберут снег?", citizen=citizen)
        self.comments.append(self.box.citizens.comment(self.public, POST, "?", citizen=citizen))

    def answers(self, citizens: Sequence[int]) -> Counter[int]:
        """How many messages each citizen has got."""
        got = self.box.citizens.received
        return Counter({one: len(got(self.public, citizen=one)) for one in citizens})

    def replies(self) -> Counter[int]:
        """How often each comment was answered by the public."""
        news = [one.object for one in self.box.events(self.public) if one.type == "wall_reply_new"]
        own = [one for one in news if one["from_id"] == -self.public]
        return Counter(one["reply_to_comment"] for one in own)

    def answered(self, citizens: Sequence[int]) -> int:
        """How many were answered, each once."""
        return len(+self.answers(citizens)) + len(self.replies())

    def has_answered(self, citizens: Sequence[int], enough: int) -> bool:
        return self.answered(citizens) >= enough

    @contextmanager
    def running(self, program: str, *options: str) -> Iterator["subprocess.Popen[str]"]:
        process = subprocess.Popen(
            words(program, f"--real={self.public}", f"--store={self.store}", *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=self.folder,
            encoding="utf-8",
        )
        try:
            assert process.stdout is not None
            assert "Ctrl-C ends it" in process.stdout.readline()
            yield process
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def town(tmp_path: Path, environment: dict[str, str]) -> Iterator[Town]:
    with Sandbox(publics=1) as box, box.serve() as url:
        yield Town(box, url, tmp_path, environment)


def wait_for(done: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def listens(town: Town) -> bool:
    """Whether a bot has a place in VK's queue, from which on nothing is lost."""
    if not town.store.exists():
        return False
    with Inbox(town.store) as inbox:
        return inbox.position(town.public) is not None


def interrupted(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Press Ctrl-C once; it must be enough."""
    process.send_signal(signal.SIGINT)
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()


@needs_signals
@pytest.mark.parametrize("bot", BOTS)
def test_ctrl_c_ends_a_bot_cleanly(bot: str, town: Town) -> None:
    with town.running(bot) as process:
        wait_for(lambda: listens(town), "the bot does not listen")
        town.ask(7)
        wait_for(lambda: town.answers([7])[7] and town.replies(), "nobody was answered")
        output, errors = interrupted(process)

    assert process.returncode == 130, errors
    assert "stopped" in output
    assert errors == ""


@needs_signals
@pytest.mark.parametrize("server", SERVERS)
def test_ctrl_c_ends_the_webhook_cleanly(server: str, town: Town, free_port: int) -> None:
    address = f"http://127.0.0.1:{free_port}/vk/"
    options = (server, f"--port={free_port}", f"--url={address}")
    with town.running("webhook_service.py", *options) as process:
        town.ask(7)
        wait_for(lambda: town.answers([7])[7] and town.replies(), "nobody was answered")
        output, errors = interrupted(process)

    assert process.returncode == 130, errors
    assert "stopped" in output
    assert "Traceback" not in errors


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@needs_signals
@pytest.mark.parametrize(
    "program", [*BOTS, pytest.param("webhook_service.py", marks=needs_fastapi)]
)
def test_who_is_killed_and_comes_back_answers_everybody_once(
    program: str, town: Town, free_port: int
) -> None:
    by_webhook = program == "webhook_service.py"
    where = (f"--port={free_port}", f"--url=http://127.0.0.1:{free_port}/vk/")
    options = ("--lease=1", *(where if by_webhook else ()))
    town.box.callbacks.pause = 0.2
    citizens = range(7, 27)
    asking = threading.Thread(target=ask_slowly, args=(town, citizens))
    for kill in range(4):
        with town.running(program, *options) as process:
            if not kill:
                wait_for(lambda: by_webhook or listens(town), "the bot does not listen")
                asking.start()
            enough = town.answered(citizens) + 5
            wait_for(partial(town.has_answered, citizens, enough), "nobody is answered")
            process.kill()
            process.wait()
    with town.running(program, *options):
        asking.join()
        wait_for(partial(town.has_answered, citizens, 2 * len(citizens)), "some have no answer")
        wait_for(lambda: is_done(town), "the events are not done")

    assert set(town.answers(citizens).values()) == {1}
    assert town.replies() == Counter(town.comments)
    with Outbox(town.store) as answers:
        assert answers.unknown() == []


def ask_slowly(town: Town, citizens: Sequence[int]) -> None:
    for one in citizens:
        town.ask(one)
        time.sleep(0.05)


def is_done(town: Town) -> bool:
    with Inbox(town.store) as inbox:
        counts = inbox.counts()
    assert counts.dead == 0
    return not counts.waiting and not counts.leased
