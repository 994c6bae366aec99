"""Audits of a region and of the country: requests, seconds, memory, and turns that are used."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from collecting import peak, process
from reading import wall
from rounds import Row

_JOBS = ("region", "pages_one_by_one", "country", "turns")
_REGION, _COUNTRY = 3_319, 173_000
_HERE = Path(__file__).parent


def measure() -> list[Row]:
    """Links of a region and of the country, and how well turns are used with posts."""
    return [row for job in _JOBS for row in _measured(job)]


def _measured(job: str) -> list[Row]:
    """Run a job in a process of its own, so that its peak of memory is its own."""
    program = [sys.executable, str(_HERE / "auditing.py"), job]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


async def _audit(url: str, keyring: Any, publics: range, parts: list[Any]) -> tuple[float, Any]:
    """Seconds for asking and for judging the links of each page, and the audit."""
    from govpublic_sdk import AsyncGovPublic, Keyring

    assert isinstance(keyring, Keyring)
    async with AsyncGovPublic(keyring, vk_url=url) as client:
        started = time.perf_counter()
        audit = await client.official_pages.audit(publics, parts=parts)
        asked = time.perf_counter() - started
        if not parts:
            print(sum(all(link.is_valid for link in page.links) for page in audit.pages))
        return asked if parts else time.perf_counter() - started, audit


def _links(publics: int, posts: int) -> tuple[float, Any, int]:
    """The links part on a served sandbox under VK's limits."""
    from govpublic_sdk import Keyring

    words = ("-m", "govpublic_sdk.sandbox", "--port=0", "--json", f"--posts={posts}")
    with process(*words, f"--publics={publics}") as line:
        found = json.loads(line)
        ids = range(min(found["publics"]), max(found["publics"]) + 1)
        keyring, url = Keyring(users=[found["tokens"]["user"]]), found["url"]
        del found, line
        took, audit = asyncio.run(_audit(url, keyring, ids, []))
    return took, audit, requests_of(keyring)


def requests_of(keyring: Any) -> int:
    """How many requests a keyring's tokens carried."""
    return sum(count.calls for count in keyring.usage._counts.values())


def _rows(what: str, publics: int, reach: dict[str, float]) -> list[dict[str, Any]]:
    took, audit, requests = _links(publics, posts=1)
    known = sum(1 for page in audit.pages if page.facts)
    memory = peak()
    return [
        {"what": f"{what}, links", "figure": took, "unit": "s", "note": f"{known} pages known"}
        | ({"reach": reach["seconds"]} if "seconds" in reach else {}),
        {"what": f"{what}, requests", "figure": requests, "reach": reach["requests"], "unit": ""},
        {"what": f"{what}, peak memory", "figure": memory, "unit": "MiB"}
        | ({"reach": reach["memory"]} if "memory" in reach else {}),
    ]


def _region() -> list[dict[str, Any]]:
    return _rows("3,319 publics", _REGION, {"requests": 7})


def _country() -> list[dict[str, Any]]:
    reach = {"requests": 200, "seconds": 70, "memory": 500}
    return _rows("173,000 publics", _COUNTRY, reach)


def _pages_one_by_one() -> list[dict[str, Any]]:
    """The way of the known checker: a request for each public, as fast as it may."""
    from govpublic_sdk import AsyncGovPublic, Keyring, vk

    async def ask(url: str, token: str, publics: list[int]) -> float:
        keyring = Keyring(users=[token], rates={"user": 1000})
        async with AsyncGovPublic(keyring, vk_url=url) as client:
            started = time.perf_counter()
            gate = asyncio.Semaphore(50)

            async def one(number: int) -> None:
                async with gate:
                    await client.run(vk.groups.get_by_id([number], fields=["menu"]))

            await asyncio.gather(*map(one, publics))
            return time.perf_counter() - started

    words = ("--port=0", "--json", "--posts=1", f"--publics={_REGION}", "--no-limits")
    with process("-m", "govpublic_sdk.sandbox", *words) as line:
        found = json.loads(line)
        took = asyncio.run(ask(found["url"], found["tokens"]["user"], found["publics"]))
    note = f"{_REGION / took:.0f} a second without any limit; its README tells of 88"
    what = "3,319 publics, one request each"
    return [{"what": what, "figure": took, "unit": "s", "note": note}]


def _turns() -> list[dict[str, Any]]:
    """Walls of a region from a server that costs nothing: the limit's turns, and those used."""
    import tempfile

    from govpublic_sdk import Keyring
    from govpublic_sdk.official_pages import forecast

    publics, posts = range(1, _REGION + 1), json.loads(wall(posts=40, size=1500))["response"]
    groups = {"groups": [{"id": number, "name": "x", "menu": {}} for number in publics]}
    now = int(time.time())
    answers = {"wall.get": posts, "groups.getById": groups, "utils.getServerTime": now}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.json"
        file.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        with process(str(_HERE / "neutral_server.py"), str(file), "0.1", "3") as line:
            keyring = Keyring(users=["token"])
            took, audit = asyncio.run(_audit(line.strip(), keyring, publics, ["posts"]))
    alone = (forecast(len(publics)).requests - 1) // 3
    read = sum(1 for page in audit.pages if page.facts and page.facts.posts_since)
    what = "3,319 publics with posts: turns used of those that the limit grants"
    note = f"{read} walls in {took:.2f} s"
    row = {"what": what, "figure": alone / took, "unit": "", "reach": 0.95, "at_least": True}
    return [{**row, "note": note}]


if __name__ == "__main__":
    print(json.dumps(globals()[f"_{sys.argv[1]}"]()))
