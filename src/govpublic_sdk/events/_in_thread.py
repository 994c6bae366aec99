"""Calls that block, made in a thread for a task; what comes of one is never dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["in_thread"]

T = TypeVar("T")


async def in_thread(call: Callable[[], T], *, left: Callable[[T], object]) -> T:
    """Call in a thread and wait for the result.

    A thread goes on when the task that waits for it is cancelled.

    Args:
        call: What blocks.
        left: Given the result, in whatever thread, if the task was cancelled meanwhile.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except BaseException as error:
            done.set_exception(error)

    def leave(done: Future[T]) -> None:
        if done.exception() is None:
            left(done.result())

    try:
        await asyncio.to_thread(run)
    except asyncio.CancelledError:
        done.add_done_callback(leave)
        raise
    return done.result()
