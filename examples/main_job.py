"""The main job over a region: collect posts and statistics, publish a notice, audit the pages.

Without arguments it runs on the sandbox under VK's limits and needs no token:

    python examples/main_job.py

On real VK it takes the publics from a file (one a line) and tokens from the environment; it shows
what it would publish, and publishes only when told to:

    python examples/main_job.py --real publics.txt
    python examples/main_job.py --real publics.txt --publish
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from audit_report import audit_pages, made_up_list
from govpublic_sdk import GovPublic, Page, vk
from govpublic_sdk.errors import GovPublicError
from govpublic_sdk.models import PeriodStatistics, Post, Public
from govpublic_sdk.official_pages import Registry
from govpublic_sdk.sandbox import Sandbox
from tables import as_table, write_csv, write_json

NOTICE = "С понедельника сообщения о вывозе снега принимает «Госуслуги. Решаем вместе»."
DAYS = 28

T = TypeVar("T")


@dataclass(slots=True)
class Result:
    """What is known about one public; what failed says why."""

    public: Public
    posts: Sequence[Post] = ()
    periods: Sequence[PeriodStatistics] = ()
    notice: str = ""
    faults: list[str] = field(default_factory=list[str])

    @property
    def views(self) -> int:
        """How often the posts that were read were seen."""
        return sum(post.views.count or 0 for post in self.posts if post.views)

    @property
    def reach(self) -> int:
        """The best daily reach of the period."""
        return max((p.reach.reach or 0 for p in self.periods if p.reach), default=0)


def run_job(
    client: GovPublic, publics: Iterable[int | str], *, publish: bool, key: str
) -> list[Result]:
    """Do the whole job; what VK refuses for one public does not stop the others."""
    found = client.publics.get_many(publics)
    for one in found.missing:
        print(f"VK does not know {one}")
    results = [Result(public) for public in found]
    collect(client, results)
    if publish:
        for result in progress("publish", results, len(results)):
            publish_notice(client, result, key)
    return results


def collect(client: GovPublic, results: Sequence[Result]) -> None:
    """Read a wall page and the daily statistics of every public, 25 calls a request."""
    posts = {vk.wall.get(-one.public.id, count=100): one for one in results}
    since = datetime.now(UTC) - timedelta(days=DAYS)
    periods = {vk.stats.get(one.public.id, timestamp_from=since): one for one in results}
    for wall in progress("posts", client.run_all(list(posts)), len(posts)):
        keep_posts(posts[wall.call], wall.value, wall.error)
    for period in progress("statistics", client.run_all(list(periods)), len(periods)):
        result = periods[period.call]
        result.periods = period.value or ()
        result.faults += [str(period.error)] if period.error else []


def keep_posts(result: Result, page: Page[Post] | None, error: GovPublicError | None) -> None:
    """Keep a page of posts, or why there is none."""
    result.posts = page.items if page else ()
    result.faults += [str(error)] if error else []


def publish_notice(client: GovPublic, result: Result, key: str) -> None:
    """Publish the notice once; a lost answer is looked up, never sent again blindly."""
    try:
        post = client.posts.publish(result.public, NOTICE, key=key)
        result.notice = str(post)
    except GovPublicError as error:
        result.faults.append(str(error))


def progress(what: str, items: Iterable[T], whole: int) -> Iterator[T]:
    """Give the items on, and show on a terminal how many there were."""
    for number, item in enumerate(items, 1):
        yield item
        if sys.stderr.isatty():
            print(f"\r{what}: {number}/{whole}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def report(results: Sequence[Result], folder: Path) -> None:
    """Print a table and write what was collected."""
    folder.mkdir(exist_ok=True)
    tables = {
        "publics": [public_row(one) for one in results],
        "posts": [post_row(post) for one in results for post in one.posts],
        "statistics": [row for one in results for row in period_rows(one)],
    }
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
        write_json(folder / f"{name}.json", rows)
    print(as_table([public_row(one) for one in results]))
    faults = [(one.public.name, fault) for one in results for fault in one.faults]
    for public, fault in faults:
        print(f"{public}: {fault}")
    counts = ", ".join(f"{len(rows)} {name}" for name, rows in tables.items())
    print(f"{counts}, {len(faults)} faults; files in {folder}/")


def public_row(result: Result) -> dict[str, object]:
    """A public in one line."""
    public = result.public
    return {
        "id": public.id,
        "name": public.name,
        "members": public.members_count,
        "government": public.is_government_organization,
        "posts": len(result.posts),
        "views": result.views,
        "reach": result.reach,
        "notice": result.notice,
        "faults": len(result.faults),
    }


def post_row(post: Post) -> dict[str, object]:
    """A post in one line."""
    return {
        "owner_id": post.owner_id,
        "id": post.id,
        "date": post.date.isoformat() if post.date else None,
        "views": post.views.count if post.views else None,
        "likes": post.likes.count if post.likes else None,
        "text": post.text,
    }


def period_rows(result: Result) -> Iterator[dict[str, object]]:
    """The statistics of a public, a line for each day."""
    for period in result.periods:
        yield {
            "public": result.public.id,
            "day": period.period_from.date().isoformat() if period.period_from else None,
            "reach": period.reach.reach if period.reach else None,
            "visitors": period.visitors.visitors if period.visitors else None,
        }


def on_sandbox(publics: int, folder: Path) -> None:
    """The job on a made-up region, served on loopback under VK's limits."""
    with Sandbox(publics=publics) as box, box.serve() as url:
        print(f"sandbox of {publics} publics, VK's limits on")
        with GovPublic(box.keyring(), vk_url=url) as client:
            report(run_job(client, box.publics, publish=True, key="demo"), folder)
            audit_pages(client, made_up_list(box, folder), folder, cache=None)


def on_vk(file: Path, folder: Path, *, publish: bool) -> None:
    """The job on real VK, with tokens from the environment."""
    registry = Registry.read(file)
    publics = [public.value for public in registry.publics]
    if not publish:
        print(f"would publish to {len(publics)} publics (--publish does it):\n  {NOTICE}")
    with GovPublic.from_env() as client:
        key = f"notice {datetime.now(UTC):%F}"
        report(run_job(client, publics, publish=publish, key=key), folder)
        audit_pages(client, registry, folder, cache=folder / "audit-answers.jsonl")


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--real", type=Path, metavar="FILE", help="publics of real VK, one a line")
    parser.add_argument("--publish", action="store_true", help="with --real: really publish")
    parser.add_argument("--publics", type=int, default=37, help="size of the sandbox")
    parser.add_argument("--output", type=Path, default=Path("demo-output"))
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job; the exit code: 0 done, 1 could not start, 130 stopped by Ctrl-C."""
    chosen = options(arguments)
    try:
        if chosen.real:
            on_vk(chosen.real, chosen.output, publish=chosen.publish)
        else:
            on_sandbox(chosen.publics, chosen.output)
    except KeyboardInterrupt:
        print("\nstopped; nothing more is sent")
        return 130
    except (GovPublicError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
