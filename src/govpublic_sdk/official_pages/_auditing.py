"""How an audit is asked for: its parameters, checked at the door. The rest loads when it begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk._domain.references import PublicLike
from govpublic_sdk._survey import Rounds, Survey
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.results import Judge

if TYPE_CHECKING:
    from govpublic_sdk.official_pages._audit import Audit
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.gathering.gathering import Progress
    from govpublic_sdk.official_pages.judging.formula import Formula
    from govpublic_sdk.official_pages.registry.registry import Registry

__all__ = ["AuditPart", "audit", "checked_parts"]

AuditPart: TypeAlias = Literal["posts", "statistics"]


@partial(check_arguments, prefers_own=True)
def audit(
    registry: Registry | Iterable[PublicLike | Entry],
    *,
    parts: AuditPart | Iterable[AuditPart] = ("posts",),
    known: Path | str | None = None,
    fresh_for: timedelta = timedelta(days=1),
    post_count: int = 40,
    days: int = 28,
    region: str | None = None,
    formula: Formula | None = None,
    judge: Judge | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Survey[Audit]:
    """Check the official pages of a registry in as few requests as VK allows.

    Pages are read by 500 in a call, walls and statistics by 25 in a request. What VK refuses for
    one page is told in its report; where VK fails altogether the audit ends early and says so.

    https://dev.vk.com/method/groups.getById, https://dev.vk.com/method/wall.get,
    https://dev.vk.com/method/stats.get

    Args:
        registry: A registry, or ids, short names and addresses of publics.
        parts: What to read beside the pages: `posts`, and `statistics` where the token may.
        known: A file that keeps each answer, so that a run that was cut off goes on; it is made
            where it does not exist.
        fresh_for: How old an answer in that file may be, 0 or more.
        post_count: How many posts of a wall are read, 1 to 100.
        days: Of how many days posts are kept, 7 to 366.
        region: The ОКАТО code of the subject, such as `36`, for its own requirements.
        formula: What gives points; by default that of the Amur region, the last that is public.
        judge: Who judges, in place of the package's own requirements and formula.
        progress: Told after each answer how far it is.

    Returns:
        A survey; its value is an `Audit`.

    Raises:
        ParameterError: A parameter is outside of its range, or `known` is another file.
        GovPublicError: VK did not answer at all, and nothing was known before.
    """
    from govpublic_sdk.official_pages._audit import conduct
    from govpublic_sdk.official_pages.gathering.gathering import Plan
    from govpublic_sdk.official_pages.judging.formula_table import AMUR_2025_06
    from govpublic_sdk.official_pages.judging.standard import Standard
    from govpublic_sdk.official_pages.registry.registry import Registry, check_several

    check_several("registry", registry)
    whole = registry if isinstance(registry, Registry) else Registry.of(registry)
    wanted = checked_parts(parts)
    plan = Plan(
        posts="posts" in wanted,
        statistics="statistics" in wanted,
        post_count=_within("post_count", post_count, 1, 100),
        days=_within("days", days, 7, 366),
        fresh_for=_checked_age(fresh_for),
        progress=progress,
    )

    def judging(day: date) -> Judge:
        return judge or Standard(at=day, region=region, formula=formula or AMUR_2025_06)

    def rounds() -> Rounds[Audit]:
        return conduct(whole, Path(known) if known is not None else None, plan, judging)

    return Survey(rounds)


def checked_parts(parts: AuditPart | Iterable[AuditPart]) -> frozenset[str]:
    wanted = [parts] if isinstance(parts, str) else list(parts)
    for index, part in enumerate(wanted):
        if part not in ("posts", "statistics"):
            raise ParameterError(f"parts[{index}]", describe(part), "'posts' or 'statistics'")
    return frozenset(wanted)


def _checked_age(age: timedelta) -> timedelta:
    if age < timedelta(0):
        raise ParameterError("fresh_for", show_value(age), "a timedelta, 0 or more")
    return age


def _within(name: str, number: int, least: int, most: int) -> int:
    if isinstance(number, bool) or not least <= number <= most:
        raise ParameterError(name, show_value(number), Text("{min} to {max}", min=least, max=most))
    return number
