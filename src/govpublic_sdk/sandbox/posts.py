"""Walls as the region's publics have filled them: made when first looked at, the same each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import to_json

from govpublic_sdk.sandbox.values import Json
from govpublic_sdk.sandbox.world import World

__all__ = ["make_wall", "new_photo", "new_poll", "new_post", "new_video"]

_DAY = 86_400
_TOPICS = (
    "Вывоз снега на улицах.",
    "Работа поликлиник в праздничные дни.",
    "Ремонт дорог: график на неделю.",
    "Отключение воды: адреса и сроки.",
    "Запись детей в кружки.",
    "Голосование за благоустройство.",
)
_FILL = "Это вымышленная запись песочницы, она ни о ком не говорит правды. "
_COUNTED = 300  # about so many bytes have the counters that are added at each look


def make_wall(world: World, group_id: int) -> list[Json]:
    """Posts before the start of the sandbox, one in a day and a half on the average."""
    if group_id not in world.publics:
        return []
    chance, posts = world.chance("wall", group_id), world.region.posts
    start = world.clock.start
    times = sorted(int(start - chance.random() * posts * 1.5 * _DAY) for _ in range(posts))
    return [_post(world, group_id, place, date) for place, date in enumerate(times, 1)]


def _post(world: World, group_id: int, post_id: int, date: int) -> Json:
    chance = world.chance("post", group_id, post_id)
    attachments = _ATTACHED[post_id % len(_ATTACHED)](world, -group_id, post_id, date)
    post = new_post(-group_id, post_id, date, chance.choice(_TOPICS), attachments, _seeded=True)
    if post_id % 17 == 0:
        post["copy_history"] = _copy_post(world, group_id, post_id)
    missing = world.region.post_size - len(to_json(post)) - _COUNTED
    times = max(0, round(missing / len(_FILL.encode())))
    post["text"] = f"{post['text']} {_FILL * times}".strip()
    return post


def _copy_post(world: World, group_id: int, post_id: int) -> list[Json]:
    """An earlier post of the region's first public, which itself copies nothing."""
    first = next(iter(world.publics))
    source = world.any_post(first, post_id - 16) if first != group_id else None
    visible = {name: v for name, v in (source or {}).items() if not name.startswith("_")}
    return [visible] if visible else []


def new_post(
    owner_id: int, post_id: int, date: int, text: str, attachments: list[Json], **more: Any
) -> Json:
    """A post as VK shows it; counters are added when it is looked at."""
    return {
        "id": post_id,
        "owner_id": owner_id,
        "from_id": owner_id,
        "date": date,
        "type": "post",
        "post_type": "post",
        "inner_type": "wall_wallpost",
        "text": text,
        "attachments": attachments,
        "post_source": {"type": "api", "platform": "sandbox"},
        "can_edit": 1,
        "can_delete": 1,
        "can_pin": 1,
        "marked_as_ads": 0,
        "is_favorite": False,
        "hash": "",
        **more,
    }


def new_photo(owner_id: int, photo_id: int, date: int, album: int, text: str = "") -> Json:
    """A photo as VK shows it."""
    base = f"https://sandbox.invalid/photo{owner_id}_{photo_id}"
    widths = {"s": 75, "m": 130, "x": 604, "y": 807, "z": 1080}
    return {
        "id": photo_id,
        "album_id": album,
        "owner_id": owner_id,
        "user_id": 100 if owner_id < 0 else owner_id,
        "date": date,
        "has_tags": False,
        "text": text,
        "access_key": f"key{photo_id}",
        "sizes": [
            {"type": kind, "width": width, "height": width * 3 // 4, "url": f"{base}_{kind}.jpg"}
            for kind, width in widths.items()
        ],
    }


def new_video(owner_id: int, video_id: int, date: int, title: str, text: str = "") -> Json:
    """A video as VK shows it."""
    image = {"url": "https://sandbox.invalid/video.jpg", "width": 320, "height": 180}
    return {
        "id": video_id,
        "owner_id": owner_id,
        "title": title,
        "description": text,
        "date": date,
        "duration": 60,
        "type": "video",
        "access_key": f"key{video_id}",
        "image": [{**image, "with_padding": 1}],
        "views": 0,
        "comments": 0,
    }


def new_poll(owner_id: int, poll_id: int, date: int, question: str, answers: list[Json]) -> Json:
    """A poll without its votes, which are counted when it is looked at."""
    return {
        "id": poll_id,
        "owner_id": owner_id,
        "author_id": 1,
        "created": date,
        "question": question,
        "answers": answers,
        "anonymous": False,
        "multiple": False,
        "end_date": 0,
        "closed": False,
        "disable_unvote": False,
        "is_board": False,
        "can_edit": True,
        "can_vote": True,
        "can_report": True,
        "can_share": True,
    }


def _store(world: World, kind: str, thing: Json) -> Json:
    """What is attached exists also by itself."""
    world.things[kind, thing["owner_id"], thing["id"]] = thing
    return {"type": kind, kind: thing}


def _photos(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    return [_store(world, "photo", new_photo(owner_id, 100_000 + post_id, date, -7))]


def _link(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    url = f"https://sandbox.invalid/news/{post_id}"
    shown = {"url": url, "title": "Новость", "caption": "sandbox.invalid", "description": ""}
    return [{"type": "link", "link": {**shown, "is_favorite": False}}]


def _video(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    return [_store(world, "video", new_video(owner_id, 200_000 + post_id, date, "Сюжет"))]


def _document(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    number = 300_000 + post_id
    document = {
        "id": number,
        "owner_id": owner_id,
        "title": "Постановление.pdf",
        "size": 120_000,
        "ext": "pdf",
        "date": date,
        "type": 1,
        "url": f"https://sandbox.invalid/doc{owner_id}_{number}",
        "access_key": f"key{number}",
    }
    return [_store(world, "doc", document)]


def _poll(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    number = 400_000 + post_id
    texts = ("Парк", "Сквер", "Набережная")
    answers = [{"id": number * 10 + place, "text": text} for place, text in enumerate(texts, 1)]
    poll = new_poll(owner_id, number, date, "Что благоустроить первым?", answers)
    return [_store(world, "poll", poll)]


def _several(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    numbers = (100_000 + post_id, 500_000 + post_id)
    return [_store(world, "photo", new_photo(owner_id, number, date, -7)) for number in numbers]


def _nothing(world: World, owner_id: int, post_id: int, date: int) -> list[Json]:
    return []


_ATTACHED: tuple[Callable[[World, int, int, int], list[Json]], ...] = (
    *(_photos, _photos, _link, _photos, _video, _photos, _document, _several, _photos, _poll),
    *(_nothing, _photos),
)
