"""Settings of communities: what `groups.edit` and its neighbours read and change.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.publics import OnlineStatus
from govpublic_sdk.models.settings import PublicSettings, TokenPermissions
from govpublic_sdk.vk._params import ask, check_list, positive, within

__all__ = [
    "disable_online",
    "edit",
    "enable_online",
    "get_online_status",
    "get_settings",
    "get_token_permissions",
    "set_settings",
    "toggle_market",
]


@check_arguments
def disable_online(group_id: int) -> Call[bool]:
    """Stop showing that the community is online.

    https://dev.vk.com/method/groups.disableOnline

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.disableOnline", As(bool), group_id=positive("group_id", group_id))


@check_arguments
def edit(
    group_id: int,
    *,
    title: str | None = None,
    description: str | None = None,
    screen_name: str | None = None,
    access: Literal[0, 1, 2] | None = None,
    website: str | None = None,
    subject: int | None = None,
    email: str | None = None,
    phone: str | None = None,
    rss: str | None = None,
    event_start_date: datetime | None = None,
    event_finish_date: datetime | None = None,
    event_group_id: int | None = None,
    public_category: int | None = None,
    public_subcategory: int | None = None,
    public_date: str | None = None,
    wall: Literal[0, 1, 2, 3] | None = None,
    topics: Literal[0, 1, 2] | None = None,
    photos: Literal[0, 1, 2] | None = None,
    video: Literal[0, 1, 2] | None = None,
    audio: Literal[0, 1, 2] | None = None,
    links: bool | None = None,
    events: bool | None = None,
    places: bool | None = None,
    contacts: bool | None = None,
    docs: Literal[0, 1, 2] | None = None,
    wiki: Literal[0, 1, 2] | None = None,
    messages: bool | None = None,
    articles: bool | None = None,
    addresses: bool | None = None,
    age_limits: Literal[1, 2, 3] | None = None,
    market: bool | None = None,
    market_buttons: str | None = None,
    market_comments: bool | None = None,
    market_country: Sequence[int] | None = None,
    market_city: Sequence[int] | None = None,
    market_currency: Literal[398, 643, 840, 978, 980] | None = None,
    market_contact: int | None = None,
    market_wiki: int | None = None,
    obscene_filter: bool | None = None,
    obscene_stopwords: bool | None = None,
    toxic_filter: bool | None = None,
    disable_replies_from_groups: bool | None = None,
    obscene_words: Sequence[str] | None = None,
    main_section: int | None = None,
    secondary_section: int | None = None,
    country: int | None = None,
    city: int | None = None,
) -> Call[bool]:
    """Change a community; what is not given stays as it is.

    https://dev.vk.com/method/groups.edit

    Args:
        group_id: The community, a positive id.
        title: The title.
        description: The description.
        screen_name: The short name.
        access: 0 open, 1 closed, 2 private.
        website: The site.
        subject: The theme, by VK's number.
        email: An e-mail address.
        phone: A phone number.
        rss: An RSS feed to publish from.
        event_start_date: VK's `event_start_date`, see the page of the method.
        event_finish_date: VK's `event_finish_date`, see the page of the method.
        event_group_id: VK's `event_group_id`, see the page of the method.
        public_category: The category.
        public_subcategory: The subcategory.
        public_date: The founding date as `dd.mm.YYYY`.
        wall: 0 off, 1 open, 2 limited, 3 closed.
        topics: 0 off, 1 open, 2 limited.
        photos: Photos as `-1_2`.
        video: 0 off, 1 open, 2 limited.
        audio: 0 off, 1 open, 2 limited.
        links: Show the block of links.
        events: Show the block of events.
        places: Show the block of places.
        contacts: Show the block of contacts.
        docs: Documents as `-1_2`.
        wiki: 0 off, 1 open, 2 limited.
        messages: Messages to the community.
        articles: Show the block of articles.
        addresses: Show the block of addresses.
        age_limits: 1 for all, 2 from 16, 3 from 18.
        market: The shop.
        market_buttons: VK's `market_buttons`, see the page of the method.
        market_comments: VK's `market_comments`, see the page of the method.
        market_country: VK's `market_country`, see the page of the method. Up to 10.
        market_city: VK's `market_city`, see the page of the method. Up to 10.
        market_currency: VK's `market_currency`, see the page of the method.
        market_contact: VK's `market_contact`, see the page of the method.
        market_wiki: VK's `market_wiki`, see the page of the method.
        obscene_filter: Filter foul language.
        obscene_stopwords: Filter by own words.
        toxic_filter: Filter hostile comments.
        disable_replies_from_groups: Communities may not comment.
        obscene_words: Own words to filter.
        main_section: The first block of the page.
        secondary_section: The second block of the page.
        country: The country, by its id.
        city: The city, by its id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.edit",
        As(bool),
        group_id=positive("group_id", group_id),
        title=title,
        description=description,
        screen_name=screen_name,
        access=within("access", access, 0, 2),
        website=website,
        subject=subject,
        email=email,
        phone=phone,
        rss=rss,
        event_start_date=event_start_date,
        event_finish_date=event_finish_date,
        event_group_id=event_group_id,
        public_category=public_category,
        public_subcategory=public_subcategory,
        public_date=public_date,
        wall=within("wall", wall, 0, 3),
        topics=within("topics", topics, 0, 2),
        photos=within("photos", photos, 0, 2),
        video=within("video", video, 0, 2),
        audio=within("audio", audio, 0, 2),
        links=links,
        events=events,
        places=places,
        contacts=contacts,
        docs=within("docs", docs, 0, 2),
        wiki=within("wiki", wiki, 0, 2),
        messages=messages,
        articles=articles,
        addresses=addresses,
        age_limits=age_limits,
        market=market,
        market_buttons=market_buttons,
        market_comments=market_comments,
        market_country=check_list("market_country", market_country, most=10),
        market_city=check_list("market_city", market_city, most=10),
        market_currency=market_currency,
        market_contact=within("market_contact", market_contact, 0),
        market_wiki=market_wiki,
        obscene_filter=obscene_filter,
        obscene_stopwords=obscene_stopwords,
        toxic_filter=toxic_filter,
        disable_replies_from_groups=disable_replies_from_groups,
        obscene_words=check_list("obscene_words", obscene_words),
        main_section=within("main_section", main_section, 0),
        secondary_section=within("secondary_section", secondary_section, 0),
        country=country,
        city=city,
    )


@check_arguments
def enable_online(group_id: int) -> Call[bool]:
    """Show that the community is online.

    https://dev.vk.com/method/groups.enableOnline

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.enableOnline", As(bool), group_id=positive("group_id", group_id))


@check_arguments
def get_online_status(group_id: int) -> Call[OnlineStatus]:
    """Read whether the community answers just now.

    https://dev.vk.com/method/groups.getOnlineStatus

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.getOnlineStatus", As(OnlineStatus), group_id=positive("group_id", group_id))


@check_arguments
def get_settings(group_id: int | str) -> Call[PublicSettings]:
    """Read the settings of a community.

    https://dev.vk.com/method/groups.getSettings

    Args:
        group_id: The community, a positive id.
    """
    return ask("groups.getSettings", As(PublicSettings), group_id=group_id)


@check_arguments
def get_token_permissions() -> Call[TokenPermissions]:
    """Read what a community token may do.

    https://dev.vk.com/method/groups.getTokenPermissions
    """
    return ask("groups.getTokenPermissions", As(TokenPermissions))


@check_arguments
def set_settings(
    group_id: int,
    *,
    messages: bool | None = None,
    bots_capabilities: bool | None = None,
    bots_start_button: bool | None = None,
    bots_add_to_chat: bool | None = None,
    bot_online_booking_enabled: bool | None = None,
) -> Call[bool]:
    """Change settings of messages and bots.

    https://dev.vk.com/method/groups.setSettings

    Args:
        group_id: The community, a positive id.
        messages: Messages to the community.
        bots_capabilities: The community may act as a bot.
        bots_start_button: Show a start button.
        bots_add_to_chat: The bot may be added to chats.
        bot_online_booking_enabled: VK's `bot_online_booking_enabled`, see the page of
            the method.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.setSettings",
        As(bool),
        group_id=positive("group_id", group_id),
        messages=messages,
        bots_capabilities=bots_capabilities,
        bots_start_button=bots_start_button,
        bots_add_to_chat=bots_add_to_chat,
        bot_online_booking_enabled=bot_online_booking_enabled,
    )


@check_arguments
def toggle_market(
    group_id: int, state: Literal["advanced", "basic", "none"], *, ref: str | None = None
) -> Call[bool]:
    """Switch the shop.

    https://dev.vk.com/method/groups.toggleMarket

    Args:
        group_id: The community, a positive id.
        state: The kind of shop.
        ref: VK's `ref`, see the page of the method.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.toggleMarket",
        As(bool),
        group_id=positive("group_id", group_id),
        state=state,
        ref=ref,
    )
