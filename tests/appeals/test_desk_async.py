"""The async client with a store that waits for its file: the event loop goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fake_channels import AsyncWire, MadeUpChannel, Platform, Wire, at
from govpublic_sdk import AsyncGovPublic, Clock, errors
from govpublic_sdk.appeals import Desk
from govpublic_sdk.store import Inbox
from long_poll_line import GROUP, AsyncLine

ENOUGH = 60.0  # never waited for: it ends a test that would hang


class Gate:
    """Holds calls of one method in their thread until the event loop lets them through."""

    def __init__(self, target: Any, method: str) -> None:
        self.reached = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._opened = threading.Event()
        self._method: Callable[..., Any] = getattr(target, method)
        setattr(target, method, self._held)

    def open(self) -> None:
        self._opened.set()

    def _held(self, *args: Any, **kwargs: Any) -> Any:
        self._loop.call_soon_threadsafe(self.reached.set)
        if not self._opened.wait(0 if threading.current_thread() is LOOP_THREAD else ENOUGH):
            raise AssertionError("the event loop stands still")
        return self._method(*args, **kwargs)


LOOP_THREAD = threading.main_thread()


class Office:
    """A desk with one appeal, and a client that uses it."""

    def __init__(self, folder: Path) -> None:
        self.time = at(60).timestamp()
        self.platform = Platform()
        self.platform.hears("1")
        self.desk = Desk(folder / "desk.db", now=lambda: self.time)

    def client(self) -> AsyncGovPublic:
        wire = Wire({"made-up": self.platform}, lambda what: None)
        channel = MadeUpChannel("made-up")
        transport = AsyncWire(wire, None)
        return AsyncGovPublic("token", transport=transport, channels=[channel], desk=self.desk)


def in_office(folder: Path, work: Callable[[Office, AsyncGovPublic], Any]) -> None:
    async def run() -> None:
        office = Office(folder)
        async with office.client() as client:
            await work(office, client)
        office.desk.close()

    asyncio.run(run())


@pytest.mark.parametrize("method", ["put", "complete"])
def test_reading_lets_the_loop_go_on(tmp_path: Path, method: str) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        gate = Gate(office.desk, method)
        task = asyncio.create_task(client.appeals.get("made-up/1"))
        await gate.reached.wait()
        gate.open()

        assert (await task).id.key == "1"

    in_office(tmp_path, work)


@pytest.mark.parametrize("method", ["begin", "renew", "mark_sent"])
def test_answer_lets_the_loop_go_on(tmp_path: Path, method: str) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        appeal = await client.appeals.get("made-up/1")
        gate = Gate(office.desk, method)
        task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
        await gate.reached.wait()
        gate.open()
        await task

        assert office.platform.texts("1") == ["Сделано"]
        assert not office.desk.unsettled()

    in_office(tmp_path, work)


@pytest.mark.parametrize("method", ["position", "put_all", "reach"])
def test_receive_lets_the_loop_go_on(tmp_path: Path, method: str) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        gate = Gate(office.desk, method)
        task = asyncio.create_task(client.appeals.receive(since=at(0) - timedelta(days=1)))
        await gate.reached.wait()
        gate.open()

        assert [one.key for one in (await task).new] == ["1"]

    in_office(tmp_path, work)


def test_list_lets_the_loop_go_on(tmp_path: Path) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        gate = Gate(office.desk, "complete")

        async def read() -> list[Any]:
            listed = client.appeals.each(since=at(0) - timedelta(days=1), until=at(60))
            return [one async for one in listed]

        task = asyncio.create_task(read())
        await gate.reached.wait()
        gate.open()

        assert [one.id.key for one in await task] == ["1"]

    in_office(tmp_path, work)


@pytest.mark.parametrize("cancels", [1, 3])
def test_cancelled_begin_leaves_nothing_begun(tmp_path: Path, cancels: int) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        appeal = await client.appeals.get("made-up/1")
        gate = Gate(office.desk, "begin")
        task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
        await gate.reached.wait()
        for _ in range(cancels):
            task.cancel()
            await asyncio.sleep(0)
        gate.open()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert not office.desk.unsettled()
        await client.appeals.answer(appeal, "Сделано")
        assert office.platform.texts("1") == ["Сделано"]

    in_office(tmp_path, work)


def test_cancelled_end_of_an_answer_is_noted(tmp_path: Path) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        appeal = await client.appeals.get("made-up/1")
        gate = Gate(office.desk, "mark_sent")
        task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
        await gate.reached.wait()
        task.cancel()
        gate.open()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert [one.state for one in office.desk.replies(appeal.id)] == ["sent"]

    in_office(tmp_path, work)


@pytest.mark.parametrize("error", [errors.StoreFull("the disk is full"), RuntimeError("a fault")])
@pytest.mark.parametrize("method", ["begin", "renew", "mark_sent"])
def test_cancellation_outlasts_an_error(tmp_path: Path, method: str, error: Exception) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    async def work(office: Office, client: AsyncGovPublic) -> None:
        appeal = await client.appeals.get("made-up/1")
        setattr(office.desk, method, fail)
        gate = Gate(office.desk, method)
        task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
        await gate.reached.wait()
        task.cancel()
        gate.open()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert office.platform.texts("1") == (["Сделано"] if method == "mark_sent" else [])

    in_office(tmp_path, work)


def test_fault_in_a_store_reaches_the_caller(tmp_path: Path) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        def fail(*args: Any, **kwargs: Any) -> Any:
            raise RuntimeError("a fault")

        office.desk.put = fail  # type: ignore[method-assign]
        with pytest.raises(RuntimeError, match="a fault"):
            await client.appeals.get("made-up/1")

    in_office(tmp_path, work)


def test_cleaning_up_lets_the_loop_go_on(tmp_path: Path) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        appeal = await client.appeals.get("made-up/1")
        renewing, failing = Gate(office.desk, "renew"), Gate(office.desk, "mark_failed")
        task = asyncio.create_task(client.appeals.answer(appeal, "Сделано"))
        await renewing.reached.wait()
        task.cancel()
        renewing.open()
        await failing.reached.wait()
        task.cancel()
        failing.open()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert not office.desk.unsettled()
        assert office.platform.texts("1") == []

    in_office(tmp_path, work)


def test_error_of_a_store_reaches_the_caller(tmp_path: Path) -> None:
    async def work(office: Office, client: AsyncGovPublic) -> None:
        def full(*args: Any, **kwargs: Any) -> Any:
            raise errors.StoreFull("the disk is full")

        appeal = await client.appeals.get("made-up/1")
        office.desk.begin = full  # type: ignore[method-assign]
        with pytest.raises(errors.StoreFull):
            await client.appeals.answer(appeal, "Сделано")

        assert office.platform.texts("1") == []

    in_office(tmp_path, work)


@pytest.mark.parametrize("method", ["position", "put_all"])
def test_long_poll_lets_the_loop_go_on(tmp_path: Path, method: str) -> None:
    async def run() -> None:
        line = AsyncLine({"ts": "101", "updates": [{"type": "x", "event_id": "1"}]})
        clock = Clock(now=lambda: 0.0, sleep=line.sleep)
        with Inbox(tmp_path / "events.db") as inbox:
            gate = Gate(inbox, method)
            async with AsyncGovPublic("token", transport=line, clock=clock) as client:
                task = asyncio.create_task(client.events.receive(GROUP, inbox, stop=line.stop))
                await gate.reached.wait()
                gate.open()

                assert await task == 1

    asyncio.run(run())
