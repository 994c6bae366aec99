"""The settings of a public: read and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Runnable
from govpublic_sdk._core.decoders import require_changes
from govpublic_sdk._resources import publics_members, publics_page, publics_read
from govpublic_sdk._resources._references import PublicLike, public_ref, with_public_id
from govpublic_sdk._texts import any_of, show_value
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.settings import PublicSettings

__all__ = [
    "Publics",
    "edit",
    "edit_messages",
    "settings",
]

C_co = TypeVar("C_co", covariant=True)

Opened: TypeAlias = Literal["off", "open", "limited"]
OpenedOrClosed: TypeAlias = Literal["off", "open", "limited", "closed"]
T = TypeVar("T")

_LEVELS: dict[str, Literal[0, 1, 2]] = {"off": 0, "open": 1, "limited": 2}
_WALL_LEVELS: dict[str, Literal[0, 1, 2, 3]] = {"off": 0, "open": 1, "limited": 2, "closed": 3}


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
) -> Runnable[bool]:
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
    return with_public_id(
        public,
        lambda number: require_changes(
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
                wall=_level("wall", wall, _WALL_LEVELS),
                topics=_level("topics", topics, _LEVELS),
                photos=_level("photos", photos, _LEVELS),
                video=_level("video", video, _LEVELS),
                docs=_level("docs", docs, _LEVELS),
                wiki=_level("wiki", wiki, _LEVELS),
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


def _level(name: str, word: str | None, levels: Mapping[str, T]) -> T | None:
    if word is not None and word not in levels:
        raise ParameterError(name, show_value(word), any_of(levels))
    return None if word is None else levels[word]


def edit_messages(
    public: PublicLike,
    *,
    messages: bool | None = None,
    bots_capabilities: bool | None = None,
    bots_start_button: bool | None = None,
    bots_add_to_chat: bool | None = None,
) -> Runnable[bool]:
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
    return with_public_id(
        public,
        lambda number: require_changes(
            vk.groups.set_settings(
                number,
                messages=messages,
                bots_capabilities=bots_capabilities,
                bots_start_button=bots_start_button,
                bots_add_to_chat=bots_add_to_chat,
            )
        ),
    )


class Publics(Resource[C_co]):
    """Publics: their fields, the parts of their pages, their members."""

    get: Final = operation(publics_read.get)
    get_many: Final = operation(publics_read.get_many)
    search: Final = operation(publics_read.search)
    edit: Final = operation(edit)
    edit_messages: Final = operation(edit_messages)
    settings: Final = operation(settings)

    links: Final = operation(publics_page.links)
    add_link: Final = operation(publics_page.add_link)
    edit_link: Final = operation(publics_page.edit_link)
    move_link: Final = operation(publics_page.move_link)
    delete_link: Final = operation(publics_page.delete_link)
    contacts: Final = operation(publics_page.contacts)
    set_contact: Final = operation(publics_page.set_contact)
    remove_contact: Final = operation(publics_page.remove_contact)
    addresses: Final = listing(publics_page.addresses)
    add_address: Final = operation(publics_page.add_address)
    edit_address: Final = operation(publics_page.edit_address)
    delete_address: Final = operation(publics_page.delete_address)
    menu: Final = operation(publics_page.menu)
    cover: Final = operation(publics_page.cover)

    members: Final = listing(publics_members.members)
    member_profiles: Final = listing(publics_members.member_profiles)
    is_member: Final = operation(publics_members.is_member)
    managers: Final = listing(publics_members.managers)
    set_manager: Final = operation(publics_members.set_manager)
    remove_manager: Final = operation(publics_members.remove_manager)
    bans: Final = listing(publics_members.bans)
    ban: Final = operation(publics_members.ban)
    unban: Final = operation(publics_members.unban)
