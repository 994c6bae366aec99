"""Reading 100 posts of `wall.get`, bytes to models, answers kept, beside `json.loads`."""

from __future__ import annotations

import json
import time
from pathlib import Path

from govpublic_sdk import vk
from govpublic_sdk._core.http import Response
from govpublic_sdk._core.services import VkService
from govpublic_sdk.sandbox import Sandbox
from rounds import Row, in_turn, median, ratio

_TIMES = 10


def real_wall() -> bytes | None:
    """An answer of `wall.get` made of real posts, where the reference data lies beside.

    Posts with links to each size of a photo are left out: versions before 5.77 sent them so.
    The text is what VK sends: without blanks, and with the slashes of addresses escaped.
    """
    files = sorted((Path(__file__).parents[2] / "shared/vk-samples/wall_posts").glob("*.json"))
    posts = [json.loads(file.read_text(encoding="utf-8"))["payload"] for file in files]
    posts = [post for post in posts if "id" in post and "photo_130" not in json.dumps(post)]
    if not posts:
        return None
    items = [posts[place % len(posts)] for place in range(100)]
    answer = {"response": {"count": 1000, "items": items}}
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return text.replace("/", r"\/").encode()


def wall(posts: int = 100, size: int = 2800) -> bytes:
    """The answer of `wall.get` with so many posts of about this size."""
    with Sandbox(publics=1, posts=posts, post_size=size, limits=False) as box:
        form = {"owner_id": f"-{box.publics[0]}", "count": "100", "v": "5.199"}
        return box.gateway.answer("wall.get", form, box.user_token).body


def measure() -> list[Row]:
    """The ratio to `json.loads` in time of the processor, with every answer kept."""
    body, kept = real_wall() or wall(), []
    service, call = VkService(), vk.wall.get(-1, count=100)
    service.read(call, Response(200, {}, body))

    def ours() -> float:
        kept.clear()
        started = time.process_time()
        for _ in range(_TIMES):
            kept.append(service.read(call, Response(200, {}, body)))
        return time.process_time() - started

    def plain() -> float:
        kept.clear()
        started = time.process_time()
        for _ in range(_TIMES):
            kept.append(json.loads(body))
        return time.process_time() - started

    figures = in_turn({"ours": ours, "json.loads": plain}, rounds=25)
    note = f"{len(body) // 1024} KiB, {1e3 * median(figures, 'ours') / _TIMES:.1f} ms"
    return [
        Row(
            what="100 posts of wall.get, bytes to models, kept",
            figure=ratio(figures, "ours", "json.loads"),
            unit="x json.loads",
            reach=1.5,
            note=note,
        )
    ]
