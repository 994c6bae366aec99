"""A token is asked for by one call at a time; the others wait and use the result."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event
from typing import Any

import httpx
import pytest

from fake_pos import page, settings
from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring, errors
from run_steps import question

CALLS = 16


class Vault:
    """Gives tokens, each of which replaces the one before."""

    def __init__(self) -> None:
        self.given = 0
        self.entered = Event()
        self.open = Event()

    def __call__(self) -> str:
        self.given += 1
        self.entered.set()
        self.open.wait()
        return f"token-{self.given}"

    async def later(self) -> str:
        self.given += 1
        for _ in range(3 * CALLS):  # all calls reach their question meanwhile
            await asyncio.sleep(0)
        return f"token-{self.given}"

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] == f"Bearer token-{self.given}":
            return httpx.Response(200, json={"response": 1})
        error = {
            "error_code": 5,
            "error_msg": "User authorization failed: access_token has expired.",
        }
        return httpx.Response(200, json={"error": error})

    async def answer_later(self, request: httpx.Request) -> httpx.Response:
        return self.answer(request)


def keyring(source: Callable[[], str | Awaitable[str]]) -> Keyring:
    return Keyring(users=[source], rates={"user": 1000})


def blocking(vault: Vault, source: Callable[[], Any] | None = None) -> GovPublic:
    return GovPublic(keyring(source or vault), transport=httpx.MockTransport(vault.answer))


def asynchronous(vault: Vault, source: Callable[[], Any] | None = None) -> AsyncGovPublic:
    transport = httpx.MockTransport(vault.answer_later)
    return AsyncGovPublic(keyring(source or vault.later), transport=transport)


def ask_in_threads(vault: Vault, ask: Callable[[], Any]) -> list[Any]:
    """Ask in many threads at once, and open the vault when all have begun."""
    together = Barrier(CALLS + 1)

    def work() -> Any:
        together.wait()
        try:
            return ask()
        except Exception as error:
            return error

    with ThreadPoolExecutor(CALLS) as pool:
        found = [pool.submit(work) for _ in range(CALLS)]
        together.wait()
        vault.entered.wait()
        vault.open.set()
        return [one.result() for one in found]


async def ask_in_tasks(client: AsyncGovPublic) -> list[Any]:
    asked = (client.run(question()) for _ in range(CALLS))
    return await asyncio.gather(*asked, return_exceptions=True)


def test_threads_ask_a_source_once_at_a_time() -> None:
    vault = Vault()
    with blocking(vault) as client:
        assert ask_in_threads(vault, lambda: client.run(question())) == [1] * CALLS
        assert vault.given == 1

        vault.given += 1  # the token was replaced somewhere else
        vault.entered.clear()
        vault.open.clear()
        assert ask_in_threads(vault, lambda: client.run(question())) == [1] * CALLS
        assert vault.given == 3


def test_tasks_ask_a_source_once_at_a_time() -> None:
    async def main() -> None:
        vault = Vault()
        async with asynchronous(vault) as client:
            assert await ask_in_tasks(client) == [1] * CALLS
            assert vault.given == 1

            vault.given += 1
            assert await ask_in_tasks(client) == [1] * CALLS
            assert vault.given == 3

    asyncio.run(main())


def test_all_who_wait_get_the_error_of_a_source() -> None:
    async def broken() -> str:
        await vault.later()
        raise OSError("the vault is closed")

    async def main() -> None:
        async with asynchronous(vault, broken) as client:
            found = await ask_in_tasks(client)
            assert Counter(map(type, found)) == {OSError: CALLS}
            assert vault.given == 1

    vault = Vault()
    asyncio.run(main())


def test_threads_that_wait_get_the_error_of_a_source() -> None:
    def broken() -> str:
        vault()
        raise OSError("the vault is closed")

    vault = Vault()
    with blocking(vault, broken) as client:
        found = ask_in_threads(vault, lambda: client.run(question()))
    assert Counter(map(type, found)) == {OSError: CALLS}


def test_bad_tokens_are_refused_for_all_who_wait() -> None:
    async def bad() -> str:
        return f"{await vault.later()} with spaces"

    async def main() -> None:
        async with asynchronous(vault, bad) as client:
            found = await ask_in_tasks(client)
            assert Counter(map(type, found)) == {errors.ConfigurationError: CALLS}
            assert vault.given == 1

    vault = Vault()
    asyncio.run(main())


def test_the_next_call_asks_if_the_first_is_cancelled() -> None:
    async def main() -> None:
        vault = Vault()
        async with asynchronous(vault) as client:
            first, second = (asyncio.create_task(client.run(question())) for _ in range(2))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            first.cancel()

            assert await second == 1
            assert first.cancelled()
            assert vault.given == 2

    asyncio.run(main())


def test_the_first_goes_on_if_a_call_that_waits_is_cancelled() -> None:
    async def main() -> None:
        vault = Vault()
        async with asynchronous(vault) as client:
            first, second = (asyncio.create_task(client.run(question())) for _ in range(2))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            second.cancel()

            assert await first == 1
            assert second.cancelled()
            assert vault.given == 1

    asyncio.run(main())


def test_a_source_that_needs_its_own_token_is_refused() -> None:
    def around() -> str:
        return str(client.run(question()))

    refused = pytest.raises(errors.ConfigurationError, match="another token")
    with blocking(Vault(), around) as client, refused:
        client.run(question())


def test_an_async_source_that_needs_its_own_token_is_refused() -> None:
    async def around() -> str:
        return str(await clients[0].run(question()))

    async def main() -> None:
        async with asynchronous(Vault(), around) as client:
            clients.append(client)
            with pytest.raises(errors.ConfigurationError, match="another token"):
                await client.run(question())

    clients: list[AsyncGovPublic] = []
    asyncio.run(main())


def test_a_blocking_client_does_not_wait_for_its_own_thread() -> None:
    async def main() -> None:
        vault = Vault()
        async with asynchronous(vault) as client:
            first = asyncio.create_task(client.run(question()))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            transport = httpx.MockTransport(vault.answer)
            refused = pytest.raises(errors.ConfigurationError, match="async client")
            with GovPublic(client.keyring, transport=transport) as other, refused:
                other.run(question())
            assert await first == 1

    asyncio.run(main())


def test_an_async_source_is_refused_by_the_blocking_client() -> None:
    vault = Vault()
    with blocking(vault, vault.later) as client:
        for _ in range(2):
            with pytest.raises(errors.ConfigurationError, match="AsyncGovPublic"):
                client.run(question())
    assert vault.given == 0


def test_threads_sign_in_to_a_service_once() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v0/door":
            return httpx.Response(200, json={"access_token": vault()})
        is_known = request.headers["authorization"] == f"Bearer token-{vault.given}"
        return httpx.Response(200 if is_known else 401, json=page())

    vault = Vault()
    since = datetime(2026, 1, 1, tzinfo=UTC)
    with GovPublic(pos=settings(), transport=httpx.MockTransport(answer)) as client:
        found = ask_in_threads(vault, lambda: list(client.appeals.each(since=since)))
    assert found == [[]] * CALLS
    assert vault.given == 1
