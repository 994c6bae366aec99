"""Publics: reading, looking for and changing them. Links, contacts and people are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._domain.found import FoundPublics
from govpublic_sdk._domain.lookup import Question, by_id
from govpublic_sdk._domain.references import PublicLike, PublicRef, public_ref
from govpublic_sdk._domain.steps import changing, only, then
from govpublic_sdk._page import Page
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.settings import PublicSettings

__all__ = ["FIELDS", "edit", "edit_messages", "get", "get_many", "search", "settings"]

Opened: TypeAlias = Literal["off", "open", "limited"]
OpenedOrClosed: TypeAlias = Literal["off", "open", "limited", "closed"]
_LEVELS = {"off": 0, "open": 1, "limited": 2, "closed": 3}

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
        ParameterError: The public is none of these.
        NotFound: There is no such community.
    """
    return then(_read([public_ref(public)], fields), only)


def get_many(
    publics: Iterable[PublicLike], *, fields: Sequence[str] | None = None, at_once: int = 500
) -> Procedure[FoundPublics]:
    """Read many publics in as few requests as VK allows, in the order of the question.

    https://dev.vk.com/method/groups.getById

    Args:
        publics: Ids, screen names, addresses or `Public`s, any number; one that stands there
            twice comes twice.
        fields: VK's names of fields; by default all that an official page is judged by.
        at_once: How many in one request, 1 to 500.

    Returns:
        The publics, and those that VK does not know.

    Raises:
        ParameterError: One of them is none of these; its place is told.
    """
    asked = list(publics)
    refs = [public_ref(public, f"publics[{place}]") for place, public in enumerate(asked)]
    if isinstance(at_once, bool) or not 1 <= at_once <= 500:
        raise ParameterError("at_once", repr(at_once), "1 to 500")
    return _in_chunks(asked, refs, fields, at_once)


def _in_chunks(
    asked: Sequence[PublicLike],
    refs: Sequence[PublicRef],
    fields: Sequence[str] | None,
    at_once: int,
) -> Procedure[FoundPublics]:
    known: dict[PublicRef, Public] = {}
    for chunk in _chunks(list(dict.fromkeys(refs)), at_once):
        known.update(_paired(chunk, (yield from _read(chunk, fields))))
    return FoundPublics(
        publics=tuple(known[ref] for ref in refs if ref in known),
        missing=tuple(one for one, ref in zip(asked, refs, strict=True) if ref not in known),
    )


def _chunks(refs: Sequence[PublicRef], size: int) -> Iterator[Sequence[PublicRef]]:
    return (refs[start : start + size] for start in range(0, len(refs), size))


def _paired(refs: Sequence[PublicRef], found: Sequence[Public]) -> dict[PublicRef, Public]:
    """Which answer belongs to which question: by id, by name, else by their order."""
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


def settings(public: PublicLike) -> Call[PublicSettings]:
    """Read the settings of a public; a community token may not, the token of a manager may.

    https://dev.vk.com/method/groups.getSettings

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return vk.groups.get_settings(public_ref(public).value)


def edit(
    public: PublicLike,
    *,
    title: str | None = None,
    description: str | None = None,
    screen_name: str | None = None,
    website: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    country: int | None = None,
    city: int | None = None,
    subject: int | None = None,
    public_category: int | None = None,
    public_subcategory: int | None = None,
    age_limits: Literal[1, 2, 3] | None = None,
    wall: OpenedOrClosed | None = None,
    topics: Opened | None = None,
    photos: Opened | None = None,
    video: Opened | None = None,
    docs: Opened | None = None,
    wiki: Opened | None = None,
    links: bool | None = None,
    contacts: bool | None = None,
    addresses: bool | None = None,
    messages: bool | None = None,
    obscene_filter: bool | None = None,
    toxic_filter: bool | None = None,
    obscene_words: Sequence[str] | None = None,
    main_section: int | None = None,
    secondary_section: int | None = None,
) -> Question[bool]:
    """Change a public; what is not given stays as it is.

    `vk.groups.edit` has all of VK's 48 parameters. The menu cannot be written: VK has no public
    method for it.

    https://dev.vk.com/method/groups.edit

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        title: The name on the page.
        description: The description; an empty text removes it.
        screen_name: The name in the address.
        website: The organisation's site.
        email: The organisation's e-mail address.
        phone: The organisation's phone number.
        country: The country, by VK's id.
        city: The city, by VK's id.
        subject: The theme, by VK's number.
        public_category: The category, by VK's number.
        public_subcategory: The subcategory, by VK's number.
        age_limits: 1 for all, 2 from 16, 3 from 18.
        wall: Who writes on the wall: `closed` only the public, `limited` may comment, `open` all.
        topics: Discussions.
        photos: Albums.
        video: Videos.
        docs: Documents.
        wiki: Wiki pages.
        links: Whether the block of links shows.
        contacts: Whether the block of contacts shows.
        addresses: Whether the block of addresses shows.
        messages: Whether people may write messages to the public.
        obscene_filter: Whether comments with foul language are hidden.
        toxic_filter: Whether hostile comments are hidden.
        obscene_words: Own words whose comments are hidden.
        main_section: The first block of the page, by VK's number.
        secondary_section: The second block of the page, by VK's number.

    Raises:
        ParameterError: Nothing is to be changed, or a value is outside of its range.
        InvalidRequest: VK does not take the screen name (error 1260).
    """
    return by_id(
        public,
        lambda number: changing(
            vk.groups.edit(
                number,
                title=title,
                description=description,
                screen_name=screen_name,
                website=website,
                email=email,
                phone=phone,
                country=country,
                city=city,
                subject=subject,
                public_category=public_category,
                public_subcategory=public_subcategory,
                age_limits=age_limits,
                wall=_level("wall", wall),
                topics=_level("topics", topics),
                photos=_level("photos", photos),
                video=_level("video", video),
                docs=_level("docs", docs),
                wiki=_level("wiki", wiki),
                links=links,
                contacts=contacts,
                addresses=addresses,
                messages=messages,
                obscene_filter=obscene_filter,
                toxic_filter=toxic_filter,
                obscene_stopwords=None if obscene_words is None else bool(obscene_words),
                obscene_words=obscene_words or None,
                main_section=main_section,
                secondary_section=secondary_section,
            )
        ),
    )


def _level(name: str, word: str | None) -> int | None:
    if word is not None and word not in _LEVELS:
        raise ParameterError(name, repr(word), ", ".join(_LEVELS))
    return None if word is None else _LEVELS[word]


def edit_messages(
    public: PublicLike,
    *,
    messages: bool | None = None,
    bots_capabilities: bool | None = None,
    bots_start_button: bool | None = None,
    bots_add_to_chat: bool | None = None,
) -> Question[bool]:
    """Change how people write to a public; a community token may, which may not read settings.

    https://dev.vk.com/method/groups.setSettings

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        messages: Whether people may write messages.
        bots_capabilities: Whether keyboards and the like work.
        bots_start_button: Whether a new conversation shows a start button.
        bots_add_to_chat: Whether the public may be added to chats.

    Raises:
        ParameterError: Nothing is to be changed.
    """
    return by_id(
        public,
        lambda number: changing(
            vk.groups.set_settings(
                number,
                messages=messages,
                bots_capabilities=bots_capabilities,
                bots_start_button=bots_start_button,
                bots_add_to_chat=bots_add_to_chat,
            )
        ),
    )


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
        raise ParameterError("query", "an empty text", "a text")
    return vk.groups.search(
        query, type=kind, city_id=city_id, country_id=country_id, count=count, offset=offset
    )
