"""The blocking and the async client: they perform the requests and waits of a call."""

from __future__ import annotations

import asyncio
import inspect
import ssl
import time
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from typing_extensions import TypeForm

from govpublic_sdk import errors
from govpublic_sdk._base_client import BaseClient, Clock
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.batch import Outcome
from govpublic_sdk._core.bulk import BulkProcedure, Pack, Packing, RunningProcedure, deliver
from govpublic_sdk._core.calls import Call, Runnable
from govpublic_sdk._core.hidden import hide
from govpublic_sdk._core.http import Ask, Send, Sleep
from govpublic_sdk._core.pagination import Pages, Paginator
from govpublic_sdk._core.runner import Flow, Options, run_steps
from govpublic_sdk._core.single_flight import Request
from govpublic_sdk._core.transport import AnyAsyncTransport, AnyTransport, async_transport
from govpublic_sdk._core.transport import transport as _transport_of
from govpublic_sdk._texts import Text

__all__ = ["AsyncGovPublic", "GovPublic"]

T = TypeVar("T")
_IN_FLIGHT = 4  # batches at once: hides latency below the rate limit of one token


class GovPublic(BaseClient[AnyTransport]):
    """The blocking client of VK's government publics.

    Use it in a `with` block, or `close` it. It may be shared by threads. Failed calls
    are retried if their safety allows it; see `errors` for the exceptions.
    """

    def _connect(
        self,
        transport: AnyTransport | None,
        clock: Clock,
        *,
        proxy: str | None,
        ssl_context: ssl.SSLContext | None,
    ) -> None:
        self._sleep = clock.sleep or time.sleep
        self._transport = _transport_of(transport, proxy=proxy, ssl_context=ssl_context)

    def __enter__(self) -> Self:
        """Use the client in a block; it is closed at its end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        self.close()

    def close(self) -> None:
        """Close all connections; later calls raise `ConfigurationError`."""
        if self._life.end():
            self._transport.close()

    @check_arguments
    def run(self, runnable: Runnable[T] | BulkProcedure[T]) -> T:
        """Run a call or a procedure and return its value.

        Args:
            runnable: A call, a procedure of several calls, or a bulk procedure of thousands.

        Raises:
            GovPublicError: See `errors`.
        """
        if isinstance(runnable, BulkProcedure):
            return self._run_bulk(runnable)
        return self._drive(runnable, self._options)

    @check_arguments
    def call(
        self, method: str, params: Mapping[str, object] | None = None, *, result: TypeForm[T]
    ) -> T:
        """Call any method of VK; short for `client.run(vk.method(...))`.

        Args:
            method: VK's name of the method, such as `wall.get`.
            params: Its parameters.
            result: Type of the response: any that pydantic's `TypeAdapter` accepts.
        """
        from govpublic_sdk.vk import method as described

        return self.run(described(method, params, result=result))

    @check_arguments
    def walk(self, paginator: Paginator[T]) -> Iterator[T]:
        """Iterate over all items of a list, page after page."""
        pages = Pages(paginator)
        while request := pages.next_request():
            yield from pages.fresh(self._drive(request, self._options.for_many()))

    @check_arguments
    def run_all(self, calls: Iterable[Call[T]]) -> Iterator[Outcome[T]]:
        """Run many calls in as few requests as possible; yield outcomes in the order of the calls.

        Reads are batched, up to 25 and the largest response of VK; writes are sent one by one.

        Args:
            calls: Any number of calls, consumed as needed.
        """
        packing = Packing[T](self._lane, self._sizes)
        for call in calls:
            for pack in packing.add(call):
                yield from packing.settle(pack, self._deliver(pack))
            yield from packing.next_outcomes()
        for pack in packing.rest():
            yield from packing.settle(pack, self._deliver(pack))
        yield from packing.next_outcomes()

    def _run_bulk(self, procedure: BulkProcedure[T]) -> T:
        running = RunningProcedure(procedure)
        for group in running:
            for outcome in self.run_all(group.calls):
                group.take(outcome)
        return running.value

    def _deliver(self, pack: Pack[T]) -> list[Outcome[T]]:
        return self._drive(deliver(pack.calls, self._sizes), self._options.for_many())

    def _drive(self, runnable: Runnable[T], options: Options) -> T:
        self._life.check()
        flow: Flow[T] = run_steps(runnable, self._setting, options)
        answer: Any = None
        try:
            while True:
                answer = self._do(flow.send(answer))
        except StopIteration as done:
            value: T = done.value
            return value
        finally:
            flow.close()

    def _do(self, step: Send | Sleep | Ask) -> object:
        if isinstance(step, Send):
            try:
                return self._transport.send(step.request, step.timeout)
            except errors.GovPublicError as error:
                return errors.without_frames(error)
        if isinstance(step, Sleep):
            return self._sleep(step.seconds)
        answer = step.function()
        if isinstance(answer, Request):
            return hide(answer.wait())
        if inspect.isawaitable(answer):
            _discard(answer)
            raise errors.ConfigurationError(
                Text("{name} is async.", name=step.about), advice="Give it to AsyncGovPublic."
            )
        return answer if step.blocks else hide(answer)


class AsyncGovPublic(BaseClient[AnyAsyncTransport]):
    """The async client of VK's government publics, for asyncio.

    The same as `GovPublic` with `await` before calls and `async for` over lists; token sources and
    the `on_challenge` handler may be async. Use it in an `async with` block, or `close` it.
    """

    def _connect(
        self,
        transport: AnyAsyncTransport | None,
        clock: Clock,
        *,
        proxy: str | None,
        ssl_context: ssl.SSLContext | None,
    ) -> None:
        self._sleep = clock.sleep or asyncio.sleep
        self._transport = async_transport(transport, proxy=proxy, ssl_context=ssl_context)

    async def __aenter__(self) -> Self:
        """Use the client in a block; it is closed at its end."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.close()

    async def close(self) -> None:
        """Close all connections; later calls raise `ConfigurationError`."""
        if self._life.end():
            await self._transport.close()

    @check_arguments
    async def run(self, runnable: Runnable[T] | BulkProcedure[T]) -> T:
        """Run a call or a procedure and return its value; see `GovPublic.run`."""
        if isinstance(runnable, BulkProcedure):
            return await self._run_bulk(runnable)
        return await self._drive(runnable, self._options)

    @check_arguments
    async def call(
        self, method: str, params: Mapping[str, object] | None = None, *, result: TypeForm[T]
    ) -> T:
        """Call any method of VK; see `GovPublic.call`."""
        from govpublic_sdk.vk import method as described

        params = hide(params)
        return await self.run(described(method, params, result=result))

    @check_arguments
    async def walk(self, paginator: Paginator[T]) -> AsyncIterator[T]:
        """Iterate over all items of a list, page after page."""
        pages = Pages(paginator)
        while request := pages.next_request():
            page = await self._drive(request, self._options.for_many())
            for item in pages.fresh(page):
                yield item

    @check_arguments
    async def run_all(
        self, calls: Iterable[Call[T]] | AsyncIterable[Call[T]]
    ) -> AsyncIterator[Outcome[T]]:
        """Run many calls in as few requests as possible; see `GovPublic.run_all`.

        Several batches of reads are under way at once; a write is sent after all that came before
        it in batches that were sent, and before anything that comes after it. `calls` may be an
        async iterable.
        """
        packing = Packing[T](self._lane, self._sizes)
        running: deque[tuple[Pack[T], asyncio.Task[list[Outcome[T]]]]] = deque()
        source = _each(calls)
        try:
            async for call in source:
                for pack in packing.add(call):
                    limit = 0 if pack.is_write else _IN_FLIGHT - 1
                    while len(running) > limit:
                        earlier, task = running.popleft()
                        for outcome in packing.settle(earlier, await task):
                            yield outcome
                    running.append((pack, asyncio.create_task(self._deliver(pack))))
                while running and (running[-1][0].is_write or len(running) >= _IN_FLIGHT):
                    pack, task = running.popleft()
                    for outcome in packing.settle(pack, await task):
                        yield outcome
                for outcome in packing.next_outcomes():
                    yield outcome
            for pack in packing.rest():
                running.append((pack, asyncio.create_task(self._deliver(pack))))
            while running:
                pack, task = running.popleft()
                for outcome in packing.settle(pack, await task):
                    yield outcome
            for outcome in packing.next_outcomes():
                yield outcome
        finally:
            await source.aclose()
            await _cancel(task for _, task in running)

    async def _run_bulk(self, procedure: BulkProcedure[T]) -> T:
        running = RunningProcedure(procedure)
        for group in running:
            async for outcome in self.run_all(group.calls):
                group.take(outcome)
        return running.value

    async def _deliver(self, pack: Pack[T]) -> list[Outcome[T]]:
        return await self._drive(deliver(pack.calls, self._sizes), self._options.for_many())

    async def _drive(self, runnable: Runnable[T], options: Options) -> T:
        self._life.check()
        flow: Flow[T] = run_steps(runnable, self._setting, options)
        answer: Any = None
        blocks = False
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Ask) and step.blocks:
                    blocks = True
                    answer = await self._ask_in_thread(flow, step)
                else:
                    answer = await self._do(step)
        except StopIteration as done:
            blocks = False
            value: T = done.value
            return value
        finally:
            if blocks:  # its end may use the store again
                await _close_in_thread(flow)
            else:
                flow.close()

    async def _ask_in_thread(self, flow: Flow[Any], step: Ask) -> object:
        """Call what may wait for a file.

        A thread goes on when its task is cancelled, so the flow learns what came of it.
        """
        answer, cancelled = await _in_thread(step.function)
        if cancelled is not None:
            with suppress(StopIteration, errors.GovPublicError):
                flow.send(answer)
            raise cancelled
        return answer

    async def _do(self, step: Send | Sleep | Ask) -> object:
        if isinstance(step, Send):
            try:
                return await self._transport.send(step.request, step.timeout)
            except errors.GovPublicError as error:
                return errors.without_frames(error)
        answer = self._sleep(step.seconds) if isinstance(step, Sleep) else step.function()
        if isinstance(answer, Request):
            answer = asyncio.wrap_future(answer)
        return hide(await answer if inspect.isawaitable(answer) else answer)


def _discard(answer: object) -> None:
    close = getattr(answer, "close", None)
    if callable(close):
        close()


async def _each(calls: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[T]:
    if isinstance(calls, AsyncIterable):
        async for call in calls:
            yield call
    else:
        for call in calls:
            yield call


async def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    pending = list(tasks)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


async def _close_in_thread(flow: Flow[Any]) -> None:
    _, cancelled = await _in_thread(flow.close)
    if cancelled is not None:
        raise cancelled


async def _in_thread(call: Callable[[], T]) -> tuple[T, asyncio.CancelledError | None]:
    """Call in a thread of its own, wait for its end, and return its result.

    The few threads of `asyncio.to_thread` also look up the names of hosts, which must not wait.

    Returns:
        The result, and the cancellation of the task that came meanwhile.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except BaseException as error:
            done.set_exception(error)
        loop.call_soon_threadsafe(ended.set)

    Thread(target=copy_context().run, args=(run,), name="govpublic_sdk").start()
    cancelled: asyncio.CancelledError | None = None
    while not ended.is_set():
        try:
            await ended.wait()
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None and done.exception() is not None:
        raise cancelled
    return done.result(), cancelled
