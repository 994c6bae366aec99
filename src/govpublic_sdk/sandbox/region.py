"""Makes a region: publics with real names of bodies, and made-up content marked as such."""

from __future__ import annotations

import random
from dataclasses import dataclass

from govpublic_sdk.sandbox._samara import INSTITUTIONS, MINISTRIES, MUNICIPALITIES
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.pos_links import Body, menu
from govpublic_sdk.sandbox.posts import make_wall
from govpublic_sdk.sandbox.values import Json
from govpublic_sdk.sandbox.world import Region, World

__all__ = ["list_publics", "make_world", "new_public"]

_FIRST_PUBLIC = 210_000_001
_INVENTED = "Страница песочницы: содержание, ОГРН, адрес и телефоны вымышлены."
_CITY = {"id": 123, "title": "Самара"}


@dataclass(frozen=True, slots=True)
class _Place:
    """What a public is: its name, its short name, how many people it is for, and where."""

    name: str
    screen_name: str
    people: int
    municipality: str


def make_world(region: Region, clock: Clock) -> World:
    """A world with publics; persons, walls and topics are made when first looked at."""
    world = World(region, clock)
    world.make_wall = lambda group_id: make_wall(world, group_id)
    world.make_citizen = _citizen
    for place in range(region.publics):
        _add(world, _FIRST_PUBLIC + place, place)
    return world


def list_publics(world: World) -> list[dict[str, str]]:
    """The region's publics as an authority lists them, a row for each, by the usual heads."""
    names = {code: name for code, name, _ in MUNICIPALITIES}
    rows: list[dict[str, str]] = []
    for place, (number, public) in enumerate(world.publics.items()):
        about = _place(place)
        rows.append(
            {
                "Организация": about.name,
                "ОГРН": _ogrn(number),
                "Муниципалитет": names.get(about.municipality, ""),
                "Уровень": "МО" if about.municipality else "Министерство",
                "Подключение": "да" if number % 5 else "нет",
                "Страница": f"https://vk.com/{public['screen_name']}",
            }
        )
    return rows


def _add(world: World, number: int, place: int) -> None:
    about, chance = _place(place), world.chance("public", number)
    public = _public(about, number, chance, world.region.wrong_links)
    if place >= len(MUNICIPALITIES) + len(MINISTRIES):
        _hide_some(public, chance)
    world.publics[number] = public
    world.names[about.screen_name] = ("group", number)
    world.settings[number, "addresses"] = {1: _address(about)}


def _place(place: int) -> _Place:
    if place < len(MUNICIPALITIES):
        code, name, people = MUNICIPALITIES[place]
        named = f"Администрация {_genitive(name)}"
        return _Place(named, f"sandbox_mo{code}", people or 15_000, code)
    rest = place - len(MUNICIPALITIES)
    if rest < len(MINISTRIES):
        name = MINISTRIES[rest]
        return _Place(name[0].upper() + name[1:], f"sandbox_min{place}", 40_000, "")
    code, name, _ = MUNICIPALITIES[place % len(MUNICIPALITIES)]
    kind = INSTITUTIONS[place % len(INSTITUTIONS)]
    called = f"{kind} № {place} (вымышленное учреждение), {name}"
    return _Place(called, f"sandbox_org{place}", 3_000, code)


def _genitive(name: str) -> str:
    for form, changed in (("городской округ", "городского округа"), ("район", "района")):
        name = name.replace(form, changed)
    return name.replace("муниципальный", "муниципального")


def new_public(number: int, name: str, screen_name: str) -> Json:
    """A community as it is when it was just created."""
    photo = f"https://sandbox.invalid/public{number}"
    return {
        "id": number,
        "name": name,
        "screen_name": screen_name,
        "is_closed": 0,
        "type": "page",
        "verified": 0,
        "photo_50": f"{photo}_50.jpg",
        "photo_100": f"{photo}_100.jpg",
        "photo_200": f"{photo}_200.jpg",
        "description": "",
        "members_count": 1,
        "status": "",
        "site": "",
        "phone": "",
        "country": {"id": 1, "title": "Россия"},
        "wall": 1,
        "can_post": 1,
        "can_suggest": 1,
        "can_see_all_posts": 1,
        "can_create_topic": 1,
        "can_message": 1,
        "can_upload_doc": 1,
        "can_upload_video": 1,
        "can_view_stats": True,
        "has_photo": 0,
        "age_limits": 1,
        "is_government_organization": False,
        "links": [],
        "contacts": [],
        "addresses": {"is_enabled": False},
        "cover": {"enabled": 0},
        "counters": {"photos": 0, "topics": 0, "videos": 0, "articles": 0},
        "main_section": 1,
    }


def _public(about: _Place, number: int, chance: random.Random, wrong_links: float) -> Json:
    ogrn = _ogrn(number)
    body = Body(number=str(number % 10**6), ogrn=ogrn, municipality=about.municipality)
    items, fault = menu(body, wrong_links, chance)
    site = f"https://sandbox.invalid/{about.screen_name}"
    return {
        **new_public(number, about.name, about.screen_name),
        "verified": int(chance.random() < 0.7),
        "is_government_organization": chance.random() < 0.9,
        "ogrn": ogrn,
        "description": f"{about.name}. {_INVENTED}" if chance.random() < 0.95 else "",
        "members_count": int(about.people * (0.05 + 0.2 * chance.random())) + 10,
        "activity": "Государственная организация",
        "site": site if chance.random() < 0.9 else "",
        "phone": _phone(number),
        "city": _CITY,
        "has_photo": 1,
        "counters": {"photos": 10, "topics": 2, "videos": 1, "articles": 0},
        "links": [_link(number, site)],
        "contacts": _contacts(number) if chance.random() < 0.85 else [],
        "addresses": {"is_enabled": True, "main_address_id": 1, "count": 1},
        "cover": _cover(number) if chance.random() < 0.8 else {"enabled": 0},
        "menu": items,
        "_menu_fault": fault,
    }


def _hide_some(public: Json, chance: random.Random) -> None:
    """Of many institutions some are closed, and some are gone."""
    luck = chance.random()
    if luck < 0.01:
        public["is_closed"] = 1
    elif luck < 0.02:
        public["deactivated"] = "deleted" if luck < 0.015 else "banned"


def _ogrn(number: int) -> str:
    """A made-up number of the region whose check digit is right."""
    body = f"10263{number % 10**7:07d}"
    return f"{body}{int(body) % 11 % 10}"


def _phone(number: int) -> str:
    return f"+7 846 000-{number // 100 % 100:02d}-{number % 100:02d}"


def _link(number: int, site: str) -> Json:
    photo = f"https://sandbox.invalid/link{number}"
    sizes = {"photo_50": f"{photo}_50.jpg", "photo_100": f"{photo}_100.jpg"}
    return {"id": number, "url": site, "name": "Сайт", "desc": "", "edit_title": 0, **sizes}


def _contacts(number: int) -> list[Json]:
    """Positions, no persons."""
    mail = f"press{number}@sandbox.invalid"
    return [
        {"desc": "Пресс-служба", "phone": _phone(number), "email": mail},
        {"desc": "Приёмная", "phone": _phone(number + 1)},
    ]


def _cover(number: int) -> Json:
    url = f"https://sandbox.invalid/cover{number}"
    sizes = ((200, 50), (400, 101), (795, 200), (1080, 272), (1590, 400))
    return {
        "enabled": 1,
        "images": [{"url": f"{url}_{w}.jpg", "width": w, "height": h} for w, h in sizes],
    }


def _address(about: _Place) -> Json:
    hours = {"open_time": 8 * 60, "close_time": 17 * 60}
    return {
        "id": 1,
        "title": "Приёмная (вымышленный адрес)",
        "address": f"Вымышленная улица, {about.people % 200 + 1}",
        "city_id": 123,
        "country_id": 1,
        "latitude": 53.195,
        "longitude": 50.1,
        "phone": "+7 846 000-00-00",
        "time_offset": 60,
        "work_info_status": "timetable",
        "timetable": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), hours),
    }


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
        "photo_200": "https://sandbox.invalid/user_200.jpg",
        "has_photo": 1,
        "online": number % 3 // 2,
        "verified": 0,
        "city": _CITY,
    }
