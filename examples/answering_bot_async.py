"""The bot of `answering_bot.py` for asyncio: the same answers, no threads.

python examples/answering_bot_async.py
python examples/answering_bot_async.py --real samara
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from answering_bot import GREETING, HOURS, KEYBOARD, TAKEN, TYPES, WHEN, finished, options_of
from govpublic_sdk import AsyncGovPublic, errors, models
from govpublic_sdk.events import AsyncWorker
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox
from tables import as_table
from townsfolk import Townsfolk


class Bot:
    """Answers events. Each may come again after a crash, so each answer has a mark of its own."""

    def __init__(self, client: AsyncGovPublic, inbox: Inbox, answers: Outbox) -> None:
        self._client = client
        self._inbox = inbox
        self._answers = answers

    async def run(
        self, public: models.Public, *, on_ready: Callable[[], object] | None = None
    ) -> None:
        """Receive and answer until cancelled."""
        await self._client.events.enable_long_poll(public, types=TYPES)
        worker = AsyncWorker(self._inbox, self.handle, pause=0.2)
        working = asyncio.create_task(worker.run())
        try:
            await self._client.events.receive(public, self._inbox, on_ready=on_ready)
        finally:
            working.cancel()
            await asyncio.wait([working])

    async def handle(self, event: models.Event) -> None:
        """Answer an event; what is raised here makes the worker try again later."""
        match event:
            case models.MessageNew():
                await self._client.messages.answer(event, GREETING, keyboard=KEYBOARD)
            case models.MessageEvent():
                with suppress(errors.InvalidRequest, errors.OutcomeUnknown):
                    await self._client.messages.show_snackbar(event, WHEN)
            case models.WallReplyNew() if event.object.from_id != -event.group_id:
                await self._answer_comment(event)
            case _:
                pass  # the public's own comments are events, too

    async def _answer_comment(self, event: models.WallReplyNew) -> None:
        """VK knows no mark of a comment, so the file says whether it was begun and sent."""
        asked = event.object
        key = f"comment {event.group_id}_{asked.id}"
        state = await asyncio.to_thread(self._answers.begin, key)
        if state == "sent":
            return
        found = state == "unknown" and await self._client.comments.find(
            asked, TAKEN, reply_to=asked, since=asked.date
        )
        if not found:
            await self._client.comments.create(asked, TAKEN, reply_to=asked)
        await asyncio.to_thread(self._answers.sent, key, "found" if found else "sent")


async def on_sandbox(citizens: int) -> None:
    """Answer some citizens of a made-up public."""
    with (
        TemporaryDirectory() as folder,
        Inbox(Path(folder) / "bot.db") as inbox,
        Outbox(Path(folder) / "bot.db") as answers,
        Sandbox(publics=1) as box,
        box.serve() as url,
    ):
        async with AsyncGovPublic(box.keyring(), vk_url=url) as client:
            public = await client.publics.get(box.publics[0])
            folk = Townsfolk(box, public.id, citizens=citizens, button=HOURS)
            ready = asyncio.Event()
            answering = asyncio.create_task(
                Bot(client, inbox, answers).run(public, on_ready=ready.set)
            )
            await asyncio.wait_for(ready.wait(), timeout=30)
            await asyncio.to_thread(folk.talk)
            answering.cancel()
            await asyncio.wait([answering])
        print(as_table(folk.rows()))


async def on_vk(name: str, file: Path, lease: float) -> None:
    """Answer on real VK until Ctrl-C."""
    with Inbox(file, lease=lease) as inbox, Outbox(file) as answers:
        async with AsyncGovPublic.from_env() as client:
            public = await client.publics.get(name)
            print(f"answers for {public.name}; Ctrl-C ends it", flush=True)
            await Bot(client, inbox, answers).run(public)


def main() -> int:
    """Answer on the sandbox or on VK."""
    chosen = options_of(str(__doc__)).parse_args()
    if chosen.real:
        return finished(lambda: asyncio.run(on_vk(chosen.real, chosen.store, chosen.lease)))
    return finished(lambda: asyncio.run(on_sandbox(chosen.citizens)))


if __name__ == "__main__":
    sys.exit(main())
