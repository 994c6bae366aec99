"""Settings of communities and of their event delivery."""

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Number, Raw

__all__ = [
    "CallbackServer",
    "CatalogInfo",
    "ConfirmationCode",
    "EventSettings",
    "LongPollServer",
    "PublicSettings",
    "Tag",
    "TokenPermission",
    "TokenPermissions",
]


class PublicSettings(Model, frozen=True):
    """The settings of a community, https://dev.vk.com/method/groups.getSettings."""

    access: Number | None = None
    address: str | None = None
    audio: Number | None = None
    articles: Number | None = None
    recognize_photo: Number | None = None
    city_id: Number | None = None
    city_name: str | None = None
    contacts: Flag | None = None
    links: Flag | None = None
    sections_list: list[Raw] | None = None
    main_section: Number | None = None
    secondary_section: Number | None = None
    age_limits: Number | None = None
    description: str | None = None
    docs: Number | None = None
    events: Flag | None = None
    addresses: Flag | None = None
    bots_capabilities: Flag | None = None
    bots_start_button: Flag | None = None
    bots_add_to_chat: Flag | None = None
    bot_online_booking_enabled: Flag | None = None
    obscene_filter: Flag | None = None
    obscene_stopwords: Flag | None = None
    obscene_words: list[str] | None = None
    toxic_filter: Flag | None = None
    disable_replies_from_groups: Flag | None = None
    event_group_id: Number | None = None
    photos: Number | None = None
    public_category: Number | None = None
    public_category_list: list[Raw] | None = None
    public_date: str | None = None
    public_date_label: str | None = None
    public_subcategory: Number | None = None
    rss: str | None = None
    start_date: Number | None = None
    finish_date: Number | None = None
    subject: Number | None = None
    subject_list: list[Raw] | None = None
    suggested_privacy: Number | None = None
    title: str | None = None
    topics: Number | None = None
    twitter: Raw | None = None
    video: Number | None = None
    wall: Number | None = None
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    wiki: Number | None = None


class TokenPermission(Model, frozen=True):
    """One right of a community token."""

    name: str | None = None
    setting: Number | None = None


class TokenPermissions(Model, frozen=True):
    """What a community token may do."""

    mask: Number | None = None
    permissions: list[TokenPermission] | None = None


class CallbackServer(Model, frozen=True):
    """A server that is sent events; its secret does not show in `repr`."""

    id: Number | None = None
    server_id: Number | None = None
    title: str | None = None
    url: str | None = None
    status: str | None = None
    creator_id: Number | None = None
    secret_key: str | None = Field(default=None, repr=False)


class EventSettings(Model, frozen=True):
    """Which events are sent; `events` has a flag for each."""

    api_version: str | None = None
    is_enabled: Flag | None = None
    events: dict[str, Flag] | None = None


class LongPollServer(Model, frozen=True):
    """Where Long Poll can be asked; address and key are secrets."""

    key: str | None = Field(default=None, repr=False)
    server: str | None = Field(default=None, repr=False)
    ts: str | None = None


class ConfirmationCode(Model, frozen=True):
    """The text by which a server confirms that it belongs to a community."""

    code: str | None = None


class CatalogInfo(Model, frozen=True):
    """The categories of the catalogue of communities."""

    enabled: Flag | None = None
    categories: list[Raw] | None = None


class Tag(Model, frozen=True):
    """A tag for conversations."""

    id: Number | None = None
    name: str | None = None
    color: str | None = None
    uses: Number | None = None
