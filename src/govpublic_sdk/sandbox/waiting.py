"""Waiting for events on a Long Poll request: in a thread, on an event loop, or in made-up time."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from govpublic_sdk.sandbox.answered import Answered
from govpublic_sdk.sandbox.gateway import Poll

__all__ = ["awaited", "awaited_really", "waited"]


def waited(poll: Poll, longest: float) -> Answered:
    """The answer to a request, as soon as there is one; made-up time passes at once.

    Args:
        poll: The request.
        longest: For how many seconds the other side waits at the most.
    """
    answered, clock = poll.answer(), poll.world.clock
    if answered is None and not clock.real:
        clock.sleep(min(poll.look.wait, longest))
        answered = poll.answer()
    elif answered is None:
        answered = _waited_really(poll, longest)
    return answered or poll.over()


def _waited_really(poll: Poll, longest: float) -> Answered | None:
    end, changed = time.monotonic() + min(poll.look.wait, longest), poll.world.events.changed
    with changed:
        while (answered := poll.answer()) is None and (rest := end - time.monotonic()) > 0:
            changed.wait(min(rest, _next(poll)))
    return answered


async def awaited(poll: Poll, longest: float) -> Answered:
    """The same for async code; see `waited`."""
    answered, clock = poll.answer(), poll.world.clock
    if answered is None and not clock.real:
        await clock.asleep(min(poll.look.wait, longest))
        answered = poll.answer()
    elif answered is None:
        answered = await awaited_really(poll, longest)
    return answered or poll.over()


async def awaited_really(poll: Poll, longest: float) -> Answered:
    """The same for a server: on the machine's clock, whatever the time of the sandbox is."""
    loop, bell, events = asyncio.get_running_loop(), asyncio.Event(), poll.world.events
    end = loop.time() + min(poll.look.wait, longest)

    def wake() -> None:
        loop.call_soon_threadsafe(bell.set)

    events.listen(wake)
    try:
        while (answered := poll.answer()) is None and (rest := end - loop.time()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(rest, _next(poll))):
                    await bell.wait()
            bell.clear()
    finally:
        events.ignore(wake)
    return answered or poll.over()


def _next(poll: Poll) -> float:
    """Seconds until something happens by itself."""
    return max(0.001, poll.world.events.next_due() - poll.world.clock.now())
