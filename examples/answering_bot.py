"""A bot that answers for a public: messages, pressed buttons, comments below posts, each once.

Long Poll brings events into a file and a worker takes them out again, so nothing is lost when the
process dies, and nothing is answered twice when it comes back. Without arguments it runs on the
sandbox, where citizens write, and ends when all are answered:

    python examples/answering_bot.py

On real VK it answers until Ctrl-C. It needs the token of the community, and for comments a service
token, to look whether an answer arrived before a crash:

    export GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE=tokens.json GOVPUBLIC_VK_SERVICE_TOKEN=...
    python examples/answering_bot.py --real samara
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from govpublic_sdk import Button, GovPublic, Keyboard, errors, models
from govpublic_sdk.events import Worker
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox
from tables import as_table
from townsfolk import Townsfolk

TYPES = ("message_new", "message_event", "wall_reply_new")
HOURS = "Часы приёма"
KEYBOARD = Keyboard([[Button.callback(HOURS, payload={"show": "hours"})]], inline=True)
GREETING = "Здравствуйте! Сообщение принято, ответим в течение рабочего дня."
WHEN = "Приём граждан: по пятницам с 10 до 17."
TAKEN = "Спасибо, передали в городскую службу."


class Bot:
    """Answers events. Each may come again after a crash, so each answer has a mark of its own."""

    def __init__(self, client: GovPublic, inbox: Inbox, answers: Outbox) -> None:
        self._client = client
        self._inbox = inbox
        self._answers = answers

    def run(
        self,
        public: models.Public,
        stop: threading.Event,
        *,
        wait: int = 25,
        on_ready: Callable[[], object] | None = None,
    ) -> None:
        """Receive and answer until told to stop, which takes up to `wait` seconds, or Ctrl-C."""
        self._client.events.enable_long_poll(public, types=TYPES)
        worker = Worker(self._inbox, self.handle, pause=0.2, sleep=stop.wait)
        working = threading.Thread(target=worker.run, args=(stop.is_set,))
        working.start()
        try:
            self._client.events.receive(
                public, self._inbox, stop=stop.is_set, wait=wait, on_ready=on_ready
            )
        finally:
            stop.set()
            working.join()

    def handle(self, event: models.Event) -> None:
        """Answer an event; what is raised here makes the worker try again later."""
        match event:
            case models.MessageNew():
                self._client.messages.answer(event, GREETING, keyboard=KEYBOARD)
            case models.MessageEvent():
                self._show_hours(event)
            case models.WallReplyNew() if event.object.from_id != -event.group_id:
                self._answer_comment(event)
            case _:
                pass  # the public's own comments are events, too

    def _show_hours(self, press: models.MessageEvent) -> None:
        """VK takes one answer to a press, within a minute; after that there is nothing to mend."""
        with suppress(errors.InvalidRequest, errors.OutcomeUnknown):
            self._client.messages.show_snackbar(press, WHEN)

    def _answer_comment(self, event: models.WallReplyNew) -> None:
        """VK knows no mark of a comment, so the file says whether it was begun and sent."""
        asked = event.object
        key = f"comment {event.group_id}_{asked.id}"
        state = self._answers.begin(key)
        if state == "sent":
            return
        found = state == "unknown" and self._client.comments.find(
            asked, TAKEN, reply_to=asked, since=asked.date
        )
        if not found:
            self._client.comments.create(asked, TAKEN, reply_to=asked)
        self._answers.sent(key, "found" if found else "sent")


def on_sandbox(citizens: int) -> None:
    """Answer some citizens of a made-up public."""
    stop = threading.Event()
    with (
        TemporaryDirectory() as folder,
        Inbox(Path(folder) / "bot.db") as inbox,
        Outbox(Path(folder) / "bot.db") as answers,
        Sandbox(publics=1) as box,
        box.serve() as url,
        GovPublic(box.keyring(), vk_url=url) as client,
    ):
        public = client.publics.get(box.publics[0])
        folk = Townsfolk(box, public.id, citizens=citizens, button=HOURS)
        talking = threading.Thread(target=folk.talk, args=(stop.set,), daemon=True)
        Bot(client, inbox, answers).run(public, stop, wait=1, on_ready=talking.start)
        print(as_table(folk.rows()))


def on_vk(name: str, file: Path, lease: float) -> None:
    """Answer on real VK until Ctrl-C."""
    with (
        Inbox(file, lease=lease) as inbox,
        Outbox(file) as answers,
        GovPublic.from_env() as client,
    ):
        public = client.publics.get(name)
        print(f"answers for {public.name}; Ctrl-C ends it", flush=True)
        Bot(client, inbox, answers).run(public, threading.Event())


def options_of(what: str) -> argparse.ArgumentParser:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=what.splitlines()[0])
    parser.add_argument("--real", metavar="PUBLIC", help="an id, a name or an address on real VK")
    parser.add_argument("--store", type=Path, default=Path("bot.db"), help="with --real: the file")
    parser.add_argument(
        "--lease", type=float, default=60, help="seconds until others get a dead worker's event"
    )
    parser.add_argument("--citizens", type=int, default=5, help="on the sandbox: how many write")
    return parser


def finished(run: Callable[[], object]) -> int:
    """Run to the end; the exit code: 0 done, 1 could not go on, 130 stopped by Ctrl-C."""
    try:
        run()
    except KeyboardInterrupt:
        print("\nstopped; what was received is kept")
        return 130
    except (errors.GovPublicError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def main() -> int:
    """Answer on the sandbox or on VK."""
    chosen = options_of(str(__doc__)).parse_args()
    if chosen.real:
        return finished(lambda: on_vk(chosen.real, chosen.store, chosen.lease))
    return finished(lambda: on_sandbox(chosen.citizens))


if __name__ == "__main__":
    sys.exit(main())
