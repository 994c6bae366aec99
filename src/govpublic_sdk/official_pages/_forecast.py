"""What an audit will cost before it begins: requests, time, daily quotas, tokens. It asks nothing.

VK's quotas are known from what its developers wrote in places, not from a page of VK, so they are
figures for planning that can be replaced: https://github.com/python273/vk_api/issues/411.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.bulk import MAX_BYTES
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.text import Language, LocalizedText
from govpublic_sdk._core.validation import check_range
from govpublic_sdk.official_pages._audit import AuditPart, check_parts

if TYPE_CHECKING:
    from govpublic_sdk._core.keyring import Keyring

__all__ = [
    "QUOTAS",
    "Forecast",
    "forecast",
]

QUOTAS: Mapping[str, int] = {"wall.get": 5000}
"""Calls a day that one token may make, by method; calls inside of `execute` count too."""

_PACK = 25  # VK's maximum of calls in one `execute`
_PAGES_AT_ONCE = 500  # VK's maximum of `group_ids`
_RATE = 3.0  # requests a second of a user token
_SENTENCE = LocalizedText(
    "Страниц: {pages}, запросов: {requests}, время: {time}, токенов на сутки: {tokens}.",
    "Pages: {pages}, requests: {requests}, time: {time}, tokens for one day: {tokens}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What an audit will cost.

    Attributes:
        pages: How many pages are asked for.
        calls: How many calls of each method, also those inside of `execute`.
        requests: How many requests.
        seconds: How long the limits alone make it take.
        shares: Which share of the tokens' daily quota each method will use; above 1 it will end
            early with `QuotaExceeded`.
        tokens: How many tokens are needed to be done within a day's quotas.
    """

    pages: int
    calls: Mapping[str, int]
    requests: int
    seconds: float
    shares: Mapping[str, float] = field(default_factory=dict[str, float])
    tokens: int = 1

    @check_arguments
    def describe(self, language: Language = "ru") -> str:
        """The forecast in one sentence."""
        minutes = LocalizedText(f"{self.seconds / 60:.1f} мин", f"{self.seconds / 60:.1f} min")(
            language
        )
        seconds = LocalizedText(f"{self.seconds:.0f} с", f"{self.seconds:.0f} s")(language)
        time = minutes if self.seconds >= 120 else seconds
        sentence = _SENTENCE(language)
        return sentence.format(
            pages=self.pages, requests=self.requests, time=time, tokens=self.tokens
        )


@check_arguments
def forecast(
    pages: int,
    *,
    parts: AuditPart | Iterable[AuditPart] = ("posts",),
    post_count: int = 40,
    keyring: Keyring | None = None,
    quotas: Mapping[str, int] | None = None,
    page_bytes: int = 2_500,
    post_bytes: int = 2_500,
) -> Forecast:
    """What an audit of so many pages will cost.

    Args:
        pages: How many pages, 0 or more.
        parts: What is read beside the pages, as in `audit`.
        post_count: How many posts of a wall are read, 1 to 100.
        keyring: The tokens; without it one token of a user is assumed.
        quotas: Calls a day by method, where yours differ from `QUOTAS`.
        page_bytes: How large the answer on one page is.
        post_bytes: How large one post is.

    Raises:
        ParameterError: A number is negative.
        WrongTokenKind: No token of the keyring may ask this.
    """
    check_range("pages", pages, 0)
    wanted = check_parts(parts)
    needs = [_Need(vk.groups.get_by_id([1]), ceil(pages / _PAGES_AT_ONCE), 500 * page_bytes)]
    if "posts" in wanted:
        needs.append(_Need(vk.wall.get(-1), pages, post_count * post_bytes))
    if "statistics" in wanted:
        needs.append(_Need(vk.stats.get(1), pages, 5_000))
    allowed = {**QUOTAS, **(keyring.quotas if keyring else {}), **(quotas or {})}
    return _forecast(pages, needs, keyring, allowed)


@dataclass(frozen=True, slots=True)
class _Need:
    call: Call[Any]
    count: int
    size: int

    def requests(self, packs: bool) -> int:
        fitting = max(1, min(_PACK, MAX_BYTES * 9 // 10 // max(1, self.size)))
        return ceil(self.count / fitting) if packs else self.count


def _forecast(
    pages: int, needs: list[_Need], keyring: Keyring | None, quotas: Mapping[str, int]
) -> Forecast:
    rate, tokens, packs = _tokens(keyring, [need.call for need in needs])
    requests = 1 + sum(need.requests(packs) for need in needs)
    limited = [need for need in needs if need.call.method in quotas]
    days = {need.call.method: need.count / quotas[need.call.method] for need in limited}
    return Forecast(
        pages=pages,
        calls={need.call.method: need.count for need in needs},
        requests=requests,
        seconds=requests / rate,
        shares={method: count / tokens for method, count in days.items()},
        tokens=max(1, ceil(max(days.values(), default=0))),
    )


def _tokens(keyring: Keyring | None, calls: list[Call[Any]]) -> tuple[float, int, bool]:
    """Calls a second, how many tokens share them, and whether they may pack."""
    if keyring is None:
        return _RATE, 1, True
    packing = keyring.tokens_for_batch(calls)
    able = packing or keyring.tokens_for(calls[-1])
    return sum(one.limiter.rate for one in able), len(able), bool(packing)
