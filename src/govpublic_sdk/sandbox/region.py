"""Makes a region: publics with real names of bodies, and made-up content that says so."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox._samara import MINISTRIES, MUNICIPALITIES
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.world import Json, Region, World

__all__ = ["made_region", "photo_sizes"]

_FIRST_PUBLIC = 210_000_001
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


def made_region(region: Region, clock: Clock) -> World:
    """A world with citizens, publics, topics; walls are made when first looked at."""
    world = World(region, clock)
    world.make_wall = lambda group_id: _wall(world, group_id)
    world.make_citizen = _citizen
    for place in range(region.publics):
        public = _public(world, _FIRST_PUBLIC + place, place)
        world.publics[public["id"]] = public
        world.names[public["screen_name"]] = ("group", public["id"])
    return world


def photo_sizes(owner_id: int, photo_id: int) -> list[Json]:
    """The sizes of a made-up photo."""
    base = f"https://sandbox.invalid/photo{owner_id}_{photo_id}"
    widths = {"s": 75, "m": 130, "x": 604, "y": 807, "z": 1080}
    return [
        {"type": kind, "width": width, "height": width * 3 // 4, "url": f"{base}_{kind}.jpg"}
        for kind, width in widths.items()
    ]


def _citizen(number: int) -> Json:
    return {
        "id": number,
        "first_name": "Житель",
        "last_name": str(number),
        "screen_name": f"id{number}",
        "domain": f"id{number}",
        "is_closed": False,
        "can_access_closed": True,
        "sex": 1 + number % 2,
        "photo_50": "https://sandbox.invalid/user_50.jpg",
        "photo_100": "https://sandbox.invalid/user_100.jpg",
        "online": 0,
        "verified": 0,
        "city": {"id": 123, "title": "Самара"},
    }


def _names(place: int) -> tuple[str, str, int]:
    """The name, the short name and the population of a public by its place in the region."""
    if place < len(MUNICIPALITIES):
        code, name, people = MUNICIPALITIES[place]
        return f"Администрация: {name}", f"sandbox_mo{code}", people or 15_000
    if place < len(MUNICIPALITIES) + len(MINISTRIES):
        name = MINISTRIES[place - len(MUNICIPALITIES)]
        return name[0].upper() + name[1:], f"sandbox_min{place}", 40_000
    return f"Учреждение № {place} (вымышленное)", f"sandbox_org{place}", 3_000


def _public(world: World, number: int, place: int) -> Json:
    chance = world.chance("public", number)
    name, screen_name, people = _names(place)
    photo = f"https://sandbox.invalid/public{number}"
    return {
        "id": number,
        "name": name,
        "screen_name": screen_name,
        "is_closed": 0,
        "type": "page",
        "is_admin": 1,
        "admin_level": 3,
        "is_member": 1,
        "is_advertiser": 1,
        "verified": int(chance.random() < 0.7),
        "photo_50": f"{photo}_50.jpg",
        "photo_100": f"{photo}_100.jpg",
        "photo_200": f"{photo}_200.jpg",
        "description": f"{name}. Страница песочницы, содержание вымышлено.",
        "members_count": int(people * (0.05 + 0.2 * chance.random())) + 10,
        "activity": "Государственная организация",
        "status": "",
        "site": f"https://sandbox.invalid/{screen_name}",
        "phone": "+7 846 000-00-00",
        "city": {"id": 123, "title": "Самара"},
        "country": {"id": 1, "title": "Россия"},
        "wall": 1,
        "can_post": 1,
        "can_see_all_posts": 1,
        "can_create_topic": 1,
        "can_message": 1,
        "can_upload_doc": 1,
        "has_photo": 1,
        "age_limits": 1,
        "is_government_organization": chance.random() < 0.9,
        "ogrn": _ogrn(number),
        "can_view_stats": True,
        "counters": {"photos": 10, "topics": 2, "videos": 1, "articles": 0},
        "links": [],
        "contacts": [{"desc": "Пресс-служба", "phone": "+7 846 000-00-00"}],
        "addresses": {"is_enabled": False},
        "cover": {"enabled": 0},
        "menu": _menu(world, number),
        "main_section": 1,
    }


def _ogrn(number: int) -> str:
    """A made-up number whose check digit is right."""
    body = f"1026{number % 10**8:08d}"
    return f"{body}{int(body) % 11 % 10}"


def _menu(world: World, number: int) -> Json:
    chance = world.chance("menu", number)
    wrong = chance.random() < world.region.wrong_links
    campaign = "1020000000000" if wrong else _ogrn(number)
    form = f"https://pos.gosuslugi.ru/form/?opaId={number % 10**6}"
    url = f"{form}&utm_source=vk&utm_medium=63&utm_campaign={campaign}"
    return {"items": [{"id": 1, "type": "url", "title": "Сообщить о проблеме", "url": url}]}


def _wall(world: World, group_id: int) -> list[Json]:
    """Posts over the last weeks, one a day and a half on the average."""
    if group_id not in world.publics:
        return []
    chance = world.chance("wall", group_id)
    now, posts = world.clock.now(), world.region.posts
    times = sorted(int(now - chance.random() * posts * 1.5 * _DAY) for _ in range(posts))
    return [_post(world, group_id, place + 1, date) for place, date in enumerate(times)]


def _post(world: World, group_id: int, post_id: int, date: int) -> Json:
    chance = world.chance("post", group_id, post_id)
    fill = max(0, world.region.post_size - 1300) // (2 * len(_FILL)) + 1
    text = f"{chance.choice(_TOPICS)} {_FILL * fill}"
    photo = _photo(group_id, post_id)
    return new_post(-group_id, post_id, date, text.strip(), [photo], _seeded=True)


def new_post(
    owner_id: int, post_id: int, date: int, text: str, attachments: list[Any], **more: Any
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


def _photo(group_id: int, post_id: int) -> Json:
    photo_id = 100_000 + post_id
    photo = {
        "id": photo_id,
        "album_id": -7,
        "owner_id": -group_id,
        "user_id": 100,
        "date": 1_700_000_000,
        "has_tags": False,
        "text": "",
        "sizes": photo_sizes(-group_id, photo_id),
    }
    return {"type": "photo", "photo": photo}
