"""`govpublic posts` and `govpublic stats`: VK's data of one public, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from govpublic_sdk.cli.i18n import help_text
from govpublic_sdk.cli.options import (
    AsCsv,
    AsJson,
    PublicWord,
    Since,
    Zone,
    end_of,
    form_of,
    language_of,
    start_of,
    zone_of,
)
from govpublic_sdk.cli.output import Column, Row, table

if TYPE_CHECKING:
    from govpublic_sdk.models import PeriodStatistics, Post

__all__ = ["posts", "stats"]

_COUNT = help_text(
    "Сколько записей; без --since по умолчанию 20.", "How many posts; 20 where --since is absent."
)
_UNTIL = help_text(
    "По этот день включительно (ГГГГ-ММ-ДД).", "Until the end of this day (YYYY-MM-DD)."
)
_INTERVAL = help_text("Длина периода.", "How long a period is.")
_USUAL = 20  # fits a screen
_PERIODS = 30


_POSTS = (
    Column.of("date", "Когда", "When", 16),
    Column.of("views", "Просмотры", "Views", 9),
    Column.of("likes", "Нравится", "Likes", 8),
    Column.of("comments", "Коммент.", "Comments", 8),
    Column.of("reposts", "Репосты", "Reposts", 7),
    Column.of("address", "Адрес", "Address", 36),
    Column.of("text", "Текст", "Text", 60),
)
_STATS = (
    Column.of("from", "С", "From", 16),
    Column.of("to", "По", "To", 16),
    Column.of("reach", "Охват", "Reach", 9),
    Column.of("visitors", "Посетители", "Visitors", 10),
    Column.of("views", "Просмотры", "Views", 9),
    Column.of("likes", "Нравится", "Likes", 8),
    Column.of("comments", "Коммент.", "Comments", 8),
    Column.of("subscribed", "Пришли", "Joined", 8),
    Column.of("unsubscribed", "Ушли", "Left", 8),
)


def posts(
    context: typer.Context,
    public: PublicWord,
    since: Since = None,
    count: Annotated[int | None, typer.Option(min=1, metavar="N", help=_COUNT)] = None,
    zone: Zone = "Europe/Moscow",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print posts of a wall, newest first."""
    from govpublic_sdk import GovPublic

    form, where = form_of(as_json=as_json, as_csv=as_csv), zone_of(zone)
    most = count or (None if since else _USUAL)
    with GovPublic.from_env() as client:
        found = client.posts.each(public, since=start_of(since, where))
        table(_post_rows(islice(found, most), where), _POSTS, form, language_of(context))


def stats(
    context: typer.Context,
    public: PublicWord,
    since: Since = None,
    until: Annotated[
        datetime | None, typer.Option(metavar="DAY", formats=["%Y-%m-%d"], help=_UNTIL)
    ] = None,
    interval: Annotated[Literal["day", "week", "month"], typer.Option(help=_INTERVAL)] = "day",
    zone: Zone = "Europe/Moscow",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print statistics by periods, oldest first."""
    from govpublic_sdk import GovPublic

    form, where = form_of(as_json=as_json, as_csv=as_csv), zone_of(zone)
    with GovPublic.from_env() as client:
        periods = client.statistics.get(
            public,
            since=start_of(since, where),
            until=end_of(until, where),
            interval=interval,
            intervals_count=None if since else _PERIODS,
        )
        table(_period_rows(periods, where), _STATS, form, language_of(context))


def _post_rows(found: Iterable[Post], zone: ZoneInfo) -> Iterator[Row]:
    for post in found:
        yield (
            _local(post.date, zone),
            post.views.count if post.views else None,
            post.likes.count if post.likes else None,
            post.comments.count if post.comments else None,
            post.reposts.count if post.reposts else None,
            f"https://vk.com/wall{post.owner_id}_{post.id}",
            post.text,
        )


def _period_rows(found: Iterable[PeriodStatistics], zone: ZoneInfo) -> Iterator[Row]:
    for one in found:
        activity, visitors = one.activity, one.visitors
        yield (
            _local(one.period_from, zone),
            _local(one.period_to, zone),
            one.reach.reach if one.reach else None,
            visitors.visitors if visitors else None,
            visitors.views if visitors else None,
            activity.likes if activity else None,
            activity.comments if activity else None,
            activity.subscribed if activity else None,
            activity.unsubscribed if activity else None,
        )


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone) if moment else None
