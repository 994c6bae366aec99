"""The bot of `answering_bot.py` for asyncio: the same answers, no threads.

python examples/answering_bot_async.py
python examples/answering_bot_async.py --real samara
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from answering_bot import GREETING, HOURS, KEYBOARD, TAKEN, TYPES, WHEN, finished, options_of
from govpublic_sdk import AsyncGovPublic, PostRef, errors, models
from govpublic_sdk.events import AsyncWorker
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Answers, Inbox
from tables import as_table
from townsfolk import Townsfolk


class Bot:
    """Answers events. Each may come again after a crash, so each answer has a mark of its own."""

    def __init__(self, client: AsyncGovPublic, inbox: Inbox, answers: Answers) -> None:
        self._client = client
        self._inbox = inbox
        self._answers = answers

    async def run(self, public: models.Public) -> None:
        """Receive and answer until cancelled."""
        await self._client.events.enable_long_poll(public, types=TYPES)
        worker = AsyncWorker(self._inbox, self.handle, pause=0.2)
        working = asyncio.create_task(worker.run())
        try:
            await self._client.events.receive(public, self._inbox)
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
        comment = event.object
        post = PostRef(owner_id=-event.group_id, id=comment.post_id or 0)
        key = f"comment {post.owner_id}_{comment.id}"
        state = await asyncio.to_thread(self._answers.begin, key)
        if state == "sent":
            return
        if state == "unknown" and await self._is_answered(post, comment):
            await asyncio.to_thread(self._answers.sent, key, "found")
            return
        created = await self._client.comments.create(post, TAKEN, reply_to=comment)
        await asyncio.to_thread(self._answers.sent, key, str(created.comment_id))

    async def _is_answered(self, post: PostRef, comment: models.Comment) -> bool:
        """Whether an answer whose end is not known has arrived."""
        root = comment.parents_stack[0] if comment.parents_stack else comment.id
        async for reply in self._client.comments.replies(post, root):
            if reply.from_id == post.owner_id and reply.reply_to_comment == comment.id:
                return True
        return False


async def on_sandbox(citizens: int, box: Sandbox, url: str, file: Path) -> None:
    """Answer some citizens of a made-up public."""
    with Inbox(file) as inbox, Answers(file) as answers:
        async with AsyncGovPublic(box.keyring(), vk_url=url) as client:
            public = await client.publics.get(box.publics[0])
            answering = asyncio.create_task(Bot(client, inbox, answers).run(public))
            folk = Townsfolk(box, public.id, citizens=citizens, button=HOURS)
            await asyncio.to_thread(folk.talk, partial(inbox.position, public.id))
            answering.cancel()
            await asyncio.wait([answering])
    print(as_table(folk.rows()))


async def on_vk(name: str, file: Path, lease: float) -> None:
    """Answer on real VK until Ctrl-C."""
    with Inbox(file, lease=lease) as inbox, Answers(file) as answers:
        async with AsyncGovPublic.from_env() as client:
            public = await client.publics.get(name)
            print(f"answers for {public.name}; Ctrl-C ends it", flush=True)
            await Bot(client, inbox, answers).run(public)


def main() -> int:
    """Answer on the sandbox or on VK."""
    chosen = options_of(str(__doc__)).parse_args()
    if chosen.real:
        return finished(lambda: asyncio.run(on_vk(chosen.real, chosen.store, chosen.lease)))
    with TemporaryDirectory() as folder, Sandbox(publics=1) as box, box.serve() as url:
        file = Path(folder) / "bot.db"
        return finished(lambda: asyncio.run(on_sandbox(chosen.citizens, box, url, file)))


if __name__ == "__main__":
    sys.exit(main())
