"""Publics: read, search, edit. Links and contacts are in `publics_page`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk._core.decoders import first_or_not_found, map_result
from govpublic_sdk._core.validation import check_range
from govpublic_sdk._resources._lookups import PublicLookup
from govpublic_sdk._resources._references import PublicLike, PublicRef, public_ref
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.publics import Public

__all__ = [
    "FIELDS",
    "get",
    "get_many",
    "pair_answers",
    "search",
]

FIELDS = (
    *(
        "activity",
        "addresses",
        "age_limits",
        "can_message",
        "can_post",
        "can_view_post_reach_stats",
    ),
    *("can_view_stats", "city", "contacts", "counters", "country", "cover", "create_date"),
    *("deactivated_message", "deactivated_type", "description", "fixed_post", "has_photo", "inn"),
    *("is_government_organization", "kpp", "links", "main_section", "members_count", "menu"),
    *("ogrn", "phone", "place", "post_reach_avg_current_month", "region", "site", "start_date"),
    *("status", "trending", "verified", "wall"),
)


def get(public: PublicLike, *, fields: Sequence[str] | None = None) -> Call[Public]:
    """Read one public.

    Fields that VK's schema does not name are read too: `menu`, `is_government_organization`,
    `ogrn`, `inn`, `can_view_stats` and more. None means that VK did not tell.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        fields: VK's names of fields; by default all that an official page is judged by.

    Raises:
        ParameterError: The public has none of the accepted forms.
        NotFound: The community does not exist.
    """
    return map_result(_read([public_ref(public)], fields), first_or_not_found)


def get_many(
    publics: Iterable[PublicLike], *, fields: Sequence[str] | None = None, at_once: int = 500
) -> Procedure[PublicLookup]:
    """Read many publics in as few requests as VK allows, in the order of the arguments.

    https://dev.vk.com/method/groups.getById

    Args:
        publics: Ids, screen names, addresses or `Public`s, any number; one that occurs
            twice comes twice.
        fields: VK's names of fields; by default all that an official page is judged by.
        at_once: How many in one request, 1 to 500.

    Returns:
        The publics, and those that VK does not know.

    Raises:
        ParameterError: One has none of the accepted forms; the error names its index.
    """
    asked = list(publics)
    refs = [public_ref(public, f"publics[{place}]") for place, public in enumerate(asked)]
    check_range("at_once", at_once, 1, 500)
    return _in_chunks(asked, refs, fields, at_once)


def _in_chunks(
    asked: Sequence[PublicLike],
    refs: Sequence[PublicRef],
    fields: Sequence[str] | None,
    at_once: int,
) -> Procedure[PublicLookup]:
    known: dict[PublicRef, Public] = {}
    for chunk in _chunks(list(dict.fromkeys(refs)), at_once):
        known.update(pair_answers(chunk, (yield from _read(chunk, fields))))
    return PublicLookup(
        publics=tuple(known[ref] for ref in refs if ref in known),
        missing=tuple(one for one, ref in zip(asked, refs, strict=True) if ref not in known),
    )


def _chunks(refs: Sequence[PublicRef], size: int) -> Iterator[Sequence[PublicRef]]:
    return (refs[start : start + size] for start in range(0, len(refs), size))


class _Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def screen_name(self) -> str | None: ...


N = TypeVar("N", bound=_Named)


def pair_answers(refs: Sequence[PublicRef], found: Sequence[N]) -> dict[PublicRef, N]:
    """Match answers to arguments: by id, by name, else by their order."""
    by_number = {public.id: public for public in found}
    by_name = {public.screen_name.lower(): public for public in found if public.screen_name}
    pairs = {
        ref: public
        for ref in refs
        if (public := by_number.get(ref.id or 0) or by_name.get(ref.name or ""))
    }
    renamed = [ref for ref in refs if ref not in pairs]
    taken = {public.id for public in pairs.values()}
    left = [public for public in found if public.id not in taken]
    return {**pairs, **(dict(zip(renamed, left, strict=True)) if len(renamed) == len(left) else {})}


def _read(refs: Sequence[PublicRef], fields: Sequence[str] | None) -> Call[list[Public]]:
    wanted = FIELDS if fields is None else fields
    return vk.groups.get_by_id([ref.value for ref in refs], fields=wanted or None)


def search(
    query: str,
    *,
    kind: Literal["group", "page", "event"] | None = None,
    city_id: int | None = None,
    country_id: int | None = None,
    count: int = 100,
    offset: int = 0,
) -> Call[Page[Public]]:
    """Look for communities by name; VK shows the first 1,000 whatever the offset.

    https://dev.vk.com/method/groups.search

    Args:
        query: What to look for.
        kind: Only groups, only publics (`page`), or only events.
        city_id: Only in this city, by VK's id.
        country_id: Only in this country, by VK's id.
        count: How many at most, 1 to 1000.
        offset: How many to skip.

    Raises:
        ParameterError: The query is empty, or a number is outside of its range.
    """
    if not query.strip():
        raise ParameterError("query", "empty", "a text")
    return vk.groups.search(
        query, type=kind, city_id=city_id, country_id=country_id, count=count, offset=offset
    )
