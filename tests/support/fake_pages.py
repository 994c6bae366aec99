"""Facts, entries and reports of official pages, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from govpublic_sdk import PublicRef
from govpublic_sdk.official_pages import (
    Entry,
    Judge,
    PageFacts,
    PageReport,
    PostFact,
    StandardJudge,
)

MOMENT = datetime(2026, 11, 25, 9, tzinfo=UTC)
DAY = date(2026, 11, 25)
NOTHING = PageFacts(id=1, asked_at=MOMENT)
BODY = Entry(
    row=2,
    public=PublicRef(id=1),
    organisation="Администрация городского округа Кинель",
    ogrn="1036300000000",
    municipality="городской округ Кинель",
    level="МО",
    spheres=("Управление",),
    connected=True,
)


def posts(*days: float, views: int | None = 100, comments: bool | None = True) -> dict[str, Any]:
    """Posts of so many days ago, read for forty days back."""
    made = sorted((MOMENT - timedelta(days=day) for day in days), reverse=True)
    return {
        "posts_since": MOMENT - timedelta(days=40),
        "posts": tuple(PostFact(at, views, comments) for at in made),
    }


FULL = PageFacts(
    id=1,
    asked_at=MOMENT,
    name="Кинель. Официально",
    screen_name="kinel",
    kind="page",
    activity="Государственная организация",
    members=500,
    government_mark=True,
    has_avatar=True,
    has_cover=True,
    description="Официальная страница. Телефон 8 (846) 000-00-00",
    site="https://example.com",
    phone=True,
    contacts=1,
    addresses=1,
    map_point=True,
    menu=("https://example.com/1", "https://example.com/2"),
    **posts(0.1, 1, 1.5, 12),
)


def facts(**values: Any) -> PageFacts:
    """All that a good page has, but for these."""
    return replace(FULL, **values)


def report(
    facts: PageFacts | None = FULL, entry: Entry = BODY, judge: Judge | None = None
) -> PageReport:
    return PageReport(entry=entry, facts=facts, error=None, judge=judge or StandardJudge(at=DAY))
