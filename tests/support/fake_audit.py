"""A made-up audit for tests of reports: no body, page or figure in it is real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from govpublic_sdk import LocalizedText, PublicRef
from govpublic_sdk.official_pages import (
    REQUIREMENTS,
    Coverage,
    Entry,
    PageFacts,
    PageReport,
    PostFact,
    Result,
    Score,
    UnparsedRow,
    coverage,
)
from govpublic_sdk.pos import LinkIssue

AT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)

_PLACES = (
    *(
        f"городской округ {name}"
        for name in ("Самара", "Тольятти", "Сызрань", "Чапаевск", "Жигулёвск")
    ),
    *(
        f"муниципальный район {name}"
        for name in (
            "Волжский",
            "Кинельский",
            "Большечерниговский",
            "Кинель-Черкасский",
            "Ставропольский",
        )
    ),
)
_BODIES = (
    ("МО", "Администрация, {}", "управление"),
    ("Ведомство", "Управление образования, {}", "образование"),
    ("Ведомство", "Центральная районная больница, {}", "здравоохранение"),
    ("Узкоспециальные", "Дом культуры, {}", "культура"),
)
_RIGHT = "https://pos.gosuslugi.ru/form/?opaId=234567&utm_source=vk&utm_medium=36&utm_campaign=1036300000010"


_MADE_UP = LocalizedText("Так придумано для примера.", "Made up for an example.")


@dataclass(frozen=True)
class MadeUpLink:
    """A link as reports see it."""

    raw: str = _RIGHT
    issues: tuple[LinkIssue, ...] = ()
    repair: str | None = None
    is_valid: bool = True


@dataclass(frozen=True)
class MadeUpJudge:
    """Says of a page what the test wants, else what the page's number gives."""

    link: MadeUpLink = MadeUpLink()
    why: LocalizedText = _MADE_UP
    points: float | None = None

    def results(self, facts: PageFacts | None, entry: Entry) -> tuple[Result, ...]:
        if facts is None:
            return ()
        links = self.links(facts)
        wanted = {
            "page.mark": facts.government_mark,
            "page.description": bool(facts.description),
            "menu.pos_links": None if facts.menu is None else bool(links) and not links[0].issues,
            "posts.frequency": len(facts.posts) >= 12,
        }
        known = {one.id: one for one in REQUIREMENTS if one.region is None}
        return tuple(
            Result(
                requirement=id,
                verdict=_verdict(met),
                why=self.why,
                title=known[id].title,
                force=known[id].force,
            )
            for id, met in wanted.items()
        )

    def score(self, facts: PageFacts, entry: Entry) -> Score:
        points = float(min(100, 35 + facts.id % 8 * 9 + (10 if facts.government_mark else 0)))
        points = points if self.points is None else self.points
        possible = min(100.0, points + (10 if facts.government_mark is None else 0))
        band = next(band for least, band in _BANDS if points >= least)
        same = band == next(band for least, band in _BANDS if possible >= least)
        known = band if same else None
        return Score(
            formula="made-up-1", points=points, possible=possible, most=100, band=known, parts=()
        )

    def links(self, facts: PageFacts) -> tuple[MadeUpLink, ...]:
        if not facts.menu:
            return ()
        wrong = replace(self.link, raw=facts.menu[0], issues=_FAULTS, repair=_RIGHT, is_valid=False)
        return (wrong if facts.id % 3 == 0 else replace(self.link, raw=facts.menu[0]),)


_BANDS = ((90, "green"), (70, "yellow"), (0, "red"))
_FAULTS = (
    LinkIssue(
        "host",
        "host",
        "error",
        LocalizedText("Узел не pos.gosuslugi.ru.", "The host is not pos.gosuslugi.ru."),
    ),
    LinkIssue(
        "medium",
        "utm_medium",
        "warning",
        LocalizedText("В utm_medium 63 вместо 36.", "utm_medium is 63 instead of 36."),
    ),
)


@dataclass(frozen=True)
class MadeUpAudit:
    """An audit as writers of reports see it."""

    pages: tuple[PageReport, ...] = ()
    unparsed: tuple[UnparsedRow, ...] = ()
    stopped: LocalizedText | None = None
    at: datetime = AT

    @cached_property
    def coverage(self) -> Coverage:
        return coverage(self.pages)


def made_up_audit() -> MadeUpAudit:
    """Forty bodies of ten municipalities, with all that a report can tell."""
    pages = [
        _page(number, place, *body)
        for number, (place, body) in enumerate(
            ((place, body) for place in _PLACES for body in _BODIES), start=2
        )
    ]
    unparsed = (
        UnparsedRow(
            row=43,
            text="vk .com/adm samara (проверить!)",
            reason=LocalizedText("Это не адрес страницы.", "This is not a page's address."),
        ),
    )
    stopped = LocalizedText(
        "ВКонтакте перестал отвечать после 37 страниц из 40.",
        "VK stopped answering after 37 of 40.",
    )
    return MadeUpAudit(pages=tuple(pages), unparsed=unparsed, stopped=stopped)


def one_page(
    name: str,
    *,
    why: str = "x",
    address: str = _RIGHT,
    screen_name: str | None = "samara",
    points: float | None = None,
    **entry: str,
) -> MadeUpAudit:
    """An audit of one page that says what strangers wrote."""
    facts = PageFacts(id=3, asked_at=AT, name=name, screen_name=screen_name, menu=(address,))
    whose = Entry(row=2, public=PublicRef(id=3), **{"organisation": name, **entry})
    judge = MadeUpJudge(why=LocalizedText(why, why), points=points)
    unparsed = (UnparsedRow(row=3, text=name, reason=LocalizedText(why, why)),)
    page = PageReport(entry=whose, facts=facts, error=None, judge=judge)
    return MadeUpAudit(pages=(page,), unparsed=unparsed)


def many_pages(count: int) -> MadeUpAudit:
    """As many pages as wanted, all alike."""
    pages = [_page(number, _PLACES[0], *_BODIES[0]) for number in range(2, count + 2)]
    return MadeUpAudit(pages=tuple(pages))


def _page(number: int, place: str, level: str, body: str, sphere: str) -> PageReport:
    entry = Entry(
        row=number,
        public=PublicRef(id=1000 + number),
        organisation=body.format(place),
        municipality=place,
        level=level,
        spheres=(sphere,),
        connected=(True, False, None)[number % 3],
    )
    judge = MadeUpJudge()
    if number % 13 == 0:
        return _without_page(entry, exempt=number % 2 == 0)
    if number % 17 == 0:
        error = LocalizedText("До страницы очередь не дошла.", "Its turn did not come.")
        return PageReport(entry=entry, facts=None, error=error, judge=judge)
    return PageReport(
        entry=entry, facts=_facts(number, body.format(place)), error=None, judge=judge
    )


def _without_page(entry: Entry, *, exempt: bool) -> PageReport:
    ground = "Закрытая организация" if exempt else None
    error = LocalizedText("Страница не указана.", "No page is given.")
    without = replace(entry, public=None, exempt=ground)
    return PageReport(entry=without, facts=None, error=error, judge=MadeUpJudge())


def _facts(number: int, name: str) -> PageFacts:
    posts = [
        PostFact(
            AT - timedelta(hours=7 + 40 * place), views=180 + number * 37 % 900, comments_open=True
        )
        for place in range(number % 5 * 4)
    ]
    return PageFacts(
        id=1000 + number,
        asked_at=AT,
        state="closed" if number % 19 == 0 else "open",
        name=f"{name} | Официальная страница",
        screen_name=f"made_up_{number}",
        kind="page",
        members=400 + number * 531 % 4000,
        government_mark=None if number % 11 == 0 else number % 4 != 0,
        description="Придумано для примера." if number % 6 else "",
        menu=(_RIGHT,) if number % 7 else (),
        posts_since=AT - timedelta(days=28),
        posts=tuple(posts),
    )


def _verdict(met: bool | None) -> str:
    return "unknown" if met is None else "met" if met else "not met"
