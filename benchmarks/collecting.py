"""A region collected: 300 publics with statistics and 100 posts each; seconds and memory."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from reading import wall
from rounds import Row

_PUBLICS = 300
_JOBS = ("limited", "neutral", "sandbox", "walk", "many")
_HERE = Path(__file__).parent


def measure() -> list[Row]:
    """Seconds under VK's limits and beyond them; memory; requests."""
    return [row for job in _JOBS for row in _measured(job)]


def _measured(job: str) -> list[Row]:
    """Run a job in a process of its own, so that its peak of memory is its own."""
    program = [sys.executable, str(_HERE / "collecting.py"), job]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


async def _collect(url: str, keyring: Any, publics: list[int]) -> tuple[float, str]:
    """Seconds, and what became of 600 calls."""
    from govpublic_sdk import AsyncGovPublic, errors, vk

    def calls() -> Iterator[Any]:
        for public in publics:
            yield vk.stats.get(public, interval="week", intervals_count=4)
            yield vk.wall.get(-public, count=100)

    good = closed = 0
    async with AsyncGovPublic(keyring, vk_url=url) as client:
        await client.run(vk.utils.get_server_time())
        await asyncio.sleep(1.1)
        started = time.perf_counter()
        async for outcome in client.run_all(calls()):
            good += outcome.error is None
            closed += isinstance(outcome.error, errors.AccessDenied)
        return time.perf_counter() - started, f"{good} answers, {closed} refused as closed"


def _served(late: float, rate: int) -> tuple[float, str]:
    """Collect from a server whose own work costs nearly nothing."""
    from govpublic_sdk import Keyring

    answers = {"wall.get": _posts(), "stats.get": [], "utils.getServerTime": 1}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.json"
        file.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        server = str(_HERE / "neutral_server.py")
        with process(server, str(file), str(late), str(rate if rate == 3 else 0)) as line:
            keyring = Keyring(users=["token"], rates={"user": rate})
            publics = list(range(1, _PUBLICS + 1))
            return asyncio.run(_collect(line.strip(), keyring, publics))


def _posts() -> Any:
    return json.loads(wall(size=1500))["response"]


def _limited() -> list[dict[str, Any]]:
    took, what = _served(late=0.1, rate=3)
    return [
        {
            "what": "300 publics, statistics and 100 posts, 3 a second, 5 MB cap",
            "figure": took,
            "unit": "s",
            "reach": 8.4,
            "note": what,
        },
        {
            "what": "the same, peak memory of the client",
            "figure": peak(),
            "unit": "MiB",
            "reach": 150,
        },
    ]


def _neutral() -> list[dict[str, Any]]:
    body = json.dumps(_posts(), ensure_ascii=False).encode()
    started = time.perf_counter()
    for _ in range(_PUBLICS):
        json.loads(body)
    plain = time.perf_counter() - started
    took, what = _served(late=0.05, rate=20)
    return [
        {
            "what": "the same, 20 a second, 50 ms late, no cap",
            "figure": took,
            "unit": "s",
            "reach": 1.5,
            "note": f"{what}; {_PUBLICS * len(body) / 2**20:.0f} MiB, json.loads {plain:.2f} s",
        }
    ]


def _sandbox() -> list[dict[str, Any]]:
    from govpublic_sdk import Keyring

    words = ("-m", "govpublic_sdk.sandbox", "--port=0", "--json", "--publics=300", "--posts=100")
    with process(*words) as line:
        found = json.loads(line)
        keyring = Keyring(users=[found["tokens"]["user"]])
        took, what = asyncio.run(_collect(found["url"], keyring, found["publics"]))
    what = f"{what}; the sandbox computes"
    return [{"what": "the same on the sandbox", "figure": took, "unit": "s", "note": what}]


def _walk() -> list[dict[str, Any]]:
    """Walked on a neutral transport, which keeps nothing itself."""
    import gc
    import tracemalloc

    import httpx

    from govpublic_sdk import Clock, GovPublic, Keyring

    post = json.loads(wall(posts=1))["response"]["items"][0]

    def answer(request: httpx.Request) -> httpx.Response:
        offset = int(dict(parse_qsl(request.content.decode())).get("offset", 0))
        items = [{**post, "id": 20_000 - place} for place in range(offset, offset + 100)]
        return httpx.Response(200, json={"response": {"count": 10_000, "items": items}})

    transport, keyring = httpx.MockTransport(answer), Keyring(users=["t"], rates={"user": 1000})
    kept: list[int] = []
    with GovPublic(keyring, transport=transport, clock=Clock(sleep=lambda _: None)) as client:
        tracemalloc.start()
        walked = 0
        for walked, _ in enumerate(client.posts.each(1), 1):
            if walked in (2_050, 9_950):
                gc.collect()
                kept.append(tracemalloc.get_traced_memory()[0])
    return [
        {
            "what": "10,000 posts walked, memory kept between post 2,050 and 9,950",
            "figure": (kept[1] - kept[0]) / 2**20,
            "unit": "MiB",
            "reach": 0.5,
            "note": f"{walked} posts",
        }
    ]


def _many() -> list[dict[str, Any]]:
    from govpublic_sdk.sandbox import Sandbox

    with Sandbox(publics=3319) as box, box.client() as client:
        found = client.publics.get_many(box.publics)
        requests = sum(box.gateway.requests.values())
    return [
        {
            "what": "get_many of 3,319 publics",
            "figure": requests,
            "unit": "requests",
            "reach": 7,
            "note": f"{len(found)} found",
        }
    ]


def peak() -> float:
    """The peak of this process; where Linux tells, without what its parent once had."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def process(*words: str) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    print(json.dumps(globals()[f"_{sys.argv[1]}"]()))
